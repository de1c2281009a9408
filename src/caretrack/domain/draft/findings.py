"""What the draft check finds, and which of the findings are shown: one a sentence."""

from bisect import bisect_right
from collections.abc import Iterable
from typing import NamedTuple

from caretrack.domain.language.letter import Letter, Sentence
from caretrack.words import phrase_list

# The gravest first: of one sentence, the first of them is said.
GRAVEST = (
    "leave-alone",
    "pasted",
    "selling",
    "generic-opener",
    "reflex-sign-off",
    "not-personal",
    "about-us",
    "asks-nothing",
)
OF_THE_WHOLE = frozenset(["not-personal", "about-us", "asks-nothing"])
# They are meant for check-ins: an answer need not be about its reader, or ask.
OF_CHECK_INS = frozenset(["not-personal", "asks-nothing"])


class DraftFinding(NamedTuple):
    """One thing to mend: `words` are draft[start:end], `suggestion` says what to write instead."""

    rule: str
    start: int
    end: int
    words: str
    why: str
    suggestion: str


class CheckResult(NamedTuple):
    """What was found, leave-alone first, then by place; if nothing was, what is good about it.

    `unread` if the letter is not English: nothing is said of its words then.
    """

    findings: tuple[DraftFinding, ...]
    good: tuple[str, ...]
    unread: bool = False

    @property
    def is_about_left_alone(self) -> bool:
        """True if it speaks of what is to be left alone, or to somebody in the archive."""
        return any(finding.rule == "leave-alone" for finding in self.findings)


def one_a_sentence(letter: Letter, findings: Iterable[DraftFinding]) -> list[DraftFinding]:
    """Return the gravest finding of each sentence, in the order in which they are shown."""
    kept: dict[object, DraftFinding] = {}
    for finding in sorted(findings, key=lambda one: (GRAVEST.index(one.rule), one.start)):
        about = _about(letter, finding)
        before = kept.setdefault(about, finding)
        # What could open or close a letter closes it where it stands at its end.
        if (before.rule, finding.rule) == ("generic-opener", "reflex-sign-off") and (
            about == _last_sentence(letter)
        ):
            kept[about] = finding
    return sorted(kept.values(), key=_place)


def _last_sentence(letter: Letter) -> Sentence | None:
    first, last = letter.body
    return letter.sentence_of(last - 1) if last > first else None


def _about(letter: Letter, finding: DraftFinding) -> object:
    """Return what a finding is about: a sentence, the greeting, or a longer letter as a whole."""
    first, last = letter.body
    at = max(0, bisect_right(letter.spans, finding.start, key=lambda span: span[0]) - 1)
    if at < first or not letter.words:
        return "greeting"
    own = letter.sentence_of(at)
    is_short = all(
        other == own or other.last <= first or other.first >= last for other in letter.sentences
    )
    if finding.rule in OF_THE_WHOLE and not is_short:
        return finding.rule
    _, end = letter.place(own.first, own.last)
    # A copy of several sentences is more than the first of them.
    return finding.rule if finding.end > end + 1 else own


def _place(finding: DraftFinding) -> tuple[bool, int, int, str]:
    return finding.rule != "leave-alone", finding.start, finding.end, finding.rule


def advice_of(group: str, what: str) -> str:
    """Return what is said of a finding: "why" it is one, or the "advice"; "" where nothing is."""
    lines = (line.partition(": ") for line in phrase_list("draft_advice", group))
    return next((text for name, _, text in lines if name == what), "")
