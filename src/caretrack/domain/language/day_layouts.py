"""Texts of other programs that tell of a day: what a dictation program prints, jrnl, friends.md.

Each is taken apart into passages: plain prose, and the day that its layout gives.
"""

import re
from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from caretrack.domain.text import sentence
from caretrack.words import word_set

# whisper.cpp: "[00:00:00.000 --> 00:00:04.000]  text"; a subtitle has it on a line of its own.
# The hours have an end, or a text of figures alone would take minutes.
_TIMED = re.compile(
    r"\[?(?:\d{1,4}:)?\d\d:\d\d[.,]\d{3} +--> +(?:\d{1,4}:)?\d\d:\d\d[.,]\d{3}\]?\s*"
)
# "[BLANK_AUDIO]", "(music)": what it hears that is no speech.
_NO_SPEECH = re.compile(
    r"[\[(*](?:[A-Z_ ]+|[a-z ]*(?:music|applause|laughter|silence)[a-z ]*)[\])*]"
)
# jrnl: "[2026-11-20 09:00] Title", "2026-11-20 09:00 Title", "[2026-11-20 09:00:00 AM] …".
_ENTRY = re.compile(
    r"(?:\[(?P<in>\d{4}-\d\d-\d\d)(?: [^\]\n]{1,20})?\]"
    r"|(?P<out>\d{4}-\d\d-\d\d) \d\d?:\d\d(?::\d\d)?(?: [AaPp]\.?[Mm]\.?)?)(?:\s+|$)"
)
# friends.md: "- 2026-11-20: Lunch with **Ana Silva** in _Porto_. @food".
_ACTIVITY = re.compile(r"(?:- )?(?P<day>\d{4}-\d\d-\d\d):\s+")
_HEADING = re.compile(r"#{1,3} (?P<section>Activities|Notes|Friends|Locations):\s*")
_BOLD = re.compile(r"\*\*([^*\n]+)\*\*")
_PLACE = re.compile(r"(?<!\w)_([^_\n]+)_(?!\w)")
_SPOKEN = {
    "comma": ",", "period": ".", "full stop": ".", "question mark": "?", "exclamation mark": "!",
    "exclamation point": "!", "semicolon": ";", "new line": "\n", "new paragraph": "\n\n",
}  # fmt: skip
_SPOKEN_MARK = re.compile(
    r"(?P<before>(?<![\w'’-])[\w'’-]+)?(?:^|(?<!\s)\s+)(?P<mark>"
    + "|".join(_SPOKEN)
    + r")(?=\s|$)",
    re.IGNORECASE,
)
# An utterance, or a line, that ends so goes on in the next one.
_GOES_ON = {
    "and", "with", "to", "the", "a", "an", "of", "for", "but", "that", "in", "at", "is", "about",
    "by", "from", "on", "my", "her", "his", "their", "our", "w/", "&", "or",
}  # fmt: skip
_UTTERANCE = re.compile(r'"text"\s*:\s*"((?:[^"\\]|\\.)*)"')


class Passage(NamedTuple):
    """A piece of prose, and the day that its layout gives, None for none.

    `entry` is True where the layout says that all of it is one entry. `aside` is True for what
    stands in a friends.md and is no touch: its notes, friends and places.
    """

    text: str
    day: date | None = None
    entry: bool = False
    aside: bool = False


def passages(text: str) -> list[Passage]:
    """Return the passages of a text, in their order, without the marks of its layout."""
    text = with_spoken_marks(_heard(text))
    found: list[Passage] = []
    section = ""
    for line in text.split("\n"):
        heading = _HEADING.fullmatch(line.strip())
        if heading:
            section = heading["section"]
            continue
        head = _head(line)
        if section not in {"", "Activities"}:
            if line.strip():
                found.append(Passage(line.strip(), aside=True))
        elif head is not None:
            found.append(head)
        elif found and not found[-1].aside:
            body = re.sub(r"^\| ?", "", line) if found[-1].entry else line
            before = found[-1].text
            gap = " " if _goes_on(before) and body.strip() else "\n"
            found[-1] = found[-1]._replace(text=f"{before}{gap}{body}")
        elif line.strip():
            found.append(Passage(line))
    return [part._replace(text=part.text.strip()) for part in found if part.text.strip()]


def _head(line: str) -> Passage | None:
    """Return the passage that a line with a day begins, None for any other line."""
    entry = _ENTRY.match(line)
    if entry and (day := _day(entry["in"] or entry["out"])):
        return Passage(line[entry.end() :], day, entry=True)
    activity = _ACTIVITY.match(line)
    if activity and (day := _day(activity["day"])):
        return Passage(without_markup(line[activity.end() :]), day, entry=True)
    return None


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def without_markup(line: str) -> str:
    """Return a line of a friends.md without its stars, underscores and tags."""
    end = len(line)
    for word in reversed(list(re.finditer(r"\S+", line))):
        if not word[0].startswith("@"):
            end = word.end()
            break
    return _PLACE.sub(r"\1", _BOLD.sub(r"\1", line[:end]))


def _goes_on(text: str) -> bool:
    """True if a text stops within a sentence, as a line does that was wrapped."""
    if text[-1:].isspace():
        return False
    return text.endswith(",") or text[-20:].lower().split()[-1:] in [[word] for word in _GOES_ON]


def _heard(text: str) -> str:
    """Return the prose of what a dictation program printed; any other text as it is."""
    if text.lstrip().startswith("{") and '"text"' in text:
        return "\n".join(_utterances(text))
    if _TIMED.search(text) is None:
        return text
    lines = (_NO_SPEECH.sub(" ", _TIMED.sub("", line)).strip() for line in text.split("\n"))
    return " ".join(line for line in lines if line and not line.isdecimal() and line != "WEBVTT")


def _utterances(text: str) -> Iterator[str]:
    """Yield what vosk heard, an utterance a line, each with a full stop where it ends."""
    import json

    held = ""
    for found in _UTTERANCE.finditer(text):
        try:
            said = json.loads(f'"{found[1]}"', strict=False).strip()
        except ValueError:
            said = found[1]
        held = f"{held} {said}".strip()
        if said and not _goes_on(held):
            yield sentence(held)
            held = ""
    if held:
        yield held


def with_spoken_marks(text: str) -> str:
    """Return a text with signs for those that were spoken: "period", "comma", "new line".

    A text that has full stops or commas is left alone, and so is "a difficult period".
    """
    if re.search(r"\w[.,!?](?:\s|$)", text):
        return text
    return _SPOKEN_MARK.sub(_mark, text)


def _mark(found: re.Match[str]) -> str:
    before, said = found["before"] or "", " ".join(found["mark"].lower().split())
    if said in {"period", "comma"} and before.lower() in word_set("day", "periods"):
        return found[0]
    sign = _SPOKEN[said]
    return f"{before}{sign}"
