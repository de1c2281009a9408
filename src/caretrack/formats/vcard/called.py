"""Which of the names of a vCard is the person's: its FN, or the parts of its N.

Where FN is the company or an address and N a person, the person is meant. Where both are a person
and differ, FN is what they are called, and N another name of theirs.
"""

import re
from collections.abc import Sequence

from caretrack.domain.people.names import company_key, name_key
from caretrack.domain.people.plain_names import joined_initials, unspaced, without_titles
from caretrack.domain.people.shared_address import is_no_name
from caretrack.formats.text import is_readable


def names_of_a_person(
    formal: Sequence[str],
    structured: Sequence[str],
    companies: Sequence[str],
    addresses: Sequence[str],
) -> list[str]:
    """Return the FNs, without the company and the addresses where N names a person beside them."""
    if all(
        not is_readable(name) or _is_of(name, companies) or is_no_name(name, addresses)
        for name in structured
    ):
        return list(formal)
    keys = {company_key(company) for company in companies} - {""}
    return [
        name for name in formal if company_key(name) not in keys and not is_no_name(name, addresses)
    ]


def is_same_name(name: str, parts: str) -> bool:
    """True if the parts of a name say nothing that the name does not, but for one inside it.

    "Dr. Ida Holm" is "Ida Holm", "Ana Silva" is "Ana Maria Silva", and "Ana" is not.
    """
    # Initials are joined in their order, which may be another in the parts.
    if set(_split(name)) == set(_split(parts)) != set():
        return True
    ours, theirs = _words(name), _words(parts)
    if theirs <= ours or (len(ours) > 1 and ours <= theirs):
        return True
    return bool(unspaced(name)) and sorted(unspaced(name)) == sorted(unspaced(parts))


def _is_of(name: str, companies: Sequence[str]) -> bool:
    return any(_words(name) <= _words(company) for company in companies)


def _words(name: str) -> set[str]:
    return set(joined_initials(without_titles(_split(name))))


def _split(name: str) -> list[str]:
    return [word for word in re.split(r"[\s.,;-]+", name_key(name).replace("'", "")) if word]
