"""A person as a form of `care edit`."""

from collections.abc import Callable, Mapping
from typing import Any

from caretrack.app.form import Form
from caretrack.app.owners import owner_to_be
from caretrack.app.people import (
    PersonDetails,
    clean_email,
    clean_person_texts,
    details_of,
    write_birthday,
)
from caretrack.domain.cadence import cadence_days
from caretrack.domain.clock import NEVER
from caretrack.domain.model import Occasion
from caretrack.domain.people.chats import clean_account
from caretrack.domain.people.names import clean_name
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.talk.occasions import typed_yearly
from caretrack.domain.text import clean_text
from caretrack.domain.yearly_day import parse_yearly_day
from caretrack.journal import entries, people
from caretrack.journal.who_waits import has_owners


class PersonForm(Form):
    """A person."""

    fields = ("name", *TEXT_NAMES, "every", "birthday", "email", "phone", "fax", "chat", "nickname")
    what = "person"

    def read(self) -> dict[str, Any]:
        """The person's fields; the birthday as it may be typed."""
        person, listed = (
            people.get(self.journal, self.row_id),
            people.listed(self.journal, [self.row_id])[self.row_id],
        )
        occasions = entries.of_people(self.journal, Occasion, [self.row_id])[self.row_id]
        birthday = next((typed_yearly(item) for item in occasions if item.label == "birthday"), "")
        every = (
            ""
            if person.cadence_days is None
            else "never"
            if person.cadence_days == NEVER
            else f"{person.cadence_days}d"
        )
        texts = {key: getattr(person, key) or "" for key in TEXT_NAMES}
        if not (person.owner or has_owners(self.journal)):
            del texts["owner"]  # one person looks after everybody
        handles = {
            sort: list(getattr(listed, sort))
            for sort in ("email", "phone", "fax", "chat", "nickname")
        }
        return {"name": person.name, **texts, "every": every, "birthday": birthday, **handles}

    def write(self, given: Mapping[str, Any]) -> None:
        """Write what is given; an empty text takes the value away."""
        empty = [name for name in TEXT_NAMES if name in given and not given[name].strip()]
        typed = {key: text for key, text in given.items() if key not in {*empty, "owner"}}
        values: dict[str, Any] = {
            **clean_person_texts(typed),
            **dict.fromkeys(empty),
        }
        if "owner" in given:
            values["owner"] = owner_to_be(self.session, self.journal, given["owner"])
        if "name" in given:
            values["name"] = clean_name(given["name"])
        if "every" in given:
            values["cadence_days"] = (
                None if given["every"].strip() in {"", "default"} else cadence_days(given["every"])
            )
        clean: dict[str, Callable[[str], str]] = {
            "email": clean_email,
            "nickname": clean_name,
            "phone": lambda text: clean_text(text, "the number"),
            "fax": lambda text: clean_text(text, "the number"),
            "chat": clean_account,
        }
        people.change(self.journal, self.row_id, values)
        for sort, check in clean.items():
            if sort in given:
                people.set_handles(
                    self.journal,
                    self.row_id,
                    sort,
                    [check(value) for value in given[sort] if value.strip()],
                )
        if "birthday" in given:
            self._birthday(given["birthday"])

    def _birthday(self, text: str) -> None:
        if text.strip():
            write_birthday(
                self.journal,
                self.row_id,
                parse_yearly_day(text, month_first=self.session.month_first),
            )
            return
        from caretrack.journal.rows import mark_deleted

        for item in entries.of_people(self.journal, Occasion, [self.row_id])[self.row_id]:
            if item.label == "birthday":
                mark_deleted(self.journal.db, "occasions", item.id)

    def value(self) -> PersonDetails:
        """Return the person."""
        return details_of(self.journal, people.get(self.journal, self.row_id))

    def title(self) -> str:
        """Who it is."""
        return people.get(self.journal, self.row_id).name
