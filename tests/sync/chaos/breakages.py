"""Deliberate breakages: each puts one function of the program out of order, as a slip would.

A run of chaos must catch each of them (`test_breakages.py`): what it does not catch it does not
prove. They are applied in the child that runs the command, and nowhere else.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from typing import Any, NamedTuple


class Breakage(NamedTuple):
    """What is broken, and how: `patch` is handed the function and returns what takes its place."""

    what: str
    where: str
    patch: Callable[[Any], Any]

    def check(self) -> None:
        """Raise AttributeError if there is nothing of that name."""
        path, _, name = self.where.rpartition(".")
        getattr(_holder(path), name)

    def apply(self) -> None:
        """Break it in this process. Raises AttributeError if there is nothing of that name."""
        path, _, name = self.where.rpartition(".")
        holder = _holder(path)
        setattr(holder, name, self.patch(getattr(holder, name)))


BREAKAGES: dict[str, Breakage] = {}


def _holder(path: str) -> Any:
    module, *rest = path.split(":")
    holder: Any = importlib.import_module(f"caretrack.{module}")
    for name in rest:
        holder = getattr(holder, name)
    return holder


def breaks(where: str) -> Callable[[Callable[[Any], Any]], Callable[[Any], Any]]:
    """Name what a patch breaks: `module.function` or `module:Class.method`, below `caretrack`."""

    def named(patch: Callable[[Any], Any]) -> Callable[[Any], Any]:
        name = patch.__name__.replace("_", "-")
        BREAKAGES[name] = Breakage((patch.__doc__ or "").strip(), where, patch)
        return patch

    return named


@breaks("app.sync.exchange:Exchange._pull")
def cursor_before_apply(pull: Any) -> Any:
    """The cursor moves in a transaction of its own, before what came is merged."""
    from caretrack.journal.files.transaction import transaction
    from caretrack.journal.sync import state

    def early(self: Any) -> None:
        hub, taken = self.hub, []

        class Ahead:
            def __getattr__(self, name: str) -> Any:
                return getattr(hub, name)

            def pull(self, *args: Any) -> Any:
                page = hub.pull(*args)
                with transaction(taken[0].journal.db):
                    state.write(taken[0].journal.db, cursor=page.cursor)
                return page

        taken.append(self)
        self.hub = Ahead()
        try:
            pull(self)
        finally:
            self.hub = hub

    return early


@breaks("app.sync.exchange:Exchange._push")
def sent_before_it_is_there(push: Any) -> Any:
    """What waits counts as sent before the hub has it."""
    from caretrack.journal.files.transaction import transaction
    from caretrack.journal.sync import units

    def early(self: Any) -> None:
        hub, db = self.hub, self.journal.db

        class Trusted:
            def __getattr__(self, name: str) -> Any:
                return getattr(hub, name)

            def push(self, journal: str, ops: Any) -> None:
                with transaction(db):
                    units.sent(db, units.waiting(db, len(ops)))
                hub.push(journal, ops)

        self.hub = Trusted()
        try:
            push(self)
        finally:
            self.hub = hub

    return early


@breaks("app.sync.notes.identify")
def restored_hub_not_noticed(identify: Any) -> Any:
    """The own note is not looked at: a hub that was wiped or restored is not noticed."""
    from caretrack.app.sync.exchange import Exchange
    from caretrack.domain.sync.identity import Identity

    begin = Exchange.__init__

    def trusting(self: Any, *args: Any, **more: Any) -> None:
        begin(self, *args, **more)
        type(self.hub).is_at = lambda *_: True

    Exchange.__init__ = trusting  # type: ignore[method-assign]

    def blind(**known: Any) -> Any:
        found = identify(**known)
        return Identity.SAME if found is Identity.HUB_BEHIND else found

    return blind


@breaks("app.sync.notes.identify")
def copied_file_not_noticed(identify: Any) -> Any:
    """A copy of a journal goes on as the machine that it was copied from."""
    from caretrack.domain.sync.identity import Identity

    def blind(**known: Any) -> Any:
        found = identify(**known)
        return Identity.SAME if found is Identity.COPY else found

    return blind


@breaks("app.sync.notes:DeviceNote.__new__")
def copy_says_nothing(make: Any) -> Any:
    """A copy does not say whom it was: whoever still is that one never sees what it had sent."""
    return lambda cls, *args, **more: make(cls, *args, **{**more, "was": ""})


@breaks("journal.sync.collect._stamped")
def stamped_by_sync_time(stamped: Any) -> Any:
    """A change is stamped as of when it is sent, and not of when it was made."""
    from caretrack.journal.rows import now

    def late(rows: Any, clock: int, tag: int) -> Any:
        return stamped([(*row[:5], now()) for row in rows], clock, tag)

    return late


@breaks("journal.sync.collect.with_its_own")
def deletion_not_taken_back(_with_its_own: Any) -> Any:
    """A change does not say that its row is there: a deletion by somebody else stays."""
    return lambda _table, changed: set(changed)


@breaks("journal.sync.write:Writing._free_rowids")
def order_ignored(_free: Any) -> Any:
    """Rows that come stand behind those that are here."""

    def behind(self: Any, table: str, rows: Any) -> Any:
        last = self.db.execute(f"SELECT coalesce(max(rowid), 0) FROM {table}").fetchone()[0]
        return range(last + 1, last + 1 + len(rows))

    return behind


@breaks("journal.sync.merge.write")
def echo(write: Any) -> Any:
    """What came is taken for a change of one's own, and sent again."""

    def without(db: Any, **changes: Any) -> None:
        changes.pop("watermark", None)
        write(db, **changes)

    return without


@breaks("journal.sync.merge.write")
def clock_not_advanced(write: Any) -> Any:
    """The clock of a machine that is behind stays behind what it has seen."""

    def without(db: Any, **changes: Any) -> None:
        changes.pop("clock", None)
        write(db, **changes)

    return without


@breaks("app.sync.exchange:Exchange._fold")
def fold_of_what_was_not_merged(_fold: Any) -> Any:
    """Folding takes away the ops of others, too, whether they were merged or not."""

    def greedy(self: Any, newest: Any) -> None:
        kept = []
        cursor, more = "", True
        while more:
            page = self.hub.pull(self.id, cursor, 1000, "")
            kept += [op for op in page.ops if newest.get(op.row) == op.id]
            cursor, more = page.cursor, page.more
        self.hub.erase(self.id, list(newest))
        self.hub.push(self.id, kept)

    return greedy


@breaks("journal.sync.merge:_Merging._wait")
def waiting_is_dropped(_wait: Any) -> Any:
    """What came before the row that it refers to is dropped."""
    return lambda *_: None


@breaks("journal.sync.merge.join_registers")
def registers_as_a_union(join: Any) -> Any:
    """A tag that was taken off anywhere stays on."""

    def union(mine: Any, theirs: Any) -> Any:
        joined = join(mine, theirs)
        there = [one for one in (mine, theirs) if one.row is not None]
        if joined.register.row is None and there:
            return joined._replace(register=there[0])
        return joined

    return union


@breaks("app.sync.exchange:Exchange._settle")
def not_settled(_settle: Any) -> Any:
    """What two machines did across each other is left as it came."""
    return lambda self: self._collect()


@breaks("journal.sync.merge.join_entries")
def last_come_wins(join: Any) -> Any:
    """Of two values the one that came last holds, whatever its stamp."""

    def theirs_first(mine: Any, theirs: Any, columns: Any) -> Any:
        return join(mine, theirs, columns)._replace(entry=theirs)

    return theirs_first


@breaks("journal.sync.merge:_Merging._join")
def people_of_a_touch_lost(join: Any) -> Any:
    """Who was in a touch is not taken from others where the touch is here already."""

    def without(self: Any, there: Any, registers: Any, *more: Any) -> None:
        known = {key.partition(" ")[0] for key in there}
        some = [
            (one, *sent)
            for one, *sent in registers
            if one.table != "touch_people" or one.id.partition(" ")[0] not in known
        ]
        join(self, there, some, *more)

    return without
