"""What is typed for a HUB: which sort it is, and how it is shown, which is without its password."""

import re
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlsplit

from caretrack.errors import WrongUsage
from caretrack.hubs.hub import SECONDS, Hub

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
    """An rqlite: http or https, its nodes (`host:port`), and who asks, "" if nobody is named."""

    scheme: str
    user: str
    password: str
    hosts: list[str]
    options: Mapping[str, str]


def open_hub(address: str, seconds: float = SECONDS) -> Hub:
    """Return the hub at the address; nothing is connected to, or read, before it is used.

    `seconds` is how long one answer of it is waited for. Raises WrongUsage for what is no HUB, and
    HubUnusable if a library is missing that it needs.
    """
    whole = full_address(address)
    scheme = _scheme(whole)
    if scheme in _RQLITE:
        from caretrack.hubs.rqlite import RqliteHub

        return RqliteHub(_server(whole), shown(whole), secrets(whole), seconds)
    if scheme in _POSTGRES:
        from caretrack.hubs.postgres import PostgresHub

        return PostgresHub(whole, shown(whole), secrets(whole), seconds)
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
    if "@" in rest.partition("?")[2]:
        # It may end a password, or stand in one.
        return f"{scheme}://{_HIDDEN}"
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
    queries = {rest.partition("?")[2], address.partition("?")[2]}
    pairs = [part.partition("=") for query in queries for part in query.split("&")]
    found |= {value for name, _, value in pairs if _is_secret(name)}
    found |= {unquote(secret) for secret in found} | {quote(unquote(secret)) for secret in found}
    return sorted(filter(None, found), key=len, reverse=True)


def without_secrets(text: str, hidden: list[str]) -> str:
    """Return the text with all that is hidden left out of it."""
    for secret in hidden:
        text = text.replace(secret, _HIDDEN)
    return text


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
        # To read the port raises ValueError for one that is no number.
        _ = (parts.port, parts.hostname)
    except ValueError as error:
        raise WrongUsage(f"{shown(address)} is no HUB: its host or port", _EXAMPLES) from error
    return parts


def _server(address: str) -> Server:
    """Return the parts of the address of an rqlite, which may name several nodes with commas."""
    scheme = _scheme(address)
    login, _, rest = address[len(scheme) + 3 :].rpartition("@")
    nodes, _, query = rest.partition("?")
    user, _, password = login.partition(":")
    hosts = []
    for node in nodes.rstrip("/").split(","):
        parts = _refuse_bad_parts(f"{scheme}://{node}")
        if not parts.hostname or parts.path:
            why = "nothing can follow the port" if parts.path else "it names no host"
            raise WrongUsage(f"{shown(address)} is no HUB: {why}", _EXAMPLES)
        host = f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname
        hosts.append(f"{host}:{parts.port or _PORT_OF_RQLITE}")
    options = dict(parse_qsl(query, keep_blank_values=True))
    if options.keys() - {"cacert"}:
        raise WrongUsage(f"{shown(address)} is no HUB: it takes ?cacert=FILE alone", _EXAMPLES)
    return Server(_RQLITE[scheme], unquote(user), unquote(password), hosts, options)
