"""The `From ` lines that part the mails of an mbox, told from text that begins with the same word.

Such a line has a sender and a time; some programs leave out the time (Gmail's and others write an
id, `-` or an address alone), or all of it. Whatever it says, the head of a mail follows.
"""

import re
from collections.abc import Iterable

# With a time, and with no word behind it (as Thunderbird writes it), it is hardly a sentence: with
# a head behind it, it parts mails even where the empty line before it is missing.
_TIMED = re.compile(rb"From (?:[^\n]{0,300}\d:\d\d|[ \t]*\r?\n?$)")
# A sender alone, or with a day behind it: an address or an id, "-", or the name of an account.
_DAY = (
    rb"(?:(?:(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?[ \t]+)?(?:\d{1,2}[ \t]+)?"
    rb"(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*[ \t]+[0-9 \t,]{1,20}"
    rb"|\d{4}-\d\d-\d\d)"
)
_SENDER = re.compile(
    rb"(?i)From (?P<sender>[^\s]{0,299}[^\s:,])(?:[ \t]+" + _DAY + rb")?[ \t]*\r?\n?$"
)
# Anything else behind a sender: a number, a name.
_SENDER_AND_MORE = re.compile(rb"From (?P<sender>\S{1,300})[ \t]")
_NO_WORD = re.compile(rb"[^@]*@[^@]*$|-$|<>$|[0-9A-F-]{8,}$", re.IGNORECASE)

_FIELD = re.compile(rb"([!-9;-~]+)[ \t]*:")
_QUOTED = b">From "
# Fields that a mail has, and that text which quotes one has, too.
_SAID = frozenset(
    b"date to cc bcc subject sender reply-to in-reply-to references sent status importance priority"
    b" lines organization precedence".split()
)
# Fields that hardly stand in a text. "From:" is one, as a line with "From " is there already.
_OF_MAIL = frozenset(
    b"from received return-path message-id mime-version delivered-to envelope-to content-type"
    b" content-transfer-encoding content-length user-agent authentication-results received-spf"
    b" dkim-signature domainkey-signature auto-submitted errors-to thread-topic"
    b" thread-index".split()
)
_OF_MAIL_STARTS = (b"x-", b"list-", b"arc-", b"resent-")
# Three fields that no text has: with such a head, the empty line before it may be missing.
_UNMISTAKABLE = 6
# Lines of a head that are looked at.
MOST_LINES = 60
_BLANK = (b"\n", b"\r\n", b"")


def parts_mails(line: bytes, after_empty: bool, following: Iterable[bytes]) -> bool:
    """True if a line that begins with `From ` parts two mails.

    `after_empty` says whether an empty line is before it. `following` are the lines behind it, of
    which no more are taken than needed, MOST_LINES at most.
    """
    if _TIMED.match(line):
        return _is_head(following, signs=2)
    alone = _SENDER.match(line)
    sender = alone or _SENDER_AND_MORE.match(line)
    if not sender or not (alone or after_empty):
        return False
    no_word = _NO_WORD.match(sender["sender"]) is not None
    if alone and after_empty:
        return _is_head(following, signs=2 if no_word else 3, of_mail=True)
    return no_word and _is_head(following, signs=_UNMISTAKABLE, of_mail=True)


def _is_head(lines: Iterable[bytes], *, signs: int, of_mail: bool = False) -> bool:
    """True if the lines begin the head of a mail: they are fields, with so many signs of one.

    A field that no text has counts as two signs, and with `of_mail` there must be one.
    """
    begun = False
    for count, line in enumerate(lines):
        if line in _BLANK or count >= MOST_LINES:
            break
        field = _FIELD.match(line)
        if field:
            name = field[1].lower()
            if name in _OF_MAIL or name.startswith(_OF_MAIL_STARTS):
                signs, of_mail = signs - 2, False
            elif name in _SAID:
                signs -= 1
            if signs <= 0 and not of_mail:
                return True
            begun = True
        elif not (line[:1].isspace() if begun else line.startswith(_QUOTED)):
            break
    return False
