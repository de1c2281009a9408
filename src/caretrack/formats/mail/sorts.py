"""What sort of mail it is, told from its head: for one person, for many, of a machine, thrown away."""

import re

from caretrack.formats.mail.heads import Head, decoded, first, text
from caretrack.formats.mail.lines import aside
from caretrack.formats.records import decode

_TO_MANY = (
    "list-unsubscribe",
    "list-id",
    "list-post",
    "mailing-list",
    "x-mailing-list",
    "x-campaign",
    "x-campaignid",
)
_MANY = re.compile(r"(?i)\s*(?:bulk|list|junk)\b")
_BY_ITSELF = re.compile(
    r"(?i)(?:automatic reply|auto(?:matische)?[- ]?(?:reply|response|antwort)|out of (?:the )?office|abwesenheits|abwesend\b|réponse automatique"
    r"|respuesta automática|resposta automática|risposta automatica|automatisch antwoord|read:|gelesen:|undeliver|unzustellbar|delivery status)"
)
_EXPUNGED = 0x0008


def is_aside(head: Head) -> bool:
    """Whether it is a draft, spam, or was deleted: by the labels of Gmail, or the flags of Thunderbird, mutt and their like."""
    labels = decoded(" ".join(decode(first(head, "x-gmail-labels")).split()))
    if any(aside(label.strip('" ')) for label in labels.split(",")):
        return True
    mozilla = first(head, "x-mozilla-status").strip()
    if re.fullmatch(rb"[0-9A-Fa-f]{4,8}", mozilla) and int(mozilla, 16) & _EXPUNGED:
        return True
    return b"D" in first(head, "x-status") or first(head, "x-spam-flag").strip().upper() == b"YES"


def is_automatic(head: Head) -> bool:
    """Whether a machine wrote it: a reply while somebody is away, a mail that came back, a receipt."""
    said = decode(first(head, "auto-submitted")).strip().lower()
    precedence = decode(first(head, "precedence")).strip().lower()
    return (
        (said not in {"", "no"})
        or any(name in head for name in ("x-autoreply", "x-autorespond", "x-auto-response"))
        or precedence in {"auto_reply", "auto-reply"}
        or first(head, "return-path").strip() == b"<>"
        or decode(first(head, "content-type")).lower().lstrip().startswith("multipart/report")
        or _BY_ITSELF.match(text(head, "subject")) is not None
    )


def is_to_many(head: Head) -> bool:
    """Whether it came through a mailing list, or a program that mails to many."""
    return (
        any(name in head for name in _TO_MANY)
        or _MANY.match(decode(first(head, "precedence"))) is not None
    )
