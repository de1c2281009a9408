"""How somebody is reached, out of Monica: addresses, numbers, pages, messengers, where they live.

A way of reaching them is of a type that the user may have made: an insurance number is one as well.
"""

import re
from typing import NamedTuple

from caretrack.domain.people.chats import account_of, known_service, page_of
from caretrack.domain.people.postal import PostalAddress, address_text
from caretrack.domain.records import FactRecord
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.values import joined, line_of
from caretrack.formats.text import is_email, plain_email, unique

_WEB = re.compile(r"(?i)https?://\S+")
_BARE_WEB = re.compile(r"(?i)(?:www\.|(?:[a-z0-9-]+\.)+[a-z]{2,}/)\S+")
_NUMBER = re.compile(r"[+0-9(][0-9 ()./-]{4,}")
_SCHEME = re.compile(r"(?i)^[a-z][a-z0-9+.-]*:")
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
    if _BARE_WEB.fullmatch(data):
        return "url", data
    service = known_service(name) or (protocol if _SCHEME.fullmatch(protocol) else "")
    account = account_of(service, _SCHEME.sub("", data, count=1)) if service else ""
    if service == "linkedin" and account:
        # By their page people are told.
        return "url", page_of(service, account.partition(":")[2])
    if account:
        return "chat", account
    if protocol.startswith("http"):
        return "url", protocol + data.lstrip("@/")
    return "", joined(name, data)


def postal_addresses(tables: MonicaTables, contact_id: str) -> str:
    """Return the postal addresses of a contact, each with what Monica calls it."""
    found = []
    for row in tables.of("addresses", contact_id):
        place = {**row, **tables.get("places", row.get("place_id", ""))}
        found.append(
            PostalAddress(
                street=line_of(place, "street"),
                city=line_of(place, "city"),
                region=line_of(place, "province"),
                code=line_of(place, "postal_code"),
                country=line_of(place, "country"),
                label=line_of(row, "name"),
            )
        )
    return address_text(found)
