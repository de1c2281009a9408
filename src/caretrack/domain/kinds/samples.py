"""The words that speak for a kind, in a form that can be shown: what `care kinds --words` says of the rules (S1.4, S3.5)."""

from collections.abc import Sequence
from typing import NamedTuple

from caretrack.domain.kinds.doubt import BUSINESS, SENT, TOLD
from caretrack.domain.kinds.words import PHRASES
from caretrack.domain.language.phrases import SETS

OF_A_SET = 3

_SOME = {
    "checkin": "just called to say hi, checked in, no reason, thinking of her, see how, how she is doing, get well",
    "listen": "listened, vented, complained, opened up, feedback on, told me everything, in tears, suggested",
    "help": "helped, fixed, solved, explained, sorted, walked him through, sent him the template, support call, trained",
    "thanks": "thanked, thank you, appreciated, grateful, gave her credit, merci",
    "celebrate": "birthday, congratulated, anniversary, promotion, wedding, champagne, graduated, happy new year",
    "ask": "asked her opinion, wanted his view, picked her brain, user test, beta, advisory board, survey",
    "introduce": "introduced, put in touch, connected her with, intro",
    "social": "lunch, dinner, coffee, beers, walk, concert, football, barbecue",
    "pitch": "pitched, offer, proposal, quote, demo, discount, upgrade, trial, budget approved, more seats, competitor",
    "renewal": "renewal, contract, an extension, to cancel the contract, subscription, retainer, signed again, notice period",
    "invoice": "invoice, payment, overdue, reminded of the bill, price, fees, deposit, bank details, purchase order",
    "announce": "announced, new release, release notes, goes live, webinar, price change, we moved, planned maintenance",
    "newsletter": "newsletter, mailing, sent to all customers, mailshot, our campaign, blog post, bcc",
    "admin": "booked a meeting, rescheduled, calendar invite, agenda, status, weekly sync, next steps, timesheet, confirmed the time",
}


class KindWords(NamedTuple):
    """The phrases that speak for a kind: `always`, and `in_doubt`, which count where a note says nothing of care or of somebody's life."""

    always: tuple[str, ...]
    in_doubt: tuple[str, ...]


def kind_words(kind: str, own: Sequence[str] = ()) -> KindWords:
    """What speaks for a kind, in alphabetical order, the words that were given for it (`own`) first; a kind of one's own has no others."""
    always = "".join(part.get(kind, "") for part in PHRASES.values())
    return KindWords(
        (*(phrase.replace("*", "…") for phrase in own), *_shown(always)),
        _shown(", ".join(part[kind] for part in (BUSINESS, TOLD, SENT) if kind in part)),
    )


def some_words(kind: str) -> tuple[str, ...]:
    """Words that speak for a built-in kind as they are typed, chosen to show what it is about; nothing for any other kind."""
    return tuple(_SOME[kind].split(", ")) if kind in _SOME else ()


def _shown(lines: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            {_spoken(phrase.split()) for phrase in lines.split(",") if phrase.strip()},
            key=str.casefold,
        )
    )


def _spoken(phrase: Sequence[str]) -> str:
    """A phrase as it can be read: `…` for words in between, "renew…" for a start, 3 for any number, and a few words of a set."""
    return " ".join("…" if word == ".." else "/".join(_of_a_set(word)) for word in phrase)


def _of_a_set(word: str) -> list[str]:
    forms: list[str] = []
    for name in word.split("/"):
        words = ["her", "Ana's"] if name == "HIS" else SETS.get(name, name).split()
        forms += words if len(words) <= OF_A_SET else [*words[:OF_A_SET], "…"]
    return [form.replace("*", "…").replace("#", "3") for form in forms]
