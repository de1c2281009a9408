"""Find people who may be in the journal twice, always with the reason (S2.8).

How sure that is, is a word and never a number: `sure`, `likely`, `perhaps`. What speaks against it
counts as much: two people of one company who each have an address of their own there are two,
however much their names look alike.
"""

from collections.abc import Iterable
from typing import NamedTuple

from caretrack.domain.people.blocking import pairs_to_compare
from caretrack.domain.people.name_distance import NEAR, OTHER, SAME, WEAK, compare_names
from caretrack.domain.people.names import name_key
from caretrack.domain.people.part_names import common_names
from caretrack.domain.people.phone import same_phone
from caretrack.domain.people.prepared import OFFICE, Known, Prepared, prepare, same_company

SURE, LIKELY, PERHAPS = "sure", "likely", "perhaps"
ORDER = (SURE, LIKELY, PERHAPS)


class Pair(NamedTuple):
    """Two ids, in the order given, that may be one person; `how` is one of ORDER."""

    one: str
    other: str
    how: str
    why: tuple[str, ...]


def duplicates(
    people: Iterable[Known], said_two: Iterable[frozenset[str]] = (), country: str = ""
) -> list[Pair]:
    """Return every pair that may be one person, the surest first, then by name.

    `said_two` are pairs of ids that are two people. Phone numbers in national form belong to
    `country`. Only people who share a key are compared.
    """
    ready = prepare(people, country)
    two = set(said_two)
    many = common_names(ready)
    found: list[tuple[int, int, str, tuple[str, ...], bool]] = []
    weak = [0] * len(ready)
    last = -1
    for first, second in pairs_to_compare(ready, weak):
        if first != last:
            last, one = first, ready[first]
            common = one.names[0].words in many
        other = ready[second]
        if not _may_be_one(one, other, common=common):
            continue
        answer = _compare(one, other)
        if answer is None or frozenset((one.id, other.id)) in two:
            continue
        how, why, supported = answer
        if not supported and how == PERHAPS:
            if common:
                continue
            weak[first] += 1
            weak[second] += 1
        found.append((first, second, how, why, supported))
    kept = [
        Pair(ready[first].id, ready[second].id, how, why)
        for first, second, how, why, supported in found
        if supported or how != PERHAPS or max(weak[first], weak[second]) < OFFICE
    ]
    judged = {pair.one for pair in kept}
    names = {one.id: name_key(one.name) for one in ready if one.id in judged}
    return sorted(
        kept, key=lambda pair: (ORDER.index(pair.how), names[pair.one], pair.one, pair.other)
    )


def _may_be_one(one: Prepared, other: Prepared, *, common: bool) -> bool:
    """False where only the names look alike, and a company or a host says that they are two.

    Such pairs are most by far. Where it is True, `_compare` says. A name that is `common` needs
    more than to be the same.
    """
    companies = bool(one.company and other.company)
    related = companies and one.company[0] == other.company[0]
    if one.hosts.isdisjoint(other.hosts) and (related or not companies):
        return True
    if (one.phones and other.phones) or not _apart_by(one.boxes, other.boxes):
        return True
    if not related and common:
        return False
    first, second = one.names[0].words, other.names[0].words
    return (
        not _apart_by(one.spelled, other.spelled)
        or (related and _father_and_son(one, other))
        or (first[-1] == second[-1] and bool(one.nicks or other.nicks))
    )


def _apart_by(ones: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """True if two lists have nothing in common. Most are of one text, or none."""
    if len(ones) == 1:
        return ones[0] not in others
    return not ones or not others or set(ones).isdisjoint(others)


def _compare(one: Prepared, other: Prepared) -> tuple[str, tuple[str, ...], bool] | None:
    """Return how, why, and whether anything but the name says so."""
    level, why = _names(one, other)
    local = _one_address_name(one, other)
    email, phone = set(one.emails) & set(other.emails), _shared_phone(one, other)
    support = [
        *(f"the same e-mail address {address}" for address in sorted(email)[:1]),
        *([f"the same phone number {phone}"] if phone else []),
        *([f"the same {local}@ at two hosts"] if local and not email else []),
    ]
    apart = _apart(one, other) if not email else ""
    same_company, other_company = _companies(one.company, other.company)
    company = [f"both of {one.company_name}"] if same_company else []
    if level and _father_and_son(one, other):
        if not (support or same_company):
            return None
        said = (
            "the same name but for the younger's or elder's addition: father and son?"
            if level == SAME
            else why
        )
        return PERHAPS, tuple(filter(None, (said, *support, *company, apart))), True
    how = (
        _with_support(level, bool(email), bool(phone), _first_name(one, other), apart)
        if support
        else ""
    )
    if support and not how and level:
        how = LIKELY if level >= NEAR or local else PERHAPS
    if not how and not support:
        how = _by_name_alone(level, same_company, other_company, apart)
    if not how:
        return None
    two = (
        ["at two companies: moved on, or two people"]
        if other_company and level == SAME and not support
        else []
    )
    why = why or (
        "the surname differs: a new name?" if _first_name(one, other) else "under two names"
    )
    return (
        how,
        tuple(filter(None, (why, *support, *company, *two, apart))),
        bool(support) or same_company,
    )


def _with_support(level: int, email: bool, phone: bool, first: bool, apart: str) -> str:
    if email:
        return SURE if level else LIKELY if first else PERHAPS
    if phone:
        return (
            PERHAPS
            if apart and level
            else SURE
            if level >= NEAR
            else LIKELY
            if level
            else PERHAPS
            if first and not apart
            else ""
        )
    return ""


def _by_name_alone(level: int, same_company: bool, other_company: bool, apart: str) -> str:
    if level == SAME and not (apart and not same_company):
        return PERHAPS if apart or other_company else SURE if same_company else LIKELY
    if level == OTHER or apart or other_company:
        return ""
    return LIKELY if same_company else PERHAPS


def _names(one: Prepared, other: Prepared) -> tuple[int, str]:
    level, why = max(
        (compare_names(a, b) for a in one.names for b in other.names), key=lambda found: found[0]
    )
    if level >= NEAR:
        return level, why
    for called, whole in ((one, other), (other, one)):
        for nick in called.nicks:
            words, mine = whole.names[0].words, called.names[0].words
            if nick == words[0] and len(words) > 1 and words[-1] == mine[-1]:
                return SAME, f"{nick.capitalize()} is what {called.name} is called"
            if words == (nick,):
                return max(level, WEAK), f"{nick.capitalize()} is what {called.name} is called"
    return level, why


def _first_name(one: Prepared, other: Prepared) -> bool:
    return bool({one.names[0].words[0], *one.nicks} & {other.names[0].words[0], *other.nicks})


def _father_and_son(one: Prepared, other: Prepared) -> bool:
    return one.names[0].younger != other.names[0].younger


def _shared_phone(one: Prepared, other: Prepared) -> str:
    return next(
        (max(a, b) for a in sorted(one.phones) for b in sorted(other.phones) if same_phone(a, b)),
        "",
    )


def _one_address_name(one: Prepared, other: Prepared) -> str:
    """Return the part before the @ that both have at different hosts, if a surname is in it."""
    for box in sorted(set(one.boxes).intersection(other.boxes)):
        if len(box) >= 5 and any(len(word) > 2 and word in box for word in one.names[0].words[1:]):
            return box
    return ""


def _apart(one: Prepared, other: Prepared) -> str:
    """Return what says that they are two: each has an address at one host that is no free mail."""
    shared = sorted(one.hosts & other.hosts)
    return f"but each has an address of their own at {shared[0]}" if shared else ""


def _companies(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[bool, bool]:
    """Return whether two companies are one, and whether they are two; neither if one is unknown."""
    if not one or not other:
        return False, False
    same = same_company(one, other)
    return same, not same
