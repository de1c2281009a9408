"""The touches of an import: which are there already, by uid, or by day, note and people."""

from collections.abc import Iterable, Sequence

from caretrack.domain.records import TouchRecord
from caretrack.journal.connection import Journal
from caretrack.journal.imports.as_they_are import is_known
from caretrack.journal.imports.bulk import Bulk
from caretrack.journal.rows import chunks, new_id, now, placeholders

ADDED, SAME, GROWN = "added", "same", "grown"


class TouchImport:
    """The touches of one import. What is new is added to `bulk`, and written with it."""

    def __init__(self, journal: Journal, bulk: Bulk) -> None:
        """Start without a look at the journal: `look_up` takes it."""
        self.journal = journal
        self.bulk = bulk
        self._by_uid: dict[str, str] = {}
        self._by_content: dict[tuple[str, str], list[tuple[str, str]]] = {}
        self._people: dict[str, set[str]] = {}
        self._gone: set[str] = set()

    def look_up(self, touches: Iterable[TouchRecord]) -> None:
        """Read which of these could be there already. Call it once, with all of them."""
        found, wanted = dict[str, None](), set[tuple[str, str]]()
        for touch in touches:
            if touch.uid:
                found[touch.uid] = None
            wanted.add((touch.happened_on, touch.note))
        uids = list(found)
        for part in chunks(uids):
            self._keep(f"source_uid IN ({placeholders(part)})", part)
        for part in chunks(list(dict.fromkeys(day for day, _ in wanted))):
            self._keep(f"happened_on IN ({placeholders(part)})", part, wanted)
        for part in chunks(list(self._people)):
            rows = self.journal.db.execute(
                "SELECT touch_id, person_id FROM touch_people JOIN people AS p ON p.id = person_id "
                f"WHERE touch_id IN ({placeholders(part)}) AND p.deleted_at IS NULL",
                part,
            )
            for touch_id, person_id in rows:
                self._people[touch_id].add(person_id)

    def _keep(
        self, where: str, values: Sequence[str], wanted: set[tuple[str, str]] | None = None
    ) -> None:
        """Keep the rows that could be meant.

        They are compared here and not in the statement: a note may be long, and a day may have
        many.
        """
        rows = self.journal.db.execute(
            "SELECT id, happened_on, note, source_uid, deleted_at FROM touches AS r "
            f"WHERE {where} AND {is_known('touches')} ORDER BY deleted_at IS NULL, rowid",
            values,
        )
        for touch_id, day, note, uid, deleted in rows:
            if deleted:
                self._gone.add(touch_id)
            if wanted is None or (day, note) in wanted:
                if uid:
                    self._by_uid[uid] = touch_id
                if touch_id not in self._people:
                    self._people[touch_id] = set()
                    self._by_content.setdefault((day, note), []).append((touch_id, uid or ""))

    def add(self, touch: TouchRecord) -> str:
        """Add a touch with its `person_ids`, and give what became of it.

        ADDED, SAME where it is there already, GROWN where it is, but with fewer people.
        """
        there = self._there(touch)
        if there is None:
            touch_id = self._add(touch)
            self._people[touch_id] = set(touch.person_ids)
            self._by_content.setdefault((touch.happened_on, touch.note), []).append(
                (touch_id, touch.uid)
            )
            if touch.uid:
                self._by_uid[touch.uid] = touch_id
            return ADDED
        if there in self._gone:
            return SAME
        more = [
            person_id
            for person_id in dict.fromkeys(touch.person_ids)
            if person_id not in self._people[there]
        ]
        for person_id in more:
            self._people[there].add(person_id)
            self.bulk.add("touch_people", there, person_id)
        return GROWN if more else SAME

    def is_there(self, touch: TouchRecord) -> bool:
        """Whether it is there already, be it with fewer people."""
        return self._there(touch) is not None

    def _there(self, touch: TouchRecord) -> str | None:
        found = self._by_uid.get(touch.uid) if touch.uid else None
        if found is not None and self._people[found]:
            return found
        for touch_id, uid in self._by_content.get((touch.happened_on, touch.note), ()):
            if not (touch.uid and uid) and self._people[touch_id] == set(touch.person_ids):
                return touch_id
        return None

    def _add(self, touch: TouchRecord) -> str:
        touch_id, stamp = new_id(), now()
        values = (
            touch.kind,
            touch.channel,
            int(touch.from_them),
            None,
            touch.note,
            touch.uid or None,
            stamp,
            stamp,
            None,
            None,
            touch.crowd or None,
            self.journal.writer() or None,
        )
        self.bulk.add("touches", touch_id, touch.happened_on, *values)
        for person_id in dict.fromkeys(touch.person_ids):
            self.bulk.add("touch_people", touch_id, person_id)
        return touch_id


def days_in_touch(journal: Journal, ids: Iterable[str]) -> set[tuple[str, str]]:
    """Return the days on which these people were in a touch already, with their ids."""
    found: set[tuple[str, str]] = set()
    for part in chunks(list(dict.fromkeys(ids))):
        rows = journal.db.execute(
            "SELECT person_id, happened_on FROM timeline "
            f"WHERE family <> 'tried' AND person_id IN ({placeholders(part)})",
            part,
        )
        found.update((row[0], row[1]) for row in rows)
    return found


def known_uids(journal: Journal) -> frozenset[str]:
    """The uids of all touches that are there, or were deleted by hand."""
    rows = journal.db.execute(
        "SELECT source_uid FROM touches AS r "
        f"WHERE source_uid IS NOT NULL AND {is_known('touches')}"
    )
    return frozenset(row[0] for row in rows)


def known_names(journal: Journal) -> frozenset[str]:
    """Every name and nickname of two or more words in the journal, as `name_key` makes it."""
    rows = journal.db.execute(
        "SELECT name_key FROM people WHERE deleted_at IS NULL AND instr(name_key, ' ') "
        "UNION SELECT value_key FROM handles JOIN people AS p ON p.id = person_id "
        "WHERE sort = 'nickname' AND p.deleted_at IS NULL AND instr(value_key, ' ')"
    )
    return frozenset(row[0] for row in rows)


def known_emails(journal: Journal) -> frozenset[str]:
    """Every e-mail address of people in the journal, casefolded."""
    rows = journal.db.execute(
        "SELECT value_key FROM handles JOIN people AS p ON p.id = person_id "
        "WHERE sort = 'email' AND p.deleted_at IS NULL"
    )
    return frozenset(row[0].casefold() for row in rows)
