"""What must hold in the stylesheet itself: the two dark sides are one, every text stands out, a first visit is light."""

import gzip
import re
from pathlib import Path

import pytest

STATIC = Path(__file__).resolve().parents[2] / "src/bemanning/web/static/bemanning"
CSS = (STATIC / "app.css").read_text(encoding="utf-8")
BLOCK = r"\s*\{([^}]*)\}"


def _tokens(selector: str) -> dict[str, str]:
    block = re.search(re.escape(selector) + BLOCK, CSS)
    assert block is not None, selector
    return dict(re.findall(r"--([\w-]+):\s*([^;]+);", block.group(1)))


LIGHT = _tokens(":root")
DARK = _tokens(':root[data-theme="dark"]')
PAIRS = [
    *[("ink", ground) for ground in ("paper", "sheet", "sea-wash", "sea-mark", "sun-wash", "signal-wash")],
    *[("soft", ground) for ground in ("paper", "sheet", "sea-wash", "sun-wash", "line")],
    *[("sea", ground) for ground in ("paper", "sheet", "sea-wash", "sun-wash")],
    *[("signal", ground) for ground in ("paper", "sheet", "signal-wash")],
    *[("on-ink", ground) for ground in ("ink", "sea", "signal")],
]


def _luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _contrast(one: str, other: str) -> float:
    low, high = sorted((_luminance(one), _luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_the_dark_of_the_device_is_the_dark_of_the_choice() -> None:
    assert _tokens(':root:not([data-theme="light"])') == DARK


@pytest.mark.accessibility
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("text", "ground"), PAIRS)
def test_text_stands_out_from_its_ground(theme: dict[str, str], text: str, ground: str) -> None:
    assert _contrast(theme[text], theme[ground]) >= 4.5


@pytest.mark.accessibility
@pytest.mark.parametrize("theme", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(
    ("edge", "ground"), [("edge", "paper"), ("edge", "sheet"), ("focus", "paper"), ("sea", "sheet")]
)
def test_edges_of_controls_stand_out(theme: dict[str, str], edge: str, ground: str) -> None:
    assert _contrast(theme[edge], theme[ground]) >= 3


def test_no_style_or_script_stands_in_a_template() -> None:
    templates = (STATIC.parents[1] / "templates").rglob("*.html")
    found = [
        f"{path.name}: {hit}"
        for path in templates
        for hit in re.findall(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", path.read_text(encoding="utf-8"))
    ]
    assert found == []


def test_what_a_first_visit_fetches_is_under_80_kilobytes() -> None:
    """The page itself may be 20 kB more; the whole must stay under 100 kB."""
    packed = ["app.css", "app.js", "flags.svg", "icon.svg", "app.webmanifest", "vendor/htmx.min.js"]
    size = sum(len(gzip.compress((STATIC / name).read_bytes())) for name in packed)
    size += sum((STATIC / "fonts" / f"{face}-latin.woff2").stat().st_size for face in ("atkinson", "fraunces"))
    assert size < 80_000
