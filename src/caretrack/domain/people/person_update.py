"""What the journal takes from a record of a file about a person whom it knows.

What is empty is filled. What differs is shown, and replaced only with `update`. Lists only ever
grow. Where two records of one file are the same person, the first one counts.
"""

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from caretrack.domain.people.death import Death, death_of, has_died
from caretrack.domain.people.matching import Handle, own_page
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import is_fuller, known_phone
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.records import (
    ARCHIVED,
    DIED,
    ActionRecord,
    Change,
    EventRecord,
    FactRecord,
    PersonRecord,
)
from caretrack.domain.yearly_day import YearlyDay

BIRTHDAY = "birthday"


class PersonUpdate:
    """One person as they will be after the import, and what has to be written for that.

    What is to be written is gathered in `added_…` and `set_…`.
    """

    __slots__ = (
        *("added_days", "added_facts", "added_handles", "added_tags", "days", "facts", "id"),
        *("keys", "name", "said", "set_days", "set_phones", "set_texts", "tags", "texts"),
        *(
            "actions",
            "added_actions",
            "added_events",
            "archived_on",
            "archived_why",
            "brought_back",
            "cadence_days",
            "events",
            "is_new",
            "known_since",
            "last_touch",
            "set_archived",
            "set_cadence",
            "set_name",
        ),
    )

    def __init__(self, person_id: str, name: str, *, is_new: bool = False) -> None:
        """Start with what tells the person: id and name."""
        self.is_new = is_new
        self.id = person_id
        self.name = name
        self.texts: dict[str, str] = {}
        self.keys: set[tuple[str, str]] = {("uid", person_id), ("nickname", name_key(name))}
        self.tags: set[str] = set()
        self.days: list[YearlyDay] = []
        self.facts: set[tuple[str, str]] = set()
        self.said: set[object] = set()  # the fields that this file has spoken of
        self.set_texts: dict[str, str] = {}
        self.set_days: dict[str, dict[str, Any]] = {}
        self.set_phones: dict[str, Handle] = {}  # by the key of the form that they replace
        self.events: set[tuple[str, str]] = set()  # their days, and the keys of their texts
        self.added_events: list[EventRecord] = []
        self.known_since = ""  # the ISO day, where a table of our own has them as only known
        self.archived_on: str | None = None
        self.archived_why: str | None = None
        self.brought_back = False  # had died, as the archive said, and was taken out of it by hand
        self.last_touch: date | None = None
        self.set_archived: str | None = None  # the reason for the archive
        self.cadence_days: int | None = None
        self.set_cadence: int | None = None
        # Few people have any: a set of its own for everybody would take too much memory.
        self.actions: frozenset[tuple[str, str]] = frozenset()
        self.added_actions: tuple[ActionRecord, ...] = ()
        self.set_name = ""  # the name that takes the place of one that was none
        self.added_handles: list[Handle] = []
        self.added_tags: list[str] = []
        self.added_days: list[YearlyDay] = []
        self.added_facts: list[FactRecord] = []

    def take(
        self, record: PersonRecord, handles: Sequence[Handle], update: bool
    ) -> tuple[Change, ...]:
        """Take what a record of the file says; give every field in which it is new."""
        return (
            *self._texts(record, update),
            *self._lists(record, handles),
            *(change for day in record.occasions for change in self._day(day, update)),
            *self._actions(record),
            *self._cadence(record.cadence_days, update),
            *self._died(record.died, update),
            *self._archived(record.archived, update),
        )

    def take_name(self, name: str) -> Change:
        """Take a name in the place of one that is none: a login is a nickname from then on."""
        change = Change("name", self.name, name, True)
        if "@" not in self.name:
            self.added_handles.append(Handle("nickname", self.name, name_key(self.name)))
        self.name = self.set_name = name
        self.keys.add(("nickname", name_key(name)))
        return change

    def _texts(self, record: PersonRecord, update: bool) -> Iterator[Change]:
        for field in TEXT_NAMES:
            text, old = getattr(record, field), self.texts.get(field, "")
            if text and text.split() != old.split():
                taken = not old or (update and field not in self.said)
                if taken:
                    self.texts[field] = self.set_texts[field] = text
                yield Change(field, old, text, taken)
            if text:
                self.said.add(field)

    def _lists(self, record: PersonRecord, handles: Sequence[Handle]) -> Iterator[Change]:
        for handle in handles:
            known = self._known_key(handle)
            if not known:
                self.keys.add((handle.sort, handle.key))
                self.added_handles.append(handle)
                yield Change(handle.sort, "", handle.value, True)
            elif is_fuller(handle.key, known):
                yield self._set_phone(handle, known)
        for tag in record.tags:
            if tag not in self.tags:
                self.tags.add(tag)
                self.added_tags.append(tag)
                yield Change("tag", "", tag, True)
        for fact in record.facts:
            if fact[:2] not in self.facts:
                self.facts.add(fact[:2])
                self.added_facts.append(fact)
                yield Change(fact.category, "", fact.text, True)
        for event in record.events:
            if self.is_new_event(event):
                self.added_events.append(event)
                yield Change("event", "", f"{event.happens_on}: {event.text}", True)

    def _actions(self, record: PersonRecord) -> Iterator[Change]:
        """Take the promises and gestures that are not known yet, done or not."""
        for action in record.actions:
            if action[:2] not in self.actions:
                self.actions |= {action[:2]}
                self.added_actions += (action,)
                yield Change(action.sort, "", action.text, True)

    def _cadence(self, days: int | None, update: bool) -> Iterator[Change]:
        """Take a cadence of their own, where they have none."""
        if days is None or days == self.cadence_days:
            return
        first = ("cadence",) not in self.said
        self.said.add(("cadence",))
        has_none = self.cadence_days is None
        old = "" if has_none else f"{self.cadence_days} d" if self.cadence_days else "never"
        taken = has_none or (update and first)
        if taken:
            self.cadence_days = self.set_cadence = days
        yield Change("cadence", old, f"{days} d", taken)

    def _archived(self, why: str, update: bool) -> Iterator[Change]:
        """Take that somebody new is in the archive; of somebody known, only with `update`."""
        if not why or self.archived_on or self.archived_why:
            return
        taken = self.is_new or update
        if taken:
            self.archived_why = self.set_archived = why
        yield Change(ARCHIVED, "", why, taken)

    def is_new_event(self, event: EventRecord) -> bool:
        """True if an event is not known yet; from then on it is."""
        key = (event.happens_on, name_key(event.text))
        known = key in self.events
        self.events.add(key)
        return not known

    def _known_key(self, handle: Handle) -> str:
        """Return the key that the person has for this handle already, "" for none."""
        if handle.sort == "phone":
            return known_phone(handle.key, [key for sort, key in self.keys if sort == "phone"])
        if handle.sort == "url" and (page := own_page(handle.key)):
            pages = {own_page(key): key for sort, key in self.keys if sort == "url"}
            return pages.get(page, "")
        return handle.key if (handle.sort, handle.key) in self.keys else ""

    def _set_phone(self, handle: Handle, known: str) -> Change:
        """Replace a number that does not say its country by the same one that does."""
        self.keys ^= {(handle.sort, known), (handle.sort, handle.key)}
        added = [(item.sort, item.key) for item in self.added_handles]
        if (handle.sort, known) in added:
            self.added_handles[added.index((handle.sort, known))] = handle
        else:
            self.set_phones[known] = handle
        return Change(handle.sort, known, handle.value, True)

    def _day(self, day: YearlyDay, update: bool) -> Iterator[Change]:
        """Take a yearly day: a person has one birthday, and may have several of all others."""
        number = next((at for at, known in enumerate(self.days) if _is_same(known, day)), None)
        if number is None:
            self.days.append(day)
            self.added_days.append(day)
            yield Change(day.label, "", _iso(day), True)
        elif not self.days[number].deleted:
            known = self.days[number]
            year = (day.year or known.year) if _same_date(known, day) else day.year
            whole = known._replace(month=day.month, day=day.day, year=year)
            if whole != known:
                filled = _same_date(known, day) and known.year is None
                taken = filled or (update and _day_key(day) not in self.said)
                if taken:
                    self._set_day(number, whole)
                yield Change(known.label, "" if filled else _iso(known), _iso(whole), taken)
        self.said.add(_day_key(day))

    def _died(self, death: Death | None, update: bool) -> Iterator[Change]:
        """Take that somebody has died.

        Of somebody known it is taken where a day says so that no touch contradicts, and nobody
        brought them back from the archive; or with `update`.
        """
        if death is None:
            return
        old = self.archived_why or ""
        if has_died(old) and (death_of(old).is_dated or not death.is_dated):
            return
        seen_since = death.on and self.last_touch and self.last_touch > death.on
        in_doubt = not death.is_dated or seen_since or self.brought_back
        taken = self.is_new or update or not in_doubt
        if taken:
            self.archived_why = self.set_archived = death.why
        yield Change(DIED, old, death.why.removeprefix("died").strip(" ,"), taken)

    def _set_day(self, number: int, day: YearlyDay) -> None:
        self.days[number] = day
        if day.id:
            self.set_days[day.id] = {"month": day.month, "day": day.day, "year": day.year}
        else:
            self.added_days = [
                day if _is_same(earlier, day) else earlier for earlier in self.added_days
            ]


def _day_key(day: YearlyDay) -> object:
    """Return what makes two yearly days of a person the same."""
    label = day.label.casefold()
    return label if label == BIRTHDAY else (label, day.month, day.day)


def _is_same(known: YearlyDay, day: YearlyDay) -> bool:
    # A deleted birthday does not come back by itself, but another one may come in.
    return _day_key(known) == _day_key(day) and (not known.deleted or _same_date(known, day))


def _same_date(one: YearlyDay, other: YearlyDay) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _iso(day: YearlyDay) -> str:
    """Return the day in ISO form, `--03-14` where the year is not known."""
    return f"{day.year or '-'}-{day.month:02}-{day.day:02}"
