"""The way from files to a brief, top to bottom: `make_brief` is pure, `make` reads before it and writes after it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from briefing.characters import utf8
from briefing.deliver.folder import LAST, FolderDeliverer
from briefing.engine import read_all
from briefing.errors import ReadError, RenderError, SettingsError
from briefing.model import Brief, Document, Extract, Pile, Source, Topic
from briefing.plugins import find
from briefing.read.locate import Located, is_address, locate
from briefing.read.mending import lacking
from briefing.read.nested import suffixes
from briefing.render.folders import template_folders
from briefing.render.words import Words, choose_words, load_words
from briefing.rendering import Tell, render
from briefing.settings import Settings, content_settings, merge, topics_of
from briefing.settings.moment import moment_of
from briefing.settings.notes import comments_of
from briefing.steps import trace
from briefing.steps.choose import MAIN, Chosen, choose, indices_of
from briefing.steps.clean import RULES, clean, recurring_lines
from briefing.steps.compose import (
    compose_sections,
    compose_sources,
    excluded_of,
    names_in,
    number,
)
from briefing.steps.describe import describe
from briefing.steps.editor import budget_of, correct, hand_of
from briefing.steps.explain import explain
from briefing.steps.figures.ledger import ledger
from briefing.steps.findings import find_findings
from briefing.steps.findings.gaps import gaps
from briefing.steps.findings.phrasebook import Phrasebook
from briefing.steps.keypoints import key_points
from briefing.steps.language import languages_of, main_language
from briefing.steps.misread import tell_misread
from briefing.steps.moment import as_of
from briefing.steps.names import who_is_who
from briefing.steps.select import Hand
from briefing.steps.suggest import suggest
from briefing.steps.summary import summarise as summarise_pile
from briefing.steps.timeline import period_of, timeline
from briefing.steps.title import title_of
from briefing.steps.understand import clarifications_of, understand


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """What `make` did."""

    paths: tuple[str, ...]
    """What was written; nothing where a format is missing and the folder held a build already."""
    missing: tuple[str, ...]
    """Formats that could not be made, each with the reason."""
    problems: tuple[str, ...]
    """Sources that could not be read, and warnings."""


def make_brief(sources: Sequence[Source], settings: Settings, problems: Sequence[str] = ()) -> Brief:
    """Return the brief of these sources; the same sources and settings give the same brief.

    Args:
        sources: at least one.
        settings: what to make of them.
        problems: what could not be read, to be named among the gaps.

    Raises:
        TraceError: an extract does not stand in its source, to the letter.

    """
    documents, warnings = read_documents(sources, settings)
    languages = languages_of(documents, settings.languages)
    pile = understand(documents, frozenset(languages))
    hand, unmet = hand_of(pile, settings.pins, settings.drops)
    ranker = find("rankers", settings.ranker, settings.plugins.get(settings.ranker))
    topics = topics_of(settings, languages)
    chosen = choose(pile, topics, ranker, hand=hand, budget=budget_of(settings, topics))
    brief = _write_up(pile, chosen, hand, languages, settings, [*problems, *warnings, *unmet])
    numbers = number(documents)
    trace.check(brief, trace.places_of(pile.sentences, numbers), trace.headlines_of(documents, numbers))
    return brief


def _write_up(
    pile: Pile,
    chosen: Sequence[Chosen],
    hand: Hand,
    languages: Sequence[str],
    settings: Settings,
    problems: Sequence[str],
) -> Brief:
    """Number what was chosen and set beside it what the whole pile says: figures, dates, names, disagreements."""
    documents, language = pile.documents, languages[0]
    numbers = number(documents)
    sections, extracts = compose_sections(pile, chosen, clarifications_of(pile, indices_of(chosen)))
    leading = key_points(pile, chosen, extracts)
    day, hour = moment_of(settings)
    date, stray = as_of(documents, day)
    events = timeline(pile, extracts, chosen)
    figures = ledger(pile.quantities, documents, numbers, pile.origins)
    book = phrasebook_of(settings, language)
    missing = gaps(documents, numbers, sections, stray, problems, frozenset(languages), book)
    return Brief(
        title=settings.title or title_of(documents, language) or "Briefing",
        language=language,
        as_of=date,
        as_of_time=hour,
        serial=settings.serial,
        series=settings.series,
        marking=settings.marking,
        period=period_of(events),
        sources=compose_sources(pile, sections),
        key_points=leading,
        sections=sections,
        figures=figures,
        timeline=events,
        names=names_in(who_is_who(pile.names, numbers, documents), sections),
        findings=(*find_findings(pile, figures, leading, numbers, book), *missing),
        comments=comments_of(settings),
        explanations=explain(pile, chosen, extracts, leading, events, hand),
        excluded=excluded_of(pile),
        settings=content_settings(settings),
    )


def summarise(
    texts: Sequence[str | tuple[str, str] | Source],
    words: int = 250,
    query: str | None = None,
    ranker: str | None = None,
) -> tuple[Extract, ...]:
    """Return the plain cited summary of a whole pile: whole sentences in reading order, at most `words` words in all.

    Args:
        texts: articles, each a text, a pair of name and text, or a source that was read.
        words: counted by white space; 0 or fewer gives no extract.
        query: what the summary is to be about; None is whatever the pile says most.
        ranker: by its name; None is the default.

    Raises:
        ReadError: a text holds nothing that can be read.
        PluginError: no ranker has that name.

    """
    settings = Settings()
    sources = [source for place, text in enumerate(texts, 1) for source in _sources_of(text, place)]
    if not sources or words < 1:
        return ()
    documents, _ = read_documents(sources, settings)
    pile = understand(documents, frozenset({main_language(documents)}))
    picks = summarise_pile(pile, find("rankers", ranker or settings.ranker), words=words, query=query)
    chosen = (Chosen(topic=MAIN, picks=picks),)
    sections, _ = compose_sections(pile, chosen, clarifications_of(pile, indices_of(chosen)))
    return sections[0].extracts


def _sources_of(text: str | tuple[str, str] | Source, place: int) -> tuple[Source, ...]:
    if isinstance(text, Source):
        return (text,)
    name, content = (f"text {place}", text) if isinstance(text, str) else text
    return tuple(find("readers", "txt").read(utf8(content), name))


def suggest_topics(sources: Sequence[Source], settings: Settings) -> tuple[Topic, ...]:
    """Return topics that the sources seem to be about, the largest first."""
    documents, _ = read_documents(sources, settings)
    return suggest(understand(documents, frozenset(languages_of(documents, settings.languages))))


def read_documents(sources: Sequence[Source], settings: Settings) -> tuple[tuple[Document, ...], tuple[str, ...]]:
    """Return each source as a document, classified, described and put right by the editor, and the warnings."""
    rules = [name for name, _ in RULES]
    unknown = [name for name in settings.clean.off if name not in rules]
    if unknown:
        raise SettingsError(f"clean.off: no rule is called {', '.join(unknown)}; the rules are {', '.join(rules)}")
    recurring = recurring_lines(sources)
    off = frozenset(settings.clean.off)
    documents = [describe(source, clean(source, recurring, off)) for source in sources]
    corrected, warnings = correct(documents, settings.overrides)
    return corrected, (*warnings, *tell_misread(corrected, mending=settings.mend_encoding))


def phrasebook_of(settings: Settings, language: str) -> Phrasebook:
    """Return the sentences on what a brief finds, in the language of its pages; in English where it has none."""
    try:
        words = _words(settings.templates, settings.look.language, language)
    except RenderError:  # a mistake in a house's catalogue costs the pages, which name it, and not the brief
        words = _words(None, settings.look.language, language)
    return Phrasebook(
        lang=words.lang,
        conventions=words.conventions,
        sentences=words.sentences,
        measures=words.phrases["measures"],
        titles=words.phrases.get("topics", {}),
    )


def _words(templates: Path | None, *wanted: str | None) -> Words:
    folders = template_folders(templates)
    words = choose_words(folders, *wanted)
    return words if words.sentences else load_words(folders)


def silent(level: str, message: str) -> None:
    """Tell nobody."""


def make(
    arguments: Sequence[str],
    settings: Settings,
    build: Path,
    *,
    base: Path,
    tell: Tell = silent,
    fetch: bool = False,
) -> Result:
    """Read sources, make their brief, render and write it.

    A format that can't be made costs a new folder that format alone; an earlier build is replaced whole or not at all.

    Args:
        arguments: files, folders, globs or "-"; none takes the settings' sources.
        settings: what to make.
        build: the folder that the results go to.
        base: the folder that relative arguments start from.
        tell: is told of each step and each problem.
        fetch: addresses among the arguments are fetched; nothing else ever is.

    Raises:
        ReadError: no source could be read, or one could not and the settings are strict.
        DeliveryError: the build folder refused a file.

    """
    tell("step", "reading")
    sources, problems = read_sources(arguments or settings.sources, settings, base, tell, fetch=fetch)
    tell("step", f"understanding {len(sources)} sources")
    brief = make_brief(sources, settings, problems)
    artifacts, missing = render(brief, settings, tell)
    if missing and (build / LAST).exists():
        tell("warning", f"{build}: nothing is written; the earlier build there stays as it was")
        return Result(paths=(), missing=missing, problems=problems)
    tell("step", "writing")
    paths = FolderDeliverer(build).deliver(artifacts, brief)
    return Result(paths=tuple(paths), missing=missing, problems=problems)


def read_sources(
    arguments: Sequence[str], settings: Settings, base: Path, tell: Tell, *, fetch: bool = False
) -> tuple[tuple[Source, ...], tuple[str, ...]]:
    """Return the sources that the arguments name and that could be read, and what could not, each as a sentence."""
    addresses = tuple(argument for argument in arguments if fetch and is_address(argument))
    files = [argument for argument in arguments if argument not in addresses]
    located = locate(files, suffixes=suffixes(), base=base)
    fetched = _fetch(addresses, settings, tell)
    unmended = lacking() if settings.mend_encoding else None
    for skipped in located.skipped:
        tell("info", f"skipped {skipped}")
    sources: list[Source] = []
    problems = [*located.problems, *fetched.problems, *([unmended] if unmended else [])]
    able = merge(settings, mend_encoding=False) if unmended else settings
    for reading in read_all((*located.found, *fetched.found), able):
        sources += map(_with_address, reading.sources)
        problems += reading.problems
        for skipped in reading.skipped:
            tell("info", f"skipped {skipped}")
    if problems and settings.strict:
        raise ReadError("\n".join(["strict is set, and not everything could be read:", *problems]))
    if not sources:
        raise ReadError("\n".join(["no source could be read: name files or folders of articles", *problems]))
    for problem in problems:
        tell("warning", problem)
    return tuple(sources), tuple(problems)


def _fetch(addresses: Sequence[str], settings: Settings, tell: Tell) -> Located:
    """Fetch addresses; without any, nothing that could is even imported."""
    if not addresses:
        return Located(found=(), skipped=(), problems=())
    from briefing.read.web import fetch

    return fetch(addresses, settings.fetch, settings.limits, lambda message: tell("step", message))


def _with_address(source: Source) -> Source:
    """Give a page that was fetched the address that it came from, unless it states one."""
    fetched = source.url is None and is_address(source.origin)
    return replace(source, url=source.origin.partition("#")[0]) if fetched else source
