"""Read the labelled texts beside this file; README.md describes their format and each set."""

import re
import tomllib
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.domain.draft.check import DraftReader
from caretrack.domain.model import Fact
from caretrack.domain.talk.openers import Opener

FOLDER = Path(__file__).resolve().parent


def sets(folder: str) -> list[str]:
    """The names of the text files in a folder, without ".txt"."""
    return sorted(f"{folder}/{path.stem}" for path in (FOLDER / folder).glob("*.txt"))


def sections(name: str) -> list[tuple[str, str]]:
    """Return each heading of a file and the text below it. Text above the first is a comment."""
    _, *parts = re.split(
        r"^== ", (FOLDER / f"{name}.txt").read_text(encoding="utf-8"), flags=re.MULTILINE
    )
    headings = (part.partition("\n") for part in parts)
    return [(heading.strip(), text.strip("\n")) for heading, _, text in headings]


def lines(name: str) -> list[tuple[str, str]]:
    """Each line of a text file that has one text on a line, and the heading above it."""
    return [
        (line.strip(), heading)
        for heading, text in sections(name)
        for line in text.split("\n")
        if line.strip()
    ]


def lines_under(name: str, heading: str) -> list[str]:
    """The lines under one heading."""
    return [line for line, above in lines(name) if above == heading]


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))


class Draft(NamedTuple):
    """A draft to a reader ("" for nobody), with the rules that must fault it, once per finding.

    Those in `either_way` may fault it or not.
    """

    reader: str
    text: str
    rules: tuple[str, ...]
    family: str
    either_way: frozenset[str] = frozenset()


def drafts(name: str) -> list[Draft]:
    """The drafts of a file, whose headings are "reader: rules" or "reader (sales): rules"."""
    return [_draft(name, heading, text) for heading, text in sections(name)]


def _draft(name: str, heading: str, text: str) -> Draft:
    parts = re.fullmatch(r"(\w+)( \(sales\))?: (.+)", heading)
    if not parts:
        raise ValueError(
            f"{name}.txt: a heading of a draft is “== reader: rules”, and this is “== {heading}”"
        )
    reader, sales, rules = parts.groups()
    named = [] if rules == "nothing" else rules.split()
    return Draft(
        "" if reader == "nobody" else reader,
        text,
        tuple(rule for rule in named if not rule.endswith("?")),
        "sales" if sales else "care",
        frozenset(rule[:-1] for rule in named if rule.endswith("?")),
    )


@cache
def drafted_on() -> date:
    """The day on which all drafts are read."""
    day: date = _table("drafts/readers")["today"]
    return day


@cache
def readers() -> dict[str, DraftReader]:
    """Those to whom the drafts are written, by their short names."""
    return {
        name: _reader(about) for name, about in _table("drafts/readers").items() if name != "today"
    }


def _reader(about: dict[str, Any]) -> DraftReader:
    return DraftReader(
        about["name"],
        names=tuple(about.get("names", ())),
        company=about.get("company", ""),
        role=about.get("role", ""),
        facts=tuple(_fact(number, fact) for number, fact in enumerate(about.get("facts", ()))),
        topics=tuple((topic["on"], topic["note"]) for topic in about.get("topics", ())),
        openers=tuple(
            Opener(one["why"], one["text"], one["source"], one["on"])
            for one in about.get("openers", ())
        ),
    )


def _fact(number: int, fact: dict[str, Any]) -> Fact:
    source = "noticed" if fact.get("noticed") else "told"
    return Fact(
        f"fct{number}", "prs1", fact["category"], fact["text"], source, fact["on"], None, None
    )


class Compared(NamedTuple):
    """A letter that Ben was sent and a draft to Ana, and what the two show."""

    shows: str
    sent: str
    draft: str


class PastedLetters(NamedTuple):
    """Return the sent letters by name, the drafts that copy one, and those that do not."""

    names: tuple[str, ...]
    sent: dict[str, str]
    copies: list[Compared]
    own_words: list[Compared]


@cache
def pasted_letters() -> PastedLetters:
    table = _table("pasted")
    sent = table["sent"]
    copies, own_words = (
        [Compared(case["shows"], sent[case["sent"]], case["draft"]) for case in table[kind]]
        for kind in ("copy", "own-words")
    )
    return PastedLetters(tuple(table["names"]), sent, copies, own_words)


class PeoplePair(NamedTuple):
    """Two people as text, how surely they are one ("" for two), and a word of the reason."""

    one: str
    other: str
    how: str
    why: str


def people_pairs() -> list[PeoplePair]:
    made = []
    for line, how in lines("pairs/people"):
        pair, _, why = line.partition(" : ")
        one, other = pair.split(" <> ")
        made.append(PeoplePair(one, other, "" if how == "two" else how, why))
    return made


class SubjectPair(NamedTuple):
    """Two people's facts (category, text), and whether they share a subject."""

    one: tuple[str, str]
    other: tuple[str, str]
    shared: bool


def subject_pairs() -> list[SubjectPair]:
    made = []
    for line, label in lines("pairs/subjects"):
        one, other = (tuple(half.split(": ", 1)) for half in line.split(" | "))
        made.append(SubjectPair(one, other, label == "shared"))
    return made
