"""What a clippings folder holds: one story a file, in every kind of file, and beside each kind a broken one of it."""

import gzip
import json
import mailbox
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path

from tests.hostile.containers import record, tarred
from tests.hostile.documents import pdf as plain_pdf
from tests.read.office import docx, p, pdf, shown, zipped

ODF = "urn:oasis:names:tc:opendocument:xmlns:"
PICTURE = b"\x89PNG\r\n\x1a\n" + bytes(300)
BOUNDARY = 'Content-Type: multipart/related; type="text/html"; boundary="-x-"'


@dataclass(frozen=True, slots=True)
class Story:
    """One article: what a reader has to find of it, and a sentence that is in no other."""

    origin: str
    number: int

    @property
    def town(self) -> str:
        return TOWNS[self.number]

    @property
    def title(self) -> str:
        return f"Dyke breaks at {self.town} after a week of rain"

    @property
    def outlet(self) -> str:
        return f"The {self.town} Courier"

    @property
    def day(self) -> str:
        return f"2024-03-{self.number + 10}"

    @property
    def written_day(self) -> str:
        return f"{self.number + 10} March 2024"

    @property
    def body(self) -> tuple[str, ...]:
        count = self.number + 20
        return (
            f"The dyke at {self.town} broke before dawn, and {count} people were taken to hospital, the mayor said.",
            f"Firefighters pulled {count + 40} residents of {self.town} from their roofs by boat during the morning.",
            f"The mayor of {self.town}, Ida Brandt, asked the government for {count * 10} soldiers and for sandbags.",
            f"A school in {self.town} was opened as a shelter, and {count * 3} families slept there, the council said.",
        )

    @property
    def text(self) -> str:
        return "\n\n".join(self.body)

    @property
    def clipping(self) -> str:
        """The text as somebody clips it: with outlet and day above it."""
        return f"{self.title}\n\n{self.outlet}, {self.written_day}\n\n{self.text}\n"

    @property
    def page(self) -> str:
        """A web page that states its facts."""
        facts = {
            "@context": "https://schema.org",
            "@type": "NewsArticle",
            "headline": self.title,
            "datePublished": self.day,
            "publisher": {"@type": "Organization", "name": self.outlet},
        }
        paragraphs = "".join(f"<p>{part}</p>" for part in self.body)
        return (
            f"<!DOCTYPE html><html lang='en'><head><title>{self.title}</title>"
            f"<script type='application/ld+json'>{json.dumps(facts)}</script></head>"
            f"<body><nav><a href='/'>Home</a></nav><article><h1>{self.title}</h1>{paragraphs}</article></body></html>"
        )


TOWNS = (
    *("Orlin", "Brezje", "Halvik", "Lendov", "Ostrava", "Kelm", "Marrow", "Pinsk", "Vranov", "Tolna"),
    *("Sibiu", "Deva", "Arad", "Turda", "Zalau", "Blaj", "Reghin", "Bicaz", "Onesti", "Tulcea"),
)


def odt(story: Story) -> bytes:
    """Return an OpenDocument text, as an office program names its parts."""
    parts = "".join(f"<text:p>{part}</text:p>" for part in story.clipping.split("\n\n"))
    spaces = f'xmlns:office="{ODF}office:1.0" xmlns:text="{ODF}text:1.0"'
    body = f"<office:body><office:text>{parts}</office:text></office:body>"
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.text",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
            "META-INF/manifest.xml": "<manifest/>",
        }
    )


def rtf(story: Story) -> bytes:
    """Return Rich Text."""
    return b"{\\rtf1\\ansi " + story.clipping.replace("\n\n", "\\par ").encode("ascii") + b"}"


def columns(story: Story) -> bytes:
    """Return a PDF with a headline across two columns of short lines."""
    lines = [(60.0, 780.0, story.title), (60.0, 744.0, f"{story.outlet}, {story.written_day}")]
    for column, parts in enumerate((story.body[:2], story.body[2:])):
        height = 700.0
        for part in parts:
            for line in _lines(part):
                lines.append((60.0 + 260 * column, height, line))
                height -= 12
            height -= 12
    return pdf([shown(lines)])


def _lines(part: str) -> Iterator[str]:
    line = ""
    for word in part.split():
        if len(line) + len(word) > 42:
            yield line
            line = ""
        line = f"{line} {word}".strip()
    yield line


def mhtml(story: Story) -> bytes:
    """Return a page that a browser saved in one file."""
    head = f"From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\n{BOUNDARY}\r\n\r\n"
    part = f"---x-\r\nContent-Type: text/html; charset=utf-8\r\n\r\n{story.page}\r\n"
    return f"{head}{part}---x---\r\n".encode()


def mail(story: Story, attached: Story | None = None) -> EmailMessage:
    """Return the issue of a newsletter, with a document attached or without."""
    message = EmailMessage()
    message["From"] = f"{story.outlet} <news@courier.example>"
    message["List-Unsubscribe"] = "<https://courier.example/leave>"
    message["Subject"] = story.title
    message["Date"] = f"Fri, {story.written_day.replace('March', 'Mar')} 08:00:00 +0000"
    message["Message-ID"] = f"<{story.number}@courier.example>"
    message.set_content(f"{story.text}\n")
    if attached:
        data = docx(clipped(attached))
        message.add_attachment(data, maintype="application", subtype="octet-stream", filename="report.docx")
    return message


def clipped(story: Story) -> str:
    """Return the paragraphs of a Word document."""
    return "".join(p(part) for part in story.clipping.strip().split("\n\n"))


def mbox(*messages: EmailMessage) -> bytes:
    """Return a mailbox, as Python writes it."""
    with tempfile.TemporaryDirectory() as folder:
        box = mailbox.mbox(str(Path(folder) / "box"))
        for message in messages:
            box.add(message)
        box.close()
        return (Path(folder) / "box").read_bytes()


def feed(story: Story) -> bytes:
    """Return a feed in RSS with one whole article."""
    entry = (
        f"<item><title>{story.title}</title><pubDate>Fri, {story.written_day.replace('March', 'Mar')} 08:00:00 GMT"
        f"</pubDate><description>{story.text}</description></item>"
    )
    channel = f"<channel><title>{story.outlet}</title><link>https://courier.example/</link>{entry}</channel>"
    return f'<?xml version="1.0"?><rss version="2.0">{channel}</rss>'.encode()


def json_feed(story: Story) -> bytes:
    """Return a feed in JSON with one whole article."""
    item = {"id": "1", "title": story.title, "date_published": f"{story.day}T08:00:00Z", "content_text": story.text}
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": story.outlet, "items": [item]}).encode()


def row(story: Story) -> dict[str, str]:
    """Return an article as a database's export has it."""
    return {"title": story.title, "published": story.day, "publisher": story.outlet, "text": story.text}


def csv(*stories: Story) -> bytes:
    """Return a table."""
    rows = [("title", "published", "publisher", "text"), *(tuple(row(story).values()) for story in stories)]
    return "".join(",".join(f'"{cell}"' for cell in cells) + "\r\n" for cells in rows).encode()


def nexis(*stories: Story) -> bytes:
    """Return an export of Nexis."""
    return "".join(
        f"{story.title}\n\n{story.outlet}\n\nMarch {story.number + 10}, 2024\n\n"
        f"Copyright 2024 {story.outlet} All Rights Reserved\n\nLength: 80 words\n\nBody\n\n{story.text}\n\n"
        f"Load-Date: March 30, 2024\n\nEnd of Document\n\n"
        for story in stories
    ).encode()


def warc(story: Story) -> bytes:
    """Return a web archive, each record packed by itself."""
    return gzip.compress(record(b"", "warcinfo")) + gzip.compress(record(story.page.encode()))


STORIES = tuple(
    Story(origin, number)
    for number, origin in enumerate(
        (
            *("a.odt", "b.docx", "c.rtf", "d.pdf", "e.html", "f.mhtml", "g.mbox#1", "g.mbox#1/report.docx", "g.mbox#2"),
            *("h.zip/clips/one.txt", "h.zip/clips/two.html", "i.xml#1", "p.json#1", "j.jsonl#1", "k.csv#1"),
            *("l.warc.gz#1", "m.txt#1", "m.txt#2", "n.tgz/one.txt", "o.eml"),
        )
    )
)


def good() -> dict[str, bytes]:
    """Return the files that can be read, by their names."""
    by = {story.origin: story for story in STORIES}
    return {
        "a.odt": odt(by["a.odt"]),
        "b.docx": docx(clipped(by["b.docx"])),
        "c.rtf": rtf(by["c.rtf"]),
        "d.pdf": columns(by["d.pdf"]),
        "e.html": by["e.html"].page.encode(),
        "e_files/share.html": b"<html><body><p>Share this on every network that you can think of.</p></body></html>",
        "e_files/logo.png": PICTURE,
        "f.mhtml": mhtml(by["f.mhtml"]),
        "g.mbox": mbox(mail(by["g.mbox#1"], by["g.mbox#1/report.docx"]), mail(by["g.mbox#2"])),
        "h.zip": zipped(
            {"clips/one.txt": by["h.zip/clips/one.txt"].clipping, "clips/two.html": by["h.zip/clips/two.html"].page}
            | {"clips/photo.png": PICTURE}
        ),
        "i.xml": feed(by["i.xml#1"]),
        "p.json": json_feed(by["p.json#1"]),
        "j.jsonl": json.dumps(row(by["j.jsonl#1"])).encode() + b"\n",
        "k.csv": csv(by["k.csv#1"]),
        "l.warc.gz": warc(by["l.warc.gz#1"]),
        "m.txt": nexis(by["m.txt#1"], by["m.txt#2"]),
        "n.tgz": gzip.compress(tarred(("one.txt", by["n.tgz/one.txt"].clipping.encode()))),
        "o.eml": mail(by["o.eml"]).as_bytes(),
    }


def broken() -> dict[str, tuple[bytes, str]]:
    """Return a file of each kind that can't be read, with words of the reason that has to be given."""
    files = good()
    return {
        "x.odt": (files["a.odt"][:-40], "is a broken OpenDocument text"),
        "x.docx": (docx(""), "no text"),
        "x.rtf": (b"{\\rtf1\\ansi {\\pict 89504e47}}", "no text"),
        "x.pdf": (plain_pdf(b"<< /Type /Catalog >>"), "page"),
        "x.html": (b"<!DOCTYPE html><html><body><script>let a = 1;</script></body></html>", "without an article"),
        "x.mhtml": (files["f.mhtml"].split(b"---x-")[0], "page"),
        "x.mbox": (b"From desk@example.org Fri May  3 10:00:00 2019\n\n\n", "no text"),
        "x.zip": (files["h.zip"][:-60], "is a broken ZIP archive"),
        "x.xml": (
            b'<?xml version="1.0"?><rss version="2.0"><channel><title>Empty</title></channel></rss>',
            "without any entry",
        ),
        "x.jsonl": (b'{"text": "The dyke at', "line 1"),
        "x.csv": (b"title,text\nOnly a title,\n", "text"),
        "x.warc.gz": (files["l.warc.gz"][:-60], "cut off"),
        "x.nexis": (b"End of Document\n" * 3, "no export"),
        "x.tgz": (files["n.tgz"][:-30], "cut off"),
        "x.eml": (b"From: a@b.example\nSubject: Nothing\n\n", "no text"),
    }
