"""People out of Monica: who they are, and what is known, planned and promised."""

from collections.abc import Iterator
from datetime import date
from functools import cache

from caretrack.domain.people.death import Death
from caretrack.domain.records import ActionRecord, EventRecord, FactRecord, PersonRecord
from caretrack.domain.yearly_day import YearlyDay
from caretrack.formats.monica.reached import postal_addresses, reached
from caretrack.formats.monica.relatives import Relatives
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.values import (
    day_of,
    is_set,
    iso_of,
    joined,
    line_of,
    name_of,
    special_day,
    text_of,
)
from caretrack.formats.text import tidy_tag, unique
from caretrack.words import phrase_list, word_lists

STARRED = "starred"
ARCHIVED = "archived in Monica"
BIRTHDAY = "birthday"
# The health of Monica's events; the others are of their life.
_EVERY = {"day": "days", "week": "weeks", "month": "months", "year": "years"}


class MonicaPeople:
    """Makes a record of each contact. `counts` is what was left out, by its words."""

    def __init__(self, tables: MonicaTables, relatives: Relatives, today: date) -> None:
        """Start with nobody."""
        self.counts: dict[str, int] = {}
        self._tables = tables
        self._relatives = relatives
        self._today = today

    def person(self, contact: Row, uid: str, where: str) -> PersonRecord:
        """Return the record of a contact, with all that hangs on them but their touches."""
        who = contact["id"]
        ways = reached(self._tables, who)
        company, role, jobs = self._work(contact)
        died = self._death(contact)
        name = name_of(contact)
        return PersonRecord(
            name=name,
            where=where,
            uid=uid,
            nicknames=unique([nick] if (nick := line_of(contact, "nickname")) != name else []),
            emails=ways.emails,
            phones=ways.phones,
            urls=ways.urls,
            chats=ways.chats,
            company=company,
            role=role,
            address=postal_addresses(self._tables, who),
            note=text_of(contact, "description"),
            met=self._met(contact),
            tags=self._tags(contact),
            died=died,
            archived="" if died or is_set({"is_active": "1", **contact}, "is_active") else ARCHIVED,
            cadence_days=self._cadence(contact),
            occasions=(*self._occasions(contact), *self._relatives.birthdays(who)),
            events=tuple(self._events(contact)),
            facts=tuple(self._all_facts(contact, (*ways.facts, *jobs))),
            actions=tuple(self._actions(contact)),
        )

    def _count(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1

    def _tags(self, contact: Row) -> tuple[str, ...]:
        rows = self._tables.of("contact_tag", contact["id"])
        names = (self._tables.get("tags", row.get("tag_id", "")).get("name", "") for row in rows)
        starred = [STARRED] if is_set(contact, "is_starred") else []
        return unique([*map(tidy_tag, names), *starred])

    def _cadence(self, contact: Row) -> int | None:
        days = contact.get("stay_in_touch_frequency", "")
        return int(days) if days.isdecimal() and 0 < int(days[:6]) < 10_000 else None

    def _death(self, contact: Row) -> Death | None:
        if not is_set(contact, "is_dead"):
            return None
        day = special_day(self._tables, contact, "deceased_special_date_id")
        if day is None:
            return Death()
        return Death(day.on.year) if day.is_about else Death(day.year, day.on.month, day.on.day)

    def _work(self, contact: Row) -> tuple[str, str, tuple[FactRecord, ...]]:
        """Return company, role, and the jobs beside them: the ones that they had before."""
        company, role = line_of(contact, "company"), line_of(contact, "job")
        facts = []
        for row in self._tables.of("occupations", contact["id"]):
            where = line_of(self._tables.get("companies", row.get("company_id", "")), "name")
            title = line_of(row, "title")
            now = is_set(row, "currently_works_here")
            if now and not (company or role):
                company, role = where, title
            elif (where, title) != (company, role) and (where or title):
                years = "–".join(
                    row.get(column, "")[:4] for column in ("start_date", "end_date")
                ).strip("–")
                job = joined(title, where, between=" at ") if title else where
                text = joined("works as" if now else "worked as", job, between=" ")
                facts.append(FactRecord("other", joined(text, years, between=", "), None))
        return company, role, tuple(facts)

    def _met(self, contact: Row) -> str:
        """Return where, when and through whom you met, and what else is said of it."""
        day = special_day(self._tables, contact, "first_met_special_date_id")
        through = name_of(
            self._tables.get("contacts", contact.get("first_met_through_contact_id", ""))
        )
        return joined(
            line_of(contact, "first_met_where"),
            day.words if day else "",
            f"through {through}" if through else "",
            line_of(contact, "first_met_additional_info"),
            between=", ",
        )

    def _all_facts(self, contact: Row, reached: tuple[FactRecord, ...]) -> Iterator[FactRecord]:
        """Give all facts; what has no day of its own was known when the contact was made."""
        since = iso_of(contact, "created_at")
        known = (*self._facts(contact), *self._relatives.facts(contact["id"]), *reached)
        for fact in known:
            yield fact._replace(learned_on=since)
        yield from self._notes(contact)

    def _facts(self, contact: Row) -> Iterator[FactRecord]:
        food = text_of(contact, "food_preferences") or text_of(contact, "food_preferencies")
        if food:
            yield FactRecord("preference", f"food: {food}", None)
        day = special_day(self._tables, contact, "birthday_special_date_id")
        if day and day.is_about:
            yield FactRecord("other", f"born {day.words}", None)
        for row in self._tables.of("pets", contact["id"]):
            yield FactRecord("family", self._pet(row), None)
        yield from self._reminders_often(contact)
        yield from self._gifts_known(contact)

    def _pet(self, row: Row) -> str:
        sort = row.get("pet_category_id", "")
        known = line_of(self._tables.get("pet_categories", sort), "name") or sort
        if known.isdecimal():
            pets = word_lists("monica")["pets"].split()
            known = pets[int(known) - 1] if 0 < int(known[:4]) <= len(pets) else ""
        known = "" if known == "other" else known.replace("_", " ")
        return joined(known or "pet", line_of(row, "name"), between=" ")

    def _notes(self, contact: Row) -> Iterator[FactRecord]:
        for row in self._tables.of("notes", contact["id"]):
            if text := text_of(row, "body"):
                yield FactRecord("other", text, iso_of(row, "created_at"))

    def _occasions(self, contact: Row) -> Iterator[YearlyDay]:
        born = special_day(self._tables, contact, "birthday_special_date_id")
        birthday = born.yearly(BIRTHDAY) if born else None
        if birthday:
            yield birthday
        for row in self._reminders(contact):
            day = day_of(row, "initial_date", "next_expected_date")
            if day and _is_yearly(row):
                label = line_of(row, "title") or line_of(row, "description")
                same_day = birthday and (birthday.month, birthday.day) == (day.month, day.day)
                if label and not (same_day and BIRTHDAY in label.casefold()):
                    yield YearlyDay(day.month, day.day, None, label)

    def _reminders(self, contact: Row) -> Iterator[Row]:
        """Give the reminders that the user made; Monica makes those of a birthday itself."""
        made_by_itself = {
            contact.get(f"{what}_reminder_id") for what in (BIRTHDAY, "deceased", "first_met")
        }
        for row in self._tables.of("reminders", contact["id"]):
            if row.get("delible", "1") != "0" and row.get("id") not in made_by_itself:
                yield row

    def _reminders_often(self, contact: Row) -> Iterator[FactRecord]:
        """Give the reminders of every few weeks, months or years as facts."""
        for row in self._reminders(contact):
            unit, number = row.get("frequency_type", ""), row.get("frequency_number", "1")
            if unit in _EVERY and not _is_yearly(row):
                often = f"every {unit}" if number == "1" else f"every {number} {_EVERY[unit]}"
                what = joined(line_of(row, "title"), line_of(row, "description"))
                yield FactRecord("other", f"reminder {often}: {what}", None)

    def _events(self, contact: Row) -> Iterator[EventRecord]:
        """Give the events of their life, and what one is to be reminded of once, and is to come."""
        for row in self._reminders(contact):
            if row.get("frequency_type") not in _EVERY:
                day = day_of(row, "initial_date", "next_expected_date")
                what = joined(line_of(row, "title"), line_of(row, "description"))
                if day and day >= self._today and what:
                    yield EventRecord(day.isoformat(), what)
                else:
                    self._count("reminders that are over")
        for row in self._tables.of("life_events", contact["id"]):
            day, text = day_of(row, "happened_at"), self._life_event(row)
            if day and text and not is_set(row, "happened_at_day_unknown"):
                yield EventRecord(day.isoformat(), text)

    def _life_event(self, row: Row) -> str:
        kind = self._tables.get("life_event_types", row.get("life_event_type_id", ""))
        key = line_of(kind, "default_life_event_type_key")
        label = line_of(kind, "name") if not key else _life_events().get(key, key.replace("_", " "))
        return joined(label, line_of(row, "name"), line_of(row, "note"))

    def _gifts_known(self, contact: Row) -> Iterator[FactRecord]:
        """Give the gifts of no known day, and the life events of which only the year is known."""
        for row in self._tables.of("gifts", contact["id"]):
            status = gift_status(row)
            if status != "idea" and not gift_day(row):
                what = "you gave" if status == "offered" else "gave you"
                yield FactRecord("other", f"{what}: {self._gift(row)}", None)
        for row in self._tables.of("life_events", contact["id"]):
            if is_set(row, "happened_at_day_unknown") and (text := self._life_event(row)):
                yield FactRecord("other", f"{row.get('happened_at', '')[:4]}: {text}", None)

    def _actions(self, contact: Row) -> Iterator[ActionRecord]:
        for row in self._tables.of("tasks", contact["id"]):
            what = joined(line_of(row, "title"), line_of(row, "description"))
            if is_set(row, "completed") or row.get("status") == "completed":
                self._count("tasks that are done")
            elif what:
                yield ActionRecord("promise", what, iso_of(row, "created_at"))
        for row in self._tables.of("gifts", contact["id"]):
            if gift_status(row) == "idea":
                text = f"gift: {self._gift(row)}"
                yield ActionRecord("gesture", text, iso_of(row, "created_at"))

    def _gift(self, row: Row) -> str:
        return gift_words(row, name_of(self._tables.get("contacts", row.get("is_for", ""))))


def gift_words(row: Row, recipient: str = "") -> str:
    """Return what a gift is, for whom of the family, and what is said of it."""
    for_whom = f" (for {recipient})" if recipient else ""
    what = f"{line_of(row, 'name') or 'something'}{for_whom}"
    return joined(what, line_of(row, "comment"), line_of(row, "url"), between=", ")


def gift_status(row: Row) -> str:
    """Return whether a gift is an `idea`, `offered` or `received`; Monica 2 has marks for it."""
    if status := row.get("status"):
        return status
    given, got = is_set(row, "has_been_offered"), is_set(row, "has_been_received")
    return "offered" if given else "received" if got else "idea"


def gift_day(row: Row) -> date | None:
    """Return the day on which a gift was given or received, None if it is not known."""
    return day_of(row, "date", "offered_at", "received_at")


def _is_yearly(row: Row) -> bool:
    return row.get("frequency_type") == "year" and row.get("frequency_number", "1") == "1"


@cache
def _life_events() -> dict[str, str]:
    pairs = (line.partition(": ") for line in phrase_list("monica", "life_events"))
    return {key: text for key, _, text in pairs}
