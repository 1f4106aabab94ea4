"""What a settings file may say, as records: every key with its type, its default and what is allowed."""

import datetime as dt
from pathlib import Path
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

Text = Annotated[str, Meta(pattern=r"\S", description='a text in quotes, such as "Floods in the north"')]
Question = Annotated[str, Meta(description="a text in quotes")]
Texts = Annotated[tuple[Text, ...], Meta(description='a list of texts, such as ["first", "second"]')]
Names = Annotated[tuple[Text, ...], Meta(min_length=1, description='a list of names, such as ["html", "pdf"]')]
Slug = Annotated[
    str, Meta(pattern=r"^\w+(?:-\w+)*\Z", description='letters, digits and hyphens, such as "world-response"')
]
Day = Annotated[dt.date, Meta(description="a date, such as 2024-06-30")]
Count = Annotated[int, Meta(ge=1, description="a whole number, at least 1")]
Asked = Annotated[
    Literal["news", "causes", "prospects"],
    Meta(description='"news", "causes" or "prospects"'),
]
Switch = Annotated[bool, Meta(description="true or false")]
Folder = Annotated[Path, Meta(description='a folder in quotes, such as "my-templates"')]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2}\Z", description='a two-letter code, such as "en"')]
Languages = Annotated[
    tuple[Language, ...], Meta(min_length=1, description='a list of two-letter codes, such as ["en", "fr"]')
]
Hour = Annotated[dt.time, Meta(description="a time of day, such as 06:00:00")]
Accent = Annotated[str, Meta(pattern=r"^#[0-9a-fA-F]{6}\Z", description='a colour in six digits, such as "#1d4f7c"')]
Font = Annotated[
    str,
    Meta(
        pattern=r"^[\w -]+\Z",
        description='a family in your templates folder, "sans-serif", "monospace" or "system-ui"',
    ),
]
Paper = Annotated[Literal["A4", "Letter"], Meta(description='"A4" or "Letter"')]
Part = Literal["summary", "figures", "sections", "ledger", "timeline", "names", "disagreements", "sources", "gaps"]
Parts = Annotated[
    tuple[Part, ...],
    Meta(
        description="a list of parts: summary, figures, sections, ledger, timeline, names, disagreements, sources, gaps"
    ),
]
Optional = Literal["summary", "figures", "sections", "ledger", "timeline", "names", "disagreements"]
Optionals = Annotated[
    tuple[Optional, ...],
    Meta(
        description="a list of parts: summary, figures, sections, ledger, timeline, names, disagreements; "
        "sources and gaps always stay"
    ),
]
Host = Annotated[
    str, Meta(pattern=r"^[\w.:-]+\Z", description='the name of a server alone, such as "mail.valley.example"')
]
Auth = Annotated[Literal["password", "oauth2"], Meta(description='"password" or "oauth2"')]
Port = Annotated[int, Meta(ge=1, le=65535, description="a port, 1 to 65535")]
Security = Annotated[
    Literal["starttls", "tls", "none"], Meta(description='"starttls", "tls", or "none" for this machine alone')
]
Plugins = Annotated[dict[str, dict[str, object]], Meta(description="one table a plugin, [plugin.NAME]")]


class Pin(Struct, frozen=True, kw_only=True):
    """An editor's hand: this sentence is in."""

    topic: Text
    text: Text
    """Its beginning is enough when it is unambiguous."""


class Drop(Struct, frozen=True, kw_only=True):
    """An editor's hand: this sentence is out."""

    text: Text
    """Its beginning is enough when it is unambiguous."""


class Note(Struct, frozen=True, kw_only=True):
    """An analyst's comment, set apart from what the sources say, and signed."""

    by: Text
    topic: Text | None = None
    """The key of a topic; None is the whole brief."""
    text: Text | None = None
    """Paragraphs, with a little Markdown; this or `file`."""
    file: Folder | None = None
    """A text file with the same; read when the settings are."""


class Override(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """One source put right; what is not given stays as it was found."""

    path: Text
    """Path, address or glob of the sources that are meant."""
    title: Text | None = None
    publisher: Text | None = None
    agency: Text | None = None
    byline: Text | None = None
    url: Text | None = None
    published: Day | None = None
    language: Language | None = None


class Limits(Struct, frozen=True, kw_only=True):
    """What a run may cost."""

    max_bytes: Count = 50_000_000
    """Of one source; a larger one is not read, and named."""
    read_seconds: Count = 20
    """Of one source that is more than text; a slower one is not read, and named."""
    read_megabytes: Count = 512
    """Of memory, likewise."""
    render_seconds: Count = 120
    """Of one format; one that takes longer is not made, and named."""


class Fetch(Struct, frozen=True, kw_only=True):
    """How addresses are fetched, where the command line says that they are (`--fetch`)."""

    contact: Text | None = None
    """An address that a site may turn to; sent along with each request."""
    cache: Folder | None = None
    """What was fetched is kept here, and asked for again only where it changed; None is the user's own cache folder."""
    seconds: Count = 30
    """Of one page, redirects and all."""
    delay_seconds: Count = 1
    """Between two requests to one host, at least; a site's robots.txt may ask for more."""
    feed_entries: Count = 20
    """Of an address that is a feed, so many of its entries' links are fetched."""
    ports: Annotated[tuple[Port, ...], Meta(min_length=1, description="a list of ports, such as [80, 443]")] = (80, 443)


class Look(Struct, frozen=True, kw_only=True):
    """The house style of whoever hands the brief over."""

    language: Language | None = None
    """Of every fixed word of the page; None is the language of the brief, or English where there is no catalogue."""
    logo: Folder | None = None
    """A picture (PNG, JPEG, SVG) for the head of the page; it travels inside the files."""
    accent: Accent | None = None
    """Of links and rules, on paper and on a light screen."""
    accent_dark: Accent | None = None
    """On a dark screen; None is `accent`, made light enough."""
    font: Font | None = None
    """Of everything that is ours on the page; the sources' words keep their serif."""
    paper: Paper = "A4"
    order: Parts = ()
    """These parts come first, in this order; the others follow in ours."""
    without: Optionals = ()
    """These parts are not shown; the last page says so, and brief.json keeps them."""


class Email(Struct, frozen=True, kw_only=True):
    """Who sends the message, to whom, and through which server; never in brief.json."""

    sender: Text | None = field(default=None, name="from")
    to: Texts = ()
    """Addresses, or "file:" and a path: one address a line, # begins a comment."""
    cc: Texts = ()
    bcc: Texts = ()
    reply_to: Text | None = None
    list_unsubscribe: Text | None = None
    """An address (https: or mailto:) where readers can leave the list."""
    attach: Texts = ("pdf",)
    """Formats that ride with the message; none is the message alone."""
    max_attachment_mb: Count = 10
    """All attachments together; over it they stay out, and the message says so."""
    host: Host | None = None
    port: Port | None = None
    """None is 587 for starttls, 465 for tls, 25 for none."""
    security: Security = "starttls"
    user: Text | None = None
    password_env: Text | None = None
    """The environment variable that holds the password."""
    password_command: Texts = ()
    """The program that prints it, with its arguments."""
    auth: Auth = "password"
    """What the password is: itself, or an OAuth 2 access token."""
    ca_file: Folder | None = None
    """Certificates to trust beside the system's: a house's own authority."""
    timeout_seconds: Count = 30
    """Of waiting for any one answer of the server; the answer to the message itself may take twenty times as long."""
    attempts: Count = 4
    """How often a run tries what the server refuses for now."""
    outbox: Folder | None = None
    """Where messages wait and are remembered; None is `outbox` in the build folder."""
    imap_host: Host | None = None
    """Where `outbox --check` looks for messages of which nobody knows whether they went out."""
    imap_port: Port = 993


class Clean(Struct, frozen=True, kw_only=True):
    """How the article is told from the furniture."""

    off: Texts = ()
    """Cleaning rules that are not applied, by name."""


class TopicTable(Struct, frozen=True, kw_only=True):
    """A topic as a settings file writes it."""

    key: Slug
    title: Text | None = None
    """Default: made from the key."""
    question: Question = ""
    keywords: Texts = ()
    asks: Asked | None = None
    """The kind of answer that it wants: the news itself, causes, or what is to come."""
    sentences: Count | None = None
    """At most so many extracts; None is 6, or where all sections share a budget, whatever falls to this one."""


class Settings(Struct, frozen=True, kw_only=True):
    """Everything a settings file may say; the defaults are those of a run without one."""

    title: Text | None = None
    """Of the brief; None is made from the sources."""
    serial: Count | None = None
    """The number of this issue in its series."""
    series: Text | None = None
    """What the issues of one series share; None is the title."""
    marking: Text | None = None
    """How the brief may be handled: "TLP:AMBER", or the house's own words."""
    sources: Texts = ()
    """Files, folders, globs, addresses, or "-" for standard input."""
    topics: Text = "general"
    """A pack that ships, or "none"."""
    topic_tables: tuple[TopicTable, ...] = field(default=(), name="topic")
    """Added to the pack, or by key instead of one of its topics."""
    pins: tuple[Pin, ...] = field(default=(), name="pin")
    drops: tuple[Drop, ...] = field(default=(), name="drop")
    overrides: tuple[Override, ...] = field(default=(), name="source")
    as_of: Day | None = None
    """None is the newest publication date among the sources; a date and time gives both this and `as_of_time`."""
    as_of_time: Hour | None = None
    """The hour of `as_of`, with its offset from UTC where one was given."""
    formats: Names = ("html", "pdf", "json")
    templates: Folder | None = None
    """A folder whose files replace ours, one by one."""
    template: Text = "brief"
    ranker: Text = "lexrank"
    words: Count | None = None
    """At most so many words in all sections together."""
    sentences: Count | None = None
    """At most so many extracts in all sections together."""
    pages: Count | None = None
    """At most as many words in all sections together as fill about so many pages."""
    languages: Languages | None = None
    """Quote sources in these; None is the language that most of the text is written in."""
    attach_sources: Switch = False
    """The texts that are quoted ride inside the PDF, so that it can be verified alone."""
    strict: Switch = False
    """A source that can't be read ends the run."""
    mend_encoding: Switch = False
    """Undo wrong decodings in the sources' texts ("doesnâ€™t"); needs the extra `[mend]`."""
    notes: tuple[Note, ...] = field(default=(), name="comment")
    """An analyst's own words on a topic or on the whole brief."""
    limits: Limits = Limits()
    fetch: Fetch = Fetch()
    clean: Clean = Clean()
    look: Look = Look()
    email: Email = Email()
    plugins: Plugins = field(default_factory=dict, name="plugin")
    """The table that each plugin is built with, by its name."""
