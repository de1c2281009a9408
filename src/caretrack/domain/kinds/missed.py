"""Whether a note says that somebody was only tried: no answer, a voicemail, no show (S0.2).

Left on a voicemail, a sale is only tried as well: nobody heard it yet. But where something was sent
or said, and then no answer came, the sale counts.
"""

from collections.abc import Sequence
from functools import cache

from caretrack.domain.kinds.abroad import phrases_abroad
from caretrack.domain.language.phrases import PhraseHit, Rules, hits
from caretrack.domain.model import MISSED
from caretrack.words import phrase_list


def not_reached(words: Sequence[str]) -> list[PhraseHit]:
    """Return what says that they were tried and not reached; nothing where they were in the end."""
    return _missed(words, _rules("kinds", MISSED))


def unanswered(words: Sequence[str]) -> list[PhraseHit]:
    """Return what says that no answer came; nothing where they were reached in the end."""
    return _missed(words, _rules("kinds_missed", "unanswered"))


def was_called(words: Sequence[str]) -> bool:
    """True if they were called or visited."""
    return any(hits(_rules("kinds_missed", "called"), words))


def _missed(words: Sequence[str], rules: Rules) -> list[PhraseHit]:
    found = list(hits(rules, words))
    if not found or any(hits(_rules("kinds_missed", "reached"), words)):
        return []
    others = list(hits(_rules("kinds_missed", "otherwise"), words))
    return [hit for hit in found if not any(_goes_on(hit, other) for other in others)]


def _goes_on(hit: PhraseHit, other: PhraseHit) -> bool:
    """True if the other stands over the same words and ends no earlier: it means something else."""
    return other.first < hit.last <= other.last


@cache
def _rules(name: str, heading: str) -> Rules:
    phrases = phrase_list(name, heading)
    return Rules({MISSED: [*phrases, *phrases_abroad(MISSED)] if heading == MISSED else phrases})
