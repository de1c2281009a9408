"""Bringing in people and touches of another program: who is there already, what is new, written together at the end."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any, NamedTuple

from caretrack.domain.import_page import Met
from caretrack.domain.model import Fact, Occasion
from caretrack.domain.names import name_key
from caretrack.journal import entries, people
from caretrack.journal.bulk import Bulk
from caretrack.journal.connection import Journal
from caretrack.journal.rows import new_id, now

TEXTS = ("company", "role", "note")


class Incoming(NamedTuple):
    """A person as a file has them. `handles` are (sort, value), `occasions` (label, month, day, year), `facts` (category, text, day)."""

    name: str
    texts: Mapping[str, str]
    handles: Sequence[tuple[str, str]]
    tags: Sequence[str]
    occasions: Sequence[tuple[str, int, int, int | None]]
    facts: Sequence[tuple[str, str, date | None]]


class Intake:
    """One import into a journal; must run inside `journal.change(...)`. New people are written by `write`, all at once."""

    def __init__(self, journal: Journal) -> None:
        """Read how everybody can be recognised."""
        self.journal = journal
        self.bulk = Bulk(journal)
        self._drafts: dict[str, Incoming] = {}
        self._by_handle: dict[tuple[str, str], str] = {}
        self._by_name: dict[str, list[str]] = {}
        self._touches: set[tuple[str, str, frozenset[str]]] = set()
        rows = journal.db.execute(
            "SELECT person_id, sort, value_key FROM handles JOIN people AS p ON p.id = person_id WHERE p.deleted_at IS NULL"
        )
        for person_id, sort, key in rows:
            self._by_handle[sort, key] = person_id
        self._with_uid = {person_id for (sort, _), person_id in self._by_handle.items() if sort == "uid"}
        for person_id, key in journal.db.execute("SELECT id, name_key FROM people WHERE deleted_at IS NULL ORDER BY rowid"):
            self._by_name.setdefault(key, []).append(person_id)

    def person(self, incoming: Incoming) -> Met:
        """Take one person in: matched by uid, then e-mail, then name; only what is empty is filled in somebody known."""
        changed: tuple[str, ...] = ()
        person_id = self._known(incoming)
        new = person_id is None
        if person_id is None:
            person_id = new_id()
            self._drafts[person_id] = incoming
            self._by_name.setdefault(name_key(incoming.name), []).append(person_id)
        elif person_id in self._drafts:
            self._drafts[person_id], changed = _joined(self._drafts[person_id], incoming)
        else:
            changed = self._fill(person_id, incoming)
        for sort, value in incoming.handles:
            self._by_handle.setdefault((sort, people.handle_key(sort, value)), person_id)
            if sort == "uid":
                self._with_uid.add(person_id)
        known = incoming.name if new or person_id in self._drafts else people.names(self.journal, [person_id])[person_id]
        return Met(person_id, known, new, changed, "" if name_key(known) == name_key(incoming.name) else incoming.name)

    def named(self, name: str) -> str | None:
        """The one person of this name or nickname, in the journal or in this import."""
        ids = self._by_name.get(name_key(name), [])
        return ids[0] if len(ids) == 1 else self._by_handle.get(("nickname", name_key(name))) if not ids else None

    def addressed(self, email: str) -> str | None:
        """The person who has this e-mail address, in the journal or in this import."""
        return self._by_handle.get(("email", people.handle_key("email", email)))

    def emails(self) -> frozenset[str]:
        """Every e-mail address of people in the journal, casefolded."""
        return frozenset(key.casefold() for sort, key in self._by_handle if sort == "email")

    def touch(self, ids: Sequence[str], values: Mapping[str, Any]) -> bool:
        """Take one touch in; False where the same one (day, note, people) is there already."""
        key = (values["happened_on"].isoformat(), values["note"], frozenset(ids))
        if key in self._touches or self._is_there(*key):
            return False
        self._touches.add(key)
        touch_id, stamp = new_id(), now()
        self.bulk.add(
            "touches",
            touch_id,
            key[0],
            values["kind"],
            values["channel"],
            int(values["from_them"]),
            None,
            key[1],
            values.get("source_uid"),
            stamp,
            stamp,
            None,
            None,
        )
        for person_id in dict.fromkeys(ids):
            self.bulk.add("touch_people", touch_id, person_id)
        return True

    def write(self) -> None:
        """Write everybody who is new, and all touches."""
        for person_id, draft in self._drafts.items():
            self._add_draft(person_id, draft)
        self.bulk.write()

    def _known(self, incoming: Incoming) -> str | None:
        """Who it is: by uid, then e-mail, then a name that only one person has, unless both have a uid and they differ."""
        for wanted in ("uid", "email"):
            for sort, value in incoming.handles:
                found = self._by_handle.get((sort, people.handle_key(sort, value))) if sort == wanted else None
                if found is not None:
                    return found
        ids = self._by_name.get(name_key(incoming.name), [])
        has_uid = any(sort == "uid" for sort, _ in incoming.handles)
        return ids[0] if len(ids) == 1 and not (has_uid and ids[0] in self._with_uid) else None

    def several(self, incoming: Incoming) -> bool:
        """Whether the name alone would have to say who it is, and more than one person has it."""
        return self._known(incoming) is None and len(self._by_name.get(name_key(incoming.name), [])) > 1

    def _is_there(self, day: str, note: str, ids: frozenset[str]) -> bool:
        rows = self.journal.db.execute(
            "SELECT (SELECT group_concat(person_id) FROM touch_people WHERE touch_id = t.id) FROM touches AS t "
            "WHERE happened_on = ? AND note = ? AND deleted_at IS NULL",
            (day, note),
        )
        return any(frozenset((row[0] or "").split(",")) == ids for row in rows)

    def _fill(self, person_id: str, incoming: Incoming) -> tuple[str, ...]:
        person = people.get(self.journal, person_id)
        listed = people.listed(self.journal, [person_id])[person_id]
        empty = {key: text for key, text in incoming.texts.items() if text and not getattr(person, key)}
        if empty:
            people.change(self.journal, person_id, empty)
        changed = list(empty)
        changed += self._fill_handles(person_id, listed, incoming)
        tags = [tag for tag in incoming.tags if tag not in listed.tags]
        people.tag(self.journal, person_id, tags)
        changed += [f"tag {tag}" for tag in tags]
        return (*changed, *self._fill_entries(person_id, incoming))

    def _fill_handles(self, person_id: str, listed: people.Listed, incoming: Incoming) -> list[str]:
        added = []
        for sort, value in incoming.handles:
            there = {people.handle_key(sort, item) for item in getattr(listed, sort)}
            if people.handle_key(sort, value) not in there:
                people.add_handles(self.journal, person_id, sort, [value])
                added.append(sort)
        return list(dict.fromkeys(added))

    def _fill_entries(self, person_id: str, incoming: Incoming) -> list[str]:
        added = []
        occasions = entries.of_people(self.journal, Occasion, [person_id])[person_id]
        known = {_same_day(item.label, item.month, item.day) for item in occasions}
        for label, month, day, year in incoming.occasions:
            if _same_day(label, month, day) not in known:
                entries.add(self.journal, Occasion, person_id=person_id, label=label, month=month, day=day, year=year)
                known.add(_same_day(label, month, day))
                added.append(label)
        there = {(fact.category, fact.text) for fact in entries.of_people(self.journal, Fact, [person_id])[person_id]}
        for category, text, on in incoming.facts:
            if (category, text) not in there:
                day_learned = on or self.journal.today
                entries.add(self.journal, Fact, person_id=person_id, category=category, text=text, source="told", learned_on=day_learned)
                there.add((category, text))
                added.append("a fact")
        return added

    def _add_draft(self, person_id: str, draft: Incoming) -> None:
        stamp, today, add = now(), self.journal.today.isoformat(), self.bulk.add
        company, role, note = (draft.texts.get(key) or None for key in TEXTS)
        add(
            "people",
            person_id,
            draft.name,
            name_key(draft.name),
            company,
            role,
            None,
            None,
            note,
            None,
            None,
            today,
            None,
            None,
            stamp,
            stamp,
            None,
        )
        for sort, value in unique((sort, value) for sort, value in draft.handles):
            add("handles", new_id(), person_id, sort, value, people.handle_key(sort, value))
        for tag in dict.fromkeys(draft.tags):
            add("tags", person_id, tag)
        for category, text, on in dict.fromkeys(draft.facts):
            add(
                "facts", new_id(), person_id, category, text, "told", (on or self.journal.today).isoformat(), None, None, stamp, stamp, None
            )
        for label, month, day, year in {_same_day(*occasion[:3]): occasion for occasion in reversed(draft.occasions)}.values():
            add("occasions", new_id(), person_id, label, month, day, year, stamp, stamp, None)


def _same_day(label: str, month: int, day: int) -> tuple[object, ...]:
    """What makes two occasions of one person the same: a person has one birthday, and may have several of everything else."""
    return (label,) if label == "birthday" else (label, month, day)


def unique(handles: Iterable[tuple[str, str]]) -> list[tuple[str, str]]:
    """Handles without those that are the same by their key."""
    return list({(sort, people.handle_key(sort, value)): (sort, value) for sort, value in handles}.values())


def _joined(one: Incoming, other: Incoming) -> tuple[Incoming, tuple[str, ...]]:
    """Two records of one file that are the same person; and which lists grew by it."""
    texts = {key: one.texts.get(key) or other.texts.get(key, "") for key in TEXTS}
    handles = unique([*one.handles, *other.handles])
    joined = Incoming(
        one.name,
        texts,
        handles,
        list(dict.fromkeys([*one.tags, *other.tags])),
        [*one.occasions, *other.occasions],
        list(dict.fromkeys([*one.facts, *other.facts])),
    )
    grown = [sort for sort, _ in handles[len(unique(one.handles)) :]]
    return joined, tuple(dict.fromkeys(grown))
