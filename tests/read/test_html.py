"""Saved web pages of many kinds of site, in our own words: the article, the whole article, and nothing else."""

import json

import pytest

from briefing import plugins
from briefing.errors import ReadError
from briefing.model import Source
from briefing.read.pages.html import HtmlReader

FIRST = (
    "The river Orle rose above its banks on Monday and flooded four villages north of Lindau, the rescue service said."
)
SECOND = "“We have never seen the water come so fast,” said Mayor Ines Havel, whose own house stood in the current."
THIRD = "Some 340 people were taken to a school gymnasium, and two bridges were closed until further notice."
FOURTH = "Rain is expected to ease by Wednesday, the weather office said, but the ground can take up no more water."
FIFTH = (
    "Engineers began to open the sluices of the upper reservoir in the evening to make room for what is still to come."
)
STORY = (FIRST, SECOND, THIRD, FOURTH, FIFTH)
MENU = "".join(f'<li><a href="/{name}">{name}</a></li>' for name in ("World", "Sport", "Weather", "Culture"))
TEASER = (
    '<li><a href="/a">Miners end a strike of six weeks at the copper works</a></li>'
    '<li><a href="/b">Parliament elects a new speaker in the third round</a></li>'
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>\n" for text in texts)


def page(body: str, head: str = "", lang: str = "en") -> bytes:
    return (
        f'<!doctype html><html lang="{lang}"><head><meta charset="utf-8">'
        f"<title>Flood near Lindau - The Orle Post</title>{head}</head><body><nav><ul>{MENU}</ul></nav>{body}"
        "<footer><p>© 2023 The Orle Post. All rights reserved.</p></footer></body></html>"
    ).encode()


def read(data: bytes, origin: str = "x.html") -> Source:
    (source,) = HtmlReader().read(data, origin)
    return source


def whole(*texts: str) -> str:
    return "\n\n".join(texts)


def test_the_reader_is_found_by_its_name() -> None:
    (source,) = plugins.find("readers", "html").read(page(f"<article>{paragraphs(*STORY)}</article>"), "x.html")

    assert source.text == whole(*STORY)
    assert (source.origin, source.media_type) == ("x.html", "text/html")


KINDS = {
    "a newspaper": (
        f"<article><h1>Flood near Lindau</h1><p class='byline'>By Ada Kern</p>"
        f"<figure><img src='a.jpg'><figcaption>A street in Lindau. Photo: Ada Kern</figcaption></figure>"
        f"<div class='article-body'>{paragraphs(*STORY)}</div></article>"
        f"<aside><h3>Most read</h3><ul>{TEASER}</ul></aside>"
    ),
    "a blog": (
        f"<div id='content'><div class='post'><h2><a href='/flood'>Flood near Lindau</a></h2>"
        f"<div class='entry-content'>{paragraphs(*STORY)}</div></div>"
        f"<div id='comments'><h3>2 comments</h3><p>What a week that was for everybody over there, stay safe.</p>"
        f"<form><textarea></textarea><button>Send</button></form></div></div>"
    ),
    "a broadcaster": (
        f"<main><div data-component='headline'><h1>Flood near Lindau</h1></div>"
        f"{''.join(f'<div data-component=text-block><p>{text}</p></div>' for text in STORY)}"
        f"<section data-component='links-block'><h2>Related topics</h2><ul>{TEASER}</ul></section></main>"
    ),
    "a page for phones": (
        f"<article><h1>Flood near Lindau</h1><amp-img src='a.jpg' width='4' height='3'></amp-img>"
        f"<div class='article-body'>{paragraphs(*STORY)}<amp-ad type='x'>Advertisement</amp-ad></div></article>"
    ),
    "an old layout of tables": (
        f"<table width='100%'><tr><td width='150'><a href='/'>Home</a><br><a href='/news'>News</a></td>"
        f"<td>{paragraphs(*STORY)}</td></tr></table>"
    ),
    "an advertisement between two parts": (
        f"<article class='story'><div class='chunks'><div class='grid'><div class='body part'>"
        f"{paragraphs(FIRST, SECOND, THIRD)}</div></div><div class='ad'><iframe src='https://ads.example/1'></iframe></div>"
        f"<div class='grid'><div class='body part'>{paragraphs(FOURTH, FIFTH)}</div></div></div></article>"
    ),
}


@pytest.mark.parametrize("kind", KINDS)
def test_the_article_is_all_that_is_kept(kind: str) -> None:
    assert read(page(KINDS[kind])).text == whole(*STORY)


def test_subheads_lists_and_quotations_are_paragraphs_of_their_own() -> None:
    body = (
        f"<article>{paragraphs(FIRST, SECOND)}<h2>What is closed</h2>"
        f"<ul><li>The bridge at Nether Orle, until Friday at least.</li><li>Both schools in the valley.</li></ul>"
        f"{paragraphs(THIRD)}<blockquote><p>The water took my shed and left my neighbour's.</p></blockquote>"
        f"{paragraphs(FOURTH, FIFTH)}</article>"
    )

    assert read(page(body)).text == whole(
        FIRST,
        SECOND,
        "What is closed",
        "The bridge at Nether Orle, until Friday at least.",
        "Both schools in the valley.",
        THIRD,
        "The water took my shed and left my neighbour's.",
        FOURTH,
        FIFTH,
    )


def test_lines_that_a_page_breaks_stay_lines_of_one_paragraph() -> None:
    numbers = "<p>Emergency numbers:<br>fire brigade 112,<br>river watch 0800 11 22.</p>"
    body = f"<article>{paragraphs(*STORY)}{numbers}</article>"

    assert read(page(body)).text.endswith("\n\nEmergency numbers:\nfire brigade 112,\nriver watch 0800 11 22.")


def test_paragraphs_that_only_lead_elsewhere_are_left_out() -> None:
    away = (
        '<p><a href="/c">Copper works: strike ends after six weeks</a></p>',
        '<p><strong>Read more:</strong> <a href="/d">Dam inspections were overdue, auditors say</a></p>',
    )
    body = f"<article>{paragraphs(*STORY[:3])}{away[0]}{paragraphs(FOURTH)}{away[1]}{paragraphs(FIFTH)}</article>"

    assert read(page(body)).text == whole(*STORY)


def test_words_that_are_links_stay_in_their_sentence() -> None:
    linked = (
        'The minister said that <a href="/e">the state would pay for the repair of the bridge</a> in Lindau, and that '
        'a first payment of <b>2.5 million</b> crowns <i>had</i> been made on <a href="/f">Tuesday</a>.'
    )
    body = f"<article>{paragraphs(FIRST, SECOND, linked, FOURTH, FIFTH)}</article>"

    assert (
        "The minister said that the state would pay for the repair of the bridge in Lindau, and that a first payment "
        "of 2.5 million crowns had been made on Tuesday." in read(page(body)).text.split("\n")
    )


def test_entities_are_characters_and_layout_is_one_space() -> None:
    body = (
        f"<article>{paragraphs(FIRST, SECOND)}<p>Losses &mdash; in\n\t  Lindau &amp; the&nbsp;valley &#8211; reach\r\n "
        f"&euro;&nbsp;4&nbsp;million, &#150; &lt;so far&gt;.&nbsp; &nbsp;</p>{paragraphs(FOURTH, FIFTH)}</article>"
    )

    assert "Losses — in Lindau & the\xa0valley – reach €\xa04\xa0million, – <so far>." in read(page(body)).text.split(
        "\n"
    )


LANGUAGES = {
    "ru": (
        "Река Орла вышла из берегов в понедельник и затопила четыре деревни к северу от Линдау, сообщили спасатели.",
        "«Мы никогда не видели, чтобы вода поднималась так быстро», — сказала глава посёлка Инес Гавел журналистам.",
        "Около 340 человек доставили в школьный спортзал, два моста закрыты до особого распоряжения.",
    ),
    "uk": (
        "Річка Орла вийшла з берегів у понеділок і затопила чотири села на північ від Ліндау, повідомили рятувальники.",
        "Ми ніколи не бачили, щоб вода піднімалася так швидко, сказала журналістам голова громади Інес Гавел.",
        "Близько 340 людей доправили до шкільної спортзали, два мости закрито до окремого розпорядження.",
    ),
    "ar": (
        "فاض نهر أورله يوم الاثنين وغمرت المياه أربع قرى شمال مدينة لينداو، حسبما قالت خدمة الإنقاذ في المنطقة.",
        "وقالت رئيسة البلدية إيناس هافل إن المياه لم ترتفع قط بهذه السرعة، وإن منزلها كان في مجرى التيار.",
        "ونقل نحو 340 شخصا إلى قاعة رياضية في مدرسة، وأغلق جسران حتى إشعار آخر.",
    ),
    "de": (
        "Die Orle ist am Montag über die Ufer getreten und hat vier Dörfer nördlich von Lindau überflutet.",
        "„So schnell haben wir das Wasser noch nie kommen sehen“, sagte Bürgermeisterin Ines Havel am Abend.",
        "Rund 340 Menschen kamen in eine Turnhalle, zwei Brücken bleiben bis auf Weiteres gesperrt.",
    ),
    "ja": (
        "月曜日、オルレ川が氾濫し、リンダウの北にある四つの村が浸水したと救助隊が発表した。",
        "「水がこれほど早く来るのを見たことがない」と、自宅が流れの中に立つイネス・ハヴェル村長は語った。",
        "約340人が学校の体育館に運ばれ、二つの橋は当面通行止めとなった。",
    ),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_articles_in_other_languages_and_scripts_are_read(language: str) -> None:
    source = read(page(f"<article>{paragraphs(*LANGUAGES[language])}</article>", lang=language))

    assert source.text == whole(*LANGUAGES[language])
    assert source.language == language


def test_a_language_in_other_letters_than_the_text_is_not_believed() -> None:
    assert read(page(f"<article>{paragraphs(*LANGUAGES['ru'])}</article>", lang="en")).language is None


def test_a_live_blog_keeps_its_entries() -> None:
    entries = "".join(
        f"<article class='entry'><time datetime='2023-03-0{day}T10:00:00Z'>10:0{day}</time><p>{text}</p></article>"
        for day, text in enumerate(STORY, 1)
    )
    text = read(page(f"<main><h1>Flood live</h1><div class='live-blog'>{entries}</div></main>")).text

    assert all(sentence in text for sentence in STORY)


def test_the_beginning_that_a_paywall_leaves_is_the_article() -> None:
    wall = "<div class='paywall'><p>Subscribe to read on.</p><button>Subscribe</button></div>"
    body = f"<article>{paragraphs(FIRST, SECOND)}</article>{wall}"

    assert read(page(body)).text.startswith(whole(FIRST, SECOND))


def test_credit_lines_of_agencies_stay_for_the_cleaning_to_classify() -> None:
    body = f"<article><p>LINDAU (AP) — {FIRST}</p>{paragraphs(*STORY[1:])}</article>"

    assert read(page(body)).text.startswith(f"LINDAU (AP) — {FIRST}")


def test_linked_data_are_asked_where_the_page_shows_nothing() -> None:
    story = "\n".join(text.replace('"', "'") for text in (*STORY, *STORY[::-1]))
    script = json.dumps({"@type": "NewsArticle", "headline": "Flood near Lindau", "articleBody": story})
    head = f"<script type='application/ld+json'>{script}</script>"
    assert read(f"<html><head>{head}</head><body></body></html>".encode()).text.startswith(FIRST)
    source = read(page("<div id='root'></div>", head=head))

    assert source.text.startswith(whole(FIRST, SECOND, THIRD))
    assert source.extractor is not None
    assert source.extractor.startswith("the page's linked data: ")


def test_the_extractor_says_how_much_it_left_behind() -> None:
    body = "<article><p>One two three.</p><p>Four five six, and it goes on long enough to be a paragraph.</p></article>"
    data = f"<html><body><nav>seven eight</nav>{body}</body></html>".encode()

    assert read(data).extractor == "trafilatura: 16 of 18 words of the page kept"


@pytest.mark.parametrize("wrapped", ["<canvas>{}</canvas>", "<button>Share</button><canvas>{}</canvas>"])
def test_where_the_first_extractor_finds_no_article_the_second_one_is_asked(wrapped: str) -> None:
    source = read(page(f"<article>{wrapped.format(' '.join(STORY))}</article>"))

    assert source.text == " ".join(STORY)
    assert (source.extractor or "").startswith("resiliparse: ")


@pytest.mark.parametrize("data", [b"", b"  \n", b"\0\0"])
def test_an_empty_file_is_named(data: bytes) -> None:
    with pytest.raises(ReadError, match=r"x\.html: the file is empty"):
        read(data)


def test_a_page_without_text_is_named() -> None:
    with pytest.raises(ReadError, match=r"x\.html: holds no text that a browser would show"):
        read(b"<html><head></head><body><!-- nothing --></body></html>")


@pytest.mark.parametrize(
    "body",
    [
        f"<ul>{TEASER}</ul>",
        "<h1>We value your privacy</h1><button>Accept all</button><button>Settings</button>",
    ],
)
def test_a_page_without_an_article_says_what_it_holds(body: str) -> None:
    with pytest.raises(
        ReadError, match=r"x\.html: is a page without an article: \d+ links?, \d+ headings?, \d+ words?\."
    ):
        read(page(body))


def test_the_same_page_is_the_same_source() -> None:
    assert read(page(KINDS["a blog"])) == read(page(KINDS["a blog"]))
