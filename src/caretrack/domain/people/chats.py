"""Accounts by which people chat, as `service:name`: `skype:ana.silva`, `xmpp:ana@lagoon.example`.

A service has one name here, whatever an address book calls it: `words/chats.txt` has the others.
"""

import re
from collections.abc import Iterable
from functools import cache

from caretrack.domain.text import clean_text, one_line, shortened
from caretrack.errors import WrongUsage
from caretrack.words import word_pairs


@cache
def _services() -> dict[str, str]:
    """Return our name for each name of a service."""
    pairs = word_pairs("chats", "services")
    return {other: name for name, others in pairs for other in (name, *others)}


@cache
def _page_starts() -> dict[str, list[str]]:
    """Return where the pages of a service begin, without https:// and www."""
    return dict(word_pairs("chats", "pages"))


def known_service(text: str) -> str:
    """Return our name for a service that is known, "" for any other."""
    return _services().get("".join(char for char in text.casefold() if char.isalnum()), "")


def service_named(text: str) -> str:
    """Return our name for a service, known or not; "" where `text` is no name."""
    plain = re.sub(r"[^a-z0-9+.]+", "-", text.casefold()).strip("-+.")
    return known_service(plain) or plain


def account_of(service: str, name: str) -> str:
    """Return an account as it is stored, "" where one of the two is missing.

    The @ before a name is left out, unless more than a name follows (`@ana:host`).
    """
    name = one_line(name).lstrip("/ ")
    if name.startswith("@") and not re.search("[@:]", name[1:]):
        name = name[1:].lstrip("/ ")
    service = service_named(service)
    return f"{service}:{name}" if service and name else ""


def clean_account(text: str) -> str:
    """Return an account that was typed, as it is stored.

    Raises WrongUsage where no service stands before it, or where it is a web page.
    """
    service, _, name = clean_text(text, "the account").partition(":")
    if service.lower() not in ("http", "https") and (found := account_of(service, name)):
        return found
    raise WrongUsage(
        f"'{shortened(text, 40)}' does not say on which service",
        "Write the service before it, like skype:ana.silva or telegram:ana.",
    )


def page_of(service: str, name: str) -> str:
    """Return the page of an account, "" for a service without pages: of LinkedIn, say."""
    starts = _page_starts().get(service)
    return f"https://www.{starts[0]}{name}" if starts else ""


def page_key(page: str) -> str:
    """Return what pages are compared by, so that one page written in two ways is one."""
    bare = re.sub(r"^(?:https?:)?/*(?:(?:www|m|mobile)\.)?", "", page.strip().casefold())
    return bare.rstrip("/").replace("/@", "/")


def without_pages(accounts: Iterable[str], pages: Iterable[str]) -> list[str]:
    """Return the accounts that none of these pages shows: twitter.com/ana is `twitter:ana`."""
    shown = {page_key(page) for page in pages}
    return [account for account in accounts if not shown.intersection(_page_keys(account))]


def _page_keys(account: str) -> list[str]:
    service, _, name = account.casefold().partition(":")
    return [f"{start}{name.removeprefix('+')}" for start in _page_starts().get(service, ())]


def chat_link(account: str) -> str:
    """Return what a click opens to chat, "" for a service that has no such links.

    It is plain ASCII without a blank, whatever the account is.
    """
    service, _, name = account.partition(":")
    is_plain = re.fullmatch(r"[A-Za-z0-9@:._~+-]+", name) is not None
    number = "".join(re.findall("[0-9]", name)) if re.fullmatch(r"\+?[0-9 ()./-]+", name) else ""
    match service:
        case "skype" if is_plain:
            return f"skype:{name}?chat"
        case "xmpp" if is_plain and "@" in name:
            return f"xmpp:{name}"
        case "telegram" if number:
            return f"tg://resolve?phone={number}"
        case "telegram" if re.fullmatch("[A-Za-z0-9_]+", name):
            return f"tg://resolve?domain={name}"
        case "whatsapp" if number:
            return f"https://wa.me/{number}"
        case "signal" if number and name.startswith("+"):
            return f"https://signal.me/#p/+{number}"
        case "matrix" if is_plain and ":" in name:
            return f"https://matrix.to/#/{name}"
    return ""
