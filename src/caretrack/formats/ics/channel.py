"""The channel of an event: by its place, its title, or the link of a video meeting."""

import re
from collections.abc import Iterable

_VIDEO = re.compile(
    r"zoom\.(us|com)|\bzoom\b|meet\.google|google meet|^meet$|\bteams\b|skype|webex|gotomeet"
    r"|whereby|jitsi|facetime|bigbluebutton|\bvideo|\bvisio|around\.co",
    re.IGNORECASE,
)
_PHONE = re.compile(
    r"\b(phone|telephone|telefon\w*|téléphone|teléfono|call|anruf|telko)\b|\btel:"
    r"|^\+?[0-9][0-9 ()/.-]{6,}$",
    re.IGNORECASE,
)


def is_video(place_or_link: str) -> bool:
    """True if a place or a link is that of a video meeting."""
    return _VIDEO.search(place_or_link) is not None


def channel_of(place: str, title: str, links: Iterable[str]) -> str:
    """Return the channel of an event.

    A place outdoes a link: Google puts one into every event. The title outdoes a room: "Call with
    Ann" in the calendar of somebody who books one.
    """
    from caretrack.domain.kinds.channel_in_title import channel_in_title

    if is_video(place):
        return "video"
    if _PHONE.search(place):
        return "call"
    if not place and any(is_video(link) for link in links):
        return "video"
    return channel_in_title(title) or "meeting"
