"""Subset the two typefaces to what the pages need.

The sources are the npm packages `@fontsource-variable/fraunces` and `@fontsource-variable/atkinson-hyperlegible-next`
(both SIL OFL 1.1, no reserved names), unpacked side by side in one folder:

    npm pack @fontsource-variable/fraunces @fontsource-variable/atkinson-hyperlegible-next
    uv run python tools/fonts.py FOLDER

Each typeface becomes two files: `latin`, which every page loads, and `extra`, which a browser fetches only for a page
that holds a letter of Latin Extended-A or -B (a Turkish or Polish name). The `unicode-range` lines in app.css match.
"""

import sys
from io import BytesIO
from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parent.parent / "src/bemanning/web/static/bemanning/fonts"
LATIN = [*range(0x20, 0x7F), *range(0xA0, 0x100), 0x0131, 0x0152, 0x0153, *(ord(c) for c in "–—‘’‚“”„•…‹›€−")]
EXTRA = [*range(0x100, 0x131), *range(0x132, 0x152), *range(0x154, 0x180), 0x0218, 0x0219, 0x021A, 0x021B, 0x1E9E]
# Headings stand large, so one sturdy instance with the fine details of a larger optical size is enough.
# Text needs two weights and a few between: the axis stays, cut to the part that is used.
FACES: dict[str, tuple[str, dict[str, float | tuple[float, float]]]] = {
    "fraunces": ("fraunces-{}-opsz-normal.woff2", {"opsz": 40, "wght": 570}),
    "atkinson": ("atkinson-hyperlegible-next-{}-wght-normal.woff2", {"wght": (400, 700)}),
}


def cut(source: Path, axes: dict[str, float | tuple[float, float]], letters: list[int]) -> TTFont:
    """The font of `source`, fixed to `axes` and reduced to `letters`."""
    whole = BytesIO()
    instantiateVariableFont(TTFont(source), axes).save(whole, reorderTables=False)
    whole.seek(0)
    font = TTFont(whole)
    options = Options()
    options.flavor = "woff2"
    options.layout_features = ["kern", "liga", "mark", "mkmk", "ccmp", "locl"]
    options.name_IDs = [0, 1, 2, 3, 4, 5, 6, 13, 14]
    options.hinting = False
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    font.flavor = "woff2"
    return font


def main(folder: Path) -> None:
    """Write the four files and say how large each became."""
    for name, (pattern, axes) in FACES.items():
        for part, origin, letters in (("latin", "latin", LATIN), ("extra", "latin-ext", EXTRA)):
            source = next(folder.rglob(pattern.format(origin)))
            target = TARGET / f"{name}-{part}.woff2"
            cut(source, axes, letters).save(target)
            print(f"{target.name}: {target.stat().st_size} bytes")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
