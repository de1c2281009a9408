"""How somebody is reached, out of Monica: addresses, numbers, pages, messengers, where they live.

A way of reaching them is of a type that the user may have made: an insurance number is one as well.
"""

import re
from typing import NamedTuple

from caretrack.domain.records import FactRecord
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.values import joined, line_of
from caretrack.formats.text import is_email, plain_email, unique
from caretrack.words import phrase_list, word_set

_WEB = re.compile(r"(?i)https?://\S+")
_BARE_WEB = re.compile(r"(?i)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)\S+")
_NUMBER = re.compile(r"[+0-9(][0-9 ()./-]{4,}")
_SCHEME = re.compile(r"(?i)[a-z][a-z0-9+.-]*:")
_PHONES = ("tel:", "sms:", "callto:")


class Reached(NamedTuple):
    """How one person is reached, and what is none of that."""

    emails: tuple[str, ...]
    phones: tuple[str, ...]
    urls: tuple[str, ...]
    chats: tuple[str, ...]
    facts: tuple[FactRecord, ...]


def reached(tables: MonicaTables, contact_id: str) -> Reached:
    """Return how a contact is reached."""
    found: dict[str, list[str]] = {sort: [] for sort in ("email", "phone", "url", "chat")}
    facts = []
    for row in tables.of("contact_fields", contact_id):
        kind = tables.get("contact_field_types", row.get("contact_field_type_id", ""))
        data = line_of(row, "data")
        sort, value = _sorted_out(kind, data) if data else ("", "")
        if sort:
            found[sort].append(value)
        elif value:
            facts.append(FactRecord("other", value, None))
    return Reached(
        unique(found["email"]),
        unique(found["phone"]),
        unique(found["url"]),
        unique(found["chat"]),
        tuple(facts),
    )


def _sorted_out(kind: Row, data: str) -> tuple[str, str]:
    """Return the sort of a way and how it is written; for none "", and the text of a fact."""
    name, protocol = line_of(kind, "name"), line_of(kind, "protocol")
    sort = line_of(kind, "type").casefold()
    word = re.sub(r"[\W_]", "", name.casefold())
    if sort == "email" or protocol == "mailto:" or is_email(data):
        address = plain_email(data)
        return ("email", address) if is_email(address) else ("", joined(name, data))
    if sort == "phone" or protocol in _PHONES:
        return "phone", data
    if _WEB.fullmatch(data):
        return "url", data
    if word == "whatsapp" and _NUMBER.fullmatch(data):
        return "phone", data
    page = _pages().get(word) or (protocol if protocol.startswith("http") else "")
    if page:
        return "url", data if _BARE_WEB.fullmatch(data) else page + data.lstrip("@/")
    if word in word_set("monica", "messengers") or _SCHEME.fullmatch(protocol):
        scheme = protocol.casefold() if _SCHEME.fullmatch(protocol) else f"{word}:"
        return "chat", data if data.casefold().startswith(scheme) else scheme + data
    if _BARE_WEB.fullmatch(data):
        return "url", data
    return "", joined(name, data)


def _pages() -> dict[str, str]:
    pairs = (line.partition(" ") for line in phrase_list("monica", "pages"))
    return {name: page for name, _, page in pairs}


def addresses(tables: MonicaTables, contact_id: str) -> tuple[str, tuple[FactRecord, ...]]:
    """Return the postal address of a contact, and every further one as a fact."""
    found = []
    for row in tables.of("addresses", contact_id):
        place = {**row, **tables.get("places", row.get("place_id", ""))}
        town = joined(line_of(place, "postal_code"), line_of(place, "city"), between=" ")
        parts = [line_of(place, "street"), town, line_of(place, "province")]
        lines = [*filter(None, [*parts, line_of(place, "country")])]
        if lines:
            found.append((line_of(row, "name"), lines))
    first = "\n".join(found[0][1]) if found else ""
    others = (
        f"{joined('address', label, between=' ')}: {', '.join(lines)}" for label, lines in found[1:]
    )
    return first, tuple(FactRecord("other", text, None) for text in others)
