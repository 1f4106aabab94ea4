"""bytes -> Source: a folder for each family of formats, and what they share beside them.

The way of a file, in its order:

    locate, unwanted    SOURCES arguments -> the files to read; why one that nobody named is passed over
    kinds/              bytes and a name -> the name of their reader, content before name
    nested              bytes -> sources, through that reader, and again for each document inside the document
    worker/             the same in a process of its own: process starts it, guard watches, child reads, wire between

The readers:

    text                plain text, Markdown
    pages/              HTML, MHTML, and HTML inside the fields of others (`fragment`)
    pdf/                letters -> lines -> columns -> paragraphs
    office/             DOCX, ODT, RTF
    mail/               EML, MBOX
    rows/               JSON, JSON Lines, CSV: what databases call their fields
    feed                RSS, Atom, JSON Feed
    exports/            Nexis, Factiva: many articles in one text, DOCX, RTF or PDF
    archive, warc       ZIP, tar, gz; web archives
    web/                addresses, fetched only where `--fetch` asks; `http` is what it shares with `warc`

What readers share:

    record              a text and its facts -> a `Source`
    decoding            bytes -> characters, whatever encoding speaks for them
    values              a date, a language, an address as formats write them
    problems            what of a file of many could not be read
    mending             wrong decodings, undone where the settings ask for it

To add a format: a class with `read(data, origin)` that yields sources and raises nothing but `ReadError`; its name
under `briefing.readers` in pyproject.toml; how it is told in `kinds/` (DESCRIPTIONS, SUFFIXES, and its first bytes or
words); hostile files of it in `tests/hostile`. A document inside it goes to `nested.read_inner`.
"""
