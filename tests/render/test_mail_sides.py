"""Text that runs the other way is kept apart: by isolates in plain text, by spans on a page."""

import pytest

from briefing.render.mail.sides import Shown, in_spans, isolate


@pytest.mark.parametrize(
    ("text", "way", "kept"),
    [
        ("فيضان", "ltr", "\u2068فيضان\u2069"),
        ("Flood", "ltr", "Flood"),
        ("Überflutung", "ltr", "Überflutung"),
        ("٢٦", "ltr", "\u2068٢٦\u2069"),
        ("فيضان", "rtl", "فيضان"),
        ("Flood", "rtl", "\u2068Flood\u2069"),
        ("26", "rtl", "26"),
        ("Flood\u202e", "ltr", "Flood⟨U+202E⟩"),
        ("فيضان\u2069", "ltr", "\u2068فيضان⟨U+2069⟩\u2069"),
    ],
)
def test_only_what_runs_the_other_way_is_kept_apart(text: str, way: str, kept: str) -> None:
    assert isolate(text, way) == kept


def test_a_page_says_which_way_each_runs_and_escapes_all() -> None:
    text = Shown(f"<{isolate('<Police>', 'rtl')}> {isolate('الشرطة')} &")

    assert in_spans(text) == ('&lt;<span dir="ltr">&lt;Police&gt;</span>&gt; <span dir="rtl">الشرطة</span> &amp;')
