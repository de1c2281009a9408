"""Mails put together: whose they are, which belong to one thread, and what was said in a thread on a day."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import date
from typing import NamedTuple

from caretrack.domain.records import Refused

# Answers that only name the mail before them are followed so far back.
LONGEST_THREAD = 1_000


class Letter(NamedTuple):
    """A mail, as far as it is of concern. Addresses are casefolded.

    `root` is the id of the mail that began the thread, as far as this one says. `readers` are those whom the journal knows, `others`
    all others to whom it went. `many`: it went to more people than a letter does. `subject` is bare of Re:. `words` is its own text,
    packed; `alike` is the same for texts that are the same below the greeting.
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


def how_many(mails: int) -> str:
    """`1 mail`, `1,200 mails`."""
    return f"{mails:,} {'mail' if mails == 1 else 'mails'}"


def is_one_of(address: str, mine: Collection[str]) -> bool:
    """Whether an address is one of these; me+shop@x.org is me@x.org."""
    local, _, domain = address.rpartition("@")
    return address in mine or ("+" in local and f"{local.partition('+')[0]}@{domain}" in mine)


def probably_mine(letters: Sequence[Letter], known: Collection[str]) -> Refused | str:
    """The address of whoever keeps these mails, where nobody said it: it takes part in most of them. Refused where none does in half of them, or two as often."""
    seen = Counter(
        address
        for letter in letters
        for address in {letter.author, *letter.others} - {""}
        if address not in known
    )
    (address, count), (_, next_count) = [*seen.most_common(2), ("", 0), ("", 0)][:2]
    if count > next_count and count * 2 >= len(letters):
        return address
    why = "which address is yours cannot be told; say it once: care config me.emails ADDRESS"
    return Refused(how_many(len(letters)), why, number=len(letters))


def sent_to_many(letters: Iterable[Letter], crowd: int) -> set[str]:
    """The ids of letters that went one by one to more than `crowd` people, the same text on the same day: a newsletter, however it was sent."""
    same: dict[tuple[date, str, int], list[Letter]] = {}
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


def talks(letters: Sequence[Letter]) -> list[list[Letter]]:
    """The letters of one thread and one day together, in the order of time; their `readers` are whom each makes a touch with.

    Threads are known by their ids; those without, and answers of programs that name no mail, by their subject, where one of the
    people is the same.
    """
    roots = {letter.id: letter.root for letter in letters}
    by_root: dict[tuple[date, str], list[Letter]] = {}
    by_subject: dict[tuple[date, str, str], list[Letter]] = {}
    found: list[list[Letter]] = []
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
