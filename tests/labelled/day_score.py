"""Score what is read of paragraphs about a day: people, day, kind and channel of each touch."""

from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta
from functools import cache
from typing import NamedTuple

import labelled
from caretrack.domain.day.touches import read_day
from caretrack.domain.day.values import DayTouch, LeftOut
from caretrack.domain.kinds.guess import guess, guess_channel
from caretrack.domain.kinds.name_words import Names, name_set
from caretrack.domain.people.in_sentences import Cast, cast_of
from caretrack.domain.people.names import Candidate, name_key

READ_ON = date(2026, 11, 21)  # a Saturday


class Label(NamedTuple):
    """A touch that a paragraph tells of; where several kinds or channels fit, all are named."""

    people: frozenset[str]
    day: date
    kinds: frozenset[str]
    channels: frozenset[str]


class Paragraph(NamedTuple):
    """A text, the touches in it, and the words that must be left out."""

    style: str
    text: str
    touches: list[Label]
    left: list[str]


@cache
def cast() -> Cast:
    """Those who are in the journal; their ids are their slugs."""
    people, companies = [], {}
    for line, _ in labelled.lines("days/cast"):
        slug, _, about = line.partition(": ")
        name, company, nicknames = ([part.strip() for part in about.split("|")] + ["", ""])[:3]
        keys = tuple(name_key(nickname) for nickname in nicknames.split(",") if nickname)
        people.append(Candidate(slug, name, name_key(name), keys, (), False))
        if company:
            companies.setdefault(name_key(company), []).append(slug)
    return cast_of(people, companies)


@cache
def names() -> Names:
    return Names(name_set(one.name for called in cast().called.values() for one in called))


def paragraphs(name: str) -> list[Paragraph]:
    """The paragraphs of a file, with their labels."""
    return [_paragraph(style, text) for style, text in labelled.sections(f"days/{name}")]


def _paragraph(style: str, text: str) -> Paragraph:
    lines = text.split("\n")
    touches = [_label(line[2:]) for line in lines if line.startswith("> ")]
    left = [line[2:].strip() for line in lines if line.startswith("! ")]
    prose = [line for line in lines if not line.startswith(("> ", "! "))]
    return Paragraph(style, "\n".join(prose).strip(), touches, left)


def _label(line: str) -> Label:
    people, ago, kinds, channels = (part.strip() for part in line.split("|"))
    return Label(
        frozenset(people.split()),
        READ_ON - timedelta(days=int(ago)),
        frozenset(kinds.split("/")),
        frozenset(channels.split("/")),
    )


class Reading(NamedTuple):
    """What was read of a paragraph: what counts as right, as false and as missed."""

    paragraph: Paragraph
    touches: tuple[DayTouch, ...]
    left: tuple[LeftOut, ...]
    counts: Counter[str]
    wrong: list[str]


def read(paragraph: Paragraph) -> Reading:
    """Compare what is read of a paragraph with its labels."""
    found = read_day(paragraph.text, cast(), READ_ON, READ_ON)
    counts: Counter[str] = Counter(labels=len(paragraph.touches), read=len(found.touches))
    wrong = []
    wanted = list(paragraph.touches)
    for touch in found.touches:
        met = [one for one in wanted if one.people == frozenset(touch.people)]
        label = next((one for one in met if one.day == touch.day), met[0] if met else None)
        if label is None:
            wrong.append(f"not in it: {', '.join(touch.people)} {touch.day} “{touch.note}”")
            continue
        wanted.remove(label)
        kind = guess(touch.note, names=names()).kind
        channel = guess_channel(touch.note) or "other"
        right = {
            "people": True,
            "day": touch.day == label.day,
            "kind": kind in label.kinds,
            "channel": channel in label.channels,
        }
        counts.update(what for what, is_right in right.items() if is_right)
        said = {"people": "", "day": touch.day, "kind": kind, "channel": channel}
        wrong += [
            f"{what} {said[what]}: “{touch.note}”"
            for what, is_right in right.items()
            if not is_right
        ]
    wrong += [f"not found: {', '.join(sorted(one.people))} {one.day}" for one in wanted]
    for words in paragraph.left:
        counts["left labels"] += 1
        if any(words in one.text or words in one.written for one in found.left_out):
            counts["left"] += 1
        else:
            wrong.append(f"not left out: {words}")
    return Reading(paragraph, found.touches, found.left_out, counts, wrong)


def score(name: str) -> tuple[Counter[str], list[Reading]]:
    """Return how many are right of all paragraphs of a file, and each reading."""
    readings = [read(paragraph) for paragraph in paragraphs(name)]
    total: Counter[str] = Counter()
    for one in readings:
        total.update(one.counts)
    return total, readings


def report(name: str) -> Iterator[str]:
    """Yield the figures of a file, and what is wrong."""
    total, readings = score(name)
    yield f"{name}: {dict(total)}"
    for one in readings:
        if one.wrong:
            yield f"  {one.paragraph.style}: {one.paragraph.text!r}"
            yield from (f"      {line}" for line in one.wrong)
            yield f"      left: {[(left.text, left.why, left.written) for left in one.left]}"
