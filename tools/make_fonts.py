"""fontpkg-source-* -> templates/fonts/: five still faces of the two variable families, cut to the scripts we set.

Run by hand when the families have a new release: `python tools/make_fonts.py`. The same packages give the same bytes.
The variable files weigh 3.6 MB in a page and cost WeasyPrint 0.8 s of CPU a brief; these weigh a tenth, and cost
nothing. The Open Font License reserves the name "Source" for the unmodified families, so these are called Briefing
Serif and Briefing Sans.
"""

import shutil
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import fontpkg_source_sans_3 as sans
import fontpkg_source_serif_4 as serif
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[1] / "templates" / "fonts"
# Latin with Vietnamese, combining marks, Greek, Cyrillic with Kazakh, punctuation, currency, arrows, shapes.
RANGES = (
    *((0x20, 0x250), (0x2B0, 0x370), (0x370, 0x400), (0x400, 0x530), (0x1E00, 0x1F00), (0x2000, 0x2070)),
    *((0x2070, 0x20A0), (0x20A0, 0x20D0), (0x2100, 0x2150), (0x2190, 0x2200), (0x2200, 0x2300), (0x25A0, 0x2600)),
)
FEATURES = ["kern", "liga", "ccmp", "mark", "mkmk", "locl", "tnum", "lnum", "case"]
KEPT_NAMES = [0, 13, 14]  # copyright, licence and its address stay; the reserved family name goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One still face: where it comes from, and the place on the axes it is frozen at."""

    name: str
    family: str
    variable: Path
    axes: dict[str, float]


SERIF, SANS = serif.ROOT / "files", sans.ROOT / "files"
FACES = (
    # Optical sizes: running text is set at 10.5 pt, the title at 26 pt.
    Face(
        name="BriefingSerif-Regular",
        family="Briefing Serif",
        variable=SERIF / "SourceSerif4[opsz,wght].ttf",
        axes={"opsz": 11, "wght": 400},
    ),
    Face(
        name="BriefingSerif-Semibold",
        family="Briefing Serif",
        variable=SERIF / "SourceSerif4[opsz,wght].ttf",
        axes={"opsz": 30, "wght": 600},
    ),
    Face(
        name="BriefingSans-Regular",
        family="Briefing Sans",
        variable=SANS / "SourceSans3[wght].ttf",
        axes={"wght": 400},
    ),
    Face(
        name="BriefingSans-Semibold",
        family="Briefing Sans",
        variable=SANS / "SourceSans3[wght].ttf",
        axes={"wght": 600},
    ),
    Face(
        name="BriefingSans-Italic",
        family="Briefing Sans",
        variable=SANS / "SourceSans3-Italic[wght].ttf",
        axes={"wght": 400},
    ),
)


def cut(face: Face) -> TTFont:
    """Freeze a face on its axes and keep the letters and features that a brief uses."""
    font = TTFont(face.variable, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    options.glyph_names = False
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for low, high in RANGES for point in range(low, high)])
    cutter.subset(font)
    return instantiateVariableFont(font, face.axes, inplace=True)


def rename(font: TTFont, face: Face) -> None:
    """Give the face our own name: the reserved one is for unmodified files only."""
    names = {1: face.family, 2: face.name.partition("-")[2], 4: face.name.replace("-", " "), 6: face.name}
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def write(font: TTFont, name: str, flavor: str | None, suffix: str) -> None:
    """Write the face: compressed for the page, plain for the PDF, which would only unpack it again."""
    font.flavor = flavor
    content = BytesIO()
    font.save(content, reorderTables=False)
    (TARGET / f"{name}{suffix}").write_bytes(content.getvalue())


def main() -> None:
    """Make every face and lay the licence beside them."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for face in FACES:
        font = cut(face)
        rename(font, face)
        write(font, face.name, None, ".ttf")
        write(font, face.name, "woff2", ".woff2")
    for package, name in ((serif, "OFL-serif.txt"), (sans, "OFL-sans.txt")):
        shutil.copyfile(package.ROOT / "LICENSE", TARGET / name)


if __name__ == "__main__":
    main()
