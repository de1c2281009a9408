"""Fixtures: real engines, one of each for the whole run; and a hub of each sort."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from engines import Postgres, Rqlite

NUMBERS = count(1)

# Where `engines` lies. It is imported only by a test that needs one.
sys.path.append(str(Path(__file__).with_name("sync")))


@contextmanager
def engine(make: Callable[[Path], Rqlite | Postgres]) -> Iterator[Rqlite | Postgres]:
    """Run an engine in a folder of its own, which goes with it.

    Where it cannot be had the test is skipped; with CARE_ENGINES_NEEDED it fails.
    """
    from engines import NoEngine

    # Not below pytest's own folder: the user that PostgreSQL runs as could not reach it.
    with tempfile.TemporaryDirectory(prefix="care-engine-", ignore_cleanup_errors=True) as name:
        try:
            made = make(Path(name) / "engine")
        except NoEngine as error:
            if os.environ.get("CARE_ENGINES_NEEDED"):
                pytest.fail(str(error))
            pytest.skip(str(error))
        try:
            made.start()
            yield made
        finally:
            made.stop()


@pytest.fixture(scope="session")
def rqlite() -> Iterator[Rqlite]:
    """One rqlite of one node."""
    from engines import Rqlite

    with engine(Rqlite) as made:
        assert isinstance(made, Rqlite)
        yield made


@pytest.fixture(scope="session")
def cluster() -> Iterator[Rqlite]:
    """An rqlite of three nodes. Who kills one calls `start` again."""
    from engines import Rqlite

    with engine(lambda folder: Rqlite(folder, 3)) as made:
        assert isinstance(made, Rqlite)
        yield made


@pytest.fixture(scope="session")
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL."""
    from engines import Postgres

    with engine(Postgres) as made:
        assert isinstance(made, Postgres)
        yield made


@pytest.fixture(params=["folder", "rqlite", "cluster", "postgres"])
def address(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a hub of each sort. Engines are shared: journals must be new ones."""
    if request.param == "folder":
        return str(tmp_path / "hub")
    made: Rqlite | Postgres = request.getfixturevalue(request.param)
    return made.address


@pytest.fixture
def new_journal() -> Callable[[], str]:
    """Gives names of journals that no hub has yet."""
    return lambda: f"j{next(NUMBERS):015}"
