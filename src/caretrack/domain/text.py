"""Text that people and other programs hand over: what may be stored, and how it is shortened."""

import re
from collections.abc import Callable, Iterable, Sequence

from caretrack.errors import CareError

# What could control a terminal or turn a line around: C0 but TAB and LF, DEL, C1, bidi controls,
# lone surrogates.
_UNSAFE = "[\0-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"

# No note that a person writes about a talk comes near this; a pasted log file does.
LONGEST_TEXT = 100_000
# Stands for a character that must not reach a terminal.
REPLACEMENT = "\ufffd"


def without_unsafe(text: str, replacement: str | Callable[[re.Match[str]], str]) -> str:
    """Return `text` with every unsafe character replaced.

    Nearly all text has none, and that is seen without a pattern.
    """
    return text if text.isprintable() else re.sub(_UNSAFE, replacement, text)


def is_unsafe(text: str) -> bool:
    """True if a character in it could control a terminal or turn a line around."""
    return not text.isprintable() and re.search(_UNSAFE, text) is not None


# What ends a line, beside LF: CR LF, also with a doubled CR, CR, VT, FF, NEL, U+2028, U+2029.
_LINE_ENDS = "\r{0,2}\n|[\r\x0b\x0c\x85\u2028\u2029]"


def tidy(text: str) -> str:
    """Return `text` as it is stored, whichever way it came in: in NFC, LF line ends, trimmed.

    Unsafe characters are left out: nothing that is stored drives a terminal or turns a line around.
    Apple writes U+202A around phone numbers, and a pasted log has colours.
    """
    if text.isascii() and text.isprintable():
        return text.strip()
    from unicodedata import normalize

    return normalize("NFC", without_unsafe(re.sub(_LINE_ENDS, "\n", text), "")).strip()


def typed(text: str) -> str:
    """Return a word of the command line, or an answer, without unsafe characters; LF ends a line.

    A lone surrogate stays: it is a byte that is not UTF-8, which `clean_text` refuses by name.
    """
    if text.isprintable():
        return text
    return without_unsafe(
        re.sub(_LINE_ENDS, "\n", text),
        lambda found: found[0] if "\ud800" <= found[0] <= "\udfff" else "",
    )


def clean_text(text: str, what: str) -> str:
    """Return a typed text as it is stored (`tidy`).

    `what` names it in the message ("the note"). Raises CareError if it is empty, is not Unicode
    text (bytes that are not UTF-8 reach Python as lone surrogates), or is longer than LONGEST_TEXT
    characters.
    """
    if any("\ud800" <= char <= "\udfff" for char in text):
        raise CareError(f"{what} is not text in UTF-8", "Save it as UTF-8 and try again.")
    text = tidy(text)
    if not text:
        raise CareError(f"{what} is empty", "Say it in a few words.")
    if len(text) > LONGEST_TEXT:
        raise CareError(f"{what} has {len(text):,} characters", f"Keep it under {LONGEST_TEXT:,}.")
    return text


def nearest(word: str, known: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return at most `count` of `known` that `word` may be a slip of, best first.

    This is what every "Did you mean ...?" asks, but for names of people: `names.nearest_names`.
    `cutoff` is the least likeness, 0 to 1.
    """
    from difflib import get_close_matches

    return get_close_matches(word, list(known), n=count, cutoff=cutoff)


def typed_words(line: str) -> list[str]:
    """Return the words of a line that no shell has read.

    Blanks part them. Quotes make one word of what they enclose only behind an option, as in
    `-l "family: a son"`; anywhere else they are a part of the text.
    """
    option = r"""(?<!\S)(--?[A-Za-z][\w-]*)(?:\s+|=)(?:"([^"]+)"|'(.+?)')(?!\S)"""
    words: list[str] = []
    done = 0
    for found in re.finditer(option, line):
        words += [*line[done : found.start()].split(), found[1], found[2] or found[3]]
        done = found.end()
    return words + line[done:].split()


def one_line(text: str) -> str:
    """Return `text` with all white space, line ends too, as single spaces."""
    return " ".join(text.split())


def shortened(text: str, width: int) -> str:
    """Return `text` on one line of at most `width` characters, 1 or more.

    A longer text is cut at a word and gets an ellipsis; a word of more than half the width is cut
    itself.
    """
    line = one_line(text)
    if len(line) <= width:
        return line
    words = line[:width].rpartition(" ")[0]
    return (words if len(words) > width // 2 else line[: width - 1]).rstrip(" ,;:.-") + "…"


_NUMBER_WORDS = (
    *("one", "two", "three", "four", "five", "six"),
    *("seven", "eight", "nine", "ten", "eleven", "twelve"),
)


def number_word(number: int) -> str:
    """Return a number as it is read: `one` to `twelve`, then figures."""
    return _NUMBER_WORDS[number - 1] if 1 <= number <= len(_NUMBER_WORDS) else f"{number:,}"


# What ends a sentence, in the scripts of Europe, East Asia, Arabia and India.
_SENTENCE_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।")


def ends_a_sentence(text: str) -> bool:
    """True if `text` ends like a sentence."""
    return text.endswith(_SENTENCE_ENDS)


def sentence(text: str) -> str:
    """Return `text` with a full stop, unless it ends like a sentence already."""
    return text if ends_a_sentence(text) else text + "."


def safe(text: str) -> str:
    """Return `text` with each character replaced that drives a terminal or turns a line around.

    TAB and LF stay.
    """
    return without_unsafe(text, REPLACEMENT)


def flat(text: str) -> str:
    """Return `text` made safe and on one line, for a cell or a row."""
    if not text.isprintable():
        text = safe(text)
    elif " " not in text:
        return text
    return " ".join(text.split())


def flat_cells(cells: Sequence[str]) -> Sequence[str]:
    """Return the cells of a row, each as `flat` makes it.

    Nearly always they are so already: one look at all of them together tells.
    """
    whole = f"|{'|'.join(cells)}|"
    if whole.isprintable() and not ("  " in whole or "| " in whole or " |" in whole):
        return cells
    return list(map(flat, cells))
