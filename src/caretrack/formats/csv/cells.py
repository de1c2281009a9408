"""Cells that a spreadsheet cannot run: what begins like a formula gets an apostrophe, which is taken off again when it is read.

A table that is opened with other separators than it was written with (Excel takes those of the country) begins new cells after a
semicolon, a tab or a line end: there a formula is disarmed, too.
"""

import re

_FORMULA = "'*[=+\\-@\t\r＝＋－＠]"
_BEGINS = "(?:^|(?<=[;\t\n]))"
_RISKY = re.compile(f"{_BEGINS}({_FORMULA})")
_DISARMED = re.compile(f"{_BEGINS}'({_FORMULA})")
_PHONE = re.compile(r"\+[0-9][0-9 ()./-]*")


def disarmed(cell: str) -> str:
    """`cell` as it may be opened in a spreadsheet."""
    return _RISKY.sub(r"'\1", cell)


def disarmed_phone(cell: str) -> str:
    """The same of a phone number: +49 30 123 stays what it is."""
    return cell if _PHONE.fullmatch(cell) else disarmed(cell)


def bare(cell: str) -> str:
    """What `disarmed` was made from; other programs' apostrophes are taken off, too."""
    return _DISARMED.sub(r"\1", cell) if "'" in cell else cell
