"""Reads of the logbook, as the browser gets them."""

import base64
from typing import Any

from bemanning.helprequests.models import HelpRequest
from bemanning.logbook.models import Entry, KeyWrap, Vault
from bemanning.schools.access import Viewer


def vault_of(viewer: Viewer) -> dict[str, Any] | None:
    """The viewer's logbook with its wrapped keys; None for somebody who has not begun."""
    vault = Vault.objects.prefetch_related("wraps").filter(owner=viewer.user).first()
    if vault is None:
        return None
    wraps = [shown_wrap(wrap) for wrap in vault.wraps.all()]
    return {"id": str(vault.id), "format": vault.format, "wraps": wraps}


def shown_wrap(wrap: KeyWrap) -> dict[str, Any]:
    """A wrapped key."""
    return {
        "id": str(wrap.id),
        "kind": wrap.kind,
        "salt": text_of(wrap.salt),
        "rounds": wrap.rounds,
        "credential": text_of(wrap.credential),
        "wrapped": text_of(wrap.wrapped),
    }


def entries_of(viewer: Viewer) -> list[dict[str, Any]]:
    """All texts of the viewer's logbook, as ciphertext, in no order that says anything."""
    rows = Entry.objects.filter(vault__owner=viewer.user).order_by("id").values_list("id", "version", "sealed")
    return [{"id": str(id), "version": version, "sealed": text_of(sealed)} for id, version, sealed in rows]


def shown_entry(entry: Entry) -> dict[str, Any]:
    """One text as ciphertext."""
    return {"id": str(entry.id), "version": entry.version, "sealed": text_of(entry.sealed)}


def questions_of(viewer: Viewer) -> list[dict[str, str]]:
    """The state of every question of this person. All of them: which one an experiment is about stays in the
    browser."""
    rows = HelpRequest.objects.filter(asker__user=viewer.user).order_by("id").values_list("id", "state")
    return [{"id": str(id), "state": state} for id, state in rows]


def text_of(raw: bytes | memoryview) -> str:
    """Bytes as base64, for JSON."""
    return base64.b64encode(raw).decode()
