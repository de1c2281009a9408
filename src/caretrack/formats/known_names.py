"""Names that stand beside addresses: which of them may be of somebody in the journal.

Of mails and meetings of strangers hardly more than a line is read, so a first look must be quick.
Who is meant in the end is told when touches are matched with people.
"""

import re
from collections.abc import Collection, Iterable

from caretrack.domain.people.in_titles import is_chore, name_parts
from caretrack.domain.people.names import name_key
from caretrack.domain.people.plain_names import same_name_key
from caretrack.formats.text import says_nothing

# "Ann Probe (Lagoon)" is Ann Probe; Outlook quotes names a second time.
_ASIDE = re.compile(r"\s*[(\[][^)\]]*[)\]]")
_QUOTES = "'\"‘’“” "


class KnownNames:
    """The full names and nicknames in the journal, to look up how a file calls people.

    `addresses` has the addresses of the file for which such a name stands, each with that name as
    the file has it.
    """

    def __init__(self, keys: Collection[str], mine: Collection[str] = ()) -> None:
        """Take the keys of names of two or more words; at addresses of `mine` nobody is named."""
        self.addresses: dict[str, str] = {}
        self._keys = frozenset(same_name_key(key) for key in keys)
        self._words = frozenset(word for key in self._keys for word in key.split())
        self._mine = mine
        self._pairs: dict[tuple[str, str], tuple[str, str]] = {}

    def __bool__(self) -> bool:
        """True if there is a name to look for."""
        return bool(self._keys)

    def may_stand_in(self, text: str) -> bool:
        """True if a line may hold one of the names: a quick first look."""
        if not self._keys:
            return False
        return (
            not text.isascii()
            or "=?" in text
            or not self._words.isdisjoint(re.findall("[a-z]+", text.lower()))
        )

    def has(self, name: str) -> bool:
        """True if somebody in the journal is called so."""
        return same_name_key(name_key(plain_name(name))) in self._keys

    def note(self, pairs: Iterable[tuple[str, str]]) -> bool:
        """Remember the addresses at which a name of the journal stands; True if there is one."""
        found = False
        if not self._keys:
            return found
        for name, address in pairs:
            if name and address not in self._mine and self.has(name):
                self.addresses.setdefault(address, plain_name(name))
                found = True
        return found

    def called(self, address: str, name: str) -> tuple[str, str] | None:
        """Return the name that stands at an address, with it; None where nothing does."""
        pair = (plain_name(name) or self.addresses.get(address, ""), address)
        # Of fifty thousand mails, each pair is kept once.
        return self._pairs.setdefault(pair, pair) if pair[0] else None

    def in_title(self, title: str) -> list[str]:
        """Return the names of the journal that stand in the title of a meeting."""
        if not self.may_stand_in(title) or is_chore(title):
            return []
        return [part for part in name_parts(title) if self.has(part)]


def plain_name(name: str) -> str:
    """Return a name as a file has it, without quotes and what stands in brackets behind it.

    An address is no name, and neither is "N/A".
    """
    plain = _ASIDE.sub("", name).strip(_QUOTES)
    return "" if "@" in plain or says_nothing(plain, is_name=True) else plain
