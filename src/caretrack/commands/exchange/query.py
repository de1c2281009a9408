"""`care query`: the address book of a mail program."""

from typing import TYPE_CHECKING, Annotated

from caretrack import streams
from caretrack.domain.text import shortened
from caretrack.errors import Exit
from caretrack.journal.due import clocks
from caretrack.journal.queries.addresses import find_addresses
from caretrack.options import Json
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import words
from caretrack.views.page import answer, tabs

if TYPE_CHECKING:
    from caretrack.domain.clock import Clock

EXAMPLES = ("care query ana", "care query lagoon", "care query silva --json")
# What is searched for may begin with a hyphen: mutt hands over what was typed.
SETTINGS = {"ignore_unknown_options": True}


def command(
    session: Session,
    wanted: Annotated[
        list[str],
        Argument(
            metavar="TEXT...",
            help="Part of a name, nickname, address or company; accents and case do not matter.",
        ),
    ],
    json: Json = False,
) -> None:
    """E-mail addresses for a mail program: `query_command` of mutt and neomutt, `address-book-cmd`
    of aerc.

    The first line says how many were found; then there is a line for each address: address, tab,
    name, tab, company and when you were last in touch. People in the archive come last. Where
    nobody is found it ends with 1, as mutt wants it.
    """
    asked = " ".join(wanted)
    if not session.has_journal():
        return _nobody(f"there is no journal at {session.path} yet", json)
    with session.read() as journal:
        addresses = find_addresses(journal, asked)
        in_touch = clocks(journal, list(dict.fromkeys(address.id for address in addresses)))
    if not addresses:
        return _nobody(f"nobody with an e-mail address is found for '{shortened(asked, 60)}'", json)
    if json:
        rows = [
            {
                **address._asdict(),
                "last_care": clock.last_care if (clock := in_touch.get(address.id)) else None,
            }
            for address in addresses
        ]
        return streams.put_json(rows)
    streams.put_parts([f"{words.count(len(addresses), 'address', 'addresses')} in the journal\n"])
    streams.put_parts(
        tabs(address.email, address.name, _about(address.company, in_touch.get(address.id))) + "\n"
        for address in addresses
    )
    return None


def _about(company: str | None, clock: "Clock | None") -> str:
    last = (
        "archived"
        if clock is None
        else "never in touch"
        if clock.never
        else f"{clock.since} d ago"
        if clock.since
        else "today"
    )
    return f"{company}, {last}" if company else last


def _nobody(why: str, json: bool) -> None:
    """On stdout, in the place of the first line: there mutt looks for what to say."""
    answer(json, [], [why])
    raise Exit(1)
