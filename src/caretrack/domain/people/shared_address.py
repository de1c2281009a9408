"""Whether two names at one e-mail address are one person, and which names are none (S2.8).

An address belongs to one person, to a couple or family, or to an office. "Ana" at the address of
"Ana Silva" is she, and so is "mum". "Reception", or "Lagoon" at info@lagoon.example, is the office,
and none of those who write from there. An address, or a login like "jdoe77", is no name at all.
"""

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from caretrack.domain.people.name_distance import OTHER, Read, compare_names, read_name
from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import same_name_key, unspaced
from caretrack.domain.people.set_aside import is_of_an_office, is_role_mailbox
from caretrack.domain.records import PersonRecord
from caretrack.words import word_set

_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
# "Ana Silva <ana@lagoon.example>": a name with its address behind it.
_WITH_ADDRESS = re.compile(r"(.*?)[\s\"']*<\s*([^\s@<>]+@[^\s@<>]+)\s*>")
_LOGIN_SIGN = re.compile(r"[0-9._+-]")
_COMMON_LETTERS = 3


class Called(NamedTuple):
    """A name as a record or the journal has it, with the company beside it."""

    name: str
    company: str = ""


def name_and_address(text: str) -> tuple[str, str]:
    """Return a name and the address that was written into it, "" for what is not there.

    "Ana Silva <ana@x.example>" has both, "ana@x.example" only an address.
    """
    text = text.strip(" \"'")
    if "@" not in text:
        return text, ""
    if found := _WITH_ADDRESS.fullmatch(text):
        return found[1].strip(" \"'"), found[2]
    bare = text.strip("<>")
    return ("", bare) if _ADDRESS.fullmatch(bare) else (text, "")


def name_apart(record: PersonRecord) -> PersonRecord:
    """Return a record whose name has no address in it; the address is one of theirs.

    Where the name is nothing but an address it stays: there is no other.
    """
    if "@" not in record.name:
        return record
    name, address = name_and_address(record.name)
    known = {email.casefold() for email in record.emails}
    more = (address,) if address and address.casefold() not in known else ()
    return record._replace(
        name=name or address, emails=(*record.emails, *more), unnamed=record.unnamed or not name
    )


def is_no_name(name: str, addresses: Collection[str] = ()) -> bool:
    """True for an address, or a login: what stands before the @, with a digit or a sign in it."""
    text, address = name_and_address(name)
    if not text or re.search(r"\S@\S", text):
        return bool(text or address)
    if not _LOGIN_SIGN.search(text) or text != text.lower():
        return False
    return any(text == other.rpartition("@")[0].lower() for other in addresses)


def gives_a_name(record: PersonRecord, known: str) -> bool:
    """True if a record has the name of a person whose known name is none."""
    name, emails = record.name, record.emails
    return is_no_name(known, emails) and not (
        record.unnamed
        or is_no_name(name, emails)
        or is_of_an_office(name, emails, record.company, alone=True)
    )


def called_else(name: str, known: str) -> str:
    """Return a name in the file that is not the known one, "" where it is."""
    return "" if _same(name) == _same(known) else name


def are_two_people(one: Called, other: Called, address: str) -> bool:
    """True if two names that have this address in common are surely two people.

    Whole names are where the first names differ; at the address of an office, where the names do.
    A name of one word is somebody else where it is none that the other could go by.
    """
    if _same(one.name) == _same(other.name):
        return False
    office = is_role_mailbox(address)
    places = [
        is_of_an_office(called.name, (address,), called.company, alone=True)
        or (office and is_no_name(called.name, (address,)))
        for called in (one, other)
    ]
    if all(places):
        return False
    first, second = read_name(one.name), read_name(other.name)
    if any(places):
        # "Lagoon" may be Ben Lagoon. "Team Lagoon" is nobody.
        desks = (
            is_of_an_office(called.name, (address,), called.company) for called in (one, other)
        )
        return any(desks) or not set(first.words) & set(second.words)
    if any(is_no_name(called.name, (address,)) for called in (one, other)):
        return False
    if min(len(first.words), len(second.words)) > 1:
        named_alike = first.words[0] == second.words[0] and not office
        return not named_alike and compare_names(first, second)[0] == OTHER
    return not _may_be_called(first, second)


def _may_be_called(one: Read, other: Read) -> bool:
    """True if a name of one word may be another name of the same person."""
    short, long = sorted((one, other), key=lambda name: len(name.words))
    word = short.words[0]
    if word in word_set("names", "in the family") or word in (*long.called, *long.words):
        return True
    if unspaced(word) or any(map(unspaced, long.words)):
        # A name in another script is told by no letter of it.
        alike = unspaced(word) and all(map(unspaced, long.words))
        return not alike or any(word in part or part in word for part in long.words)
    return any(_are_alike(word, part) for part in long.words)


def _are_alike(word: str, part: str) -> bool:
    """True if one may be short for the other, or a slip of it: "Toni" for "Antonio"."""
    if compare_names(Read((word,), "", ()), Read((part,), "", ()))[0] != OTHER:
        return True
    if word.isascii() != part.isascii():
        return True
    known = word_set("names", "names of their own")
    if word in known and part in known:
        return False
    return word[:2] == part[:2] or any(run in part for run in _runs(word))


def _runs(word: str) -> Iterator[str]:
    return (
        word[start : start + _COMMON_LETTERS] for start in range(len(word) - _COMMON_LETTERS + 1)
    )


def _same(name: str) -> str:
    return same_name_key(name_key(name))
