"""On which channel you keep in touch, and who gets in touch first: in words (S0.2, S3.12).

Something is said only where it tells something: one channel or one side by far, and not of a few
touches. Attempts, invoices, and what goes to a crowd or to everybody, say nothing of it.
"""

import re
from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from operator import itemgetter
from typing import NamedTuple

from caretrack.domain.kinds.families import CARE, TRIED
from caretrack.domain.model import UNKNOWN
from caretrack.domain.talk.habit import LETTERS
from caretrack.domain.talk.one_sided import (
    CALLED,
    SPOKEN,
    WRITTEN,
    Contact,
    is_from_both,
    month_said,
)
from caretrack.domain.talk.standing import Sign
from caretrack.domain.text import number_word
from caretrack.words import phrase_set, word_set

# So many of the newest touches of a year are looked at; of fewer than FEWEST nothing is said.
NEWEST, FEWEST, DAYS = 10, 5, 365
# It is told that you have not spoken if that is so many days ago.
SPOKEN_DAYS = 60
YOU, THEY = "you", "they"
# Kinds that nobody answers.
_FOR_THE_FILES = frozenset({"newsletter", "announce", "invoice", UNKNOWN})
# Kinds that are your doing, whatever the channel.
_YOURS = frozenset({"thanks", "celebrate", "ask", "introduce"})
_BY = {
    "call": "by phone",
    "video": "by video call",
    "email": "by e-mail",
    "chat": "by chat",
    "meeting": "face to face",
    "letter": "by letter",
    "event": "at events",
}
# So many words at the head of a note say who began.
_HEAD = 8


class MainChannel(NamedTuple):
    """The channel of `times` of the last `of` touches; "" if no channel stands out.

    `spoken_on` is the last day on which you talked, None for never; `sure` is False if you may have
    talked since.
    """

    channel: str = ""
    times: int = 0
    of: int = 0
    spoken_on: date | None = None
    sure: bool = True


class FirstMoves(NamedTuple):
    """How often you got in touch first, and how often they did, of the last `of` times.

    Of the others it is not known. `verb` is what the side did that did so more often: "wrote",
    "called" or "got in touch first".
    """

    you: int = 0
    they: int = 0
    of: int = 0
    verb: str = ""


def main_channel(signs: Sequence[Sign], today: date, *, whole: bool = True) -> MainChannel:
    """Return on which channel you keep in touch, from the touches newest first (S0.2).

    `whole` is False if older touches were left out.
    """
    met = _met(signs, today)
    spoken = max((sign.on for sign in met if sign.channel in SPOKEN), default=None)
    unsaid = max((sign.on for sign in met if _may_be_spoken(sign)), default=date.min)
    sure = whole if spoken is None and unsaid == date.min else unsaid <= (spoken or date.min)
    since = today - timedelta(days=DAYS)
    counted = [sign.channel for sign in met if sign.channel in _BY and sign.on > since][:NEWEST]
    channel, times = max(Counter(counted).items(), key=itemgetter(1), default=("", 0))
    stands_out = len(counted) >= FEWEST and _by_far(times, len(counted))
    return MainChannel(channel if stands_out else "", times, len(counted), spoken, sure)


def _met(signs: Sequence[Sign], today: date) -> list[Sign]:
    return [
        sign
        for sign in signs
        if sign.on <= today
        and not sign.crowded
        and sign.family != TRIED
        and sign.kind not in _FOR_THE_FILES
    ]


def _may_be_spoken(sign: Sign) -> bool:
    return sign.channel == "other" and sign.family == CARE


def _by_far(times: int, of: int) -> bool:
    return 4 * times >= 3 * of


def first_moves(signs: Sequence[Sign], today: date) -> FirstMoves:
    """Return who got in touch first, from the touches newest first (S3.12).

    Nothing is guessed: a call is yours only if its note says so, or if what came from this person
    is told apart (`from_them`).
    """
    since = today - timedelta(days=DAYS)
    met = [sign for sign in _met(signs, today) if sign.on > since]
    told_apart = any(sign.from_them for sign in met)
    newest = [(who_began(sign, told_apart=told_apart), sign.channel) for sign in met[:NEWEST]]
    yours = [channel for who, channel in newest if who == YOU]
    theirs = [channel for who, channel in newest if who == THEY]
    channels = set(yours if len(yours) > len(theirs) else theirs)
    verb = (
        "wrote" if channels <= WRITTEN else "called" if channels <= CALLED else "got in touch first"
    )
    return FirstMoves(len(yours), len(theirs), len(newest), verb)


def who_began(sign: Sign, *, told_apart: bool) -> str:
    """Return YOU or THEY, "" if it is not known."""
    if sign.from_them:
        return THEY
    said = said_who_began(sign.note)
    if said:
        return said
    if sign.kind in _YOURS or (sign.channel in WRITTEN and not is_from_both(sign)):
        return YOU
    return YOU if told_apart and not sign.imported else ""


def said_who_began(note: str) -> str:
    """Return YOU or THEY where the head of a note says who got in touch, else ""."""
    typed = re.findall(r"[\w'-]+", note[:200].replace("’", "'"))[:_HEAD]
    words = [word.lower() for word in typed]
    for at, word in enumerate(words[:-2]):
        if word in _set("messages") and words[at + 1] == "from":
            return THEY if words[at + 2] in _set("them") or typed[at + 2][0].isupper() else ""
    rest = [word for word in words[1:] if word not in _set("between")]
    if not rest:
        return ""
    if words[0] in _set("verbs") or words[0] in _set("deeds"):
        return _without_subject(words[0], rest[0], typed[1])
    subject = THEY if words[0] in _set("they") else YOU if words[0] in _set("we") else ""
    if not subject and typed[0][0].isupper():
        subject = THEY
    told = rest[0] in _set("verbs") or " ".join(rest[:2]) in phrase_set("first_moves", "two words")
    return subject if told and rest[1:2] != ["back"] else ""


def _without_subject(verb: str, after: str, typed: str) -> str:
    """Return who did it, where the note leaves that out: "called her", "rang me"."""
    if after in _set("me"):
        return THEY
    to_them = after in _set("them") or typed[:1].isupper()
    return YOU if verb in _set("deeds") or to_them else ""


def _set(heading: str) -> frozenset[str]:
    return word_set("first_moves", heading)


def channel_line(found: MainChannel, contact: Contact, today: date) -> str:
    """Return on which channel you keep in touch, and when you last spoke; "" if none stands out."""
    if not found.channel:
        return ""
    said = f"You keep in touch {_BY[found.channel]}, {_of_the_last(found.times, found.of)}"
    if found.channel not in WRITTEN or not found.sure:
        return f"{said}."
    if found.spoken_on is None:
        told_already = contact.letters >= LETTERS and contact.never_called
        return f"{said}." if told_already else f"{said}; you have not spoken yet."
    if (today - found.spoken_on).days < SPOKEN_DAYS:
        return f"{said}."
    return f"{said}; you last spoke in {month_said(found.spoken_on, today)}."


def starts_line(found: FirstMoves, contact: Contact, counted: int = 0) -> str:
    """Return who gets in touch; "" if both do, or if it is told already that they do not answer.

    `counted` is of how many times the sentence before speaks, 0 for none.
    """
    if found.of < FEWEST or not _by_far(max(found.you, found.they), found.of):
        return ""
    if found.you > found.they and contact.letters >= LETTERS:
        return ""
    who, times = ("You", found.you) if found.you > found.they else ("They", found.they)
    often = _of_the_last(times, found.of)
    if counted == found.of:
        often = "each time" if times == found.of else often.replace("the last ", "these ")
    return f"{who} {found.verb} {often}."


def _of_the_last(times: int, of: int) -> str:
    return f"{'all' if times == of else number_word(times)} of the last {number_word(of)} times"
