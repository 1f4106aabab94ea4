"""The mail house that the tests of this folder share."""

from collections.abc import Iterator

import pytest

from tests.deliver import mailhouse


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
