"""What `care check` says: in a pipe, and the words that a terminal shares with it."""

from caretrack import streams
from caretrack.domain.draft.check import CheckResult
from caretrack.domain.text import sentence
from caretrack.views import words
from caretrack.views.page import ListPage, answer

HEADER = ("rule", "place", "words", "why", "suggestion")
LABELS = {
    "leave-alone": "leave alone",
    "generic-opener": "generic opener",
    "reflex-sign-off": "reflex sign-off",
    "not-personal": "nothing personal",
    "about-us": "all about you",
    "asks-nothing": "asks nothing",
}

NOT_READ = (
    "the draft is not in English: openers, sign-offs, selling, what is theirs and what it asks "
    "could not be judged. Looked for: what others got, names, what is to be left alone."
)


def show(draft: str, reading: CheckResult, name: str, *, json: bool) -> None:
    """Print the findings in a draft; `name` is whom it is for, or "".

    Of a good letter one line says why it is good. Of one that is not English one on stderr says
    what could not be judged.
    """
    if reading.unread and not json:
        streams.say(NOT_READ)
    if streams.on_terminal() and not json:
        from caretrack.views.terminal import check

        return check.reading(draft, reading, name)
    rows = [
        (found.rule, place(draft, found.start), found.words, found.why, found.suggestion)
        for found in reading.findings
    ]
    page = ListPage(HEADER, rows) if rows else praise_lines(reading)
    shown: dict[str, object] = {"findings": reading.findings}
    if reading.unread:
        shown["unread"] = True
    return answer(json, shown, page)


def place(draft: str, start: int) -> str:
    """Return line and column of a place in the draft, `3:14`. Both count from 1, in characters."""
    return f"{draft.count(chr(10), 0, start) + 1}:{start - draft.rfind(chr(10), 0, start)}"


def praise_lines(reading: CheckResult) -> list[str]:
    """Return the answer to a letter without findings, and what is good about it.

    Of one that was not read there is nothing to say.
    """
    if reading.unread:
        return []
    return [" ".join(sentence(part) for part in ("Nothing to mend", *reading.good))]


def how_many(reading: CheckResult) -> str:
    """`2 things to mend`."""
    return f"{words.count(len(reading.findings), 'thing')} to mend"
