"""fontpkg-* -> templates/fonts/: still faces of four families, cut to the scripts we set.

Run by hand when the families have a new release: `python tools/make_fonts.py`. The same packages give the same bytes.
The variable files weigh 3.6 MB in a page and cost WeasyPrint 0.8 s of CPU a brief; these weigh a tenth, and cost
nothing. The Open Font License reserves the name "Source" for the unmodified families, so these are called Briefing
Serif and Briefing Sans. So are the Arabic ones beside them, from Amiri and IBM Plex Sans Arabic, whose "Plex" is
reserved as well. Both draw each letter whole: of a font that sets dots on bare letters, no text can be copied out of a
PDF.
"""

import shutil
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path

import fontpkg_amiri as naskh
import fontpkg_ibm_plex_sans_arabic as arabic
import fontpkg_source_sans_3 as sans
import fontpkg_source_serif_4 as serif
from fontTools import subset
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

TARGET = Path(__file__).resolve().parents[1] / "templates" / "fonts"
Ranges = tuple[tuple[int, int], ...]
# Latin with Vietnamese, combining marks, Greek, Cyrillic with Kazakh, punctuation, currency, arrows, shapes.
RANGES: Ranges = (
    *((0x20, 0x250), (0x259, 0x25A), (0x2B0, 0x370), (0x370, 0x400), (0x400, 0x530), (0x1E00, 0x1F00)),
    *((0x2000, 0x20A0), (0x20A0, 0x20D0), (0x2100, 0x2150), (0x2190, 0x2200), (0x2200, 0x2300), (0x25A0, 0x2600)),
)
# Arabic as it is written from Morocco to Xinjiang, its presentation forms, joiners and marks of direction.
ARABIC: Ranges = (
    *((0x20, 0x21), (0xA0, 0xA1), (0x200C, 0x2010), (0x202F, 0x2030), (0x25CC, 0x25CD)),
    *((0x600, 0x700), (0x750, 0x780), (0x8A0, 0x900), (0xFB50, 0xFE00), (0xFE70, 0xFEFD)),
)
JOINING = "ccmp isol init medi fina rlig liga calt locl curs kern mark mkmk rtlm"
FEATURES = "kern liga ccmp mark mkmk locl tnum lnum case"
KEPT_NAMES = [0, 13, 14]  # copyright, licence and its address stay; the reserved family name goes


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """One still face: where it comes from, and the place on the axes it is frozen at."""

    name: str
    family: str
    path: Path
    axes: dict[str, float] = field(default_factory=dict)
    ranges: Ranges = RANGES
    features: str = FEATURES
    em: int | None = None
    """Units of a square: fewer than the font's own make its letters as large as ours beside them."""


SERIF, SANS = serif.ROOT / "files", sans.ROOT / "files"
FACES = (
    # Optical sizes: running text is set at 10.5 pt, the title at 26 pt.
    Face(
        name="BriefingSerif-Regular",
        family="Briefing Serif",
        path=SERIF / "SourceSerif4[opsz,wght].ttf",
        axes={"opsz": 11, "wght": 400},
    ),
    Face(
        name="BriefingSerif-Semibold",
        family="Briefing Serif",
        path=SERIF / "SourceSerif4[opsz,wght].ttf",
        axes={"opsz": 30, "wght": 600},
    ),
    Face(
        name="BriefingSans-Regular",
        family="Briefing Sans",
        path=SANS / "SourceSans3[wght].ttf",
        axes={"wght": 400},
    ),
    Face(
        name="BriefingSans-Semibold",
        family="Briefing Sans",
        path=SANS / "SourceSans3[wght].ttf",
        axes={"wght": 600},
    ),
    Face(
        name="BriefingSans-Italic",
        family="Briefing Sans",
        path=SANS / "SourceSans3-Italic[wght].ttf",
        axes={"wght": 400},
    ),
    *(
        Face(
            name=f"BriefingSerifArabic-{style}",
            family="Briefing Serif Arabic",
            path=naskh.ROOT / "files" / f"Amiri-{origin}.ttf",
            ranges=ARABIC,
            features=JOINING,
            em=880,
        )
        for style, origin in (("Regular", "Regular"), ("Semibold", "Bold"))
    ),
    *(
        Face(
            name=f"BriefingSansArabic-{style}",
            family="Briefing Sans Arabic",
            path=arabic.ROOT / "files" / f"IBMPlexSansArabic-{origin}.ttf",
            ranges=ARABIC,
            features=JOINING,
        )
        for style, origin in (("Regular", "Regular"), ("Semibold", "SemiBold"))
    ),
)


def cut(face: Face) -> TTFont:
    """Freeze a face on its axes and keep the letters and features that a brief uses."""
    font = TTFont(face.path, recalcTimestamp=False)
    options = subset.Options()
    options.hinting = False
    options.layout_features = face.features.split()
    options.name_IDs = KEPT_NAMES
    options.notdef_outline = True
    options.glyph_names = False
    options.drop_tables += ["meta"]
    cutter = subset.Subsetter(options)
    cutter.populate(unicodes=[point for low, high in face.ranges for point in range(low, high)])
    cutter.subset(font)
    if face.em:
        font["head"].unitsPerEm = face.em
    return instantiateVariableFont(font, face.axes, inplace=True) if face.axes else font


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
    for package, name in (
        (serif, "OFL-serif.txt"),
        (sans, "OFL-sans.txt"),
        (naskh, "OFL-serif-arabic.txt"),
        (arabic, "OFL-sans-arabic.txt"),
    ):
        shutil.copyfile(package.ROOT / "LICENSE", TARGET / name)


if __name__ == "__main__":
    main()
