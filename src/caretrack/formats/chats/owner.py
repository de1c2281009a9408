"""Who of a chat is the owner of the journal.

`me.name` and `me.aliases` of the config say it. Where they do not, it is told from who is in the
journal, and the report says what was taken.
"""

import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.domain.text import shortened
from caretrack.words import phrase_set

SAY_IT = "say it once: care config me.aliases NAME"


class Owner(NamedTuple):
    """The names under which the owner writes in a chat.

    `remark` says what was taken for it, `fault` why it cannot be told; each is "" for nothing.
    """

    names: frozenset[str] = frozenset()
    remark: str = ""
    fault: str = ""


def my_keys(names: Iterable[str]) -> frozenset[str]:
    """Return the keys by which the owner's names are compared."""
    return frozenset(filter(None, map(name_key, names)))


def is_owner(name: str, mine: frozenset[str]) -> bool:
    """True if this is one of the owner's names, or the word by which a phone calls its owner."""
    key = name_key(name)
    return key in mine or key in phrase_set("whatsapp", "me")


def known_as(name: str, knows: Callable[[str], bool]) -> str:
    """Return the form of a name by which somebody of the journal is called; "" for nobody.

    "Ann Probe 🌻", "Ann Probe (Lagoon)" and "Ann Probe, MBA" are Ann Probe.
    """
    plain = " ".join("".join(char for char in name if _is_of_a_name(char)).split())
    short = re.split(r"\s*(?:, |\s[(\[|–]|\s-\s)", plain, maxsplit=1)[0]
    return next((form for form in (name, plain, short) if form and knows(form)), "")


def _is_of_a_name(char: str) -> bool:
    """True for all but pictures and the marks that colour them."""
    return not (unicodedata.category(char) in ("So", "Sk", "Co", "Cn") or char in "\u200d\ufe0f")


def owner_of_pair(
    senders: Sequence[str], mine: frozenset[str], knows: Callable[[str], bool], other: str
) -> Owner:
    """Tell who of two is the owner; `other` is the one that the chat is called after, or "".

    Of one alone it is told whether it is the owner.
    """
    own = frozenset(name for name in senders if is_owner(name, mine))
    if own:
        return Owner(own)
    if len(senders) == 1:
        named_after = name_key(other) == name_key(senders[0])
        is_me = other and not named_after and not known_as(senders[0], knows)
        return Owner(frozenset(senders if is_me else ()))
    known = [name for name in senders if known_as(name, knows)]
    if len(known) != 1:
        known = [name for name in senders if other and name_key(name) == name_key(other)]
    if len(known) == 1:
        me = senders[1 - senders.index(known[0])]
        return Owner(frozenset([me]), f"“{shortened(me, 40)}” is taken for you; if not, {SAY_IT}")
    one, two = (f"“{shortened(name, 40)}”" for name in senders)
    if all(known_as(name, knows) for name in senders):
        return Owner(fault=f"which of {one} and {two} is you cannot be told; {SAY_IT}")
    return Owner(remark=f"which of {one} and {two} is you is not known; {SAY_IT}")


def owner_of_group(
    senders: Sequence[str], mine: frozenset[str], knows: Callable[[str], bool]
) -> Owner:
    """Tell who of a group is the owner: the only one who is not in the journal, if need be."""
    own = frozenset(name for name in senders if is_owner(name, mine))
    if own:
        return Owner(own)
    unknown = [name for name in senders if not known_as(name, knows)]
    if len(unknown) == 1:
        me = shortened(unknown[0], 40)
        return Owner(frozenset(unknown), f"“{me}” is taken for you; if not, {SAY_IT}")
    if len(unknown) == len(senders):
        return Owner()
    return Owner(remark=f"which of the {len(senders)} is you is not known; {SAY_IT}")
