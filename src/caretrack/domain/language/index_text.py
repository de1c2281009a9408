"""A text as the full-text index has it, and as it is searched for."""

import re

# What FTS5's unicode61 does not fold, although `name_key` does.
_LETTERS = {
    "ł": "l", "Ł": "l", "ø": "o", "Ø": "o", "đ": "d", "Đ": "d", "ß": "ss", "ẞ": "ss",
    "æ": "ae", "Æ": "ae", "œ": "oe", "Œ": "oe",
    "ı": "i", "þ": "th", "Þ": "th", "ð": "d", "Ð": "d", "ħ": "h", "Ħ": "h",
}  # fmt: skip
_FOLDED = str.maketrans(_LETTERS)
# Scripts without spaces between words. Compiled where it is first used.
# Thai, Lao, Burmese, Khmer, kana, ideographs.
_UNSPACED = (
    "[\u0e00-\u0eff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u309f\u30a1-\u30fa\u30fc-\u30ff"
    "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]"
)


def index_text(text: str) -> str:
    """Return a text as it is indexed, and as it is searched.

    Letters are plain, and each character of a script without spaces stands by itself: a phrase of
    them is found inside a text, where no program knows where words end.
    """
    if text.isascii():
        return text
    return re.sub(_UNSPACED, r" \g<0> ", text.translate(_FOLDED))


def quote_words(words: str) -> str:
    """Return the words as one phrase of a full-text query.

    Nothing in them is read as an operator.
    """
    return '"' + index_text(words).strip().replace('"', '""') + '"'
