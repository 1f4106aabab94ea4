"""Addresses -> files in a cache folder, read like any other: only where `--fetch` asks for it."""

from collections.abc import Callable, Sequence

from briefing.read.locate import Located
from briefing.settings.records import Fetch, Limits


def fetch(addresses: Sequence[str], settings: Fetch, limits: Limits, tell: Callable[[str], None]) -> Located:
    """Return what addresses lead to, in their order, and what could not be fetched, a sentence each."""
    try:
        from briefing.read.web.collect import collect  # what connects is an extra, and slow to import
    except ModuleNotFoundError as error:
        install = "pip install 'briefing-maker[fetch]' (in a checkout: pip install -e '.[fetch]')"
        needed = f"--fetch needs {error.name}: {install}"
        return Located(found=(), skipped=(), problems=(needed,))
    return collect(addresses, settings, limits, tell=tell)
