"""Brief and finished files -> brief.eml: one message, drafted."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from email.utils import format_datetime

from briefing.addresses import Mailbox, parse_mailbox
from briefing.characters import utf8
from briefing.errors import RenderError, SettingsError
from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext
from briefing.render.folders import MAIL, TEXT_SUFFIX, template_folders
from briefing.render.house import HouseView, view_house
from briefing.render.mail.headers import Field, text_field, unsubscribe_fields
from briefing.render.mail.lines import Lines
from briefing.render.mail.message import Bodies, Envelope, build
from briefing.render.mail.picture import Picture, draw_logo, draw_picture
from briefing.render.mail.view import MEGABYTE, FileView, MailView, series_of, show_size, view_file, view_mail
from briefing.render.templates import render_template
from briefing.render.view import View, view
from briefing.render.words import Words, choose_words
from briefing.settings.mail import email_mistakes
from briefing.settings.records import Email

NAME = "brief.eml"
_GAPS = re.compile("\n{4,}")
LONGEST = 90_000
"""Octets of the page: Gmail shows no more than about 102,000 and hides the rest behind a link."""
_POINTS = (12, 6, 3, 1, 0)
"""At most so many key points, fewer where they make the page too long."""


class EmlRenderer:
    """The message."""

    needs: tuple[str, ...] = ()
    attaches = True
    """It is made as well from the formats that `[email] attach` names."""

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Build the draft; SettingsError says which address is none, RenderError which template is wrong."""
        return render_message(brief, context)


def render_message(
    brief: Brief, context: RenderContext, *, draft: bool = True, references: Sequence[str] = ()
) -> Artifact:
    """Build the message of a brief from the artifacts that the context holds.

    Args:
        brief: what it says.
        context: with the finished files, by format.
        draft: a mail program opens it for changes instead of showing it.
        references: ids, in their brackets, of the earlier messages of its series, the last one last.

    """
    envelope = _envelope(context.email)
    files, attached, warnings = _files(brief, context)
    bodies, subject = _write(brief, context, tuple(file for file, _ in files), attached=attached)
    page = len(utf8(bodies.page))
    if page > LONGEST:
        warnings += (f"its page has {show_size(page)}; Gmail hides what comes after 100 kB",)
    fields = (
        Field("Date", format_datetime(context.stamp)),
        text_field("Subject", subject),
        *(Field(name, "\n ".join(held)) for name, held in _thread(references)),
        *(unsubscribe_fields(context.email.list_unsubscribe) if context.email.list_unsubscribe else ()),
        *((Field("X-Unsent", "1"),) if draft else ()),
    )
    content = build(replace(bodies, files=files if attached else ()), envelope, fields, series_of(brief))
    return Artifact(name=NAME, media_type="message/rfc822", content=content, warnings=warnings)


def _thread(references: Sequence[str]) -> tuple[tuple[str, Sequence[str]], ...]:
    return (("In-Reply-To", references[-1:]), ("References", references)) if references else ()


def _envelope(email: Email) -> Envelope:
    mistakes = list(email_mistakes(email))
    if mistakes:
        raise SettingsError("\n  ".join(mistakes))
    return Envelope(
        sender=parse_mailbox(email.sender) if email.sender else None,
        to=_boxes(email.to),
        cc=_boxes(email.cc),
        reply_to=parse_mailbox(email.reply_to) if email.reply_to else None,
    )


def _boxes(texts: Sequence[str]) -> tuple[Mailbox, ...]:
    return tuple(parse_mailbox(text) for text in texts)


def _files(brief: Brief, context: RenderContext) -> tuple[tuple[tuple[FileView, Artifact], ...], bool, tuple[str, ...]]:
    """Return what is to ride with the message, whether it does, and what to tell about it."""
    email = context.email
    files = tuple((view_file(held, brief), held) for held in _attachments(email, context.artifacts))
    size = sum(len(held.content) for _, held in files)
    if size <= email.max_attachment_mb * MEGABYTE:
        return files, True, ()
    why = f"the attachments have {show_size(size)}, more than [email] max_attachment_mb = {email.max_attachment_mb}"
    nowhere = [name for name in email.attach if name not in context.formats]
    if nowhere:
        raise RenderError(f'{why}, and {nowhere[0]} would lie nowhere: add "{nowhere[0]}" to the formats')
    names = ", ".join(file.held for file, _ in files)
    return files, False, (f"{why}: it goes without {names} and says where to find them",)


def _attachments(email: Email, artifacts: Mapping[str, Artifact]) -> tuple[Artifact, ...]:
    missing = [name for name in email.attach if name not in artifacts]
    if missing:
        raise RenderError(f"{missing[0]} is to ride with it and was not made; [email] attach names what does")
    return tuple(artifacts[name] for name in dict.fromkeys(email.attach))


def _write(brief: Brief, context: RenderContext, files: tuple[FileView, ...], *, attached: bool) -> tuple[Bodies, str]:
    """Fill both templates, with as many key points as the page has room for."""
    folders = template_folders(context.templates)
    words = choose_words(folders, context.look.language, brief.language)
    page = view(brief, words)
    house = view_house(context.look, folders)
    chart, logo = _chart(page, words), _logo(house, words)
    shared = {"brief": page, "look": house, "say": Lines(words), "chart": chart, "logo": logo}

    def fill(points: int) -> tuple[dict[str, object], MailView, str]:
        mail = view_mail(brief, page, words, files, attached=attached, points=points)
        values = {**shared, "mail": mail}
        return values, mail, render_template(MAIL, folders, values, words=words)

    attempts = (fill(points) for points in _POINTS)
    values, mail, html = next(attempts)
    while len(utf8(html)) > LONGEST and mail.points:
        values, mail, html = next(attempts)
    text = _GAPS.sub("\n\n\n", render_template(MAIL, folders, values, TEXT_SUFFIX, words).strip("\n"))
    pictures = tuple(picture for picture in (logo, chart) if picture)
    return Bodies(text=f"{text}\n", page=html, pictures=pictures, files=()), mail.subject


def _logo(house: HouseView, words: Words) -> Picture | None:
    return draw_logo(house.logo, words.phrases["page"]["logo"]) if house.logo else None


def _chart(page: View, words: Words) -> Picture | None:
    """Draw the chart of page one, where it has one."""
    chart = page.glance.chart
    if chart is None:
        return None
    legend = " ".join(words.label("chart_keys", key) for key in chart.keys)
    return draw_picture(chart, f"{page.glance.chart_heading} {words.phrases['figures']['chart']}", legend)
