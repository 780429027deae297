"""A whole logbook as a browser would send it, made from the test vectors; and the program of the documentation."""

import json
import re
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

from django.test import Client

DOCS = Path(__file__).parents[2] / "docs"
VECTORS: dict[str, Any] = json.loads((DOCS / "logboek-crypto.json").read_text(encoding="utf-8"))
SEALED = VECTORS["entries"][0]["sealed"]


def documented() -> dict[str, Any]:
    """The names of the Python program in docs/logboek-crypto.md."""
    text = (DOCS / "logboek-crypto.md").read_text(encoding="utf-8")
    programs = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    assert len(programs) == 1
    names: dict[str, Any] = {}
    exec(programs[0], names)  # noqa: S102  (our own documentation)
    return names


def wrap(kind: str, **changes: Any) -> dict[str, Any]:
    """A wrapped key of this kind, with an id of its own."""
    found = next(one for one in VECTORS["wraps"] if one["kind"] == kind)
    return found | {"id": str(uuid4())} | changes


def new_vault(**changes: Any) -> dict[str, Any]:
    """What a browser sends to begin a logbook."""
    return {"id": str(uuid4()), "format": 1, "wraps": [wrap("passphrase"), wrap("recovery")]} | changes


def begin(client: Client) -> None:
    """Begin a logbook."""
    answer = client.post("/logboek/sleutel/", new_vault(), content_type="application/json")
    assert answer.status_code == 201


def put(client: Client, entry_id: UUID | str, version: int, sealed: str = SEALED) -> Any:
    """Save a version of a text."""
    body = {"version": version, "sealed": sealed}
    return client.put(f"/logboek/teksten/{entry_id}/", body, content_type="application/json")
