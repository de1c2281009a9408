"""Letters: the mails of people of the journal, each with what was written and to whom.

Of mails of strangers only the head is read. Drafts, spam, what machines wrote and invitations are
left out and counted.
"""

import hashlib
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from itertools import islice
from typing import NamedTuple

from caretrack.domain.language.own_words import own_words
from caretrack.domain.records import Refused
from caretrack.domain.text import shortened, tidy
from caretrack.formats.known_names import KnownNames
from caretrack.formats.mail.addresses import addresses, names_at_addresses, possible_addresses
from caretrack.formats.mail.body import read_body
from caretrack.formats.mail.bounces import Bounce, is_bounce, read_bounce
from caretrack.formats.mail.headers import (
    Head,
    MailDate,
    date_written,
    field_text,
    first_field,
    is_automatic,
    is_draft_or_deleted,
    is_to_many,
    message_ids,
    read_head,
    subject_of,
)
from caretrack.formats.mail.places import UnreadMail, each_mail
from caretrack.formats.mail.threads import Mail
from caretrack.formats.source import ReadOptions, Source

LONGEST_CLUE = 1_500
LONGEST_KEPT = 6_000
LONGEST_NOTE = 300
MOST_OTHERS = 12

_READERS = ("to", "cc", "bcc")
_DELIVERED = ("delivered-to", "x-original-to", "envelope-to")

LEFT_OUT = "drafts, spam, or thrown away"
AUTOMATIC = "automatic replies and receipts"
INVITATIONS = "invitations; the meetings themselves come in with the calendar"


class Reading:
    """What is kept while mails are read: letters, what is left out, and who is called how.

    `known` are the addresses of others in the journal; `passed` are addresses without a name in
    mails of strangers.
    """

    def __init__(self, options: ReadOptions, names: KnownNames) -> None:
        """Start with nothing read; `names` may know addresses from an earlier reading."""
        self.options, self.names = options, names
        self.known = options.known - options.mine
        self.left: Counter[str] = Counter()
        self.letters: dict[tuple[str, date, tuple[str, ...]], Mail] = {}
        self.passed: set[str] = set()

    def letters_of(self, source: Source) -> Iterator[Refused]:
        """Keep the letters of people of the journal, and give what is refused."""
        for place in each_mail(source, self.options.format):
            found = place if isinstance(place, Refused) else _letter(place, self)
            if isinstance(found, Refused):
                yield found
            elif found is not None:
                # The same mail may lie in several folders; a direct copy says more than one of a
                # list.
                key = (found.id, found.day, found.readers if found.bounced else ())
                if key not in self.letters or (self.letters[key].many and not found.many):
                    self.letters[key] = found

    def knows(self, address: str) -> bool:
        """True if an address is one of the journal's people, or a name of theirs stands at it."""
        return address in self.known or address in self.names.addresses

    def missed_some(self) -> bool:
        """True if a mail was passed over whose address turned out to be somebody's later."""
        return not self.passed.isdisjoint(self.names.addresses)

    def is_of_strangers(self, head: Head) -> bool:
        """True if nobody of the journal can be in a mail with this head: a quick look."""
        fields = [value for name in ("from", *_READERS) for value in head.get(name, ())]
        likely = {part.decode("utf-8", "replace").casefold() for part in possible_addresses(fields)}
        if any(self.knows(address) for address in likely):
            return False
        if not self.names:
            return True
        told = [value for value in fields if self.names.may_stand_in(value.decode("latin-1"))]
        if told and self.names.note((name, at) for at, name in names_at_addresses(told).items()):
            return False
        self.passed |= likely
        return True


class _Correspondents(NamedTuple):
    """Who wrote a mail and whom it is to, by address, and the names that stand at these."""

    author: str
    readers: tuple[str, ...]
    names: Mapping[str, str]


def _letter(place: UnreadMail, reading: Reading) -> Mail | Refused | None:
    """Return a mail, or None for one that does not matter.

    Of a known person, it is counted as left out.
    """
    options, left = reading.options, reading.left
    head = read_head(place.lines)
    if not head:
        return Refused(place.where, "it is not a mail: it has no head")
    if is_bounce(head) and not (place.aside or is_draft_or_deleted(head)):
        bounced = _bounced(read_bounce(head, place.lines, options.today), place, reading.known)
        if bounced is not None:
            return bounced
    if reading.is_of_strangers(head):
        return None
    who = _correspondents(head)
    reading.names.note((name, address) for address, name in who.names.items())
    if not any(reading.knows(address) for address in (who.author, *who.readers)):
        return None
    if place.aside or is_draft_or_deleted(head) or is_automatic(head):
        left[AUTOMATIC if is_automatic(head) else LEFT_OUT] += 1
        return None
    when = date_written(head, options.today)
    if when is None or when.day > options.today:
        fault = (
            f"is dated {when.day}, which is still to come"
            if when
            else "has no date that can be read"
        )
        return Refused(place.where, f"“{shortened(field_text(head, 'subject'), 60)}” {fault}")
    letter = _with_head(place.where, head, who, when, reading)
    return letter if letter.many else _with_text(letter, head, place, options, left)


def _correspondents(head: Head) -> _Correspondents:
    author = next(iter(addresses(head.get("from", ()))), "")
    readers = addresses(value for name in _READERS for value in head.get(name, ()))
    names = names_at_addresses(
        value for name in ("from", *_READERS) for value in head.get(name, ())
    )
    return _Correspondents(author, tuple(dict.fromkeys(readers)), names)


def _with_head(
    where: str, head: Head, who: _Correspondents, when: MailDate, reading: Reading
) -> Mail:
    """Return the letter with what its head says."""
    people = tuple(address for address in (who.author, *who.readers) if reading.knows(address))
    delivered = addresses(value for name in _DELIVERED for value in head.get(name, ()))
    others = (address for address in (*who.readers, *delivered) if not reading.knows(address))
    own_id = next(iter(message_ids(head, "message-id")), "") or _made_id(head)
    root = next(iter((*message_ids(head, "references"), *message_ids(head, "in-reply-to"))), own_id)
    subject = field_text(head, "subject")
    bare = subject_of(subject)
    return Mail(
        where=where,
        id=own_id,
        root=root,
        instant=when.instant,
        day=when.day,
        author=who.author,
        readers=tuple(address for address in who.readers if reading.knows(address)),
        others=tuple(islice(others, MOST_OTHERS)),
        called=_called(people, who.names, reading.names),
        subject=shortened(bare, LONGEST_NOTE),
        many=is_to_many(head) or len(who.readers) > reading.options.crowd,
        answers=root != own_id or bare != subject,
    )


def _called(
    people: Iterable[str], at: Mapping[str, str], names: KnownNames
) -> tuple[tuple[str, str], ...]:
    """Return the names that stand at the addresses of these people, each with its address."""
    pairs = (names.called(address, at.get(address, "")) for address in dict.fromkeys(people))
    return tuple(pair for pair in pairs if pair)


def _bounced(bounce: Bounce | None, place: UnreadMail, known: frozenset[str]) -> Mail | None:
    """Return the letter of yours that did not reach somebody who is known; None for no such."""
    readers = tuple(address for address in bounce.failed if address in known) if bounce else ()
    if bounce is None or not readers:
        return None
    return Mail(
        where=place.where,
        id=bounce.letter_id,
        root=bounce.letter_id,
        instant=bounce.when.instant,
        day=bounce.when.day,
        author=bounce.author,
        readers=readers,
        others=(),
        subject=shortened(subject_of(bounce.subject), LONGEST_NOTE),
        many=False,
        answers=False,
        bounced=True,
    )


def _with_text(
    letter: Mail, head: Head, place: UnreadMail, options: ReadOptions, left: Counter[str]
) -> Mail | None:
    """The letter with what is written in it; None for an invitation."""
    body = read_body(head, place.lines)
    if body.invites:
        left[INVITATIONS] += 1
        return None
    words = tidy(own_words(body.text))
    below = words.partition("\n")[2].casefold()
    packed = zlib.compress(
        words[: LONGEST_KEPT if options.keep_text else LONGEST_CLUE].encode("utf-8", "replace"), 1
    )
    return letter._replace(
        words=packed,
        names=body.names,
        alike=zlib.crc32(below.encode("utf-8", "replace")) if below else 0,
    )


def _made_id(head: Head) -> str:
    """An id for a mail that has none: the same for the same mail, wherever it is read."""
    fields = b"\0".join(
        first_field(head, name).strip() for name in ("date", "from", "to", "subject")
    )
    return f"no-id-{hashlib.sha256(fields).hexdigest()[:24]}"
