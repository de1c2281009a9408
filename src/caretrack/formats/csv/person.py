"""What one row of a table says, as a person."""

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from caretrack.domain.dates import MONTH_NAMES, parse_day, parse_iso, phrase_words
from caretrack.domain.people.chats import without_pages
from caretrack.domain.people.names import name_key
from caretrack.domain.people.reach import clean_person_text
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.records import FactRecord, PersonRecord, Refused
from caretrack.domain.text import shortened
from caretrack.errors import CareError
from caretrack.formats.csv.cells import is_of_east_asia, parse_event, parse_fact
from caretrack.formats.csv.columns import is_own_table, program_of, uid_of
from caretrack.formats.csv.heads import ColumnMap
from caretrack.formats.csv.person_days import died, occasions
from caretrack.formats.csv.person_reached import accounts, addresses, numbers
from caretrack.formats.csv.row import LONGEST_VALUE, NAMES, Row
from caretrack.formats.text import (
    is_email,
    is_readable,
    name_fault,
    plain_email,
    tidy_name,
    tidy_tag,
    unique,
)

# Groups that hold everybody say nothing of anybody.
_NO_TAG = {"mycontacts", "my-contacts", "othercontacts", "other-contacts"}
_OF_THE_FAMILY = {
    "spouse",
    "partner",
    "domestic partner",
    "child",
    "mother",
    "father",
    "parent",
    "brother",
    "sister",
    "relative",
}


@dataclass(slots=True)
class RowReader:
    """Makes people of the rows of one table.

    `month_first` says for each column of days how it is read; `namesakes` are the name keys that
    stand for several people, told apart by the address of their page.
    """

    format: str
    reading: ColumnMap
    this_year: int
    month_first: Mapping[int, bool] = field(default_factory=dict)
    namesakes: frozenset[str] = frozenset()
    own: bool = False
    program: str = ""

    def __post_init__(self) -> None:
        """A table of our own has each value on a line of its own; others part them in any way."""
        self.own = is_own_table(self.reading.head)
        self.program = program_of(self.reading.head)

    def person(self, line: int, cells: Sequence[str]) -> Iterator[PersonRecord | Refused]:
        """Give the person of one row, after its cells that cannot be read; or why there is none."""
        row = _PersonRow(self, f"line {line}", cells)
        name = row.name()
        fault = _too_many(cells, self.reading.head) or (
            name_fault(name) if name else self._nameless()
        )
        if fault:
            yield Refused(row.where, fault)
            return
        record = row.record(name)
        yield from row.refused
        yield record

    def _nameless(self) -> str:
        return "there is no name in it" + (
            ", as of those who left LinkedIn" if self.format == "linkedin-csv" else ""
        )


def _too_many(cells: Sequence[str], head: Sequence[str]) -> str:
    """Return why a row has more cells than its head can name, or "".

    Then no cell can be trusted to stand in its place.
    """
    extra = any(cell and not cell.isspace() for cell in cells[len(head) :])
    return (
        f"it has {len(cells):,} cells, and the head {len(head):,}: "
        "a quote or a separator is out of place"
        if extra
        else ""
    )


class _PersonRow(Row):
    """One row, and what of a person stands in it."""

    def name(self) -> str:
        """The first of what could be a name, the best first; empty where there is none."""
        whole, first, middle, last = (
            self.text(part) for part in ("name", "first", "middle", "last")
        )
        # A "Name" beside a first name is the family name, but in some tables the whole one.
        if first and name_key(last).startswith(f"{name_key(first)} "):
            parts = last
        elif is_of_east_asia(first) and is_of_east_asia(last):
            parts = tidy_name(f"{last} {first}")
        else:
            parts = tidy_name(f"{first} {middle} {last}")
        named = (whole, parts, *self.all("nickname"))
        if self.reader.format != "linkedin-csv":
            named = (*named, self.text("company"), *self.emails(quietly=True))
        return next(filter(is_readable, named), "")

    def is_unnamed(self) -> bool:
        """True if the table has names, and this row has none of a person."""
        if not any(field in self.reader.reading.fields for field in NAMES):
            return False
        return not any(map(is_readable, (text for field in NAMES for text in self.all(field))))

    def record(self, name: str) -> PersonRecord:
        """The person; what cannot be read is added to `refused`."""
        key = name_key(name)
        reached, (chats, own_pages) = numbers(self), accounts(self)
        urls = self.values("url", " \n")
        pages = unique((*urls, *own_pages))
        texts: dict[str, Any] = {
            name: _READ.get(name, _PersonRow.checked)(self, name) for name in TEXT_NAMES
        }
        uid = self.text("uid") or uid_of(self.reader.program, self.text("number"))
        if not uid and urls and key in self.reader.namesakes:
            uid = urls[0]
        return PersonRecord(
            name=name,
            where=self.where,
            uid=uid,
            nicknames=tuple(
                nickname
                for nickname in self.values("nickname", ";\n")
                if nickname.casefold() != name.casefold()
            ),
            emails=unique(self.emails()),
            phones=reached.phones,
            faxes=reached.faxes,
            chats=unique(without_pages(chats, pages)),
            urls=pages,
            tags=self.tags(),
            occasions=tuple(dict.fromkeys(occasions(self))),
            facts=tuple(dict.fromkeys(self.facts())),
            events=tuple(dict.fromkeys(self.read(parse_event, "event"))),
            died=died(self),
            known=self.known(),
            unnamed=self.is_unnamed(),
            **texts,
        )

    def known(self) -> str:
        """Since when they are known and not looked after yet; only a table of our own says so."""
        text = self.text("known") if self.reader.own else ""
        try:
            return parse_iso(text).isoformat() if text else ""
        except CareError as error:
            self.leave_out(f"known: {error.message}")
            return ""

    def emails(self, *, quietly: bool = False) -> Iterator[str]:
        """The addresses; of "Ana Silva <ana@lagoon.example>" what is between the angles."""
        if self.reader.own:
            yield from self.values("email", "\n")
            return
        for text in self.all("email"):
            found = [
                word
                for part in re.split(r" ::: |[\s;,]", text)
                if is_email(word := plain_email(part.strip("<>()\"'")))
            ]
            yield from (email for email in found if len(email) <= LONGEST_VALUE)
            if not found and not quietly:
                self.leave_out(f"“{shortened(text, 60)}” is not an e-mail address")

    def tags(self) -> tuple[str, ...]:
        """Labels as tags. Google's own begin with a star, and the one of everybody is not a tag."""
        tags = unique(
            tidy_tag(label.removeprefix("* ").strip("\"'"))
            for label in self.values("tag", "\n" if self.reader.format == "google-csv" else ";,\n")
        )
        return tags if self.reader.own else tuple(tag for tag in tags if tag not in _NO_TAG)

    def say(self, field: str) -> str:
        """How to say the name: in one column, or in one for each part of it."""
        parts = (self.text(part) for part in ("sayfirst", "saymiddle", "saylast"))
        return self.checked(field) or tidy_name(" ".join(parts))

    def reach(self, field: str) -> str:
        """How they like to be reached; refused where it cannot be stored."""
        text = self.checked(field)
        try:
            return clean_person_text(field, text) if text else ""
        except CareError as error:
            self.leave_out(f"{field}: {error.message}")
            return ""

    def lines(self, field: str) -> str:
        """What all columns of a long text say, a line or more each."""
        text = self.text_of_lines(field)
        return text if self.fits_a_text(field, text) else ""

    def met(self, _: str) -> str:
        """How they were met: as it is told, on LinkedIn, or through whom."""
        connected, referred = self.text("connected"), self.text("referred")
        told = (
            self.text("met"),
            f"LinkedIn, {_spoken(connected)}" if connected else "",
            f"referred by {referred}" if referred else "",
        )
        met = next(filter(None, told), "")
        return met if self.fits("met", met) else ""

    def facts(self) -> Iterator[FactRecord]:
        """Give relatives and hobbies of programs that have columns for them, and our own facts."""
        for said, category, words in (
            ("spouse", "family", "Spouse: "),
            ("children", "family", "Children: "),
            ("hobby", "hobby", ""),
        ):
            yield from (
                FactRecord(category, words + text, None) for text in self.values(said, "\n")
            )
        for place in self.reader.reading.fields.get("relation", ()):
            label, text = self.label(place) or "relation", tidy_name(self.cell(place))
            if text and self.fits(label, text):
                category = "family" if label in _OF_THE_FAMILY else "other"
                yield FactRecord(category, f"{label[:1].upper()}{label[1:]}: {text}", None)
        yield from self.read(parse_fact, "fact")


# What reads the texts of a person that stand in more than one column.
_READ: dict[str, Callable[[_PersonRow, str], str]] = {
    "say": _PersonRow.say,
    "met": _PersonRow.met,
    "note": _PersonRow.lines,
    "address": addresses,
    "prefers": _PersonRow.reach,
    "zone": _PersonRow.reach,
    "hours": _PersonRow.reach,
}


def _spoken(text: str) -> str:
    """A day as `5 Oct 2020`; what is none as it stands."""
    try:
        found = parse_day(phrase_words(text, "")) if len(text) < 30 else None
    except CareError:
        found = None
    return f"{found[2]} {MONTH_NAMES[found[1] - 1]} {found[0]}" if found and found[0] else text
