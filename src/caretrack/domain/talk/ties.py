"""Ties: how two people are connected, and how a tie reads from either side (S3.4).

A tie says that the first person is the RELATION of the second. It reads differently on each page:
of "Ana, boss of Ben" her page says "Boss of Ben", and his "Reports to Ana".
"""

from collections.abc import Iterable
from typing import NamedTuple

from caretrack.domain.text import clean_text, nearest, one_line
from caretrack.errors import CareError, WrongUsage

LONGEST_RELATION = 80
# A word nearer than this to a known one is a slip of it: "colleauge" is 0.89, "freind" 0.83.
# "godmother", 0.80 of "mother", is meant.
SLIP = 0.82


class NamedTie(NamedTuple):
    """A tie with the names of its two people: `person_id` is the `relation` of `other_id`."""

    id: str
    person_id: str
    name: str
    relation: str
    other_id: str
    other_name: str


class Around(NamedTuple):
    """A tie of one person: `person_id` is the `relation` of `other_id`.

    `name` is that of the other person, on whose page it is not shown.
    """

    id: str
    person_id: str
    other_id: str
    name: str
    relation: str


class TieWording(NamedTuple):
    """How a relation reads.

    `phrase` stands between the two names, `first` before the other's name on the page of the first
    person, `second` on that of the second.
    """

    phrase: str
    first: str
    second: str


# Word: (what it means, whether it says that from the second one's side, phrase, first, second).
# Two ties of one meaning are one tie.
_DIRECTED = {
    "boss": ("boss", False, "boss of", "Boss of", "Reports to"),
    "manager": ("boss", False, "manager of", "Manager of", "Reports to"),
    "manages": ("boss", False, "manages", "Manages", "Reports to"),
    "reports to": ("boss", True, "reports to", "Reports to", "Boss of"),
    "assistant": ("assistant", False, "assistant to", "Assistant to", "Assistant"),
    "employer": ("employer", False, "employer of", "Employer of", "Employer"),
    "employee": ("employer", True, "employee of", "Employer", "Employs"),
    "mentor": ("mentor", False, "mentor of", "Mentor of", "Mentor"),
    "mentee": ("mentor", True, "mentee of", "Mentor", "Mentor of"),
    "teacher": ("teacher", False, "teacher of", "Teacher of", "Teacher"),
    "student": ("teacher", True, "student of", "Teacher", "Teacher of"),
    "supplier": ("supplier", False, "supplier of", "Supplies", "Supplier"),
    "supplies": ("supplier", False, "supplies", "Supplies", "Supplier"),
    "buyer": ("supplier", True, "buys from", "Supplier", "Supplies"),
    "buys from": ("supplier", True, "buys from", "Supplier", "Supplies"),
    "customer": ("supplier", True, "customer of", "Supplier", "Supplies"),
    "investor": ("investor", False, "investor in", "Investor in", "Investor"),
    "introduced": ("introduced", False, "introduced you to", "Introduced you to", "Introduced by"),
    "introduced by": (
        "introduced", True, "introduced to you by", "Introduced by", "Introduced you to",
    ),
    "parent": ("parent", False, "parent of", "Parent of", "Parent"),
    "mother": ("parent", False, "mother of", "Mother of", "Mother"),
    "father": ("parent", False, "father of", "Father of", "Father"),
    "child": ("parent", True, "child of", "Child of", "Child"),
    "daughter": ("parent", True, "daughter of", "Daughter of", "Daughter"),
    "son": ("parent", True, "son of", "Son of", "Son"),
}  # fmt: skip

# Word: (what it means, phrase, first, second), where it does not matter who is named first.
_MUTUAL = {
    "colleague": ("colleague", "colleague of", "Colleague", "Colleague"),
    "works with": ("colleague", "works with", "Works with", "Works with"),
    "co-founder": ("co-founder", "co-founder of", "Co-founder", "Co-founder"),
    "business partner": (
        "business partner",
        "business partner of",
        "Business partner",
        "Business partner",
    ),
    "friend": ("friend", "friend of", "Friend", "Friend"),
    "neighbour": ("neighbour", "neighbour of", "Neighbour", "Neighbour"),
    "classmate": ("classmate", "classmate of", "Classmate", "Classmate"),
    "knows": ("knows", "knows", "Knows", "Knows"),
    "partner": ("partner", "partner of", "Partner", "Partner"),
    "spouse": ("spouse", "spouse of", "Spouse", "Spouse"),
    "married to": ("spouse", "married to", "Married to", "Married to"),
    "husband": ("spouse", "husband of", "Husband of", "Husband"),
    "wife": ("spouse", "wife of", "Wife of", "Wife"),
    "sibling": ("sibling", "sibling of", "Sibling", "Sibling"),
    "sister": ("sibling", "sister of", "Sister of", "Sister"),
    "brother": ("sibling", "brother of", "Brother of", "Brother"),
    "cousin": ("cousin", "cousin of", "Cousin", "Cousin"),
}

KNOWN: tuple[str, ...] = (*_DIRECTED, *_MUTUAL)

# An own word that ends so is half a sentence, and takes no "of": "sings with".
_JOINING = frozenset(
    {"with", "to", "by", "from", "for", "at", "of", "as", "in", "on", "about", "under", "over"}
)
_AROUND = frozenset({"is", "was", "the", "a", "an", "his", "her", "their"})


def clean_relation(text: str, in_use: Iterable[str] = ()) -> str:
    """Return a relation as it is stored: a known word in its own spelling, else as typed.

    `in_use` are the relations of the journal. Raises CareError if it is empty or longer than
    LONGEST_RELATION characters, and WrongUsage if it is nearly a word that is known or in use; the
    hint names that word.
    """
    typed = one_line(clean_text(text, "the relation"))
    if len(typed) > LONGEST_RELATION:
        raise CareError(
            f"the relation has {len(typed):,} characters", f"Keep it to {LONGEST_RELATION}."
        )
    word = _bare(typed)
    if word in _DIRECTED or word in _MUTUAL:
        return word
    own = {known.casefold(): known for known in in_use}
    if typed.casefold() in own:
        return own[typed.casefold()]
    near = _slip_of(word, [*KNOWN, *own])
    if near is not None:
        raise WrongUsage(
            f"no relation is called '{typed}'",
            f"Did you mean {own.get(near, near)}? "
            "A word that is not near to one there is makes a new one.",
        )
    return typed


def tie_wording(relation: str) -> TieWording:
    """Return how a relation reads from either side."""
    word = relation.casefold()
    if word in _DIRECTED:
        return TieWording(*_DIRECTED[word][2:])
    if word in _MUTUAL:
        return TieWording(*_MUTUAL[word][1:])
    head = relation[:1].upper() + relation[1:]
    last = word.rpartition(" ")[2]
    if last == "with":
        return TieWording(relation, head, head)
    if last in _JOINING and last != word:
        return TieWording(relation, head, f"{head} them")
    return TieWording(f"{relation} of", f"{head} of", head)


def meaning(relation: str, first: str, second: str) -> tuple[str, str, str]:
    """Return what a tie between two ids says: equal for two ties that say the same.

    "boss" from Ana to Ben is "reports to" from Ben to Ana; "sister" from Noor to Samira is
    "sibling" from Samira to Noor.
    """
    word = relation.casefold()
    if word in _MUTUAL or word.endswith(" with"):
        one, other = sorted((first, second))
        return (_MUTUAL[word][0] if word in _MUTUAL else word, one, other)
    what, turned = _DIRECTED[word][:2] if word in _DIRECTED else (word, False)
    return (what, second, first) if turned else (what, first, second)


def _bare(typed: str) -> str:
    """Return the word in lower case without the rest of its phrase: "is the boss of" is "boss"."""
    words = typed.casefold().split(" ")
    while len(words) > 1 and words[0] in _AROUND:
        words = words[1:]
    if len(words) > 1 and words[-1] == "of":
        words = words[:-1]
    return " ".join(words)


def _slip_of(word: str, known: list[str]) -> str | None:
    """Return the known word of which this is a slip.

    A known word with another word beside it ("ex-husband", "old friend") is not a slip.
    """
    letters = sorted(word)
    near = [name for name in known if sorted(name) == letters]
    near += nearest(word, known, 3, SLIP)
    return next((name for name in near if not _has_within(word, name)), None)


def _has_within(word: str, name: str) -> bool:
    spaced, inside = f" {word.replace('-', ' ')} ", f" {name.replace('-', ' ')} "
    return spaced != inside and inside in spaced
