"""What is typed for a HUB: which sort it is, and how it is shown, which is without its password."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from caretrack.errors import WrongUsage
from caretrack.hubs.hub import SECONDS, Hub, HubUnusable

_EXAMPLES = "Say rqlite://host:4001, postgresql://host/database or a folder, as in ~/Sync/care."
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*(?=://)")
_HOST_AND_PORT = re.compile(r"[\w.-]+:\d+(/.*)?")
_RQLITE = {"rqlite": "http", "rqlite+http": "http", "rqlite+https": "https", "rqlites": "https"}
_POSTGRES = {"postgresql", "postgres"}
# What of a query may be shown: all else may be a password, or name a file of one machine.
_HARMLESS = {"sslmode", "dbname", "host", "port", "user", "application_name"}
_HIDDEN = "…"
_PORT_OF_RQLITE = 4001


class Server(NamedTuple):
    """The parts of the address of a server; user and password are "" where there are none."""

    scheme: str
    user: str
    password: str
    host: str
    port: int
    options: Mapping[str, str]


def open_hub(address: str, seconds: float = SECONDS) -> Hub:
    """Return the hub at the address; nothing is connected to, or read, before it is used.

    `seconds` is how long one answer of it is waited for. Raises WrongUsage for what is no HUB, and
    HubUnusable if a library is missing that it needs.
    """
    del seconds
    whole = full_address(address)
    scheme = _scheme(whole)
    if scheme:
        raise HubUnusable(f"{shown(whole)} cannot be used by this version", "Name a folder.")
    from caretrack.hubs.folder import FolderHub

    return FolderHub(whole)


def full_address(address: str) -> str:
    """Return the address as it is kept: a folder with its full path.

    Raises WrongUsage for what is no HUB.
    """
    text = address.strip()
    if not text or "\0" in text or "\n" in text:
        raise WrongUsage("HUB is empty" if not text else "HUB is no address", _EXAMPLES)
    scheme = _scheme(text)
    if scheme == "file":
        return _full_path(unquote(urlsplit(text).path), text)
    if scheme in _RQLITE:
        _server(text)
        return text
    if scheme in _POSTGRES:
        _refuse_bad_parts(text)
        return text
    if scheme:
        raise WrongUsage(f"{scheme}:// is no HUB", _EXAMPLES)
    is_path = text.startswith(("/", "~", ".")) or "/" in text or Path(text).is_dir()
    if not is_path or _HOST_AND_PORT.fullmatch(text):
        raise WrongUsage(f"{shown(text)} is no HUB", _EXAMPLES)
    return _full_path(text, text)


def shown(address: str) -> str:
    """Return the address without its password, and without what else may be secret in it."""
    scheme = _scheme(address)
    if not scheme:
        # Somebody may have left the scheme out.
        return re.sub(r"(?<=:)[^:@/]+(?=@)", _HIDDEN, address)
    rest = address[len(scheme) + 3 :]
    if "@" in rest:
        before, rest = rest.rsplit("@", 1)
        rest = f"{before.partition(':')[0]}@{rest}"
    plain, mark, query = rest.partition("?")
    kept = [part for part in query.split("&") if part and not _is_secret(part.partition("=")[0])]
    return f"{scheme}://{plain}{mark if kept else ''}{'&'.join(kept)}"


def secrets(address: str) -> list[str]:
    """Return what must never be shown of the address, in every spelling, the longest first.

    It is for what libraries say, who may repeat what they were handed.
    """
    scheme = _scheme(address)
    if not scheme:
        return []
    before, at, rest = address[len(scheme) + 3 :].rpartition("@")
    found = {address, before.partition(":")[2]} if at else {address}
    pairs = [part.partition("=") for part in rest.partition("?")[2].split("&")]
    found |= {value for name, _, value in pairs if _is_secret(name)}
    found |= {unquote(secret) for secret in found} | {quote(unquote(secret)) for secret in found}
    return sorted(filter(None, found), key=len, reverse=True)


def _is_secret(name: str) -> bool:
    return unquote(name).lower() not in _HARMLESS


def _scheme(address: str) -> str:
    found = _SCHEME.match(address.strip())
    return found[0].lower() if found else ""


def _full_path(path: str, typed: str) -> str:
    if not path:
        raise WrongUsage(f"{typed} is no HUB", _EXAMPLES)
    try:
        return str(Path(path).expanduser().absolute())
    except RuntimeError as error:
        raise WrongUsage(f"{typed} is no HUB: there is no such user", _EXAMPLES) from error


def _refuse_bad_parts(address: str) -> SplitResult:
    """Return the parts of the address of a server; raise WrongUsage where it makes no sense."""
    try:
        parts = urlsplit(address)
        # Reading the port raises ValueError for one that is no number.
        _ = (parts.port, parts.hostname)
    except ValueError as error:
        raise WrongUsage(f"{shown(address)} is no HUB: its host or port", _EXAMPLES) from error
    return parts


def _server(address: str) -> Server:
    """Return the parts of the address of an rqlite. Raises WrongUsage."""
    parts = _refuse_bad_parts(address)
    if not parts.hostname:
        raise WrongUsage(f"{shown(address)} is no HUB: it names no host", _EXAMPLES)
    if parts.path not in {"", "/"} or parts.fragment:
        raise WrongUsage(f"{shown(address)} is no HUB: nothing can follow the port", _EXAMPLES)
    options = dict(parse_qsl(parts.query, keep_blank_values=True))
    if options.keys() - {"cacert"}:
        raise WrongUsage(f"{shown(address)} is no HUB: it takes ?cacert=FILE alone", _EXAMPLES)
    return Server(
        parts.scheme.lower(),
        unquote(parts.username or ""),
        unquote(parts.password or ""),
        parts.hostname,
        parts.port or _PORT_OF_RQLITE,
        options,
    )
