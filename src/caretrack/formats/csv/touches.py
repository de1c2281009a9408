"""Tables of touches: a row for each time that you were in touch, with whom, and what was said.

Activities of a CRM are such tables: calls, meetings, mails and tasks. When you were last in touch
with somebody, as a table of people says it, is read in last_contact.py.
"""

import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from caretrack.domain.kinds.families import CHANNELS
from caretrack.domain.people.names import name_key
from caretrack.domain.records import Refused, TouchRecord
from caretrack.domain.text import LONGEST_TEXT, shortened, tidy
from caretrack.errors import CareError
from caretrack.formats.csv.cells import without_apostrophes
from caretrack.formats.csv.columns import MEANT, head_key, program_of, uid_of
from caretrack.formats.csv.heads import ColumnMap, listed
from caretrack.formats.csv.last_contact import parse_touch_day
from caretrack.formats.text import is_email, plain_email, says_nothing, tidy_name
from caretrack.words import word_lists

_PARTED = re.compile(r"[;\n&]| and ")
_TAG = re.compile(
    r"(?i)</?(?:p|br|div|span|a|b|i|u|em|strong|ul|ol|li|h[1-6]|table|html|body)\b[^>]*>"
)
# Ada Lovelace (ada@x.example), Ada Lovelace <ada@x.example>: a name and its address.
_WITH_ADDRESS = re.compile(r"\s*[(<\[]\s*(?:mailto:)?([^\s()<>\[\]]+@[^\s()<>\[\]]+)\s*[)>\]]")
_WORDS = {heading: tuple(words.split()) for heading, words in word_lists("touch_columns").items()}
# The columns of a table of touches, by our field.
FIELDS = (
    "when", "who", "first", "last", "email", "to", "from", "phone", "kind", "note", "body",
    "channel", "with", "done", "direction", "id", "people ids",
)  # fmt: skip
# What `--map` may say for a field as well.
ALSO = {"date": "when", "name": "who"}
# Fields that only a table of touches has: `--map` with one of them says that it is one.
_TELLING = {"when", "date", "who", "kind", "with", "channel"}
_SOMEBODY = {"who", "with", "first", "email", "to", "from", "phone"}
# Fields of a person: a table with one of these is of people.
_OF_A_PERSON = {"phone", "birthday", "birthyear", "anniversary", "url", "role", "nickname"}
_CHANNELS_OF_HEADS = ("call", "meeting", "email")


@dataclass(frozen=True, slots=True)
class TouchTable:
    """Which columns of a table of touches are read as which field, by place.

    `channel` is what all of it was, where the heads say so; `program` is what wrote it, or "".
    """

    fields: Mapping[str, tuple[int, ...]]
    head: tuple[str, ...]
    channel: str = ""
    program: str = ""

    def describe(self) -> str:
        """Say what is read as what, and what is left out."""
        return ColumnMap(self.fields, {}, self.head).describe()


def touch_columns(head: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return our field -> the places of the columns of touches that say it, by their names.

    Of several days the likeliest comes first.
    """
    keys = [head_key(name) for name in head]
    found: dict[str, tuple[int, ...]] = {}
    for place, key in enumerate(keys):
        if said := next((field for field in FIELDS if key in _WORDS[field]), None):
            found[said] = (*found.get(said, ()), place)
    order = _WORDS["when"]
    if "when" in found:
        found["when"] = tuple(sorted(found["when"], key=lambda place: order.index(keys[place])))
    elif {"kind", "channel"} & found.keys():
        order = _WORDS["when perhaps"]
        days = [place for place, key in enumerate(keys) if key in order]
        if days:
            found["when"] = tuple(sorted(days, key=lambda place: order.index(keys[place])))
    return found


def is_touch_table(head: Sequence[str], columns: Mapping[str, str]) -> bool:
    """True if a head is that of touches: a day, somebody, and what was done or said.

    `columns` of `--map` decide where they name a field that only touches have.
    """
    if _TELLING & columns.keys():
        return True
    return _is_of_touches(head) and bool(_SOMEBODY & touch_columns(head).keys())


def names_by_number(head: Sequence[str]) -> bool:
    """True if a head is that of touches whose people are only numbers of another program."""
    found = touch_columns(head)
    return "people ids" in found and _is_of_touches(head) and not _SOMEBODY & found.keys()


def _is_of_touches(head: Sequence[str]) -> bool:
    keys = {head_key(name) for name in head}
    found = touch_columns(head)
    of_people = any(MEANT.get(key) in _OF_A_PERSON or key in _WORDS["people"] for key in keys)
    return (
        "when" in found
        and bool({"kind", "note", "body", "channel"} & found.keys())
        and (not of_people or not keys.isdisjoint(_WORDS["when surely"]))
    )


def touch_table(head: Sequence[str], fields: Mapping[str, tuple[int, ...]]) -> TouchTable:
    """Return the table with these columns; its other heads may say what all of it was."""
    keys = {head_key(name) for name in head}
    said = [name for name in _CHANNELS_OF_HEADS if not keys.isdisjoint(_WORDS[f"heads of {name}"])]
    channel = said[0] if len(said) == 1 else ""
    return TouchTable(fields, tuple(head), channel, program_of(head))


def _channel(cell: str) -> str:
    """Return the channel that a cell says in any of the languages of heads, "" for none."""
    key = head_key(cell)
    if key in CHANNELS:
        return key
    return next((name for name in CHANNELS if key in _WORDS.get(f"by {name}", ())), "")


@dataclass(slots=True)
class TouchReader:
    """Makes touches of the rows of one table.

    `kinds` are those of the journal; another one is worked out from its words by the import, and
    counted in `unknown`. `mine` are your own addresses.
    """

    table: TouchTable
    month_first: Mapping[int, bool]
    today: date
    kinds: Collection[str] = ()
    mine: Collection[str] = ()
    unknown: Counter[str] = field(default_factory=Counter)

    def touch(self, line: int, cells: Sequence[str]) -> TouchRecord | Refused:
        """Return the touch of one row, or why there is none."""
        row = _TouchRow(self, f"line {line}", cells)
        try:
            return row.touch()
        except CareError as error:
            later = "still to come" in error.message
            return Refused(row.where, error.message, whole=not later, not_yet=later)

    def remark(self) -> str:
        """Say which kinds are none here; "" where there are none."""
        names = [
            f"{said} ({number:,})" if number > 1 else said
            for said, number in self.unknown.most_common()
        ]
        said = "kinds that are not known here are worked out from the words"
        return f"{said}: {listed(names)}" if names else ""


@dataclass(slots=True)
class _TouchRow:
    reader: TouchReader
    where: str
    cells: Sequence[str]

    def touch(self) -> TouchRecord | Refused:
        """Return the touch. Raises CareError for what cannot be read."""
        undone = self._undone()
        if undone:
            return undone
        people, called = self._people()
        emails, phones = self._emails(), tuple(dict.fromkeys(self._all("phone")))
        uids = self._uids("people ids")
        if not (people or emails or phones or uids):
            return Refused(self.where, "nobody is named in it")
        day = self._day()
        if day is None:
            return Refused(self.where, "there is no day in it")
        said, way = self._text("kind"), name_key(self._text("channel"))
        channel = _channel(way) or _channel(said) or self.reader.table.channel
        note, clue = self._texts(channel)
        if len(note) > LONGEST_TEXT:
            return Refused(self.where, f"its note has more than {LONGEST_TEXT:,} characters")
        outcome = ". ".join(self._all("done"))
        return TouchRecord(
            day.isoformat(), people, note or said, self.where,
            uid=next(iter(self._uids("id")), ""), emails=emails, phones=phones, uids=uids,
            called=called, kind=self._kind(said), channel=channel,
            from_them=self._is_from_them(said),
            clue=f"{said}. {way}. {outcome}. {clue}".strip(". "), of_table=True,
        )  # fmt: skip

    def _undone(self) -> Refused | None:
        """Return why nothing has been done yet, or will be."""
        for text in self._all("done"):
            if head_key(text) in _WORDS["called off"]:
                why = f"it was called off ({shortened(text, 40)})"
                return Refused(self.where, why, whole=False)
            if head_key(text) in _WORDS["not done"] or text == "0":
                why = f"it is not done yet ({shortened(text, 40)})"
                return Refused(self.where, why, whole=False, not_yet=True)
        return None

    def _day(self) -> date | None:
        """Return the first day that the columns of days say."""
        for place in self.reader.table.fields.get("when", ()):
            text = tidy_name(self._cell(place, "when"))
            first = self.reader.month_first.get(place, False)
            if text and (day := parse_touch_day(text, first, self.reader.today)):
                return day
        return None

    def _texts(self, channel: str) -> tuple[str, str]:
        """Return the note, and what its kind is worked out from.

        Of a mail the subject is kept; what is written in it speaks for the kind, and is not kept.
        """
        notes, bodies = self._all("note"), self._all("body")
        whole = "\n".join(dict.fromkeys((*notes, *bodies)))
        note = "\n".join(dict.fromkeys(notes)) if notes and channel == "email" else whole
        return note, whole

    def _kind(self, said: str) -> str:
        kinds = self.reader.kinds
        for kind in (name_key(said), head_key(said)):
            if not kind or kind in kinds:
                return kind
        no_kinds = (*_WORDS["from them"], *_WORDS["no kind"])
        if kinds and not _channel(said) and head_key(said) not in no_kinds:
            self.reader.unknown[shortened(said, 40)] += 1
        return name_key(said)

    def _is_from_them(self, said: str) -> bool:
        """True if they began: the table says so, or a mail that is not yours."""
        if any(head_key(text) in _WORDS["from them"] for text in (said, *self._all("direction"))):
            return True
        senders = {email.casefold() for text in self._all("from") for email in _addresses(text)}
        return bool(senders and self.reader.mine) and senders.isdisjoint(self.reader.mine)

    def _people(self) -> tuple[tuple[str, ...], tuple[tuple[str, str], ...]]:
        """Return the names, and those of them that have an address beside them, with it."""
        whole = tidy_name(f"{self._text('first')} {self._text('last')}")
        texts = [*self._all("who"), whole, *self._all("with"), *self._all("to"), *self._all("from")]
        names, called = [], []
        for part in (part for text in texts for part in _PARTED.split(text)):
            address = _WITH_ADDRESS.search(part)
            name = tidy_name(_WITH_ADDRESS.sub(" ", part)).strip("\"' ")
            if name and not _addresses(name):
                names.append(name)
                if address:
                    called.append((name, plain_email(address[1])))
        emails = self._all("email")
        if len(names) == len(emails) == 1 and not called and is_email(emails[0]):
            called = [(names[0], plain_email(emails[0]))]
        return tuple(dict.fromkeys(names)), tuple(dict.fromkeys(called))

    def _emails(self) -> tuple[str, ...]:
        texts = [
            text for field in ("email", "who", "with", "to", "from") for text in self._all(field)
        ]
        return tuple(dict.fromkeys(email for text in texts for email in _addresses(text)))

    def _uids(self, field: str) -> tuple[str, ...]:
        """Return what the program calls it, or its people, by: the same whenever it is read."""
        program = self.reader.table.program
        numbers = (number for text in self._all(field) for number in re.split(r"[;,\s]+", text))
        return tuple(filter(None, (uid_of(program, number) for number in numbers)))

    def _cell(self, place: int, field: str) -> str:
        text = self.cells[place] if place < len(self.cells) else ""
        text = _plain(tidy(without_apostrophes(text))) if text else ""
        empty = field != "done" and says_nothing(text, is_name=field in _SOMEBODY)
        return "" if empty else text

    def _all(self, field: str) -> list[str]:
        places = self.reader.table.fields.get(field)
        return [text for place in places if (text := self._cell(place, field))] if places else []

    def _text(self, field: str) -> str:
        return next((tidy_name(text) for text in self._all(field)), "")


def _addresses(text: str) -> list[str]:
    words = (word.strip("<>()[]\"'") for word in re.split(r"[\s;,]", text))
    return [plain_email(word) for word in words if is_email(plain_email(word))]


def _plain(text: str) -> str:
    """The text without the HTML in which a CRM keeps what was written."""
    if not _TAG.search(text):
        return text
    from caretrack.formats.mail.body import of_html

    return tidy(re.sub(r"\n{3,}", "\n\n", of_html(text)))
