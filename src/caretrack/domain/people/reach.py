"""How somebody likes to be reached: their channel, its link, time zone and hours (S2.9).

Hours are of their own day, as text: `9-15`, `9:30-12, 14-17`. A span may go past midnight.
"""

import re
from collections.abc import Callable, Iterable, Mapping

from caretrack.domain.kinds.families import named_channel
from caretrack.domain.text import clean_text, shortened
from caretrack.errors import WrongUsage

LATEST = 24 * 60  # minutes of a day
_HOUR = r"(\d{1,2})(?:[:.h](\d{2}))?\s*([ap]m)?"
_SPAN = rf"\s*{_HOUR}\s*(?:-|–|—|to|until|till)\s*{_HOUR}\s*"
# An area and a place, as the time zone database writes them; also UTC and the like.
_ZONE = r"[A-Za-z][A-Za-z0-9_+-]*(?:/[A-Za-z0-9_+-]+){0,2}"


def clean_zone(text: str) -> str:
    """Return a time zone as it is stored; that it exists is not looked up here.

    Raises WrongUsage for what cannot be one.
    """
    zone = clean_text(text, "the time zone").replace(" ", "_")
    if len(zone) > 60 or not re.fullmatch(_ZONE, zone):
        raise WrongUsage(
            f"'{shortened(text, 40)}' is not a time zone",
            "It is an area and a city, such as Europe/Berlin or Asia/Seoul.",
        )
    return zone


def parse_hours(text: str) -> tuple[tuple[int, int], ...]:
    """Return spans of minutes of their day, each from and to: `9-15` is ((540, 900),).

    A span that ends before it begins goes past midnight. Raises WrongUsage for anything else.
    """
    spans = [re.fullmatch(_SPAN, part) for part in text.casefold().split(",")]
    read = [
        (_minutes(*found.group(1, 2, 3)), _minutes(*found.group(4, 5, 6)))
        for found in spans
        if found
    ]
    if len(read) < len(spans) or any(
        begins is None or ends is None or begins == ends for begins, ends in read
    ):
        raise WrongUsage(
            f"'{shortened(text, 40)}' are not hours", "Write them like 9-15 or 9:30-12, 14-17."
        )
    return tuple((begins, ends) for begins, ends in read if begins is not None and ends is not None)


def _minutes(hour: str, minute: str | None, half: str | None) -> int | None:
    number = int(hour)
    if half:
        if not 1 <= number <= 12:
            return None
        number = number % 12 + (12 if half == "pm" else 0)
    minutes = number * 60 + int(minute or 0)
    return minutes if int(minute or 0) < 60 and minutes <= LATEST else None


def clean_hours(text: str) -> str:
    """Return hours as they are stored. Raises WrongUsage for what cannot be read."""
    spans = parse_hours(clean_text(text, "the hours"))
    return ", ".join(f"{_hour(begins)}-{_hour(ends)}" for begins, ends in spans)


def _hour(minutes: int) -> str:
    hour, minute = divmod(minutes, 60)
    return f"{hour}:{minute:02d}" if minute else str(hour)


def is_within(hours: str, minute: int) -> bool:
    """True if a minute of their day (0 to 1439) is within their hours. Raises WrongUsage."""
    return any(
        begins <= minute < ends if begins < ends else minute >= begins or minute < ends
        for begins, ends in parse_hours(hours)
    )


def next_opening(hours: str, minute: int) -> int:
    """Return the minute of their day at which their hours begin next: a smaller one is tomorrow's.

    Raises WrongUsage.
    """
    begins = sorted(begins % LATEST for begins, _ in parse_hours(hours))
    return next((at for at in begins if at > minute), begins[0])


def address_of(channel: str, handles: Iterable[tuple[str, str]]) -> str:
    """Return their first number or address for a channel, "" if they have none.

    A call takes a phone number, e-mail an address. A chat takes an account that a click opens, or
    else a phone number, or else any account. The other channels take nothing. `handles` are sorts
    and values.
    """
    theirs = list(handles)
    accounts = [value for sort, value in theirs if channel == "chat" == sort]
    wanted = _ADDRESSES.get(channel)
    found = [account for account in accounts if link_to("chat", account)]
    found += [value for sort, value in theirs if sort == wanted]
    return next(iter(found + accounts), "")


def link_to(channel: str, address: str) -> str:
    """Return what a click opens: `tel:` for a call, `mailto:` for e-mail.

    For a chat it is the link of the account's service, or `sms:` for a number. It is plain ASCII
    without a blank, whatever stands in `address`; "" for what is no number or address.
    """
    if channel == "chat" and re.match(_ACCOUNT, address):
        from caretrack.domain.people.chats import chat_link

        return chat_link(address)
    if channel == "email":
        return f"mailto:{_percent(address)}" if "@" in address else ""
    scheme = {"call": "tel", "chat": "sms"}.get(channel)
    number = _dialled(address) if scheme else ""
    return f"{scheme}:{number}" if number else ""


def _percent(text: str) -> str:
    """Return a text as RFC 6068 writes it in a link."""
    return "".join(
        chr(byte) if chr(byte) in _PLAIN_IN_A_LINK else f"%{byte:02X}"
        for byte in text.encode("utf-8", "replace")
    )


def _dialled(text: str) -> str:
    """Return a number as RFC 3966 writes it, "" for what is none."""
    from caretrack.domain.people.phone import phone_key

    key = phone_key(text)
    number, *extension = key.split("x", 1)
    if key.startswith("+"):
        return f"{number};ext={extension[0]}" if extension else number
    # A national number is dialled with its 0, which its key does not have.
    digits = "".join(char for char in text if char.isascii() and char.isdigit())
    return digits if key and not extension and digits.endswith(number) else ""


_ACCOUNT = r"[a-z][a-z0-9+.-]*:\S"
_ADDRESSES = {"call": "phone", "chat": "phone", "email": "email"}
_PLAIN_IN_A_LINK = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~@")


def _clean_address(text: str) -> str:
    from caretrack.domain.people.postal import clean_address

    return clean_address(clean_text(text, "the address"))


_CHECKS: Mapping[str, Callable[[str], str]] = {
    "prefers": named_channel,
    "zone": clean_zone,
    "hours": clean_hours,
    "address": _clean_address,
}


def clean_person_text(name: str, text: str) -> str:
    """Return a text of a person, by the name of its column, as it is stored.

    Raises CareError if it is empty or no text, and WrongUsage if the column cannot hold it.
    """
    return _CHECKS[name](text) if name in _CHECKS else clean_text(text, f"the {name}")
