"""The ten questions, the categories of facts, and what is not known yet (S0.5, S2.2, S2.6, S2.7).

All wording says "they": the program does not know anybody's gender.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import NamedTuple

from caretrack.errors import CareError


class Question(NamedTuple):
    """One of the ten questions of S0.5.

    `question` is the whole of it, `label` the heading in a profile, from their side (S2.7), and `short` the half
    sentence for "Not known yet: ...".
    """

    category: str
    question: str
    label: str
    short: str


QUESTIONS: tuple[Question, ...] = (
    Question("who", "Who are they?", "Who they are", "who they are"),
    Question("want", "What do they want?", "Want", "what they want"),
    Question(
        "worry", "What keeps them up at night?", "Keeps them up", "what keeps them up at night"
    ),
    Question("fear", "What do they fear?", "Fear", "what they fear"),
    Question("need", "What do they need?", "Need", "what they need"),
    Question("view", "How do they see you?", "See you as", "how they see you"),
    Question("expect", "What do they want from you?", "Want from you", "what they want from you"),
    Question(
        "together",
        "How could you work with them, not just for them?",
        "Working with them",
        "how you could work with them",
    ),
    Question(
        "beyond",
        "Which problems could you solve beyond those they name?",
        "Beyond what they name",
        "which problems they do not name",
    ),
    Question(
        "better",
        "How could you make their life massively better?",
        "Better for them",
        "what would make their life better",
    ),
)

BESIDE: tuple[str, ...] = (
    "goal", "drive", "challenge", "joy", "family", "hobby", "passion", "preference", "constraint", "boundary", "other",
)  # fmt: skip

CATEGORIES: tuple[str, ...] = (*(question.category for question in QUESTIONS), *BESIDE)

LABELS: Mapping[str, str] = MappingProxyType(
    {
        **{question.category: question.label for question in QUESTIONS},
        "goal": "Their goal",
        "drive": "Drives them",
        "challenge": "Challenges them",
        "joy": "Makes them happy",
        "family": "Family",
        "hobby": "Hobbies",
        "passion": "Passions",
        "preference": "Prefer",
        "constraint": "Are bound by",
        "boundary": "Do not raise",
        "other": "Also",
    }
)

WORTH_FOLLOWING: tuple[str, ...] = (
    "worry", "goal", "challenge", "family", "joy", "hobby", "passion", "want", "need", "fear", "drive", "beyond", "better", "together",
)  # fmt: skip

# Another word for what has a category already; plurals and slips are found by rule.
_MEANT = {
    "family": "kid kids child children daughter son wife husband spouse partner mother father mum mom dad parents brother sister relatives",
    "worry": "concern concerns anxiety stress",
    "goal": "aim aims target targets objective ambition",
    "challenge": "problem problems struggle struggles",
    "drive": "motivation motive",
    "joy": "happiness happy",
    "hobby": "pastime interest interests leisure",
    "preference": "like likes dislike dislikes",
    "constraint": "limit limits limitation",
    "boundary": "taboo avoid",
    "other": "misc miscellaneous note notes",
}


def clean_category(word: str, known: Iterable[str] = ()) -> str:
    """The category as it is stored: lower case, one word of 2 to 24 letters, hyphens allowed after the first.

    `known` are the categories already in the journal, beside the built-in ones. Raises CareError for what is no such
    word, and for what nearly is one of these or only another word for it; the hint then names the one that was meant.
    """
    category = _composed(word.strip()).lower()
    if (
        not 2 <= len(category) <= 24
        or category[0] == "-"
        or not category.replace("-", "").isalpha()
    ):
        raise CareError(
            f"'{word}' cannot be a category",
            "Use one word of 2 to 24 letters, such as family or allergy.",
        )
    categories = (*CATEGORIES, *known)
    if category in categories:
        return category
    meant = _meant(category, categories)
    if meant:
        raise CareError(
            f"no category '{category}'",
            f"Did you mean {meant}? A word that is not near to one there is makes a new category.",
        )
    return category


def split_learned(text: str) -> tuple[str, str]:
    """The two halves of "CATEGORY: TEXT", as typed but for white space around them. Raises CareError when one is missing."""
    category, _, fact = (half.strip() for half in text.partition(":"))
    if not category or not fact:
        raise CareError(
            f"'{text}' does not say both category and fact",
            'Write it as "family: daughter Mia starts school in May".',
        )
    return category, fact


def open_questions(answered: Container[str], silent: Container[str]) -> list[Question]:
    """The questions to ask next, in order: neither answered nor in `silent`, which holds what was declined or closed (S2.6)."""
    return [
        question
        for question in QUESTIONS
        if question.category not in answered and question.category not in silent
    ]


def not_known(still_open: Sequence[Question], shown: int = 2) -> str:
    """One sentence that names the first `shown` open questions and counts the others; "" when none is open."""
    if not still_open:
        return ""
    parts = [question.short for question in still_open[:shown]]
    if len(still_open) > shown:
        parts.append(f"+{len(still_open) - shown}")
    return f"Not known yet: {', '.join(parts)}."


def _composed(word: str) -> str:
    """Letters and their accents as one character each, so that an accent typed apart counts as a part of its letter."""
    if word.isascii():
        return word
    from unicodedata import normalize

    return normalize("NFC", word)


def _meant(category: str, categories: Sequence[str]) -> str | None:
    """The category that this is a slip, a plural or another word of, if any."""
    from difflib import get_close_matches

    for known, words in _MEANT.items():
        if category in words.split():
            return known
    for known in categories:
        # difflib thinks little of two letters changed round ("gaol") and of -ies for -y.
        if category == f"{known[:-1]}ies" or sorted(category) == sorted(known):
            return known
    near = get_close_matches(category, categories, n=1, cutoff=0.8)
    return near[0] if near else None
