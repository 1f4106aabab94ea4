"""The mail house, the desk and the certificates that the tests of this folder share."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from briefing.deliver.email import Outbox
from tests.deliver import mailhouse
from tests.deliver.mailhouse.authority import make_authority
from tests.deliver.mailhouse.desk import Desk


@pytest.fixture(scope="session")
def open_house() -> Iterator[mailhouse.House]:
    """One mail house for the whole run: it takes seconds to start."""
    reason = mailhouse.missing()
    if reason:
        pytest.skip(reason)
    with mailhouse.opened() as house:
        yield house


@pytest.fixture
def house(open_house: mailhouse.House) -> mailhouse.House:
    """The mail house with empty mailboxes."""
    open_house.clear()
    return open_house


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """An outbox of its own."""
    return Desk(tmp_path)


@pytest.fixture(scope="session")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Certificates: one for this machine, one for another."""
    folder = tmp_path_factory.mktemp("authority")
    make_authority(folder, {"server": ("localhost", "127.0.0.1"), "stranger": ("elsewhere.example",)})
    return folder


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    """An outbox whose clock ticks once a look."""
    return Outbox(tmp_path / "outbox", now=iter(range(1000, 9999)).__next__)
