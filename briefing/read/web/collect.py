"""Addresses -> files to read, fetched into the cache; an address that is a feed stands for what its entries link to."""

from collections.abc import Callable, Sequence

from briefing.errors import ReadError
from briefing.read.kinds import kind_of
from briefing.read.locate import Found, Located
from briefing.read.web.addresses import printable
from briefing.read.web.cache import Cache, default_folder
from briefing.read.web.client import Client, Manners, Network, Page
from briefing.read.worker.guard import Worker
from briefing.read.worker.wire import Setup
from briefing.settings.records import Fetch, Limits

Tell = Callable[[str], None]


def collect(
    addresses: Sequence[str], settings: Fetch, limits: Limits, *, tell: Tell, network: Network | None = None
) -> Located:
    """Fetch addresses in their order, each page once; `tell` is told of each before it is asked for.

    `network` is for programs that test this; a run takes its default.
    """
    try:
        collector = _Collector(settings, limits, tell, network)
    except ReadError as error:
        return Located(found=(), skipped=(), problems=(str(error),))
    for address in addresses:
        collector.add(address)
    return collector.collected()


class _Collector:
    """What has been fetched so far."""

    def __init__(self, settings: Fetch, limits: Limits, tell: Tell, network: Network | None) -> None:
        self._settings = settings
        self._limits = limits
        self._tell = tell
        cache = Cache(settings.cache or default_folder())
        cache.prune()
        manners = Manners(
            max_bytes=limits.max_bytes,
            seconds=settings.seconds,
            delay=settings.delay_seconds,
            ports=settings.ports,
            contact=settings.contact,
        )
        self._client = Client(cache, manners, network)
        self._found: dict[str, Found] = {}
        self._problems: list[str] = []

    def add(self, address: str) -> None:
        """Fetch what an address leads to, and what its entries link to where that is a feed."""
        page = self._fetch(address)
        if page is None:
            return
        if self._is_feed(page):
            for link in self._links(page):
                self._take(self._fetch(link))
        else:
            self._take(page)

    def collected(self) -> Located:
        """Return what came of it."""
        return Located(found=tuple(self._found.values()), skipped=(), problems=tuple(self._problems))

    def _fetch(self, address: str) -> Page | None:
        self._tell(f"fetching {printable(address)}")
        try:
            return self._client.get(address)
        except ReadError as error:
            self._problems.append(str(error))
            return None

    def _take(self, page: Page | None) -> None:
        if page is not None:
            self._found.setdefault(page.address, Found(page.path, page.address))

    def _is_feed(self, page: Page) -> bool:
        try:
            return kind_of(page.path.read_bytes(), page.address) == "feed"
        except ReadError:
            return False  # whatever it is, reading it will say so

    def _links(self, page: Page) -> Sequence[str]:
        """Return what the entries of a feed link to; like any document it is read in a guarded process."""
        setup = Setup(
            tables={"feed": {"links": True}},
            max_bytes=self._limits.max_bytes,
            megabytes=self._limits.read_megabytes,
        )
        worker = Worker(setup, seconds=self._limits.read_seconds)
        try:
            reading = worker.read(page.path.read_bytes(), page.address)
        finally:
            worker.close()
        self._problems += reading.problems
        links = tuple(dict.fromkeys(source.url for source in reading.sources if source.url))
        most = self._settings.feed_entries
        if len(links) > most:
            further = len(links) - most
            self._problems.append(
                f"{page.address}: {further:,} entries beyond the first {most} are not fetched ([fetch] feed_entries)"
            )
        return links[:most]
