"""Records of an address book that are of no person: an office, a shop, info@ (S4.1)."""

import re
from collections.abc import Collection

from caretrack.domain.people.name_distance import is_first_name, read_name
from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.people.plain_names import has_legal_form, is_everyday_word, unspaced
from caretrack.domain.records import PersonRecord
from caretrack.words import word_set

_PARTS = re.compile(r"[^\w]+|_|(?<=[a-z])(?=[0-9])")
_LONGEST_PERSON = 4  # words of a name
# Figures, signs, "and", and a legal form with dots at the end: in no name of a person.
_NO_PERSON = r"[\d&@|/+]|\b(?:and|und|et)\b|\b\w\.(?:\s?\w\.)*\s?\w\.?$"

_LONGEST_UNSPACED = 5  # characters of a Chinese, Japanese or Korean name
# Company, shop, hospital, school, bank, office, group, association, factory.
_NO_PERSON_EAST = "会社|會社|公司|商社|[店院校所団团厂廠局]$|회사|주식|병원|학교|은행"


def is_role_mailbox(address: str) -> bool:
    """True if an address is of an office and not of a person: info@, no-reply@, sales.team@."""
    return is_role(address.rpartition("@")[0])


def is_role(text: str) -> bool:
    """True for the words of an office alone: "Reception", "Sales Team"."""
    roles = word_set("role_mailboxes", "roles")
    words = [word for word in _words(name_key(text)) if not word.isdecimal()]
    return bool(words) and all(word in roles for word in words)


def is_of_an_office(
    name: str, addresses: Collection[str], company: str = "", *, alone: bool = False
) -> bool:
    """True if a name says a mailbox, with nothing but the company or the domain beside it.

    "Sales Lagoon". A desk is one whatever stands beside it: "Head Office". With `alone` the company
    or the domain in one word is enough.
    """
    hosts = " ".join(address.rpartition("@")[2] for address in addresses)
    theirs = {*_words(company_key(company)), *_words(name_key(hosts))}
    roles = word_set("role_mailboxes", "roles")
    words = _words(name_key(name))
    if any(word in word_set("role_mailboxes", "desks") for word in words):
        return True
    known = all(word in theirs or word in roles for word in words)
    return known and (any(word in roles for word in words) or (alone and len(words) == 1))


def why_no_person(record: PersonRecord) -> str:
    """Return why a record is of no person, "" for a person.

    It is none where it has no name of a person and no address of one: its name is that of the
    company, or was made of the address, or says what the mailbox says. Whoever has a name of their
    own is a person, whatever their address.
    """
    if any(not is_role_mailbox(address) for address in record.emails):
        return ""
    if _is_of_the_company(record) or (
        record.emails and is_of_an_office(record.name, record.emails, record.company)
    ):
        return "a mailbox of an office" if record.emails else "a company without a person"
    return ""


def _is_of_the_company(record: PersonRecord) -> bool:
    """True if the name is that of the company, or was made of it or of an address.

    Who works under their own name is a person: Ana Silva at Ana Silva, info@ana-silva.example.
    """
    if record.unnamed:
        return not may_be_a_person(record.name, surely=True)
    company = company_key(record.company)
    return (
        bool(company) and company_key(record.name) == company and not may_be_a_person(record.name)
    )


def may_be_a_person(name: str, *, surely: bool = False) -> bool:
    """True if the name of a company may be that of a person, too.

    It has two to four words, none such as "Travel" or "GmbH", and not all of them plain English. A
    first name that is known decides; with `surely` it must be there.
    """
    key = name_key(name)
    words = read_name(name).words
    if unspaced(key):
        return (
            not surely and len(name) <= _LONGEST_UNSPACED and not re.search(_NO_PERSON_EAST, name)
        )
    if not 1 < len(key.split()) <= _LONGEST_PERSON or re.search(_NO_PERSON, key):
        return False
    if has_legal_form(key):
        return False
    in_companies = word_set("names", "company words")
    if any(word in in_companies for word in words[1:]):
        return False
    if is_first_name(words[0]):
        return True
    plain = word_set("english", "words") | word_set("english", "small words")
    is_english = all(word in plain and not is_everyday_word(word) for word in words)
    return not (surely or is_english or words[0] in in_companies)


def _words(text: str) -> list[str]:
    return [word for word in _PARTS.split(text) if word]
