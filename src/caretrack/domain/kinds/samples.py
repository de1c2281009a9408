"""The words that speak for a kind, as `care kinds --words` shows them (S1.4, S3.5)."""

from collections.abc import Sequence
from typing import NamedTuple

from caretrack.domain.language.phrases import classes
from caretrack.words import word_lists

OF_A_SET = 3


class KindWords(NamedTuple):
    """The phrases that speak for a kind.

    Those `in_doubt` count if a note says nothing of care or of somebody's life.
    """

    always: tuple[str, ...]
    in_doubt: tuple[str, ...]


def kind_words(kind: str, own: Sequence[str] = ()) -> KindWords:
    """Return what speaks for a kind, in alphabetical order, the words of config.toml (`own`) first.

    A kind that is not built in has no others.
    """
    in_doubt = word_lists("kinds_in_doubt")
    parts = (in_doubt.get(f"{part} {kind}", "") for part in ("dealing", "business", "told", "sent"))
    return KindWords(
        (*(phrase.replace("*", "…") for phrase in own), *_shown(word_lists("kinds").get(kind, ""))),
        _shown("\n".join(parts)),
    )


def some_words(kind: str) -> tuple[str, ...]:
    """Return words for a built-in kind that show what it is about; none for any other."""
    return tuple(word_lists("kind_samples").get(kind, "").splitlines())


def _shown(lines: str) -> tuple[str, ...]:
    return tuple(
        sorted(
            {_spoken(phrase.split()) for phrase in lines.splitlines() if phrase},
            key=str.casefold,
        )
    )


def _spoken(phrase: Sequence[str]) -> str:
    """Return a phrase as it can be read.

    `…` stands for words in between, "renew…" for a start, 3 for any number, and of a class of words
    there are a few.
    """
    return " ".join("…" if word == ".." else "/".join(_of_a_set(word)) for word in phrase)


def _of_a_set(word: str) -> list[str]:
    forms: list[str] = []
    for name in word.split("/"):
        words = ["her", "Ana's"] if name == "HIS" else classes().get(name, name).split()
        forms += words if len(words) <= OF_A_SET else [*words[:OF_A_SET], "…"]
    return [form.replace("*", "…").replace("#", "3") for form in forms]
