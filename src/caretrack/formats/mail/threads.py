"""Mails put together: whose they are, what went to many, which make one talk, what bounced."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.records import Refused

# Answers that only name the mail before them are followed so far back.
LONGEST_THREAD = 1_000


class Mail(NamedTuple):
    """A mail that was read. Addresses are casefolded.

    `root` is the id of the first mail of the thread, as far as this one says. `readers` are the
    readers whom the journal knows, by their address or their name, `others` all others. `many` is
    True if it went to more people than a letter does. `subject` has no Re:. `words` is its own
    text, packed; `alike` is equal for texts that are equal below the greeting. `bounced` is True if
    it never arrived. `called` are the names of its author and its readers, each with the address at
    which it stands.
    """

    where: str
    id: str
    root: str
    instant: float
    day: date
    author: str
    readers: tuple[str, ...]
    others: tuple[str, ...]
    subject: str
    many: bool
    answers: bool
    words: bytes = b""
    names: tuple[str, ...] = ()
    alike: int = 0
    bounced: bool = False
    called: tuple[tuple[str, str], ...] = ()


def how_many(mails: int) -> str:
    """`1 mail`, `1,200 mails`."""
    return f"{mails:,} {'mail' if mails == 1 else 'mails'}"


def is_one_of(address: str, mine: Collection[str]) -> bool:
    """Whether an address is one of these; me+shop@x.org is me@x.org."""
    local, _, domain = address.rpartition("@")
    return address in mine or ("+" in local and f"{local.partition('+')[0]}@{domain}" in mine)


def probably_mine(letters: Sequence[Mail], known: Collection[str]) -> Refused | str:
    """Return the address of the owner of these mails, where it was never set.

    It is in most of the mails. Refused where no address is in half of them, or two are as often.
    """
    seen = Counter(
        address
        for letter in letters
        for address in {letter.author, *letter.readers, *letter.others} - {""}
        if address not in known
    )
    (address, count), (_, next_count) = [*seen.most_common(2), ("", 0), ("", 0)][:2]
    if count > next_count and count * 2 >= len(letters):
        return address
    why = "which address is yours cannot be told; say it once: care config me.emails ADDRESS"
    return Refused(how_many(len(letters)), why, number=len(letters))


def sent_to_many(letters: Iterable[Mail], crowd: int) -> set[str]:
    """Return the ids of mails that went one by one to more than `crowd` people.

    They have the same text and the same day: a newsletter, however it was sent.
    """
    same: dict[tuple[date, str, int], list[Mail]] = {}
    for letter in letters:
        if letter.alike and not letter.answers:
            same.setdefault((letter.day, letter.subject.casefold(), letter.alike), []).append(
                letter
            )
    alike = (
        group
        for group in same.values()
        if len({reader for letter in group for reader in letter.readers}) > crowd
    )
    return {letter.id for group in alike for letter in group}


def conversations(letters: Sequence[Mail]) -> list[list[Mail]]:
    """Group the mails of one thread and one day, in the order of time.

    Their `readers` are the people of the touch. Threads are known by their ids; those without, and
    answers of programs that name no mail, by their subject, where one of the people is the same.
    """
    roots = {letter.id: letter.root for letter in letters}
    by_root: dict[tuple[date, str], list[Mail]] = {}
    by_subject: dict[tuple[date, str, str], list[Mail]] = {}
    found: list[list[Mail]] = []
    for letter in sorted(letters, key=lambda letter: letter.instant):
        root = _followed(letter.root, roots)
        subjects = [
            (letter.day, letter.subject.casefold(), person)
            for person in letter.readers
            if letter.subject
        ]
        talk = by_root.get((letter.day, root)) or next(
            (by_subject[key] for key in subjects if key in by_subject), None
        )
        if talk is None:
            talk = []
            found.append(talk)
        talk.append(letter._replace(root=root))
        by_root[letter.day, root] = talk
        for key in subjects:
            by_subject.setdefault(key, talk)
    return found


def _followed(root: str, roots: dict[str, str]) -> str:
    """The first mail of a thread, as far back as the mails at hand say."""
    for _ in range(LONGEST_THREAD):
        before = roots.get(root, root)
        if before == root:
            break
        root = before
    return root


def without_bounced(letters: Iterable[Mail]) -> tuple[list[Mail], list[Mail]]:
    """Return the letters as far as they arrived, and what bounced of them.

    A letter that bounced of some of its readers arrived at the others. If the letter itself is not
    there, the notice of the bounce stands for it.
    """
    failed: dict[str, dict[str, Mail]] = {}
    arrived = []
    for letter in letters:
        if letter.bounced:
            failed.setdefault(letter.id, {}).update(dict.fromkeys(letter.readers, letter))
        else:
            arrived.append(letter)
    kept, bounced = [], []
    for letter in arrived:
        lost = [reader for reader in letter.readers if reader in failed.get(letter.id, ())]
        left = tuple(reader for reader in letter.readers if reader not in lost)
        if lost:
            bounced.append(letter._replace(readers=tuple(lost), bounced=True))
            for reader in lost:
                del failed[letter.id][reader]
        if left or not lost:
            kept.append(letter._replace(readers=left))
    notices = {
        letter: [reader for reader, of in readers.items() if of is letter]
        for readers in failed.values()
        for letter in readers.values()
    }
    return kept, bounced + [
        letter._replace(readers=tuple(readers)) for letter, readers in notices.items()
    ]
