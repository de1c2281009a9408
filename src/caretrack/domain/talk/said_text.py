"""The words of a note as the text of a fact: without what says nothing at either end."""

from caretrack.domain.language.clauses import Line
from caretrack.domain.language.phrases import BREAKS
from caretrack.domain.talk.said_of import words_in
from caretrack.domain.text import flat

LONGEST = 80  # characters of a text
_SHORTEST_WORD = 3  # letters of a word that says something
_WITHIN_WORD = ("-", "/", "'", "’")


def trimmed(line: Line, first: int, last: int, *, keep: bool = False) -> tuple[int, int]:
    """Return the first word of a text, and the one after its last.

    What says nothing at either end is left out. With `keep`, the first words are those of a phrase,
    and less is left out of them.
    """
    words = line.words
    idle = words_in("before a phrase") if keep else words_in("before a fact")
    while first < last and (words[first] in idle or words[first] in BREAKS or words[first] == "&"):
        if words[first] in ("has", "have") and words[first + 1 : first + 2] == ["to"]:
            break
        first += 1
    cut = False
    while last > first and (
        line.spans[last - 1][1] - line.spans[first][0] > LONGEST or _is_idle_end(line, last, cut)
    ):
        cut = cut or line.spans[last - 1][1] - line.spans[first][0] > LONGEST
        last -= 1
    return first, last


def text_of(line: Line, first: int, last: int) -> str:
    """Return the words as a text, "" if they say nothing."""
    said = [word for word in line.words[first:last] if word not in words_in("nothing said")]
    if not any(len(word) >= _SHORTEST_WORD for word in said):
        return ""
    text = line.cut(first, last)
    end = line.spans[last - 1][1]
    if text.count("(") > text.count(")") and line.text[end : end + 1] == ")":
        text += ")"
    return flat(text)


def _is_idle_end(line: Line, last: int, cut: bool) -> bool:
    """True if a text cannot end before the word `last`: on "and the", or within "break-in".

    With `cut`, more follows in the note, so that "with her" is no end either.
    """
    word, (start, end) = line.words[last - 1], line.spans[last - 1]
    if line.text[end : end + 1] in _WITHIN_WORD and line.text[end + 1 : end + 2].isalnum():
        return True
    if word in BREAKS:
        return True
    return (
        (word in words_in("after a fact") or (cut and word in words_in("after a cut")))
        and not line.is_capital(last - 1)
        and line.text[start - 1 : start] != "-"
    )
