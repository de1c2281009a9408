"""The channel that the title of a meeting names: "Sales call with Ann", "Ben / me (Teams)".

English is read by the rules for notes (words/channels.txt). In a title a call or a video meeting
counts wherever it stands: "Coffee chat (Zoom)" is no coffee.
"""

import re

from caretrack.domain.kinds.guess import channels_named

_PLACED = r"(?:^|[-–—/|,:@(\[]\s?|\b(?:via|on|over|per|über|in|sur|por|su|w|with|w/)\s)"
_ENDED = r"(?=\s*(?:$|[-–—/|,;:)\]]))"
_VIDEO = re.compile(
    # Alone, "teams" and "meet" are words: "Teams offsite", "Meet Ann".
    rf"{_PLACED}(?:ms |microsoft )?teams{_ENDED}"
    r"|\bteams[- ](?:anruf|besprechung|call|konferenz|meeting|sitzung|termin)\b"
    r"|(?:\b(?:via|on|over|per|sur|su|por)\s|@\s?|[(\[])meet(?=\s*(?:$|[)\]]))"
    r"|\bvid[eé]o-?(?:anruf|call|chat|chiamata|chamada|conf\w*|gesprek|konferenz|llamada|meeting)"
    r"|\bvisio\b|\bvisioconf\w*|\bgotomeeting\b|\bwhereby\b|\bbigbluebutton\b",
    re.IGNORECASE,
)
_CALL = re.compile(
    r"\b(?:telefon\w*|telko|anruf\w*|rückruf\w*|coup de fil|llamada|chiamata|ligação|chamada"
    r"|teléfono|téléphon\w*|telefoon\w*|belafspraak"
    # "Appel d'offres" is a tender.
    r"|appel(?! d['’]offre))\b",
    re.IGNORECASE,
)


def channel_in_title(title: str) -> str:
    """Return `video` or `call` where the title of a meeting says so, "" where it does not."""
    named = channels_named(title)
    if "video" in named or _VIDEO.search(title):
        return "video"
    return "call" if "call" in named or _CALL.search(title) else ""
