"""One exchange with the hub: what is new here goes there, what is new there comes here.

It can end at any point, by a kill or a network that breaks: what came is kept with the place up to
which the hub was read, in one transaction, and what went counts as sent only when it was read back.
"""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager
from typing import NamedTuple

from caretrack.app.sync import forgetting, notes
from caretrack.app.sync.last_run import mark_begun, note_run
from caretrack.app.sync.link import Link, linked, sync_state
from caretrack.app.sync.lock import SyncRuns, only_one
from caretrack.errors import CareError
from caretrack.hubs.hub import HubUnusable, Op
from caretrack.journal.connection import Journal
from caretrack.journal.sync import overview, state, units
from caretrack.journal.sync.collect import collect
from caretrack.journal.sync.incoming import Incoming
from caretrack.journal.sync.merge import merge
from caretrack.journal.sync.settle import Settled, settle
from caretrack.journal.sync.states import is_given
from caretrack.journal.tables import SYNC
from caretrack.sealing.keyring import NotOurs
from caretrack.session import Session

# How many ops are in memory at a time.
PAGE = 5_000
# How many come at a time: each transaction writes to most pages of the indexes, as ids are random.
PULLED = 10_000

# Says what is being done: the words, how much there is, how much is done, and of what.
Tell = Callable[[str, int, Callable[[], int], str], None]


class Exchanged(NamedTuple):
    """What an exchange came to.

    `received` counts what came and changed something here; `by_device` by whom it was, a person or
    a machine. `settled` is what two machines had done across each other. `told` are lines to be
    said; `forgotten` has what was found of each person who was erased here because another machine
    had; `erased` is how many states of such people went from the hub, None if none could be there.
    """

    sent: int = 0
    received: int = 0
    by_device: Sequence[tuple[str, int]] = ()
    waiting: int = 0
    new_conflicts: int = 0
    set_aside: int = 0
    ahead: int = 0
    settled: Settled = Settled()
    told: Sequence[str] = ()
    forgotten: Sequence[str] = ()
    erased: int | None = None


def _silent(_what: str, _total: int, _done: Callable[[], int], _unit: str) -> None:
    pass


def sync_now(session: Session, *, background: bool = False, progress: Tell = _silent) -> Exchanged:
    """Exchange with the hub, once, and note how it ended.

    Raises NotSynced, SyncRuns if another process is at it, and HubUnusable: then nothing is lost.
    """
    with session.write() as journal:
        person = session.config.me_name
        return exchange(journal, person, background=background, progress=progress)


def exchange(
    journal: Journal, person: str, *, background: bool = False, progress: Tell = _silent
) -> Exchanged:
    """Do what `sync_now` does, with a journal that is open."""
    journal_id = sync_state(journal).journal
    if journal.place is not None:
        mark_begun(journal.place)
    try:
        with only_one(journal_id, 0.0 if background else journal.timeout), linked(journal) as link:
            done = Exchange(link, person, progress).run()
    except SyncRuns:
        raise
    except CareError as error:
        note_run(journal_id, str(error), background=background)
        if isinstance(error, HubUnusable):
            raise nothing_is_lost(journal, error) from error
        raise
    note_run(journal_id, background=background)
    return done


def nothing_is_lost(journal: Journal, error: HubUnusable) -> HubUnusable:
    """Return the error with how much waits here until the hub can be used again."""
    count = overview.count_waiting(journal.db).number
    waits = (
        f"{count:,} change{'s wait' if count != 1 else ' waits'} here"
        if count
        else ("nothing waits here")
    )
    hint = f"{error.hint} " if error.hint else ""
    return HubUnusable(error.message, f"{hint}Nothing is lost; {waits}.")


class Exchange:
    """One exchange, step by step; `run` does them in their order."""

    def __init__(self, link: Link, person: str, progress: Tell) -> None:
        """Nothing is done yet. `person` is who writes on this machine, "" if that is not said."""
        self.link = link
        self.person = person
        self.journal, self.hub, self.keyring = link.journal, link.hub, link.keyring
        self.progress = progress
        # Rows that changed here, by the machine that sent them.
        self.changes: Counter[str] = Counter()
        self.sent = self.received = self.conflicts = self.ahead = 0
        self.told: list[str] = []
        self.forgotten: list[str] = []
        self.erased: int | None = None
        self.settled = Settled()

    @property
    def id(self) -> str:
        """The id of the journal."""
        return self.link.secrets.journal

    def run(self) -> Exchanged:
        """Do all of it."""
        self.hub.prepare(make=not state.read(self.journal.db).counter)
        found = notes.read_notes(self.link)
        self.link, found = notes.settle_who_we_are(self.link, found, self.told.append)
        self.keyring = self.link.keyring
        notes.keep_devices(self.link, found)
        self._collect()
        self._pull()
        self._forget()
        self._settle()
        notes.say_version(self.link, found)
        self._push()
        notes.leave_own_note(self.link, self.person, forgetting.forgot(self.journal))
        return self._summed_up(notes.names_of(self.link, found.devices.known))

    def _sharing(self) -> AbstractContextManager[str]:
        """Run a block as one transaction that is of no command."""
        return self.journal.change(SYNC, keep_without_changes=True)

    def _collect(self) -> None:
        with self._sharing():
            collect(self.journal)

    def _some_units(self) -> list[units.Waiting]:
        """Return some of what is to be sent. What another command changed meanwhile is in it."""
        with self._sharing():
            collect(self.journal)
            return units.waiting(self.journal.db, PAGE)

    def _pull(self) -> None:
        db = self.journal.db
        at = state.read(db)
        if at.cursor and not self.hub.is_at(self.id, at.cursor):
            self.told.append(
                "the hub is not as it was: it was wiped, or restored. Everything is offered again"
            )
            notes.offer_again(self.link)
        cursor, more = state.read(db).cursor, True
        # What a copy of this file sent before it was noticed is under the name of this machine.
        but_of = "" if at.twins else at.device
        total = self.hub.size(self.id)[0] if not cursor else 0
        self.progress("receiving", total, lambda: self.received, "changes")
        while more:
            page = self.hub.pull(self.id, cursor, PULLED, but_of)
            more = page.more
            if page.ops or page.cursor != cursor:
                self._take_in(page.ops, page.cursor, more=more)
            cursor = page.cursor

    def _take_in(self, ops: Sequence[Op], cursor: str, *, more: bool) -> None:
        """Open a page and merge it, with the cursor, in one transaction."""
        opened: list[Incoming] = []
        unread: list[tuple[str, str, str, str]] = []
        for op in ops:
            try:
                plain = self.keyring.open(op.row, op.body)
            except NotOurs as error:
                unread.append((op.id, op.device, op.row, error.message))
            else:
                opened.append(Incoming(op.id, op.row, plain, op.device))
        if unread:
            with self._sharing():
                overview.put_aside(self.journal.db, unread)
        merged = merge(self.journal, opened, cursor, more=more)
        self.received += len(opened)
        self.changes.update(merged.rows)
        self.conflicts += merged.conflicts
        self.ahead += merged.ahead

    def _forget(self) -> None:
        """Erase here whom another machine forgot, before anything is sent; then on the hub."""
        done = forgetting.carry_out(self.journal, self.keyring)
        self.forgotten += [one.found for one in done if one.was_here]
        device = self.link.secrets.device
        self.erased = forgetting.send(self.journal, self.hub, self.keyring, device)

    def _settle(self) -> None:
        settled = settle(self.journal)
        self.settled = settled

    def _push(self) -> None:
        db = self.journal.db
        waiting = overview.count_waiting(db).number
        self.progress("sending", waiting, lambda: self.sent, "changes")
        if waiting:
            notes.leave_own_note(
                self.link, self.person, forgetting.forgot(self.journal), whole=False
            )
        while some := self._some_units():
            newest: dict[str, str] = {}
            ops = []
            for unit in some:
                row = self.keyring.row_name(f"{unit.source} {unit.row_id}")
                op = Op(
                    self.keyring.op_id(row, unit.plain),
                    self.link.secrets.device,
                    unit.stamp,
                    row,
                    self.keyring.seal(row, unit.plain),
                )
                ops.append(op)
                newest[row] = op.id
            self.hub.push(self.id, ops)
            missing = self.hub.missing(self.id, [op.id for op in ops])
            arrived = [unit for unit, op in zip(some, ops, strict=True) if op.id not in missing]
            if not arrived:
                raise HubUnusable(f"{self.hub.shown} took what was sent, and does not have it")
            with self._sharing():
                units.sent(db, arrived)
            self.sent += sum(not is_given(unit.source, unit.stamp) for unit in arrived)
            self._fold({row: own for row, own in newest.items() if own not in missing})
        forgetting.send_more(self.journal, self.hub, self.keyring, self.link.secrets.device)

    def _fold(self, newest: Mapping[str, str]) -> None:
        """Let the hub drop what these ops hold already: all that was merged here of their rows."""
        aside, waiting = overview.rows_not_merged(self.journal.db)
        kept = aside | {self.keyring.row_name(unit) for unit in waiting}
        newest = {row: own for row, own in newest.items() if row not in kept}
        if cursor := state.read(self.journal.db).cursor:
            self.hub.fold(self.id, newest, cursor)

    def _summed_up(self, names: Mapping[str, str]) -> Exchanged:
        db = self.journal.db
        why = overview.set_aside(db, untold=True)
        if why:
            with self._sharing():
                overview.mark_told(db)
        by_name: Counter[str] = Counter()
        for device, count in self.changes.items():
            by_name[names.get(device, "another machine")] += count
        return Exchanged(
            sent=self.sent,
            received=self.changes.total(),
            by_device=by_name.most_common(),
            waiting=overview.count_waiting(db).number,
            new_conflicts=self.conflicts,
            set_aside=sum(why.values()),
            ahead=self.ahead,
            settled=self.settled,
            told=[*self.told, *self.hub.told],
            forgotten=self.forgotten,
            erased=self.erased,
        )
