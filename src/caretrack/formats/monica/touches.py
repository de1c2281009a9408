"""Touches out of Monica: activities, calls, conversations, gifts, and the day of the last talk.

A touch is told by its table, whose it is, and when it was written down: that is the same in the
JSON and in the SQL of one account.
"""

import re
from collections.abc import Iterator, Mapping
from datetime import date

from caretrack.domain.kinds.guess import guess, guess_channel
from caretrack.domain.model import CELEBRATE, UNKNOWN
from caretrack.domain.records import TouchRecord
from caretrack.formats.monica.people import gift_day, gift_status, gift_words
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.values import (
    cut,
    day_of,
    is_set,
    iso_of,
    joined,
    line_of,
    name_of,
    text_of,
)
from caretrack.words import word_set

SOCIAL = "social"


class MonicaTouches:
    """Makes the touches of the contacts who came in: `uids` are their uids by id.

    `counts` is what was left out, by its words.
    """

    def __init__(self, tables: MonicaTables, uids: Mapping[str, str], keep_text: bool) -> None:
        """Start with none."""
        self.counts: dict[str, int] = {}
        self._tables = tables
        self._uids = uids
        self._keep_text = keep_text
        self._told: dict[str, int] = {}
        self._days: dict[str, set[str]] = {}

    def touches(self, places: Mapping[str, str]) -> Iterator[TouchRecord]:
        """Give all touches; `places` say where each contact stands, for the last talk with them."""
        yield from self._activities()
        for contact in self._uids:
            yield from self._calls(contact)
            yield from self._conversations(contact)
            yield from self._gifts(contact)
        for contact, where in places.items():
            yield from self._last_talk(contact, where)

    def _activities(self) -> Iterator[TouchRecord]:
        for row in self._tables.all("activities"):
            rows = self._tables.of("activity_contact", row.get("id", ""))
            contacts = dict.fromkeys(item.get("contact_id", "") for item in rows)
            mine = [contact for contact in contacts if contact in self._uids]
            day = day_of(row, "happened_at", "date_it_happened")
            if not mine or not day:
                self._left_out("activities without a contact")
                continue
            kind = self._tables.get("activity_types", row.get("activity_type_id", ""))
            note = joined(line_of(row, "summary"), text_of(row, "description"))
            key = line_of(kind, "translation_key") or line_of(kind, "key")
            what = note or line_of(kind, "name") or key.replace("_", " ")
            yield self._touch(
                row,
                "activity",
                day,
                mine,
                what,
                channel=guess_channel(what) or "meeting",
                # Words that are sure of it say more than the type, which is one of an evening.
                kind=SOCIAL if _is_social(kind) and not guess(what).sure else "",
            )

    def _calls(self, contact: str) -> Iterator[TouchRecord]:
        for row in self._tables.of("calls", contact):
            if day := day_of(row, "called_at", "created_at"):
                note = text_of(row, "content")
                theirs = is_set(row, "contact_called")
                yield self._touch(
                    row, "call", day, [contact], note, channel="call", from_them=theirs
                )

    def _conversations(self, contact: str) -> Iterator[TouchRecord]:
        """Give a touch for each day of each conversation; whoever wrote first began it."""
        for row in self._tables.of("conversations", contact):
            days: dict[date, list[Row]] = {}
            for message in self._tables.of("messages", row.get("id", "")):
                if on := day_of(message, "written_at"):
                    days.setdefault(on, []).append(message)
            on = day_of(row, "happened_at", "created_at")
            if not days and on:
                days[on] = []
            kind = self._tables.get("contact_field_types", row.get("contact_field_type_id", ""))
            channel = "email" if line_of(kind, "type") == "email" else "chat"
            for day, messages in days.items():
                messages.sort(key=lambda message: message.get("written_at", ""))
                said = "\n".join(filter(None, (text_of(item, "content") for item in messages)))
                yield self._touch(
                    row,
                    f"conversation:{day.isoformat()}",
                    day,
                    [contact],
                    cut(said) if self._keep_text else "",
                    channel=channel,
                    from_them=bool(messages) and not is_set(messages[0], "written_by_me"),
                    clue=said,
                )

    def _gifts(self, contact: str) -> Iterator[TouchRecord]:
        for row in self._tables.of("gifts", contact):
            status, day = gift_status(row), gift_day(row)
            if status == "idea" or not day:
                continue
            words = gift_words(row, name_of(self._tables.get("contacts", row.get("is_for", ""))))
            given = status == "offered"
            note = f"{'gave' if given else 'received'}: {words}"
            kind = CELEBRATE if given else ""
            yield self._touch(
                row, "gift", day, [contact], note, channel="gift", from_them=not given, kind=kind
            )

    def _last_talk(self, contact: str, where: str) -> Iterator[TouchRecord]:
        """Give the day of the last talk, if nothing else says what was on that day."""
        day = iso_of(self._tables.get("contacts", contact), "last_talked_to")
        if day and day not in self._days.get(contact, ()):
            yield TouchRecord(day, (), "", where, kind=UNKNOWN, channel="other", of_record=True)

    def _touch(
        self,
        row: Row,
        what: str,
        day: date,
        contacts: list[str],
        note: str,
        *,
        channel: str,
        kind: str = "",
        from_them: bool = False,
        clue: str = "",
    ) -> TouchRecord:
        whose = "" if what == "activity" else self._uids[contacts[0]]
        written = re.sub(r"\D", "", row.get("created_at", "") or day.isoformat())[:14]
        uid = ":".join(filter(None, ("monica", what, whose, written)))
        # Two that were written down in the same second are told by their order.
        self._told[uid] = number = self._told.get(uid, 0) + 1
        for contact in contacts:
            self._days.setdefault(contact, set()).add(day.isoformat())
        return TouchRecord(
            day.isoformat(),
            (),
            note,
            f"{what.partition(':')[0]} of {day.isoformat()}",
            uid=uid if number == 1 else f"{uid}#{number}",
            uids=tuple(self._uids[contact] for contact in contacts),
            channel=channel,
            kind=kind,
            from_them=from_them,
            clue=clue,
        )

    def _left_out(self, what: str) -> None:
        self.counts[what] = self.counts.get(what, 0) + 1


def _is_social(kind: Row) -> bool:
    key = line_of(kind, "translation_key") or line_of(kind, "key")
    return key in word_set("monica", "activities")
