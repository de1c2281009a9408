"""What the columns of a table are called, in the languages and programs that we know."""

import re
from collections.abc import Sequence
from functools import cache, lru_cache
from typing import NamedTuple

from caretrack.domain.people.names import name_key
from caretrack.words import phrase_list, word_lists

_OF_A_PERSON = re.compile(
    r"\s*(?:person|persoon|personne|persona|pessoa|contact|kontakt"
    r"|activity|aktivität|activité|actividad|atividade|attività|activiteit)\s+[-–:]\s+(?=\S)",
    re.IGNORECASE,
)
# Their formats have names of their own. All others are CONTACTS.
_FORMATS = ("linkedin-csv", "google-csv", "outlook-csv")
CONTACTS = "contacts-csv"
_LONG_NUMBER = 8

# A table of our own making has just these columns, in this order.
OWN = tuple(word_lists("columns")["own"].split())
# What `--map` may name.
FIELDS = tuple(word_lists("columns")["map"].split())


_NAMES = {"first", "last"}
# What says a name: the whole of it, or a part.
_SAYS = {"name": {"name", *_NAMES}}


class _Meaning(NamedTuple):
    """What a column says where no other column says it better.

    `beside` is a field that another column must say, "" for none.
    """

    field: str
    beside: str = ""


def _fields(certainty: str) -> dict[str, str]:
    """Return the rest of the heading for each name of a column, of the lists that begin so."""
    lists = word_lists("columns").items()
    return {
        name: heading.removeprefix(certainty)
        for heading, names in lists
        if heading.startswith(certainty)
        for name in names.split()
    }


MEANT = _fields("is ")
# What these columns say counts only where no other column says it.
MEANT_WEAKLY = {
    name: _Meaning(*said.split(" beside ")) for name, said in _fields("may be ").items()
}


_AT_LAST = _fields("at last ")


@lru_cache(1024)
def head_key(name: str) -> str:
    """What a head is compared by: its letters, without case and accents.

    Pipedrive says whose column it is: "Person - Name" is a name, "Activity - Type" a type.
    """
    return _letters(_OF_A_PERSON.sub("", name[:200]))


def _letters(text: str) -> str:
    return "".join(char for char in name_key(text) if char.isalpha())


@cache
def _programs() -> dict[str, list[set[str]]]:
    """Return the signs of each program: the columns that its tables have, and no others."""
    lists = word_lists("columns")
    headings = [*_FORMATS, *(heading for heading in lists if heading.startswith("program "))]
    return {
        heading.removeprefix("program "): [
            set(signs.split()) for signs in phrase_list("columns", heading)
        ]
        for heading in headings
    }


@cache
def _of_program(program: str) -> dict[str, str]:
    """Return what the columns of a program say that others do not: its name -> our field."""
    return _fields(f"in {program} ")


@lru_cache(64)
def _program(head: tuple[str, ...]) -> str:
    words = {head_key(name) for name in head} | {_letters(name[:200]) for name in head}
    for program, signs in _programs().items():
        if any(words.issuperset(sign) for sign in signs):
            return program
    return ""


def program_of(head: Sequence[str]) -> str:
    """Return the address book or CRM that writes this head, by its name; "" for any other.

    LinkedIn, Google and Outlook are called as their formats are.
    """
    return _program(tuple(head))


def uid_of(program: str, number: str) -> str:
    """Return the uid of what a program has under a number, as `hubspot:40012345678`.

    Short numbers begin at 1 in every account, and tell nobody: for them it is "".
    """
    return f"{program.lower()}:{number}" if program and len(number) >= _LONG_NUMBER else ""


def written_by(head: Sequence[str]) -> str:
    """Return the format of a table with this head; csv where no known program wrote it."""
    program = program_of(head)
    return program if program in _FORMATS else CONTACTS if program else "csv"


def is_own_table(head: Sequence[str]) -> bool:
    """Whether `care export --to csv` wrote it, whatever columns were moved or taken out since."""
    return {"name", "occasion", "fact", "uid"} <= set(head) <= set(OWN)


def guess_columns(head: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return our field -> the places of the columns that say it, by their names alone.

    "Name" is the family name beside a first name, the given name beside a family name. "Title" is a
    role only where no column says it better, and never where it stands beside a suffix, as
    Outlook's Mr and Dr do.
    """
    words = [head_key(name) for name in head]
    meant = MEANT | _of_program(program_of(head))
    found: dict[str, tuple[int, ...]] = {}
    for place, word in enumerate(words):
        if field := meant.get(word):
            found[field] = (*found.get(field, ()), place)
    weak = [
        (word, place, MEANT_WEAKLY[word])
        for place, word in enumerate(words)
        if word in MEANT_WEAKLY
        and word not in meant
        and not (word == "title" and "suffix" in words)
    ]
    # What counts only beside another column comes last: that one may be a weak one, too.
    for _, place, (field, beside) in sorted(weak, key=lambda one: bool(one[2].beside)):
        if (
            field not in found
            and not (beside and not _SAYS.get(beside, {beside}) & found.keys())
            and not (field == "name" and _NAMES & found.keys())
        ):
            found[field] = (place,)
    if not {"name", *_NAMES} & found.keys():
        places = [place for place, word in enumerate(words) if word in _AT_LAST]
        if places:
            found["name"] = (places[0],)
    if not is_own_table(head):
        # The owner of a CRM is often who exported it, and would be everybody's: --map asks for it.
        found.pop("owner", None)
    if "name" in found and ("first" in found) != ("last" in found):
        found["last" if "first" in found else "first"] = found.pop("name")
    return found
