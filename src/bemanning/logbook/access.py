"""From an id to something in one's own logbook. There is no way to anybody else's."""

from uuid import UUID

from django.http import Http404

from bemanning.logbook.models import Entry, KeyWrap, Vault
from bemanning.schools.access import Viewer


def access_vault(viewer: Viewer) -> Vault:
    """The viewer's own logbook, or 404."""
    vault = Vault.objects.filter(owner=viewer.user).first()
    if vault is None:
        raise Http404("no logbook")
    return vault


def access_entry(viewer: Viewer, entry_id: UUID) -> Entry:
    """A text in the viewer's own logbook, or 404."""
    entry = Entry.objects.select_related("vault").filter(vault__owner=viewer.user, id=entry_id).first()
    if entry is None:
        raise Http404("no such entry")
    return entry


def access_wrap(viewer: Viewer, wrap_id: UUID) -> KeyWrap:
    """A wrapped key of the viewer's own logbook, or 404."""
    wrap = KeyWrap.objects.select_related("vault").filter(vault__owner=viewer.user, id=wrap_id).first()
    if wrap is None:
        raise Http404("no such key")
    return wrap
