"""Taking in what a file says of a person: what is filled, what grows, and what differs from what is known.

What is empty is filled. What differs is shown, and replaced only when the file is to have its way (`update`). Lists only ever
grow. Where two records of one file are the same person, the first that says something has said it.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from caretrack.domain.pages.imports import Change
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import is_fuller, known_phone

TEXTS = ("company", "role", "say", "met", "note")
BIRTHDAY = "birthday"


class Handle(NamedTuple):
    """What somebody is reached or told by; `key` is what it is compared by."""

    sort: str
    value: str
    key: str


class Yearly(NamedTuple):
    """A yearly day; the year may be unknown. `id` is that of the journal, empty for one that is not there yet; `gone` if it was deleted."""

    label: str
    month: int
    day: int
    year: int | None
    id: str = ""
    gone: bool = False


class Incoming(NamedTuple):
    """A person as a file has them, and where it has them. `facts` are (category, text, day)."""

    name: str
    where: str = ""
    texts: Mapping[str, str] = {}
    handles: tuple[Handle, ...] = ()
    tags: tuple[str, ...] = ()
    days: tuple[Yearly, ...] = ()
    facts: tuple[tuple[str, str, date | None], ...] = ()

    def keys(self, sort: str) -> list[str]:
        """The keys of the handles of this sort."""
        return [handle.key for handle in self.handles if handle.sort == sort]


class Held:
    """What is held of one person, as it will be after the import; what has to be written for that is gathered in `added_…` and `set_…`."""

    __slots__ = ("added_days", "added_facts", "added_handles", "added_tags", "days", "facts", "id", "keys", "name", "said", "set_days", "set_phones", "set_texts", "tags", "texts")  # fmt: skip

    def __init__(self, person_id: str, name: str) -> None:
        """Nothing known yet."""
        self.id = person_id
        self.name = name
        self.texts: dict[str, str] = {}
        self.keys: set[tuple[str, str]] = {("uid", person_id), ("nickname", name_key(name))}
        self.tags: set[str] = set()
        self.days: list[Yearly] = []
        self.facts: set[tuple[str, str]] = set()
        self.said: set[object] = set()  # the fields that this file has spoken of
        self.set_texts: dict[str, str] = {}
        self.set_days: dict[str, dict[str, Any]] = {}
        self.set_phones: dict[str, Handle] = {}  # by the key of the form whose place they take
        self.added_handles: list[Handle] = []
        self.added_tags: list[str] = []
        self.added_days: list[Yearly] = []
        self.added_facts: list[tuple[str, str, date | None]] = []


def take_in(held: Held, incoming: Incoming, update: bool) -> tuple[Change, ...]:
    """Take one record of a file into what is held; gives every field in which it says something new."""
    return (
        *_texts(held, incoming, update),
        *_lists(held, incoming),
        *(change for day in incoming.days for change in _day(held, day, update)),
    )


def _texts(held: Held, incoming: Incoming, update: bool) -> Iterator[Change]:
    for field, text in incoming.texts.items():
        old = held.texts.get(field, "")
        if text and text.split() != old.split():
            taken = not old or (update and field not in held.said)
            if taken:
                held.texts[field] = held.set_texts[field] = text
            yield Change(field, old, text, taken)
        if text:
            held.said.add(field)


def _lists(held: Held, incoming: Incoming) -> Iterator[Change]:
    for handle in incoming.handles:
        known = _known_key(held, handle)
        if not known:
            held.keys.add((handle.sort, handle.key))
            held.added_handles.append(handle)
            yield Change(handle.sort, "", handle.value, True)
        elif is_fuller(handle.key, known):
            yield from _set_phone(held, handle, known)
    for tag in incoming.tags:
        if tag not in held.tags:
            held.tags.add(tag)
            held.added_tags.append(tag)
            yield Change("tag", "", tag, True)
    for category, text, day in incoming.facts:
        if (category, text) not in held.facts:
            held.facts.add((category, text))
            held.added_facts.append((category, text, day))
            yield Change(category, "", text, True)


def _known_key(held: Held, handle: Handle) -> str:
    """The key under which this handle is held already, "" for none."""
    if handle.sort == "phone":
        return known_phone(handle.key, [key for sort, key in held.keys if sort == "phone"])
    return handle.key if (handle.sort, handle.key) in held.keys else ""


def _set_phone(held: Held, handle: Handle, known: str) -> Iterator[Change]:
    """A number that says its country takes the place of the same one that does not."""
    held.keys ^= {(handle.sort, known), (handle.sort, handle.key)}
    added = [(item.sort, item.key) for item in held.added_handles]
    if (handle.sort, known) in added:
        held.added_handles[added.index((handle.sort, known))] = handle
    else:
        held.set_phones[known] = handle
    yield Change(handle.sort, known, handle.value, True)


def _day(held: Held, day: Yearly, update: bool) -> Iterator[Change]:
    """A person has one birthday, and may have several of everything else."""
    number = next((at for at, known in enumerate(held.days) if _is_it(known, day)), None)
    if number is None:
        held.days.append(day)
        held.added_days.append(day)
        yield Change(day.label, "", _said(day), True)
    elif not held.days[number].gone:
        known = held.days[number]
        year = (day.year or known.year) if _same_date(known, day) else day.year
        whole = known._replace(month=day.month, day=day.day, year=year)
        if whole != known:
            filled = _same_date(known, day) and known.year is None
            taken = filled or (update and _what(day) not in held.said)
            if taken:
                _set_day(held, number, whole)
            yield Change(known.label, "" if filled else _said(known), _said(whole), taken)
    held.said.add(_what(day))


def _what(day: Yearly) -> object:
    """What makes two yearly days of a person the same."""
    label = day.label.casefold()
    return label if label == BIRTHDAY else (label, day.month, day.day)


def _set_day(held: Held, number: int, day: Yearly) -> None:
    held.days[number] = day
    if day.id:
        held.set_days[day.id] = {"month": day.month, "day": day.day, "year": day.year}
    else:
        held.added_days = [day if _is_it(earlier, day) else earlier for earlier in held.added_days]


def _is_it(known: Yearly, day: Yearly) -> bool:
    # A birthday that was deleted is no other birthday's, but does not come back by itself either.
    return _what(known) == _what(day) and (not known.gone or _same_date(known, day))


def _same_date(one: Yearly, other: Yearly) -> bool:
    return (one.month, one.day) == (other.month, other.day)


def _said(day: Yearly) -> str:
    """The day in ISO form, `--03-14` where the year is unknown."""
    return f"{day.year or '-'}-{day.month:02}-{day.day:02}"
