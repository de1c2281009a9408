"""Which encoding a file is in that is not UTF-8: a detector, and what is known of names.

A detector (chardet) ranks encodings by the letters of each language. A table with three names has
too few of them, so three things that we know are added: in a wrong encoding, words have signs or
capitals in their midst, mix two scripts or are spelled as in no language; the forms of EUC differ
in the bytes that begin a letter; and some encodings are rare. The figures are in
`docs/architecture.md`.
"""

import codecs
import io
import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping
from difflib import get_close_matches
from functools import lru_cache
from itertools import groupby, pairwise
from string import ascii_lowercase
from typing import BinaryIO, NamedTuple

from caretrack.domain.text import shortened
from caretrack.errors import WrongUsage
from caretrack.formats.text import decode, encoding_by_mark, is_charset, is_utf8
from caretrack.words import phrase_list, word_lists

# So many bytes of lines that are not UTF-8 are enough for a guess; so many are searched for them.
_ENOUGH = 20_000
_SEARCHED = 32 * 1024 * 1024
_LONGEST_LINE = 1 << 16
# An encoding that reads the text differently, and is nearly as likely: then it is a guess.
_NEARLY = 0.6
# How much less likely each thing makes an encoding that no name has.
_ODD = 0.6
# Of what a detector is unsure, what we know decides.
_FLOOR = 0.002

_WORD = re.compile(r"[^\s,;|\t\"()<>@./:&+0-9-]*[^\x00-\x7f][^\s,;|\t\"()<>@./:&+0-9-]*")
# Signs that stand beside words; those of the second list never begin one.
_MARKS = frozenset("‘’‚“”„–—…«»‹›¡¿€£№©®°·•™ºª´\u3000、。")
_NO_START = frozenset("©®°·•™ºª´£")
_INSIDE = frozenset("’·")
# Only Icelandic has them.
_RARE = frozenset("ÞþÐð")
_WESTERN = frozenset({"cp1252", "iso8859-15"})
_EAST_ASIAN = frozenset(
    {"HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "FULLWIDTH", "BOPOMOFO"}
)
_SEVERAL_BYTES = frozenset({"cp932", "gb18030", "big5hkscs", "cp949", "euc_jis_2004"})


class Encoding(NamedTuple):
    """What a file that is not UTF-8 is read as: Python's name, and what people call it.

    `other` is what else it may be, where that is nearly as likely. `whole` is for an encoding that
    has several bytes for a letter: all of the file is in it, and not single lines. `mixed`: other
    lines of the file are UTF-8.
    """

    codec: str
    label: str
    other: str = ""
    whole: bool = False
    mixed: bool = False

    def remark(self) -> str:
        """Say what the file is read as."""
        guess = f", a guess (it may be {self.other})" if self.other else ""
        what = "some lines are not UTF-8" if self.mixed and not self.whole else "not UTF-8"
        return f"{what}: read as {self.label}{guess}; --encoding says otherwise"

    def text_of(self, data: bytes) -> str:
        """Return a text that is not UTF-8, or of which some lines are not. Never raises."""
        if self.whole:
            return data.decode(self.codec, "replace").replace("\ufeff", "")
        return decode(data, self.codec)


WESTERN = Encoding("cp1252", "Windows-1252")


def encoding_named(name: str) -> str:
    """Return Python's name of the encoding that `--encoding` names.

    Raises WrongUsage for a name that nobody knows, with the nearest.
    """
    plain = name.strip().replace(" ", "-")
    if is_charset(plain):
        found = codecs.lookup(plain)
        if found._is_text_encoding:
            return found.name
    near = get_close_matches(plain.lower(), word_lists("encodings")["names"].split(), 2)
    hint = (
        f"Did you mean {' or '.join(near)}?"
        if near
        else "Such are utf-8, windows-1252, windows-1251, iso-8859-2, shift-jis and gbk."
    )
    raise WrongUsage(f"there is no encoding '{shortened(name, 40)}'", hint)


@lru_cache(1)
def candidates() -> Mapping[str, Encoding]:
    """Return the encodings that are tried, the usual ones first."""
    rows = (line.split() for line in phrase_list("encodings", "candidates"))
    return {
        codec: Encoding(codec, label, whole=codec in _SEVERAL_BYTES) for codec, _, label in rows
    }


@lru_cache(1)
def _weights() -> Mapping[str, float]:
    rows = (line.split() for line in phrase_list("encodings", "candidates"))
    return {codec: float(weight) for codec, weight, _ in rows}


def name_of_encoding(codec: str) -> str:
    """Return what people call an encoding."""
    known = candidates().get(codec)
    return known.label if known else codec.upper()


def text_of_head(head: bytes, encoding: str = "") -> str:
    """Return the text that a file begins with; `encoding` is what `--encoding` says.

    Never raises. Its last letter may be cut off.
    """
    if encoding:
        return head.decode(encoding, "replace").replace("\ufeff", "")
    if found := encoding_by_mark(head) or utf16_without_mark(head):
        return head.decode(found, "replace").replace("\ufeff", "")
    lines = head.rpartition(b"\n")[0] or head
    return (
        decode(head)
        if is_utf8(lines)
        else guess_encoding(*lines_not_utf8(io.BytesIO(lines))).text_of(head)
    )


def utf16_without_mark(head: bytes) -> str:
    """Return utf-16-le or utf-16-be for a file that is so without saying it; else nothing."""
    if b"\0" not in head:
        return ""
    even = head[: len(head) & ~1]
    for encoding in ("utf-16-le", "utf-16-be"):
        text = even.decode(encoding, "replace").rstrip("\ufffd")
        # The commas, line ends and addresses of a table are in ASCII, whatever its language.
        if (
            "\n" in text
            and sum(map(str.isascii, text)) * 5 >= len(text)
            and not any(_sort(char) == "bad" for char in set(text) - set("\r\n\t"))
        ):
            return encoding
    return ""


def lines_not_utf8(file: BinaryIO) -> tuple[bytes, int]:
    """Return the first lines that are not UTF-8, and how many lines between them truly are.

    ASCII says nothing, and is no line of either sort; of a line that is too long no end is seen.
    Raises OSError.
    """
    found: list[bytes] = []
    size = searched = others = 0
    whole = True
    while size < _ENOUGH and searched < _SEARCHED and (line := file.readline(_LONGEST_LINE)):
        begun, whole = whole, len(line) < _LONGEST_LINE or line.endswith(b"\n")
        searched += len(line)
        if line.isascii() or not (begun and whole):
            continue
        if is_utf8(line):
            others += 1
        else:
            found.append(line.rstrip(b"\r\n"))
            size += len(line)
    return b"\n".join(found), others


def guess_encoding(sample: bytes, others: int = 0) -> Encoding:
    """Return what lines are in that are not UTF-8; `others` is how many of the file are UTF-8.

    Never raises. Where nothing fits, it is Windows-1252.
    """
    texts = _decoded(sample)
    if not texts:
        return WESTERN
    strange = {codec: _strangeness(text, codec) for codec, text in texts.items()}
    least = min(strange.values())
    likely = _by_detector(sample, texts)
    _tell_euc(sample, likely)
    weights = _weights()
    scores = {
        codec: (likely.get(codec, 0) + _FLOOR) * weights[codec] * _ODD ** (strange[codec] - least)
        for codec in texts
    }
    best = max(scores, key=lambda codec: scores[codec])
    # Where several read it alike, it is called by the commonest.
    named = candidates()[next(codec for codec in texts if texts[codec] == texts[best])]
    rivals = [codec for codec in texts if texts[codec] != texts[best]]
    rival = max(rivals, key=lambda codec: scores[codec], default="")
    # Joined files: some lines are UTF-8, and only the others are in this encoding.
    whole = named.whole and others * 5 <= sample.count(b"\n") + 1
    near = rival and scores[rival] > _NEARLY * scores[best]
    return named._replace(
        other=candidates()[rival].label if near else "", whole=whole, mixed=others > 0
    )


def _decoded(sample: bytes) -> dict[str, str]:
    texts = {}
    for codec in candidates():
        try:
            texts[codec] = sample.decode(codec)
        except UnicodeDecodeError:
            continue
    return texts


def _by_detector(sample: bytes, texts: Mapping[str, str]) -> dict[str, float]:
    """Return how sure the detector is of each encoding."""
    import chardet

    first = next(iter(texts))
    found = chardet.detect_all(
        sample,
        ignore_threshold=True,
        compat_names=False,
        include_encodings=list(texts),
        max_bytes=_ENOUGH * 2,
        no_match_encoding=first,
        empty_input_encoding=first,
    )
    return {
        str(one["encoding"]): float(one["confidence"]) for one in found if one["encoding"] in texts
    }


def _strangeness(text: str, codec: str) -> float:
    """Return how many things are in the words of a text that no name has."""
    found = sum(char in _RARE for char in text) if codec in _WESTERN else 0
    return found + sum(map(_strange_word, set(_WORD.findall(text))))


def _strange_word(word: str) -> int:
    sorts = [_sort(char) for char in word]
    scripts = [sort for sort in sorts if sort.isupper()]
    found = 4 * sorts.count("bad") + 2 * sorts.count("odd")
    kinds = len(set(scripts))
    if kinds > 1:
        # A name with an ending of another script is odd; single letters between others are wrong.
        runs = [len(list(run)) for _, run in groupby(scripts)]
        found += 1 if len(runs) == 2 and min(runs) > 2 else 4 * (kinds - 1)
    found += 2 * sum(
        sort == "mark" and char not in _INSIDE
        for sort, char in zip(sorts[1:-1], word[1:-1], strict=True)
    )
    found += 2 * (word[0] in _NO_START and word[1:2].isalpha())
    found += 2 * _is_misspelled(word.lower())
    return found + 2 * sum(
        one.islower() and next_.isupper() and not (one.isascii() and next_.isascii())
        for one, next_ in pairwise(word)
    )


def _is_misspelled(word: str) -> bool:
    """True if no language of Europe that is known here has these letters, or spells a word so."""
    letters = set(filter(str.isalpha, word)) - set(ascii_lowercase)
    alphabets, not_spelled = _spelling()
    if not letters or not letters <= frozenset().union(*alphabets):
        return False
    fits = any(letters <= alphabet for alphabet in alphabets)
    return not fits or not_spelled.search(word) is not None


@lru_cache(1)
def _spelling() -> tuple[tuple[frozenset[str], ...], re.Pattern[str]]:
    alphabets = tuple(map(frozenset, phrase_list("encodings", "letters")))
    return alphabets, re.compile("|".join(phrase_list("encodings", "not spelled")))


@lru_cache(4096)
def _sort(char: str) -> str:
    """Return the script of a letter; "mark", "odd" or "bad" for signs, nothing for plain ones."""
    if char.isascii():
        return "LATIN" if char.isalpha() else "bad" if char < " " else ""
    category = unicodedata.category(char)
    name = unicodedata.name(char, "?").partition(" ")[0]
    if name == "HEBREW":
        return name
    if category in {"Cc", "Cn", "Co", "Cs", "Cf"} or name == "HALFWIDTH" or char == "\ufffd":
        return "bad"
    if char in _MARKS or char == "\xa0":
        return "mark"
    if category[0] not in "LM" or name in {"MICRO", "MODIFIER", "COMBINING"}:
        return "odd"
    return "CJK" if name in _EAST_ASIAN else name


def _tell_euc(sample: bytes, likely: dict[str, float]) -> None:
    """Weigh Chinese, Japanese and Korean by the bytes that begin their letters."""
    ranges = [
        (int(one[:2], 16), int(one[3:], 16))
        for one in word_lists("encodings")["first bytes"].split()
    ]
    shares = {
        codec: [float(share) / 100 for share in word_lists("encodings")[codec].split()]
        for codec in ("gb18030", "euc_jis_2004", "cp949")
        if codec in likely
    }
    if len(shares) < 2:
        return
    counted = Counter(
        place
        for first in _first_bytes(sample)
        for place, (low, high) in enumerate(ranges)
        if low <= first <= high
    )
    best = max(likely[codec] for codec in shares)
    logs = {
        codec: sum(count * math.log(share[place]) for place, count in counted.items())
        + math.log(likely[codec] + best / 20) / 2
        for codec, share in shares.items()
    }
    most = max(logs.values())
    for codec, log in logs.items():
        likely[codec] = best * math.exp(max(-20.0, log - most))


def _first_bytes(sample: bytes) -> Iterable[int]:
    """Give the first byte of each letter of two bytes."""
    place = 0
    while place < len(sample) - 1:
        if sample[place] < 0x80:
            place += 1
        else:
            yield sample[place]
            place += 2
