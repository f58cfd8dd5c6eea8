"""Make the font files of `static/` (for pages and for paper) and their list of characters.

Run once by hand, and again only when the characters or the font change; the program itself never
runs it. It needs `fonttools` and `brotli`, which are not among the pinned requirements, and the
contents of two npm packages (versions in static/README.md), unpacked anywhere:

    python docs/make_font.py FONT_PACKAGE TABLE_PACKAGE

The characters are: the 8,105 of 通用规范汉字表 (State Council, 2013), all hanzi and signs of
GB 2312, the 80 that GBK once kept in Unicode's private area (names such as 䶮 still arrive so, and
get the glyph of the character that is meant), and the signs in `BLOCKS`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

STATIC = Path(__file__).resolve().parent.parent / "static"
WEIGHTS = (
    ("400Regular/NotoSansSC_400Regular.ttf", "NotoSansSC-Regular.woff2"),
    ("700Bold/NotoSansSC_700Bold.ttf", "NotoSansSC-Bold.woff2"),
)
TABLE_SIZE = 8105
BLOCKS = (
    (0x0020, 0x007E),  # ASCII
    (0x00A0, 0x00FF),  # Latin-1
    (0x0100, 0x017F),  # Latin Extended-A: the tone marks of pinyin, foreign names
    (0x01CD, 0x01DC),  # third tones, ü with tones
    (0x2010, 0x205E),  # general punctuation
    (0x20A0, 0x20BF),  # currency
    (0x2100, 0x218B),  # letter-like signs, number forms
    (0x2190, 0x21FF),  # arrows
    (0x2200, 0x22FF),  # mathematics
    (0x2460, 0x24FF),  # enclosed numbers and letters
    (0x2500, 0x25FF),  # box drawing, blocks, geometric shapes
    (0x2600, 0x26FF),  # ☆ ★ ☎ ⚠
    (0x2713, 0x2713),  # ✓
    (0x3000, 0x303F),  # CJK punctuation
    (0x3200, 0x33FF),  # ㈠ ㊣ ㎡ ㏄
    (0xFF00, 0xFFEF),  # full-width and half-width forms
)
RARE_NAMES = "䶮𬭎"
AMOUNTS = "億萬圓円參叄貳弍弌弎陸"  # as capital amounts are still written here and there

# GB 18030-2022 moved these out of the private area; Python's codec still decodes them to it.
MOVED_2022 = {
    0xE816: 0x20087, 0xE817: 0x20089, 0xE818: 0x200CC, 0xE81E: 0x9FB4, 0xE826: 0x9FB5,
    0xE82B: 0x9FB6, 0xE82C: 0x9FB7, 0xE831: 0x215D7, 0xE832: 0x9FB8, 0xE83B: 0x2298F,
    0xE843: 0x9FB9, 0xE854: 0x9FBA, 0xE855: 0x241FE, 0xE864: 0x9FBB,
}


def standard_table(package: Path) -> list[int]:
    """The code points of 通用规范汉字表; exits when they are not 8,105 different ones."""
    text = (package / "data" / "characters.json").read_text(encoding="utf-8")
    points = [ord(character) for character in json.loads(text)]
    if len(points) != TABLE_SIZE or len(set(points)) != TABLE_SIZE:
        sys.exit(f"{package}: {len(set(points))} characters, expected {TABLE_SIZE}")
    return points


def gb2312() -> set[int]:
    """Every code point that GB 2312 has."""
    points = set()
    for row in range(0xA1, 0xF8):
        for cell in range(0xA1, 0xFF):
            try:
                points.add(ord(bytes((row, cell)).decode("gb2312")))
            except UnicodeDecodeError:
                continue
    return points


def private_names() -> dict[int, int]:
    """Private code point → the character meant, for the 80 cells FE50…FEA0 of GBK.

    Old systems number these cells U+E815…U+E864 in order; GB 18030 names the characters.
    """
    cells = [cell for cell in range(0x50, 0xA1) if cell != 0x7F]
    meant = {}
    for private, cell in enumerate(cells, start=0xE815):
        point = ord(bytes((0xFE, cell)).decode("gb18030"))
        meant[private] = MOVED_2022.get(private, point)
    return meant


def make(source: Path, target: Path, wanted: set[int], aliases: dict[int, int]) -> set[int]:
    """Write the subset of `source` to `target`; returns the code points it has."""
    font = TTFont(source)
    for table in font["cmap"].tables:
        if table.isUnicode() and table.format in (4, 12):
            for private, meant in aliases.items():
                glyph = font.getBestCmap().get(meant)
                if glyph and glyph in table.cmap.values():
                    table.cmap[private] = glyph
    options = subset.Options(
        flavor="woff2", layout_features=["ccmp", "kern", "mark"], hinting=False,
        name_IDs=["*"], notdef_outline=True, drop_tables=["vhea", "vmtx", "BASE"],
    )
    tool = subset.Subsetter(options)
    tool.populate(unicodes=wanted | set(aliases))
    tool.subset(font)
    subset.save_font(font, target, options)
    options.flavor = font.flavor = None  # typst reads no woff2
    subset.save_font(font, target.with_suffix(".ttf"), options)
    return set(TTFont(target).getBestCmap())


def main(font_package: Path, table_package: Path) -> None:
    """Make both weights and the list of the characters that both have."""
    aliases = private_names()
    table = standard_table(table_package)
    wanted = set(table) | gb2312() | set(aliases.values())
    wanted.update(map(ord, RARE_NAMES + AMOUNTS))
    for first, last in BLOCKS:
        wanted.update(range(first, last + 1))
    covered = [make(font_package / source, STATIC / target, wanted, aliases)
               for source, target in WEIGHTS]
    both = sorted(set.intersection(*covered))
    missing = [chr(point) for point in table if point not in both]
    if missing:
        sys.exit(f"not in the font: {''.join(missing)}")
    shown = [chr(point) for point in both if chr(point).isprintable() and point != 0x20]
    lines = ["".join(shown[start : start + 64]) for start in range(0, len(shown), 64)]
    (STATIC / "characters.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    for _, name in WEIGHTS:
        sys.stdout.write(f"{name}: {(STATIC / name).stat().st_size:,} bytes\n")
    sys.stdout.write(f"{len(both):,} code points\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))
