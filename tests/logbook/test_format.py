"""The format is as documented: plain Python opens the vectors, and nothing else that was tried."""

import copy
from typing import Any

import pytest
from cryptography.exceptions import InvalidTag

from tests.logbook.vault import VECTORS, documented

pytestmark = pytest.mark.privacy

SECRETS = VECTORS["secrets"]


def opened(export: dict[str, Any], kind: str = "recovery", secret: Any = SECRETS["recovery"]) -> Any:
    return documented()["open_logbook"](export, kind, secret)


@pytest.mark.parametrize(
    ("kind", "secret"),
    [
        ("recovery", SECRETS["recovery"]),
        ("recovery", SECRETS["recovery"].lower().replace("-", " ").replace("0", "o").replace("1", "l")),
        ("passphrase", SECRETS["passphrase"]),
        ("passphrase", SECRETS["passphrase"].strip()),
        ("passkey", bytes.fromhex(SECRETS["passkey"])),
    ],
)
def test_every_way_in_opens_the_vectors(kind: str, secret: Any) -> None:
    assert opened(VECTORS, kind, secret) == VECTORS["payloads"]


def changed(at: str, value: Any) -> dict[str, Any]:
    """The vectors, with one thing of the first text (or of the whole) changed."""
    export = copy.deepcopy(VECTORS)
    if at in {"owner", "vault"}:
        export[at] = value
    else:
        export["entries"][0][at] = value
    return export


OTHER = VECTORS["entries"][1]


@pytest.mark.parametrize(
    ("at", "value"),
    [
        ("owner", OTHER["id"]),
        ("vault", OTHER["id"]),
        ("id", OTHER["id"]),
        ("version", 2),
        ("sealed", OTHER["sealed"]),
        ("sealed", VECTORS["entries"][0]["sealed"][:-24]),
    ],
    ids=["another owner", "another logbook", "another id", "another version", "swapped", "cut off"],
)
def test_nothing_opens_out_of_its_place(at: str, value: Any) -> None:
    with pytest.raises(InvalidTag):
        opened(changed(at, value))


def test_the_length_of_a_text_is_hidden_in_steps() -> None:
    assert {len(one["sealed"]) for one in VECTORS["entries"]} == {720}  # 512 bytes, nonce and tag, in base64
