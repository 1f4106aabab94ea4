"""Hostile exports of Nexis and Factiva: endless lines, labels without a text, ends without an article, many of all."""

from collections.abc import Iterator

from tests.hostile.trap import STORY, Trap

NEXIS = """Ferry {number} runs aground off the north pier

The Northern Courier

May 4, 2019 Saturday

Length: 80 words
Byline: By Ida Falk

Body

{text}

Load-Date: May 5, 2019

End of Document

"""
COUNTED = """{number} of {count} DOCUMENTS

The Northern Courier

May 4, 2019 Saturday

Ferry {number} runs aground off the north pier

LENGTH: 80 words

{text}

LOAD-DATE: May 5, 2019

"""
FACTIVA = """Ferry {number} runs aground off the north pier
80 words
4 May 2019
The River Times
RIVTIM
English
(c) 2019 River Times Ltd.

{text}

Document RIVTIM0020190504ej{number:07d}

"""
LAYOUTS = {"nexis": NEXIS, "counted": COUNTED, "factiva": FACTIVA}
LONG = 500_000


def many(layout: str, count: int, text: str = STORY) -> str:
    """Return an export of so many articles with one text."""
    return "".join(LAYOUTS[layout].format(number=number, count=count, text=text) for number in range(1, count + 1))


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    for layout in LAYOUTS:
        yield Trap(f"good-{layout}.txt", many(layout, 2).encode(), "read")
        yield Trap(f"bare-{layout}.txt", many(layout, 5_000, "").encode(), "refused")
        yield Trap(f"endless-{layout}.txt", many(layout, 1, STORY + "word " * (LONG // 5)).encode(), "read")
        yield Trap(f"flat-{layout}.txt", many(layout, 1000, "").replace("\n", " ").encode(), "read")
    for name, line in _LINES.items():
        head, tail = NEXIS.split("{text}")
        yield Trap(f"{name}.nexis", f"{head}{line}\n{STORY}{tail}".replace("{number}", "1").encode(), "read")
    yield Trap("ends.nexis", b"End of Document\n" * 200_000, "refused")
    yield Trap("counts.nexis", b"1 of 999999 DOCUMENTS\n" * 200_000, "refused")
    yield Trap("labels.nexis", b"LENGTH: 80 words\nBYLINE: " * 40_000 + b"\nEnd of Document\n", "refused")
    yield Trap("codes.factiva", b"HD x\nWC 80 words\nLP \n" * 5_000 + b"AN  Document RIVTIM0020190504ej0000001\n")
    yield Trap("no-end.factiva", many("factiva", 3).replace("Document", "Dokument").encode(), "refused")
    yield Trap("cut.factiva", many("factiva", 3).encode()[:-200], "read")


_LINES = {
    "spaces": "Length:" + " " * LONG + "x",
    "capitals": "A" * (LONG // 2) + ": " + "B" * (LONG // 2),
    "colons": "a: " * (LONG // 3),
    "digits": "1," * (LONG // 2) + " words",
    "page": "Page " + "1" * LONG + " of 3",
    "rights": "Copyright © " * (LONG // 12),
}
