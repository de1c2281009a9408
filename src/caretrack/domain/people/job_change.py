"""A new job of theirs, as another address book shows it: news to congratulate on.

Another spelling of the same company or role is no news, and neither is what was empty before.
"""

from functools import cache
from typing import NamedTuple

from caretrack.domain.people.names import company_key, name_key
from caretrack.words import word_pairs, word_set

_FILE = "jobs"
# From so alike on, two names are spellings of one.
_ALIKE = 0.85


class Job(NamedTuple):
    """Where somebody works and what they do there; each is "" where it is not known."""

    company: str
    role: str


def job_news(before: Job, now: Job) -> str:
    """Return what is new, in words to congratulate on; "" for no other job.

    `new at Nordwind, formerly at Lagoon`, or `now Head of Sales, formerly Account Manager`;
    `is_news` of talk/event_words.py knows these words again.
    """
    if not word_set(_FILE, "no job").isdisjoint(_words(f"{now.company} {now.role}")):
        return ""
    if before.company and now.company and not is_same_company(before.company, now.company):
        new_role = now.role if not (before.role and is_same_role(before.role, now.role)) else ""
        role = f" as {new_role}" if new_role else ""
        return f"new at {now.company}{role}, formerly at {before.company}"
    if before.role and now.role and not is_same_role(before.role, now.role):
        company = now.company or before.company
        at = f" at {company}" if company else ""
        return f"now {now.role}{at}, formerly {before.role}"
    return ""


def was_known(earlier: Job, before: Job, now: Job) -> bool:
    """True if an earlier job is what is `now`: then it was left behind, and is no news."""
    if before.company and now.company and not is_same_company(before.company, now.company):
        return bool(earlier.company) and is_same_company(earlier.company, now.company)
    return bool(earlier.role) and is_same_role(earlier.role, now.role)


def is_same_company(one: str, other: str) -> bool:
    """True if two names of companies are surely, or perhaps, of one."""
    first, second = company_key(one).split(), company_key(other).split()
    return _is_same(first, second)


def is_same_role(one: str, other: str) -> bool:
    """True if two roles are spellings of one, or one says more of it; a rank makes another one."""
    first, second = _words(one), _words(other)
    if not (set(first) ^ set(second)).isdisjoint(word_set(_FILE, "ranks")):
        return _initials(first) == "".join(second) or _initials(second) == "".join(first)
    return _is_same(first, second)


def _is_same(first: list[str], second: list[str]) -> bool:
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    one, other = "".join(first), "".join(second)
    if _initials(first) == other or _initials(second) == one:
        return True
    from difflib import SequenceMatcher

    return SequenceMatcher(None, one, other).ratio() >= _ALIKE


def _initials(words: list[str]) -> str:
    return "".join(word[0] for word in words if word not in {"of", "and", "the"})


def _words(text: str) -> list[str]:
    """Return the words of a role or a company, each in its usual spelling."""
    key = name_key(text.replace("&", " and "))
    words = "".join(char if char.isalnum() else " " for char in key).split()
    return [part for word in words for part in _spellings().get(word, word).split()]


@cache
def _spellings() -> dict[str, str]:
    return {form: word for word, forms in word_pairs(_FILE, "spellings") for form in forms}
