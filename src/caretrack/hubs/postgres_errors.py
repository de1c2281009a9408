"""What psycopg, libpq and the server say, and what is said of it: one line, and what to do."""

from caretrack.hubs.hub import HubUnusable, one_line

_REFUSED = "refuses the name or the password"
_LATER = "Try again in a minute."
_NOT_FOUND = ": there is no such host"
_NO_ROUTE = ": there is no route to it"

# The first that fits is taken. A message in another language than English fits none, and is shown.
_SAID = (
    ("password", _REFUSED, "Check both in the address."),
    ('role "', _REFUSED, "Check both in the address."),
    ('fatal: database "', "has no such database", "`createdb` makes one."),
    ("no pg_hba.conf entry", "lets nobody in from here, or not without TLS", ""),
    (
        "certificate",
        "shows a certificate that cannot be trusted",
        "Name the one that signed it: sslrootcert=FILE, or =system for what this machine trusts.",
    ),
    ("does not support ssl", "speaks no TLS", ""),
    ("connection refused", "refuses the connection", "Does it run?"),
    ("failed to resolve", _NOT_FOUND, ""),
    ("could not translate host name", _NOT_FOUND, ""),
    ("no route", _NO_ROUTE, ""),
    ("unreachable", _NO_ROUTE, ""),
    ("timeout", "did not answer in time", _LATER),
    ("too many", "has too many connections", _LATER),
    ("remaining connection slots", "has too many connections", _LATER),
    ("starting up", "is starting", _LATER),
    ("shutting down", "is shutting down", _LATER),
    ("terminating connection", "broke off the connection", _LATER),
    ("no space left", "is full", "Make room on its disk."),
    ("read-only", "can only be read", ""),
    ("closed", "broke off the connection", ""),
    ("is lost", "broke off the connection", ""),
    ("running locally", ": no PostgreSQL runs on this machine", "Name its host."),
)


def refusal(shown: str, text: str) -> HubUnusable:
    """Return the error for what was said, without secrets, by the library or the server."""
    said = " ".join(text.lower().split())
    for words, message, hint in _SAID:
        if words in said:
            joint = "" if message.startswith(":") else " "
            return HubUnusable(f"{shown}{joint}{message}", hint)
    return HubUnusable(f"{shown} refuses: {one_line(text)}")
