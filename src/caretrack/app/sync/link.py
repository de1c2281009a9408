"""A journal that is synced, its keys, and its hub, opened together."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import NamedTuple

from caretrack import streams
from caretrack.errors import CareError, NothingFound
from caretrack.hubs.address import open_hub
from caretrack.hubs.hub import Hub
from caretrack.journal.connection import Journal
from caretrack.journal.files.lost import none_there
from caretrack.journal.sync import state
from caretrack.journal.sync.state import SyncState
from caretrack.sealing.keyring import Keyring
from caretrack.sealing.keys import keyring_of
from caretrack.sealing.secrets_file import Secrets, read_secrets
from caretrack.session import Session

# How much of the id of a journal or a machine is shown.
SHORT = 4


class Link(NamedTuple):
    """All that an exchange needs."""

    journal: Journal
    secrets: Secrets
    keyring: Keyring
    hub: Hub


class NotSynced(CareError):
    """The journal is on this machine alone."""


def refuse_no_journal(session: Session) -> None:
    """Raise NothingFound where there is no journal: one may be on another machine."""
    if not session.has_journal():
        start = "`care sync join HUB CODE` brings one from another machine; `care sync setup HUB`"
        said, hint = none_there(session.place, f"{start} begins one here")
        raise NothingFound(f"there is {said}", f"{hint}.")


def sync_state(journal: Journal) -> SyncState:
    """Return how far a synced journal is. Raises NotSynced."""
    if not state.is_on(journal.db):
        raise NotSynced(
            "this journal is on this machine alone",
            "`care sync setup HUB` begins, `care sync join HUB CODE` joins one.",
        )
    return state.read(journal.db)


@contextmanager
def linked(journal: Journal) -> Iterator[Link]:
    """Yield the journal with its keys and its hub. Nothing is asked of the hub yet.

    Raises NotSynced, SecretsUnusable, and what `open_hub` raises.
    """
    at = sync_state(journal)
    secrets = read_secrets(at.journal, streams.say, at.device)
    with hub_of(secrets.hub) as hub:
        yield Link(journal, secrets, keyring_of(secrets), hub)


@contextmanager
def hub_of(address: str) -> Iterator[Hub]:
    """Yield the hub at an address, and close it. Raises what `open_hub` raises."""
    hub = open_hub(address)
    try:
        yield hub
    finally:
        hub.close()
