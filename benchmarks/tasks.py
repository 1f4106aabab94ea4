"""What is measured: labelled articles, the topics of a user, and what is known before any sentence is chosen."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.gold import Gold
from briefing.model import Pile, Topic
from briefing.pipeline import read_documents
from briefing.plugins import find
from briefing.settings import Settings, load, merge, topics_of
from briefing.steps.language import main_language
from briefing.steps.understand import understand

HERE = Path(__file__).resolve().parent
SAME_QUESTION = {"foreign-intervention": "csto-deployment"}
"""The pack's topic -> the key that the labels give the same question."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Labelled articles, and the settings that they are made into a brief with."""

    name: str
    gold: Gold
    articles: Path
    settings: Settings
    renamed: Mapping[str, str] = field(default_factory=dict)
    """Topics that the labels know by another key."""

    @property
    def topics(self) -> tuple[Topic, ...]:
        """The sections."""
        return topics_of(self.settings)

    def pile(self, left_out: str = "") -> Pile:
        """Return what is known of the articles, but for one by its file name, before any sentence is chosen."""
        paths = [path for path in sorted(self.articles.glob("*.txt")) if path.name != left_out]
        reader = find("readers", "txt")
        sources = [source for path in paths for source in reader.read(path.read_bytes(), path.name)]
        documents, _ = read_documents(sources, self.settings)
        return understand(documents, frozenset({main_language(documents)}))


def tasks(reference: Path, *, pack: bool) -> Iterator[Task]:
    """Yield the reference articles with the demonstration's topics, with the pack if asked for, and our own events."""
    gold = Gold(reference / "gold" / "kazakhstan-2022.json", reference / "seeds")
    ours = merge(load(HERE.parent / "seeds" / "briefing.toml"), formats=("json",))
    yield Task(name="reference", gold=gold, articles=reference / "seeds", settings=ours)
    if pack:
        plain = Settings(topics="unrest", formats=("json",))
        yield Task(
            name="reference-pack", gold=gold, articles=reference / "seeds", settings=plain, renamed=SAME_QUESTION
        )
    yield from events()


def events() -> Iterator[Task]:
    """Yield our own events, in the order of their names."""
    for labels in sorted((HERE / "events").glob("*/gold.json")):
        folder = labels.parent
        settings = merge(load(folder / "briefing.toml"), formats=("json",))
        yield Task(
            name=folder.name, gold=Gold(labels, folder / "articles"), articles=folder / "articles", settings=settings
        )
