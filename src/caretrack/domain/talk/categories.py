"""The categories of facts: one table, and what follows from it (S0.5, S2.2, S2.6, S2.7).

A category is one row of TABLE. Openers, gestures, introductions, occasions, drafts, profiles, the
help and the completion read the table; none of them lists categories of its own. A journal may have
categories that are not in the table: `category` gives each of these a row of defaults.

All wording says "they": the program does not know anybody's gender.
"""

from collections.abc import Container, Iterable, Mapping, Sequence
from datetime import date
from types import MappingProxyType
from typing import NamedTuple

from caretrack.domain.model import Fact
from caretrack.domain.text import nearest
from caretrack.errors import CareError
from caretrack.words import phrase_list

HALF_A_YEAR, A_YEAR, THREE_YEARS = 180, 365, 1_095
WORK, PLAY = "work", "play"
# What is written where there is no fact to know, by the source of the mark.
MARKS = {"declined": "asked, would rather not say", "closed": "not to be asked"}


class Category(NamedTuple):
    """One category, and what each rule makes of it.

    - `name`: the word that is typed and stored;
    - `label`: the heading in a profile, from their side (S2.7);
    - `question`: one of the ten questions of S0.5, "" for a category beside them; `unknown` is its
      half sentence for "Not known yet: ...";
    - `old_after`: days after which one should ask whether a fact still holds; None for never;
    - `opener`: its place among openers of one day, 1 first; 0 where it makes no opener;
    - `aside`: True if it opens only after all that is not aside: good to know, no news of theirs;
    - `ask`: what is asked behind it in an opener, `still` once it is old; "" for nothing;
    - `gesture`: what you could do, "" for nothing; `gesture_place` is its place, 1 first;
    - `fits_a_card`: True if a card for an occasion may be about it;
    - `draft`: how `care check` suggests it in a letter;
    - `shared_as`: WORK or PLAY where two people who share it may be introduced, else "";
    - `may_be_raised`: False if it is never spoken of, and nothing that comes near it either;
    - `can_be_reached`: True if `care done` marks it as reached (S0.8);
    - `is_of_a_day`: True if a day in it is a day of their life, without a word that says so;
    - `is_of_their_life`: True if a note that tells of it is no sale;
    - `is_aim`: True if it says what they are after;
    - `weighs`: True if it is on their mind, whatever their trade has to do with it;
    - `comes_first`: True if it stands first in a profile (S0.6);
    - `other_words`: words that mean it, with a space between them.
    """

    name: str
    label: str
    question: str = ""
    unknown: str = ""
    old_after: int | None = THREE_YEARS
    opener: int = 0
    aside: bool = False
    ask: str = ""
    still: str = "Does it still hold?"
    gesture: str = ""
    gesture_place: int = 0
    fits_a_card: bool = False
    draft: str = "Speak of"
    shared_as: str = ""
    may_be_raised: bool = True
    can_be_reached: bool = False
    is_of_a_day: bool = False
    is_of_their_life: bool = False
    is_aim: bool = False
    weighs: bool = False
    comes_first: bool = False
    other_words: str = ""


_HOW_IT_STANDS = "Ask how it is going with"
_HOW_FAR = "Ask how far they have come with"
_NEWS = "Ask for news of"
_GETTING_ON = "Ask how they are getting on with it."
_FOR_NEWS = "Ask for news."
_WHAT_IS_NEW = "Ask what is new there."
_LAST = 99  # the place of a category that is not in the table

TABLE: tuple[Category, ...] = (
    Category(
        "who", "Who they are", "Who are they?", "who they are", opener=16, aside=True, still="",
    ),
    Category(
        "want", "Want", "What do they want?", "what they want",
        old_after=A_YEAR, opener=9, ask="Ask how close they are.", draft=_HOW_FAR, is_aim=True,
        gesture="bring it a step nearer", gesture_place=12,
    ),
    Category(
        "worry", "Keeps them up", "What keeps them up at night?", "what keeps them up at night",
        old_after=HALF_A_YEAR, opener=1, ask="Ask how it looks now.", draft=_HOW_IT_STANDS,
        shared_as=WORK, weighs=True, is_of_their_life=True,
        gesture="take a piece of it off them", gesture_place=6,
        other_words="concern concerns anxiety stress",
    ),
    Category(
        "fear", "Fear", "What do they fear?", "what they fear",
        old_after=A_YEAR, opener=11, ask="Ask how they see it now.", draft=_HOW_IT_STANDS,
        weighs=True, is_of_their_life=True,
    ),
    Category(
        "need", "Need", "What do they need?", "what they need",
        old_after=HALF_A_YEAR, opener=10, ask="Ask whether they have found it.",
        draft=_HOW_IT_STANDS,
        gesture="find it for them", gesture_place=9,
    ),
    Category(
        "view", "See you as", "How do they see you?", "how they see you", old_after=A_YEAR,
    ),
    Category(
        "expect", "Want from you", "What do they want from you?", "what they want from you",
        old_after=A_YEAR,
    ),
    Category(
        "together", "Working with them",
        "How could you work with them, not just for them?", "how you could work with them",
        old_after=A_YEAR, opener=15, ask="Ask how to begin.", draft=_HOW_IT_STANDS,
        gesture="do it with them", gesture_place=5,
    ),
    Category(
        "beyond", "Beyond what they name",
        "Which problems could you solve beyond those they name?", "which problems they do not name",
        old_after=A_YEAR, opener=13, ask="Ask how much of it is left.", draft=_HOW_IT_STANDS,
        gesture="solve a piece of it before they ask", gesture_place=11,
    ),
    Category(
        "better", "Better for them",
        "How could you make their life massively better?", "what would make their life better",
        old_after=A_YEAR, opener=14, ask="Ask what a first step could be.", draft=_HOW_IT_STANDS,
        gesture="a first small piece of it", gesture_place=10,
    ),
    Category(
        "goal", "Their goal",
        old_after=A_YEAR, opener=2, ask="Ask how far they have come.", draft=_HOW_FAR,
        shared_as=WORK, can_be_reached=True, is_aim=True, comes_first=True,
        gesture="half an hour of yours for their goal", gesture_place=7,
        other_words="aim aims target targets objective ambition",
    ),
    Category(
        "drive", "Drives them",
        old_after=A_YEAR, opener=12, draft=_HOW_FAR, is_aim=True, other_words="motivation motive",
    ),
    Category(
        "challenge", "Challenges them",
        old_after=HALF_A_YEAR, opener=3, ask=_GETTING_ON, draft=_HOW_IT_STANDS, shared_as=WORK,
        weighs=True,
        gesture="find them somebody who has solved it", gesture_place=8,
        other_words="problem problems struggle struggles",
    ),
    Category(
        "joy", "Makes them happy",
        old_after=HALF_A_YEAR, opener=6, ask="Ask to hear more.", still="Ask what became of it.",
        draft=_NEWS, fits_a_card=True, is_of_a_day=True, is_of_their_life=True,
        gesture="a note that shares their joy", gesture_place=3,
        other_words="happiness happy",
    ),
    Category(
        "family", "Family",
        opener=5, ask=_FOR_NEWS, still=_FOR_NEWS, draft=_NEWS, fits_a_card=True,
        is_of_a_day=True, is_of_their_life=True,
        gesture="a card or a kind word for the family", gesture_place=4,
        other_words="kid kids child children daughter son wife husband spouse partner mother "
        "father mum mom dad parents brother sister relatives",
    ),
    Category(
        "health", "Health",
        old_after=HALF_A_YEAR, opener=4, draft=_HOW_IT_STANDS, still="", is_of_a_day=True,
        is_of_their_life=True,
        other_words="illness sickness disease operation surgery hospital medical",
    ),
    Category(
        "hobby", "Hobbies",
        opener=7, ask=_WHAT_IS_NEW, still="Do they still do it?",
        draft=_NEWS, fits_a_card=True, shared_as=PLAY, is_of_their_life=True,
        gesture="a book or a clipping for their hobby", gesture_place=1,
        other_words="pastime interest interests leisure",
    ),
    Category(
        "passion", "Passions",
        opener=8, ask=_WHAT_IS_NEW, draft=_NEWS, fits_a_card=True, shared_as=PLAY,
        gesture="an article, a ticket or a name for their passion", gesture_place=2,
    ),
    Category(
        "preference", "Prefer",
        opener=17, aside=True, still="Still so?",
        fits_a_card=True, gesture="when you bring something, as they like it", gesture_place=13,
        other_words="like likes dislike dislikes",
    ),
    Category(
        "constraint", "Are bound by",
        opener=18, aside=True, still="Still so?", other_words="limit limits limitation",
    ),
    Category(
        "boundary", "Do not raise",
        old_after=None, may_be_raised=False, other_words="taboo avoid",
    ),
    Category("other", "Also", other_words="misc miscellaneous note notes"),
)  # fmt: skip

CATEGORIES: tuple[str, ...] = tuple(row.name for row in TABLE)
QUESTIONS: tuple[Category, ...] = tuple(row for row in TABLE if row.question)
LABELS: Mapping[str, str] = MappingProxyType({row.name: row.label for row in TABLE})
WORTH_FOLLOWING: tuple[str, ...] = tuple(
    row.name for row in sorted(TABLE, key=lambda row: row.opener) if row.opener
)
NOT_RAISED = frozenset(row.name for row in TABLE if not row.may_be_raised)
# A birthday is an occasion and no fact; but it can be asked, and they may decline to say (S3.13).
BIRTHDAY = Category("birthday", "Birthday", "When is their birthday?", "when their birthday is")
_BY_NAME = {row.name: row for row in (*TABLE, BIRTHDAY)}


def category(name: str) -> Category:
    """Return the row of a category; a row of defaults for one that is not in the table."""
    return _BY_NAME.get(name) or Category(name, name, opener=_LAST, aside=True, still="Still so?")


def is_old(fact: Fact, today: date) -> bool:
    """True if a fact is so old that one should ask whether it still holds (S0.5).

    What they declined, and what was closed, never grows old.
    """
    days = category(fact.category).old_after
    return fact.is_known and days is not None and (today - fact.learned_on).days > days


def silent_categories(facts: Iterable[Fact]) -> set[str]:
    """Return the categories that this person declined to speak of, or that were closed (S2.6)."""
    return {fact.category for fact in facts if not fact.is_known and fact.retired_on is None}


def clean_category(word: str, in_use: Iterable[str] = ()) -> str:
    """Return a category as it is stored: lower case, one word of 2 to 24 letters.

    Hyphens are allowed after the first letter. `in_use` are the categories of the journal. Raises
    CareError for anything else, and for a word that is nearly a known one or means the same as one;
    the hint names it.
    """
    name = _composed(word.strip()).lower()
    if not 2 <= len(name) <= 24 or name[0] == "-" or not name.replace("-", "").isalpha():
        raise CareError(
            f"'{word}' cannot be a category",
            "Use one word of 2 to 24 letters, such as family or allergy.",
        )
    known = (*CATEGORIES, *in_use)
    if name in known:
        return name
    meant = _meant(name, known)
    if meant:
        raise CareError(
            f"no category '{name}'",
            f"Did you mean {meant}? A word that is not near to one there is makes a new category.",
        )
    return name


def split_learned(text: str) -> tuple[str, str]:
    """Return the two halves of "CATEGORY: TEXT". Raises CareError if one is missing."""
    name, _, fact = (half.strip() for half in text.partition(":"))
    if not name or not fact:
        raise CareError(
            f"'{text}' does not say both category and fact",
            'Write it as "family: daughter Mia starts school in May".',
        )
    return name, fact


def open_questions(answered: Container[str], silent: Container[str]) -> list[Category]:
    """Return the questions to ask next, in order: neither answered nor in `silent` (S2.6)."""
    return [row for row in QUESTIONS if row.name not in answered and row.name not in silent]


def wording(question: Category, turn: int) -> str:
    """Return one of the ten questions as one can ask it (S2.10); the wordings take turns."""
    asked = phrase_list("questions", question.name)
    return asked[turn % len(asked)]


def not_known(still_open: Sequence[Category], shown: int = 2) -> str:
    """Return a sentence that names the first `shown` open questions and counts the others.

    It is "" if no question is open. A birthday that is not named is not counted: the number is of
    the ten questions.
    """
    if not still_open:
        return ""
    named = ", ".join(row.unknown for row in still_open[:shown])
    others = [row for row in still_open[shown:] if row is not BIRTHDAY]
    more = f" and {len(others)} more" if others else ""
    return f"Not known yet: {named}{more}."


def _composed(word: str) -> str:
    """Return `word` with each accent as part of its letter, so that it counts as a letter."""
    if word.isascii():
        return word
    from unicodedata import normalize

    return normalize("NFC", word)


def _meant(name: str, known: Sequence[str]) -> str | None:
    """Return the category of which this is a slip, a plural or another word, if any."""
    for row in TABLE:
        if name in row.other_words.split():
            return row.name
    for other in known:
        # difflib thinks little of two letters changed round ("gaol") and of -ies for -y.
        if name == f"{other[:-1]}ies" or sorted(name) == sorted(other):
            return other
    return next(iter(nearest(name, known, cutoff=0.8)), None)
