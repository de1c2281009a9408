"""Records of an address book that are of no person: an office, a shop, info@ (S4.1)."""

import re

from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.records import PersonRecord
from caretrack.words import word_set

_PARTS = re.compile(r"[^\w]+|_|(?<=[a-z])(?=[0-9])")


def is_role_mailbox(address: str) -> bool:
    """True if an address is of an office and not of a person: info@, no-reply@, sales.team@."""
    return _only_roles(address.rpartition("@")[0])


def why_no_person(record: PersonRecord) -> str:
    """Return why a record is of no person, "" for a person.

    It is none where it has no name of a person and no address of one: its name is that of the
    company, or was made of the address, or says what the mailbox says. Whoever has a name of their
    own is a person, whatever their address.
    """
    if any(not is_role_mailbox(address) for address in record.emails):
        return ""
    if record.unnamed or (record.emails and _is_of_the_office(record)):
        return "a mailbox of an office" if record.emails else "a company without a person"
    return ""


def _is_of_the_office(record: PersonRecord) -> bool:
    """True if the name is the company's, or says a mailbox with nothing but the company beside.

    Who gave a domain their own name is a person: Ana Silva, info@ana-silva.example.
    """
    if record.company and company_key(record.name) == company_key(record.company):
        return True
    hosts = " ".join(address.rpartition("@")[2] for address in record.emails)
    theirs = {*company_key(record.company).split(), *_words(name_key(hosts))}
    words, roles = _words(name_key(record.name)), word_set("role_mailboxes", "roles")
    return any(word in roles for word in words) and all(
        word in theirs or word in roles for word in words
    )


def _only_roles(text: str) -> bool:
    roles = word_set("role_mailboxes", "roles")
    words = [word for word in _words(name_key(text)) if not word.isdecimal()]
    return bool(words) and all(word in roles for word in words)


def _words(text: str) -> list[str]:
    return [word for word in _PARTS.split(text) if word]
