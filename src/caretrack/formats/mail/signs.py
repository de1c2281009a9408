"""The signs by which one mail alone (.eml) is told from a letter or a note."""

import re

# Apple's .emlx has one line before it: how many bytes the mail has.
_BEFORE = re.compile(r"\s*(?:\d{1,10}[ \t]*\n)?")
_FIELD = re.compile(r"([!-9;-~]+)[ \t]*:(.*)")
_HAS_ID = re.compile(r"<[^<>\s]+>")
_HAS_ADDRESS = re.compile(r"\S@\S")
_HAS_TIME = re.compile(
    r"\d{1,2} [A-Za-z]{3,} \d{2,4},? \d{1,2}:\d\d(?::\d\d| *(?:[+-]\d{4}|[A-Z]{2,4})\b)"
)
# How much a field says, where its value is like that of a mail: four are enough. A letter may say
# from whom and to whom it is, and a note begin with "Received:".
_SIGNS: dict[str, tuple[int, re.Pattern[str]]] = {
    "message-id": (3, _HAS_ID),
    "return-path": (3, re.compile(r"<.*>|\S@\S")),
    "delivered-to": (3, _HAS_ADDRESS),
    "x-original-to": (3, _HAS_ADDRESS),
    "dkim-signature": (3, re.compile(r"\bv=1")),
    "arc-seal": (3, re.compile(r"\bi=\d")),
    "received": (2, re.compile(r"(?:from|by|for) \S|;")),
    "from": (2, _HAS_ADDRESS),
    "date": (2, _HAS_TIME),
    "mime-version": (2, re.compile(r"1\.0")),
    "content-type": (1, re.compile(r"\w/\w")),
    "x-unsent": (2, re.compile("1")),
}
_ENOUGH = 4
# A web page that a browser saved has the head of a mail as well.
_OF_A_PAGE = "snapshot-content-location"


def is_mail(text: str) -> bool:
    """True if a text begins with the head of a mail: with fields, and enough that say so."""
    before = _BEFORE.match(text)
    points, any_field = 0, False
    for line in text[before.end() if before else 0 :].split("\n"):
        field = _FIELD.match(line)
        if field:
            any_field = True
            name = field[1].lower()
            if name == _OF_A_PAGE:
                return False
            weight, sign = _SIGNS.get(name, (0, _HAS_ID))
            points += weight if sign.search(field[2]) else 0
        elif not (any_field and line[:1] in (" ", "\t") and line.strip()):
            break
    return points >= _ENOUGH
