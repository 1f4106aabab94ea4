"""Hostile plain text, rows and names of files."""

from collections.abc import Iterator

from tests.hostile.trap import STORY, Trap

WORD = STORY.encode()


def traps() -> Iterator[Trap]:
    """Yield the traps."""
    yield from _texts()
    yield from _names()
    yield from _rows()


def _texts() -> Iterator[Trap]:
    yield Trap("empty.txt", b"", "refused")
    yield Trap("blank.txt", b" \n\t\n" * 100, "refused")
    yield Trap("nul.txt", bytes(5000), "refused")
    yield Trap("nul-inside.txt", WORD.replace(b" ", b" \0", 3))
    yield Trap("all-bytes.txt", bytes(range(256)) * 40, "refused")
    yield Trap("utf16-le.txt", STORY.encode("utf-16"), "read")
    yield Trap("utf16-le-bare.txt", STORY.encode("utf-16-le"), "read")
    yield Trap("utf16-be-bare.txt", STORY.encode("utf-16-be"), "read")
    yield Trap("utf16-half.txt", STORY.encode("utf-16")[:-1], "read")
    yield Trap("utf16-surrogates.txt", b"\xff\xfe" + b"\x00\xd8" * 500)
    yield Trap("utf32.txt", STORY.encode("utf-32"), "read")
    yield Trap("utf7.txt", STORY.replace("-", " ").encode("utf-7") + b"+AGEALQ- +/////w-", "read")
    yield Trap("utf8-overlong.txt", WORD + b"\xc0\xaf\xe0\x80\xaf\xf8\x88\x80\x80\x80", "read")
    yield Trap("utf8-cut.txt", (STORY + "ж").encode()[:-1], "read")
    yield Trap("latin.txt", ("Überschwemmung in Gänserndorf. " * 20).encode("cp1252"), "read")
    yield Trap("bom-only.txt", b"\xef\xbb\xbf", "refused")
    yield Trap("escape.txt", WORD + b"\x1b[2J\x1b]0;owned\x07\x1b[31m", "read")
    yield Trap("bidi.txt", (STORY + "\u202eneddih\u202c \u2066x\u2069").encode(), "read")
    yield Trap("zalgo.txt", (STORY + "a" + "\u0301" * 50_000).encode(), "read")
    yield Trap("one-line.txt", b"flood " * 100_000, "read")
    yield Trap("no-space.txt", b"a" * 500_000, "read")
    yield Trap("quotes.txt", b'"' * 50_000 + WORD)
    yield Trap("newlines.txt", b"\n" * 300_000 + WORD, "read")
    yield Trap("returns.txt", WORD.replace(b"\n", b"\r"), "read")
    yield Trap("line-separators.txt", STORY.replace("\n", "\u2028").encode(), "read")
    yield Trap("noncharacters.txt", ("\uffff\ufffe" * 3000).encode(), "refused")
    yield Trap("private.txt", ("\ue000" * 3000).encode(), "refused")
    yield Trap("huge-line.txt", b"x" * 100_000_000, "refused")
    yield Trap("program.txt", b"\x7fELF\x02\x01\x01" + bytes(900), "refused")
    yield Trap("picture.txt", b"\x89PNG\r\n\x1a\n" + bytes(900), "refused")
    yield Trap("front-matter.md", b"---\n" + b"a: " * 50_000 + b"\n---\n" + WORD, "read")
    yield Trap("front-matter-open.md", b"---\ntitle: [[[[[[\n" + WORD, "read")
    yield Trap("brackets.md", b"[" * 100_000 + WORD)


def _names() -> Iterator[Trap]:
    for name in (
        "-rf.txt", "--output=x.txt", "line\nbreak.txt", "tab\there.txt", "bell\x07.txt", "escape\x1b[31m.txt",
        "right\u202eto-left.txt", "zero\u200bwidth.txt", "quote'\"`$(touch owned).txt", "%s%n%x.txt", "{{7*7}}.txt",
        "<script>alert(1)<\u2215script>.txt", "*?[a].txt", "space at the end .txt", "~root.txt", "CON.txt",
    ):  # fmt: skip
        yield Trap(name, WORD, "read")
    yield Trap("n" * 250 + ".txt", WORD, "read")
    yield Trap("stray\udcff.txt", WORD, "read")
    yield Trap("=cmd|' ∕C calc'!A0.txt", WORD + b"\n=cmd|' /C calc'!A0\n@SUM(1)\n+1\n", "read")
    yield Trap("template.txt", WORD + b"\n{{ config }} {% for x in range(9**9) %} ${7*7} <%= 7*7 %>\n", "read")
    yield Trap("script.txt", WORD + b"\n<script>alert(document.cookie)</script><img src=x onerror=alert(1)>\n", "read")


def _rows() -> Iterator[Trap]:
    yield Trap("deep.json", b'{"a":' * 200_000, "refused")
    yield Trap("deep-list.json", b'[{"a":' + b"[" * 200_000, "refused")
    yield Trap("deep-whole.json", b'{"text": ' + b"[" * 5000 + b"]" * 5000 + b"}", "refused")
    yield Trap("number.json", b'{"text": ' + b"9" * 1_000_000 + b"}", "refused")
    yield Trap("nan.json", b'{"text": NaN, "title": Infinity}', "refused")
    yield Trap("half.json", b'{"text": "The river', "refused")
    yield Trap("empty-object.json", b"{}", "refused")
    yield Trap("half-line.jsonl", b'{"text": "' + WORD.replace(b"\n", b" ") + b'"}\n{"text": "The ri', "read")
    yield Trap("rubbish.jsonl", b"\n".join(b"no json %d" % number for number in range(20_000)), "refused")
    yield Trap(
        "surrogate.jsonl", b'{"text": "The \\ud800 river rose by three metres on Monday, the town said."}\n', "read"
    )
    yield Trap(
        "separators.jsonl",
        '{"text": "The river\u2028rose by three metres on Monday, the town said."}\n'.encode(),
        "read",
    )
    yield Trap("keys.jsonl", b'{"text": 1, "text": [], "text": {"text": null}}\n{"text": true}\n', "refused")
    yield Trap("wide.csv", b"," * 200_000, "refused")
    yield Trap("quote.csv", b'title,text\n"never closed,' + b"x\n" * 50_000, "refused")
    yield Trap("field.csv", b"title,text\nFerry," + b"long " * 50_000)
    yield Trap("nul.csv", b"title,text\nFer\0ry,\0\0\0", "refused")
    yield Trap(
        "formula.csv", b'title,text\n=1+1,"=HYPERLINK(""http://x"") ' + WORD.replace(b"\n", b" ") + b'"\n', "read"
    )
