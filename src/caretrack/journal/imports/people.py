"""Bringing in people and touches of another program: who is there already, what is new, written together at the end.

Everything is read by statement, for many at once: somebody imports twenty thousand people a second time. Nothing is written
before `write`, so that a dry run is the same but for that.
"""

from collections.abc import Iterable, Sequence

from caretrack.domain.pages.imports import AGAIN, KNOWN, NEW, LeftOut, Met
from caretrack.domain.people.incoming import TEXTS, Held, Incoming, Yearly, take_in
from caretrack.domain.people.matching import Matcher
from caretrack.domain.people.names import name_key
from caretrack.journal import rows
from caretrack.journal.connection import Journal
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.rows import new_id, now, update


class Intake:
    """One import into a journal. What `write` does must be inside `journal.change(...)`."""

    def __init__(self, journal: Journal) -> None:
        """Read how everybody can be recognised."""
        self.journal = journal
        self.matcher = Matcher()
        self.bulk = Bulk(journal)
        self._held: dict[str, Held] = {}
        self._new: set[str] = set()
        rows = journal.db.execute(
            "SELECT id, name, company FROM people WHERE deleted_at IS NULL ORDER BY rowid"
        )
        for person_id, name, company in rows:
            self.matcher.add_person(person_id, name, company)
        rows = journal.db.execute(
            "SELECT person_id, sort, value_key FROM handles JOIN people AS p ON p.id = person_id "
            "WHERE p.deleted_at IS NULL AND sort IN ('uid', 'url', 'email', 'nickname') ORDER BY handles.rowid"
        )
        for person_id, sort, key in rows:
            self.matcher.add_handle(person_id, sort, key)

    def people(self, records: Sequence[Incoming], *, update: bool) -> list[Met | LeftOut]:
        """What becomes of each of these people; `update` lets the file have its way."""
        verdicts = [self._meet(incoming) for incoming in records]
        self._held |= held(
            self.journal,
            [met.id for met in verdicts if isinstance(met, Met) and met.id not in self._held],
        )
        answers: list[Met | LeftOut] = []
        for incoming, met in zip(records, verdicts, strict=True):
            if isinstance(met, Met):
                changes = take_in(self._held[met.id], incoming, update)
                answers.append(met._replace(changes=changes))
            else:
                answers.append(met)
        return answers

    def _meet(self, incoming: Incoming) -> Met | LeftOut:
        verdict = self.matcher.match(incoming)
        if verdict.several:
            return LeftOut(
                incoming.where,
                f"more than one is called {incoming.name}, and no uid or e-mail says who it is",
            )
        person_id = verdict.id
        if person_id is None:
            person_id, sort = new_id(), NEW
            self._new.add(person_id)
            self._held[person_id] = Held(person_id, incoming.name)
            self.matcher.add_person(person_id, incoming.name, incoming.texts.get("company"))
        else:
            sort = AGAIN if self.matcher.is_met(person_id) else KNOWN
        self.matcher.meet(person_id, incoming)
        name = self.matcher.name(person_id)
        called = "" if name_key(name) == name_key(incoming.name) else incoming.name
        return Met(
            person_id, name, sort, incoming.where, (), called, verdict.shares if sort == NEW else ""
        )

    def write(self) -> None:
        """Write everybody who is new, what is new of those who are known, and all that was added to `bulk`."""
        stamp = now()
        for person_id in list(self._held):
            state = self._held.pop(person_id)
            if person_id in self._new:
                self._add_person(state, stamp)
            else:
                update(self.journal.db, "people", person_id, state.set_texts)
                for entry_id, values in state.set_days.items():
                    update(self.journal.db, "occasions", entry_id, values)
                for key, handle in state.set_phones.items():
                    self.journal.db.execute(
                        "UPDATE handles SET value = ?, value_key = ? "
                        "WHERE person_id = ? AND sort = 'phone' AND value_key = ?",
                        (handle.value, handle.key, person_id, key),
                    )
            self._add_lists(state, stamp)
        self.bulk.write()

    def _add_person(self, state: Held, stamp: str) -> None:
        company, role, say, met, note = (state.texts.get(key) or None for key in TEXTS)
        today, key = self.journal.today.isoformat(), name_key(state.name)
        self.bulk.add(
            "people", state.id, state.name, key, company, role, say, met, note, None, None, today, None, None, stamp, stamp, None
        )  # fmt: skip

    def _add_lists(self, state: Held, stamp: str) -> None:
        add = self.bulk.add
        for handle in state.added_handles:
            add("handles", new_id(), state.id, handle.sort, handle.value, handle.key)
        for tag in state.added_tags:
            add("tags", state.id, tag)
        for category, text, on in state.added_facts:
            day = (on or self.journal.today).isoformat()
            add(
                "facts",
                new_id(),
                state.id,
                category,
                text,
                "told",
                day,
                None,
                None,
                stamp,
                stamp,
                None,
            )
        for yearly in state.added_days:
            add(
                "occasions",
                new_id(),
                state.id,
                yearly.label,
                yearly.month,
                yearly.day,
                yearly.year,
                stamp,
                stamp,
                None,
            )


def held(journal: Journal, ids: Iterable[str]) -> dict[str, Held]:
    """What the journal holds of these people, by id.

    A fact or a day that somebody deleted by hand is held as well: it does not come back with the next import.
    """
    found: dict[str, Held] = {}
    for part in rows.chunks(list(dict.fromkeys(ids))):
        those = f"IN ({rows.marks(part)})"
        for row in journal.db.execute(
            f"SELECT id, name, {', '.join(TEXTS)} FROM people WHERE id {those}", part
        ):
            found[row["id"]] = Held(row["id"], row["name"])
            found[row["id"]].texts = {field: row[field] for field in TEXTS if row[field]}
        for person_id, sort, key in journal.db.execute(
            f"SELECT person_id, sort, value_key FROM handles WHERE person_id {those}", part
        ):
            found[person_id].keys.add((sort, key))
        for person_id, tag in journal.db.execute(
            f"SELECT person_id, tag FROM tags WHERE person_id {those}", part
        ):
            found[person_id].tags.add(tag)
        facts = f"SELECT person_id, category, text FROM facts AS r WHERE person_id {those} AND {stands('facts')}"
        for person_id, category, text in journal.db.execute(facts, part):
            found[person_id].facts.add((category, text))
        days = f"SELECT * FROM occasions AS r WHERE person_id {those} AND {stands('occasions')} ORDER BY deleted_at IS NOT NULL, rowid"
        for row in journal.db.execute(days, part):
            day = Yearly(
                row["label"],
                row["month"],
                row["day"],
                row["year"],
                row["id"],
                row["deleted_at"] is not None,
            )
            found[row["person_id"]].days.append(day)
    return found


def stands(table: str) -> str:
    """The test for a row `r` that is there, or that was deleted by hand: what an undo took back is as if it had never been."""
    last = (
        f"SELECT s.undoes FROM changes AS c JOIN change_sets AS s ON s.id = c.change_set WHERE c.row_id = r.id AND c.table_name = '{table}' "
        "ORDER BY c.seq DESC LIMIT 1"
    )
    return f"(r.deleted_at IS NULL OR ({last}) IS NULL)"
