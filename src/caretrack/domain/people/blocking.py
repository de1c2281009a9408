"""Choose whom to compare for `duplicates.py`: only people who share a key (S2.8).

The keys are addresses, numbers, and words of names, also with one letter left out, so that two
words with a slip between them share one. How many pairs there are grows as the people do.
"""

import re
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from caretrack.domain.people.name_distance import (
    Read,
    by_ear,
    full_forms,
    plain_vowels,
    read_name,
    without_particles,
)
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import phone_key
from caretrack.domain.people.set_aside import is_role
from caretrack.words import word_set

# A number or address of more people is an office's.
OFFICE = 3
# If more people share a key it is no sign of anything, and to compare them all would take long.
MOST_IN_A_BLOCK = 60

_FREE_MAIL = re.compile(
    r"(gmail|googlemail|yahoo|outlook|hotmail|live|icloud|me|mac|gmx|web|aol|proton|protonmail|qq"
    r"|163|mail|yandex)\.[a-z.]+"
)
# How many sums tell the keys of one person from those of several, before they are looked at.
_SUMS = 1 << 22


class Known(NamedTuple):
    """A person as they are compared with others."""

    id: str
    name: str
    company: str | None = None
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Prepared(NamedTuple):
    """What is compared of a person; addresses and numbers as keys, those of an office left out."""

    known: Known
    names: tuple[Read, ...]  # the name, and nicknames of two words
    nicks: frozenset[str]  # what else they are called, in one word
    company: tuple[str, ...]
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    boxes: tuple[str, ...]  # what stands before the @ of each address
    hosts: frozenset[str]  # hosts of addresses that are no free mail
    spelled: tuple[str, ...]  # the letters of each name: two names that are SAME share one of these


def email_key(address: str) -> str:
    """Return an address as it is compared, "" for the box of an office.

    Lower case, without a +tag, and at Gmail without dots.
    """
    local, _, host = address.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if host in ("gmail.com", "googlemail.com"):
        local, host = local.replace(".", ""), "gmail.com"
    return "" if is_role(local) or not local else f"{local}@{host}"


def prepare(people: Sequence[Known], country: str) -> list[Prepared]:
    """Return people as they are compared. National phone numbers belong to `country`."""
    emails = [_unique(map(email_key, person.emails)) for person in people]
    phones = [_unique(phone_key(phone, country) for phone in person.phones) for person in people]
    counts = Counter(key for keys in emails for key in keys)
    counts.update(_end(phone) for keys in phones for phone in keys)
    offices = {key for key, count in counts.items() if count > OFFICE}
    return [
        _prepared(
            person,
            tuple(key for key in emails[number] if key not in offices),
            tuple(key for key in phones[number] if _end(key) not in offices),
        )
        for number, person in enumerate(people)
    ]


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, keys)))


def _end(phone: str) -> str:
    """Return the end of a number, which is the same with and without the country."""
    return phone[-8:]


def _prepared(known: Known, emails: tuple[str, ...], phones: tuple[str, ...]) -> Prepared:
    name = read_name(known.name)
    others = [read_name(nickname) for nickname in known.nicknames]
    nicks = {word for other in others if len(other.words) == 1 for word in other.words} | {
        word for text in name.called for word in text.split()
    }
    names = (name, *(other for other in others if len(other.words) > 1))
    return Prepared(
        known,
        names,
        frozenset(nicks),
        _company_words(known.company or ""),
        emails,
        phones,
        tuple(email.partition("@")[0] for email in emails),
        _hosts(tuple(email.partition("@")[2] for email in emails)),
        _unique(spelled for name in names for spelled in _spelled(name.words)),
    )


@lru_cache(maxsize=4096)
def _company_words(company: str) -> tuple[str, ...]:
    """Return the words of a company's name, without its legal form."""
    words = re.findall(r"[^\W_]+", name_key(company))
    return tuple(word for word in words if word not in word_set("names", "legal forms"))


@lru_cache(maxsize=4096)
def _hosts(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(host for host in hosts if not _FREE_MAIL.fullmatch(host))


def _spelled(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the letters of a name, as they are and without particles and umlauts."""
    plain = map(plain_vowels, without_particles(words))
    return "".join(sorted("".join(words))), "".join(sorted("".join(plain)))


def pairs_to_compare(people: Sequence[Prepared]) -> Iterator[tuple[int, int]]:
    """Yield the pairs, as places in `people`, that have a key in common, in order.

    Of names that are a first name only, or have an initial, those who may be meant by them.
    """
    blocks = _Blocks(people)
    parts: dict[str, list[int]] = {}
    wholes: dict[str, list[int]] = {}
    for number, item in enumerate(people):
        for key in _part_keys(item):
            parts.setdefault(key, []).append(number)
    for number, item in enumerate(people) if parts else ():
        for key in _whole_keys(item) & parts.keys():
            wholes.setdefault(key, []).append(number)
    for number, item in enumerate(people):
        others = blocks.others(number)
        if parts:
            for key in _part_keys(item):
                others.update(wholes.get(key, ()))
            for key in _whole_keys(item) & parts.keys():
                others.update(parts[key])
        for other in sorted(others):
            if other > number:
                yield number, other


class _Blocks:
    """Who shares a key of a whole name, an address or a number.

    Only hashes of keys are kept, and of keys of one person alone not even a place: two keys with
    one hash would cost a comparison, and nothing else.
    """

    def __init__(self, people: Sequence[Prepared]) -> None:
        """Sort these people into blocks."""
        self._hashes, self._ends = array("q"), array("L", [0])
        for item in people:
            self._hashes.extend({hash(key) for key in _keys(item)})
            self._ends.append(len(self._hashes))
        often = self._seen_twice()
        self._members: dict[int, list[int]] = {}
        for number in range(len(people)):
            for key in self._of(number):
                if often[key % _SUMS]:
                    self._members.setdefault(key, []).append(number)
        self._members = {
            key: members
            for key, members in self._members.items()
            if 1 < len(members) <= MOST_IN_A_BLOCK
        }

    def others(self, number: int) -> set[int]:
        """Return whoever is in a block with this person, and the person."""
        members = self._members
        return set().union(*(members[key] for key in self._of(number) if key in members))

    def _of(self, number: int) -> "array[int]":
        return self._hashes[self._ends[number] : self._ends[number + 1]]

    def _seen_twice(self) -> bytearray:
        """Return which sums are of more than one key, or of one key of several people."""
        once, twice = bytearray(_SUMS), bytearray(_SUMS)
        for key in self._hashes:
            if once[key % _SUMS]:
                twice[key % _SUMS] = 1
            else:
                once[key % _SUMS] = 1
        return twice


def _keys(item: Prepared) -> Iterator[str]:
    """Give the keys of a whole name; people are compared if they share one.

    An address, a number, or two words of the name, one of them with one letter left out.
    """
    yield from item.emails
    yield from map(_end, item.phones)
    for name in item.names:
        words = name.words
        heard = {by_ear(word) for word in words if len(word) > 1}
        yield "".join(sorted("".join(heard)))
        if len(words) < 2:
            continue
        others = heard | item.nicks
        others.update(by_ear(whole) for short in words for whole in full_forms(short))
        # A slip in the other word: both have a key in common with one letter left out, or none.
        slips = [(by_ear(word), _with_slips(word)) for word in words if len(word) > 3]
        for word in heard:
            for other in others:
                if other != word:
                    yield f"{word} {other}" if word < other else f"{other} {word}"
            for sound, ways in slips:
                if sound != word:
                    for way in ways:
                        yield word + way


@lru_cache(maxsize=8192)
def _with_slips(word: str) -> tuple[str, ...]:
    """Return the ends of keys for a word: as it is, and with each letter but the first left out."""
    return (
        f" -{word}",
        *(f" -{word[:place]}{word[place + 1 :]}" for place in range(1, len(word))),
    )


def _part_keys(item: Prepared) -> set[str]:
    """Return the keys of a name that is a first name only, or has an initial."""
    words = item.names[0].words
    if len(words) == 1:
        return {words[0]}
    return {
        f"{word} {initial}"
        for initial in words
        if len(initial) == 1
        for word in words
        if len(word) > 1
    }


def _whole_keys(item: Prepared) -> set[str]:
    words = item.names[0].words
    return {
        *words,
        *item.nicks,
        *(f"{word} {other[0]}" for word in words for other in words if other != word),
    }
