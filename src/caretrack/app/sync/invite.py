"""What `care sync invite` makes, and what `care sync join` reads."""

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from caretrack.app.sync import invitations
from caretrack.app.sync.link import linked
from caretrack.app.sync.lock import only_one
from caretrack.app.sync.notes import read_notes
from caretrack.errors import WrongUsage
from caretrack.hubs.hub import Hub
from caretrack.sealing.invitation import Invitation
from caretrack.session import Session


class ShownInvitation(NamedTuple):
    """An invitation as it is handed over: a code, or a text that one age key opens.

    `has_password` is True if the address of the hub has a password, which is not in it.
    """

    hub: str
    code: str
    text: str
    valid_until: str
    has_password: bool


def invite(session: Session, to: str) -> ShownInvitation:
    """Let another machine in, once: with a code, or a text for an age recipient."""
    with session.read() as journal, linked(journal) as link, only_one(link.secrets.journal):
        link.hub.prepare(make=False)
        devices = read_notes(link).devices
        readers = [to] if to else []
        made = invitations.invite(link.hub, link.secrets, devices, datetime.now(UTC), readers)
        return ShownInvitation(
            link.hub.shown,
            "" if to else made.shown,
            made.shown if to else "",
            made.until.isoformat(),
            link.secrets.hub != link.hub.shown,
        )


def read_invitation(hub: Hub, code: str, key: str | None) -> Invitation:
    """Return the invitation that a code opens, or the age key of a file, with the text on stdin.

    Raises CareError for one that was used, is late, or does not open.
    """
    now = datetime.now(UTC)
    if not key:
        return invitations.accept_code(hub, code, now)
    if sys.stdin.isatty():
        raise WrongUsage(
            "the text of the invitation is missing", "Give it on stdin: … --key FILE < TEXT."
        )
    text = sys.stdin.buffer.read(invitations.LARGEST_TEXT + 1)
    return invitations.accept_text(hub, text, [Path(key)], now)
