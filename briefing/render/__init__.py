"""Brief -> Artifact: one file a format, and what formats share beside them.

The formats: `html`, `pdf`, `json`, `markdown`, `eml`, `csv`, `bib`; `why` is also what `briefing why` prints.

What a page shows, worked out before a template places it:

    view                the whole page, from these parts:
    cite, passages      extracts with their places, and the annex of passages they lead to
    glance, onepage     what fits on page one, and on one sheet
    ledger, chart       figures as a table and as a picture
    findings, sources   what does not add up; what each source is and what is not covered
    comments, marking   an analyst's words; how the brief may be handled
    moment, words       as of when, and everything else in the language of the page
    text                a source's words made safe to show
    house, logo         the house style and its files

How a template is filled:

    folders             where templates lie, the user's before ours
    templates           a template and its values -> text
    noting, check       every mistake of a folder at once, tried with the briefs of `trial`

What printing needs: `lean` and `glyphs` watch WeasyPrint, `standards` finishes what it made; `mail/` writes a message.
"""
