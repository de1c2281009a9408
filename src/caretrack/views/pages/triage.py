"""What `care triage` says of somebody who is known and not looked after yet."""

from collections.abc import Sequence
from datetime import date

from caretrack.app.triage import ARCHIVE, CADENCES, NO_REMINDERS, Decided
from caretrack.domain.clock import NEVER
from caretrack.domain.dates import short, spoken
from caretrack.domain.text import flat
from caretrack.journal.queries.known_people import KnownPerson
from caretrack.views import words
from caretrack.views.page import Cell

HEADER = ("name", "company", "role", "touches", "last_touch", "met", "decide")
NOBODY = "Everybody is looked after: nobody to decide about."
# The keys in the words of the answers. What each does in full is said where another was pressed.
CHOICE = "[2] weeks [m]onth [3] months [y]ear [0] never [a]rchive [n]ext [u]ndo [q]uit"
KEYS = (
    f"  {', '.join(f'{key} every {said}' for key, (days, said) in CADENCES.items() if days)}",
    "  0 no reminders, a into the archive, n next: asked again another time",
    "  u take the last answer back, q stop",
)


def head(in_all: int) -> list[str]:
    """Say how many there are, and what is asked."""
    known = words.count(in_all, "person is", "people are")
    return [f"{known} {words.NOT_YET}. How often should each hear from you?"]


def of_person(person: KnownPerson, number: int, shown: int, today: date) -> list[str]:
    """Return two lines: who it is, and how well you know them."""
    work = ", ".join(filter(None, (person.role, person.company)))
    who = " · ".join(flat(part) for part in (person.name, work) if part)
    return [f"{number} of {shown}  {who}", f"  {flat(acquaintance(person, today))}"]


def acquaintance(person: KnownPerson, today: date) -> str:
    """`met at the fair · 14 touches, the last on 3 Nov`; or since when they are in the journal."""
    parts = [f"met: {person.met}" if person.met else ""]
    if person.last_touch is not None:
        many = words.count(person.touches, "touch", "touches")
        last = short(person.last_touch, today)
        parts.append(f"{many}, on {last}" if person.touches == 1 else f"{many}, the last on {last}")
    else:
        parts.append(f"no touch yet, in the journal since {short(person.known_on, today)}")
    return " · ".join(filter(None, parts))


def decided(done: Decided, key: str) -> str:
    """Return what an answer did."""
    if key == ARCHIVE or done.clock is None:
        return "in the archive"
    if CADENCES[key][0] == NEVER:
        return "no reminders; kept in the journal"
    first = done.clock.due_on
    when = "" if first is None else f", due {'since ' if first < done.today else ''}{spoken(first)}"
    return f"{words.cadence(done.clock)}{when}"


def ended(counts: dict[str, int], left: int) -> str:
    """Return what was decided in all, and how many are left."""
    taken = sum(counts.get(key, 0) for key in CADENCES if CADENCES[key][0] != NEVER)
    people = words.count(taken, "person is", "people are")
    parts = [
        f"{people} looked after from now on" if taken else "",
        f"{counts[NO_REMINDERS]:,} without reminders" if counts.get(NO_REMINDERS) else "",
        f"{counts[ARCHIVE]:,} in the archive" if counts.get(ARCHIVE) else "",
    ]
    said = ", ".join(filter(None, parts)) or "Nothing was decided"
    more = "nobody is left" if not left else f"{left:,} left: care triage goes on"
    undo = " (care undo takes back the last answer)" if any(parts) else ""
    return f"{said}; {more}.{undo}"


def row(person: KnownPerson, start: str) -> Sequence[Cell]:
    """Return a line of the list, with a command that decides."""
    return (
        person.name,
        person.company,
        person.role,
        person.touches,
        person.last_touch,
        person.met,
        f"care every {start} 3m",
    )
