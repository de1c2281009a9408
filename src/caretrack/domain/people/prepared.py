"""People as `duplicates.py` compares them: names, addresses and numbers taken apart (S2.8)."""

import re
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from sys import intern
from typing import NamedTuple

from caretrack.domain.people.name_distance import Read, plain_vowels, read_name, without_particles
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import phone_key
from caretrack.domain.people.set_aside import is_role
from caretrack.words import word_set

# A number or address of more people is an office's.
OFFICE = 3

_FREE_MAIL = re.compile(
    r"(gmail|googlemail|yahoo|outlook|hotmail|live|icloud|me|mac|gmx|web|aol|proton|protonmail|qq"
    r"|163|mail|yandex)\.[a-z.]+"
)
_NO_NICKS: frozenset[str] = frozenset()


class Known(NamedTuple):
    """A person as they are in the journal."""

    id: str
    name: str
    company: str | None = None
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Prepared(NamedTuple):
    """What is compared of a person; addresses and numbers as keys, those of an office left out."""

    id: str
    name: str
    company_name: str | None
    names: tuple[Read, ...]  # the name, and nicknames of two words
    nicks: frozenset[str]  # what else they are called, in one word
    company: tuple[str, ...]  # the words of its name
    emails: tuple[str, ...]
    phones: tuple[str, ...]
    boxes: tuple[str, ...]  # what stands before the @ of each address
    hosts: frozenset[str]  # hosts of addresses that are no free mail
    spelled: tuple[str, ...]  # the letters of each name: two names that are SAME share one of these


def prepare(people: Iterable[Known], country: str) -> list[Prepared]:
    """Return people as they are compared. National phone numbers belong to `country`."""
    ready = [_prepared(person, country) for person in people]
    counts = Counter(email for item in ready for email in item.emails)
    counts.update(phone_end(phone) for item in ready for phone in item.phones)
    offices = {key for key, count in counts.items() if count > OFFICE}
    if offices:
        for number, item in enumerate(ready):
            if not offices.isdisjoint((*item.emails, *map(phone_end, item.phones))):
                ready[number] = _without(item, offices)
    return ready


def email_key(address: str) -> str:
    """Return an address as it is compared, "" for the box of an office.

    Lower case, without a +tag, and at Gmail without dots.
    """
    key = address.strip().lower()
    local, _, host = key.rpartition("@")
    if "+" in local:
        local = local.partition("+")[0]
        key = f"{local}@{host}"
    if host in ("gmail.com", "googlemail.com"):
        local = local.replace(".", "")
        key = f"{local}@gmail.com"
    return "" if not local or is_role(local) else key


def phone_end(phone: str) -> str:
    """Return the end of a number, which is the same with and without the country."""
    return phone[-8:]


def same_company(one: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """True if the words of two companies are those of one, which may be written shorter."""
    short, long = (one, other) if len(one) <= len(other) else (other, one)
    return (
        bool(short)
        and long[: len(short)] == short
        and (len(short) == len(long) or len("".join(short)) > 3)
    )


def _unique(keys: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(filter(None, keys)))


def _prepared(known: Known, country: str) -> Prepared:
    names, spelled = _read(known.name)
    nicks = _NO_NICKS
    if known.nicknames or names[0].called:
        others = [read_name(nickname) for nickname in known.nicknames]
        nicks = frozenset(
            word for other in others if len(other.words) == 1 for word in other.words
        ).union(*(text.split() for text in names[0].called))
        more = tuple(other for other in others if len(other.words) > 1)
        if more:
            names += more
            spelled = _unique(letters for name in names for letters in _spelled(name.words))
    return _with_handles(
        Prepared(
            known.id,
            known.name,
            known.company,
            names,
            nicks,
            _company_words(known.company) if known.company else (),
            (),
            _unique(phone_key(phone, country) for phone in known.phones),
            (),
            _NO_NICKS,
            spelled,
        ),
        _unique(map(email_key, known.emails)),
    )


def _with_handles(item: Prepared, emails: tuple[str, ...]) -> Prepared:
    parted = [email.partition("@") for email in emails]
    return item._replace(
        emails=emails,
        boxes=tuple([box for box, _, _ in parted]),
        hosts=_hosts(tuple([host for _, _, host in parted])),
    )


def _without(item: Prepared, offices: set[str]) -> Prepared:
    """Return a person without the addresses and numbers of an office."""
    phones = tuple(phone for phone in item.phones if phone_end(phone) not in offices)
    emails = tuple(email for email in item.emails if email not in offices)
    return _with_handles(item._replace(phones=phones), emails)


@lru_cache(maxsize=4096)
def _read(name: str) -> tuple[tuple[Read, ...], tuple[str, ...]]:
    """Return a name taken apart, and its letters. Each word of all names is there once."""
    read = read_name(name)
    read = read._replace(words=tuple(map(intern, read.words)))
    return (read,), _unique(_spelled(read.words))


@lru_cache(maxsize=4096)
def _company_words(company: str) -> tuple[str, ...]:
    """Return the words of a company's name, without its legal form."""
    words = re.findall(r"[^\W_]+", name_key(company))
    forms = word_set("names", "legal forms")
    return tuple(intern(word) for word in words if word not in forms)


@lru_cache(maxsize=4096)
def _hosts(hosts: tuple[str, ...]) -> frozenset[str]:
    return frozenset(host for host in hosts if not _FREE_MAIL.fullmatch(host))


def _spelled(words: tuple[str, ...]) -> tuple[str, str]:
    """Return the letters of a name, as they are and without particles and umlauts."""
    plain = map(plain_vowels, without_particles(words))
    return "".join(sorted("".join(words))), "".join(sorted("".join(plain)))
