"""The titles of meetings, taken apart to see whom they name (S2.8).

A title is no sentence: "Ben / Q3 review", "Ana <> me", "lunch with ann". What stands between signs,
without the words for what is done together, may be a name as it stands, in any case.
"""

import re
from itertools import takewhile

from caretrack.words import word_set

_BETWEEN = re.compile(
    r"""[/|<>&+,;:()\[\]{}"“”„«»•·—–→↔⇄*=]+|\s-+\s|\s@\s"""
    r"""|(?i:(?<!\w)(?:with|w/|and|und|mit|et|avec|y|con|e|com|vs?\.?|x)(?!\w))"""
)
# Behind one of these stands the place, the day or the subject, and nobody who is met.
_NOT_MET = re.compile(
    r"(?<!\w)(?:about|re|for|of|at|on|in|by|from|to|über|zu)(?!\w)", re.IGNORECASE
)
_WITH = re.compile(r"(?:\bwith\b|\bw/)\s*", re.IGNORECASE)
_NAME = re.compile(r"[^\W\d_][\w'’.-]*(?:\s+[^\W\d_][\w'’.-]*){1,3}")
# Letters of a title that are looked at.
_READ = 300
_MOST_PARTS = 12


def name_parts(title: str) -> list[str]:
    """Return the parts of a title that may be names as they stand, each once."""
    # What is done one to one is no sign between names.
    text = re.sub(r"\b1\s*[:/]\s*1\b", " ", title[:_READ])
    parts = (_bare(_NOT_MET.split(part, 1)[0]) for part in _BETWEEN.split(text))
    return list(dict.fromkeys(part for part in parts if part))[:_MOST_PARTS]


def _bare(part: str) -> str:
    """Return a part without the words at its ends that stand around names."""
    around = word_set("titles", "around names")
    words = part.split()
    while words and words[0].casefold().strip(".!?#") in around:
        words.pop(0)
    while words and words[-1].casefold().strip(".!?#") in around:
        words.pop()
    return " ".join(words).strip(" .!?#-'’")


def is_chore(title: str) -> bool:
    """True if a title tells of your own work, and nobody is met: "Send Ana the contract"."""
    words = title[:_READ].split()
    return (
        bool(words)
        and words[0].casefold().strip(":") in word_set("titles", "chores")
        and _WITH.search(title) is None
    )


def name_after_with(title: str) -> str:
    """Return the whole name behind "with", as it is written; "" where none is one for sure.

    A name has two to four words with capitals, and none of a group or a company.
    """
    found = _WITH.search(title[:_READ])
    name = _NAME.match(title, found.end()) if found else None
    if name is None:
        return ""
    words = name[0].split()
    inside = word_set("names", "particles") - {"of", "the"}
    taken = list(takewhile(lambda word: word[0].isupper() or word in inside, words))
    while taken and taken[-1] in inside:
        taken.pop()
    nobody = word_set("titles", "nobody") | word_set("titles", "around names")
    known = any(word.casefold().strip(".") in nobody for word in taken)
    return "" if known or len(taken) < 2 or name[0].isupper() else " ".join(taken).rstrip(".,")
