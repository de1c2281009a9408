"""Find people who may be in the journal twice, always with the reason (S2.8).

How sure that is, is a word and never a number: `sure`, `likely`, `perhaps`. What speaks against it
counts as much: two people of one company who each have an address of their own there are two,
however much their names look alike.
"""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from caretrack.domain.people.name_distance import (
    NEAR,
    OTHER,
    SAME,
    WEAK,
    Read,
    by_ear,
    compare_names,
    full_forms,
    read_name,
)
from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import phone_key, same_phone
from caretrack.domain.people.set_aside import is_role
from caretrack.words import word_set

SURE, LIKELY, PERHAPS = "sure", "likely", "perhaps"
ORDER = (SURE, LIKELY, PERHAPS)

# A name that so many have says nothing by itself. A number or address of more is an office's.
COMMON_NAME = 4
OFFICE = 3
# If more people share a key it is no sign of anything, and to compare them all would take long.
MOST_IN_A_BLOCK = 60

_FREE_MAIL = re.compile(
    r"(gmail|googlemail|yahoo|outlook|hotmail|live|icloud|me|mac|gmx|web|aol|proton|protonmail|qq"
    r"|163|mail|yandex)\.[a-z.]+"
)


class Known(NamedTuple):
    """A person as they are compared with others."""

    id: str
    name: str
    company: str | None = None
    nicknames: tuple[str, ...] = ()
    emails: tuple[str, ...] = ()
    phones: tuple[str, ...] = ()


class Pair(NamedTuple):
    """Two ids, in the order given, that may be one person; `how` is one of ORDER."""

    one: str
    other: str
    how: str
    why: tuple[str, ...]


class _Prepared(NamedTuple):
    known: Known
    names: tuple[Read, ...]  # the name, and nicknames of two words
    nicks: frozenset[str]  # what else they are called, in one word
    company: tuple[str, ...]
    emails: frozenset[str]
    phones: frozenset[str]


def email_key(address: str) -> str:
    """Return an address as it is compared, "" for the box of an office.

    Lower case, without a +tag, and at Gmail without dots.
    """
    local, _, host = address.strip().lower().rpartition("@")
    local = local.partition("+")[0]
    if host in ("gmail.com", "googlemail.com"):
        local, host = local.replace(".", ""), "gmail.com"
    return "" if is_role(local) or not local else f"{local}@{host}"


def duplicates(
    people: Sequence[Known], said_two: Iterable[frozenset[str]] = (), country: str = ""
) -> list[Pair]:
    """Return every pair that may be one person, the surest first, then by name.

    `said_two` are pairs of ids that are two people. Phone numbers in national form belong to
    `country`. Only people who share a key are compared, so that 5,000 take about a second.
    """
    prepared = [_prepared(person, country) for person in people]
    two = set(said_two)
    same_name = Counter(item.names[0].words for item in prepared)
    offices = _offices(prepared)
    found: list[Pair] = []
    weak: Counter[str] = Counter()
    supported: list[bool] = []
    for first, second in sorted(_candidates(prepared, offices)):
        one, other = prepared[first], prepared[second]
        if frozenset((one.known.id, other.known.id)) in two:
            continue
        answer = _compare(_without(one, offices), _without(other, offices))
        if answer is None or (
            not answer[2] and same_name[one.names[0].words] >= COMMON_NAME and answer[0] == PERHAPS
        ):
            continue
        found.append(Pair(one.known.id, other.known.id, answer[0], answer[1]))
        supported.append(answer[2])
        if not answer[2] and answer[0] == PERHAPS:
            weak.update((one.known.id, other.known.id))
    kept = [
        pair
        for pair, strong in zip(found, supported, strict=True)
        if strong or pair.how != PERHAPS or max(weak[pair.one], weak[pair.other]) < OFFICE
    ]
    names = {item.known.id: name_key(item.known.name) for item in prepared}
    return sorted(
        kept, key=lambda pair: (ORDER.index(pair.how), names[pair.one], pair.one, pair.other)
    )


def _prepared(known: Known, country: str) -> _Prepared:
    name = read_name(known.name)
    others = [read_name(nickname) for nickname in known.nicknames]
    nicks = {word for other in others if len(other.words) == 1 for word in other.words} | {
        word for text in name.called for word in text.split()
    }
    company = tuple(
        word
        for word in re.findall(r"[^\W_]+", name_key(known.company or ""))
        if word not in word_set("names", "legal forms")
    )
    return _Prepared(
        known,
        (name, *(other for other in others if len(other.words) > 1)),
        frozenset(nicks),
        company,
        frozenset(filter(None, map(email_key, known.emails))),
        frozenset(filter(None, (phone_key(phone, country) for phone in known.phones))),
    )


def _offices(prepared: Iterable[_Prepared]) -> frozenset[str]:
    counts = Counter(
        key for item in prepared for key in (*item.emails, *(phone[-8:] for phone in item.phones))
    )
    return frozenset(key for key, count in counts.items() if count > OFFICE)


def _without(item: _Prepared, offices: frozenset[str]) -> _Prepared:
    return item._replace(
        emails=item.emails - offices,
        phones=frozenset(phone for phone in item.phones if phone[-8:] not in offices),
    )


def _candidates(prepared: Sequence[_Prepared], offices: frozenset[str]) -> set[tuple[int, int]]:
    """Return who is compared: people with a key in common, and part of a name with a whole one."""
    blocks: dict[str, list[int]] = {}
    parts: dict[str, list[int]] = {}
    wholes: dict[str, list[int]] = {}
    for number, item in enumerate(prepared):
        for key in set(_keys(item)) - offices:
            blocks.setdefault(key, []).append(number)
        for key in _part_keys(item):
            parts.setdefault(key, []).append(number)
    for number, item in enumerate(prepared) if parts else ():
        for key in _whole_keys(item) & parts.keys():
            wholes.setdefault(key, []).append(number)
    pairs = {
        pair
        for members in blocks.values()
        if len(members) <= MOST_IN_A_BLOCK
        for pair in combinations(members, 2)
    }
    for key, members in wholes.items():
        pairs.update(
            (min(one, other), max(one, other))
            for one in parts[key]
            for other in members
            if one != other
        )
    return pairs


def _keys(item: _Prepared) -> Iterator[str]:
    """Give the keys of a whole name; people are compared if they share one.

    An address, a number, or two words of the name, one of them with one letter left out.
    """
    yield from item.emails
    for phone in item.phones:
        yield phone[-8:]
    for name in item.names:
        heard = {by_ear(word) for word in name.words if len(word) > 1}
        yield "".join(sorted("".join(heard)))
        for word in heard if len(name.words) > 1 else ():
            others = (
                heard
                | item.nicks
                | {by_ear(whole) for short in name.words for whole in full_forms(short)}
            )
            yield from (
                f"{min(word, other)} {max(word, other)}" for other in others if other != word
            )
            # A slip in the other word: both have a key in common with one letter left out, or none.
            for other in name.words:
                if len(other) > 3 and by_ear(other) != word:
                    yield f"{word} -{other}"
                    yield from (
                        f"{word} -{other[:place]}{other[place + 1 :]}"
                        for place in range(1, len(other))
                    )


def _part_keys(item: _Prepared) -> set[str]:
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


def _whole_keys(item: _Prepared) -> set[str]:
    words = item.names[0].words
    return {
        *words,
        *item.nicks,
        *(f"{word} {other[0]}" for word in words for other in words if other != word),
    }


def _compare(one: _Prepared, other: _Prepared) -> tuple[str, tuple[str, ...], bool] | None:
    """Return how, why, and whether anything but the name says so."""
    level, why = _names(one, other)
    local = _one_address_name(one, other)
    email, phone = one.emails & other.emails, _shared_phone(one, other)
    support = [
        *(f"the same e-mail address {address}" for address in sorted(email)[:1]),
        *([f"the same phone number {phone}"] if phone else []),
        *([f"the same {local}@ at two hosts"] if local and not email else []),
    ]
    apart = _apart(one, other) if not email else ""
    same_company, other_company = _companies(one.company, other.company)
    company = [f"both of {one.known.company}"] if same_company else []
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


def _names(one: _Prepared, other: _Prepared) -> tuple[int, str]:
    level, why = max(
        (compare_names(a, b) for a in one.names for b in other.names), key=lambda found: found[0]
    )
    if level >= NEAR:
        return level, why
    for called, whole in ((one, other), (other, one)):
        for nick in called.nicks:
            words, mine = whole.names[0].words, called.names[0].words
            if nick == words[0] and len(words) > 1 and words[-1] == mine[-1]:
                return SAME, f"{nick.capitalize()} is what {called.known.name} is called"
            if words == (nick,):
                return max(
                    level, WEAK
                ), f"{nick.capitalize()} is what {called.known.name} is called"
    return level, why


def _first_name(one: _Prepared, other: _Prepared) -> bool:
    return bool({one.names[0].words[0], *one.nicks} & {other.names[0].words[0], *other.nicks})


def _father_and_son(one: _Prepared, other: _Prepared) -> bool:
    return one.names[0].younger != other.names[0].younger


def _shared_phone(one: _Prepared, other: _Prepared) -> str:
    return next(
        (max(a, b) for a in sorted(one.phones) for b in sorted(other.phones) if same_phone(a, b)),
        "",
    )


def _one_address_name(one: _Prepared, other: _Prepared) -> str:
    """Return the part before the @ that both have at different hosts, if a surname is in it."""
    locals_ = [{address.partition("@")[0] for address in item.emails} for item in (one, other)]
    for local in sorted(locals_[0] & locals_[1]):
        if len(local) >= 5 and any(
            len(word) > 2 and word in local for word in one.names[0].words[1:]
        ):
            return local
    return ""


def _apart(one: _Prepared, other: _Prepared) -> str:
    """Return what says that they are two: each has an address at one host that is no free mail."""
    hosts = [{address.partition("@")[2] for address in item.emails} for item in (one, other)]
    shared = sorted(host for host in hosts[0] & hosts[1] if not _FREE_MAIL.fullmatch(host))
    return f"but each has an address of their own at {shared[0]}" if shared else ""


def _companies(one: tuple[str, ...], other: tuple[str, ...]) -> tuple[bool, bool]:
    """Return whether two companies are one, and whether they are two; neither if one is unknown."""
    if not one or not other:
        return False, False
    short, long = sorted((one, other), key=len)
    same = long[: len(short)] == short and (short == long or len("".join(short)) > 3)
    return same, not same
