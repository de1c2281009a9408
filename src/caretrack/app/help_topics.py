"""What `care help TOPIC` says: the rules, in the words of somebody who uses `care`.

The texts are `words/help/*.md`: "# word: one line", then paragraphs and list items ("- "). Where
their lines end does not matter. A number that stands in a text as {NAME} is filled in from the rule
itself, so that neither can change alone.
"""

import re
from functools import cache
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.text import nearest
from caretrack.words import FOLDER

# In the order in which they are listed.
TOPICS = (
    "clock", "kinds", "openers", "facts", "proposals", "check", "standing", "recognition", "names",
    "forget", "days", "settings",
)  # fmt: skip


class Topic(NamedTuple):
    """A rule that can be read about: its word, one line for the list, and the text of its file."""

    topic: str
    line: str
    text: str


@cache
def topics() -> dict[str, Topic]:
    """Return all topics by their word, in the order in which they are listed."""
    return {name: _read(name) for name in TOPICS}


def _read(name: str) -> Topic:
    head, _, text = Path(FOLDER, "help", f"{name}.md").read_bytes().decode().partition("\n")
    return Topic(name, head.removeprefix(f"# {name}: "), text)


def written(topic: Topic) -> str:
    """Return the text with its numbers: each paragraph and each list item on one line."""
    text = re.sub(r"(?<!\n)\n(?!\n|- )", " ", topic.text.strip())
    text = re.sub(r" {2,}", " ", text)
    for name, number in _numbers().items():
        text = text.replace("{" + name + "}", str(number))
    return text


def nearest_topic(word: str, commands: list[str]) -> str | None:
    """Return the topic or command that was probably meant, or None."""
    known = [*TOPICS, *commands]
    begun = [name for name in known if word and name.startswith(word)]
    return next(iter(begun or nearest(word, known)), None)


def _numbers() -> dict[str, int]:
    from caretrack.domain import clock
    from caretrack.domain.talk import (
        gestures,
        openers,
        proposals,
        said_text,
        standing_word,
    )

    return {
        "CADENCE": clock.DEFAULT_DAYS,
        "CROWD": clock.DEFAULT_CROWD,
        "ONLY_SALES": clock.ONLY_SALES,
        "UNANSWERED_DAYS": openers.UNANSWERED_DAYS,
        "OCCASION_DAYS": openers.OCCASION_DAYS,
        "UNDATED_DAYS": openers.UNDATED_DAYS,
        "TURN_DAYS": openers.TURN_DAYS,
        "ENOUGH_PRAISE": standing_word.ENOUGH_PRAISE,
        "QUIET_DAYS": standing_word.QUIET_DAYS,
        "ASKED_OFTEN": standing_word.ASKED_OFTEN,
        "WANTED": gestures.WANTED,
        "AT_MOST": proposals.AT_MOST,
        "LONGEST": said_text.LONGEST,
    }
