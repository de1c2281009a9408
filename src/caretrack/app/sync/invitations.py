"""Invite a machine to a journal, and join with what the invitation says.

By a code, which is read out or typed: the invitation lies sealed on the hub for a day. Or as a text
that is encrypted to a recipient of age: it goes by mail, for a week. Either can be used once: there
is a note on the hub as long as it was not. Neither holds the password of the hub, which may be a
person's own: HUB is typed when joining.
"""

import os
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from caretrack.app.sync.device_note import DeviceNotes, read_device_notes
from caretrack.app.sync.shutting_out import members
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.age import ARMOUR, decrypt_text, encrypt_text, identities, recipients
from caretrack.hubs.hub import Hub, HubUnusable
from caretrack.sealing.invitation import (
    Invitation,
    decoded,
    encoded,
    named_by,
    new_code,
    open_by_code,
    read_code,
    seal_by_code,
)
from caretrack.sealing.keyring import KEY, Keyring, NotOurs, TooNew
from caretrack.sealing.keys import new_secrets
from caretrack.sealing.secrets_file import Secrets, write_secrets

BY_CODE, BY_TEXT = timedelta(hours=24), timedelta(days=7)
# An invitation is a page of text at most, whatever comes in by mail.
LARGEST_TEXT = 1024 * 1024
_TAGS = 4095
_ASK_ANEW = "Ask for another one: `care sync invite`."
# What the note of an invitation by text says: that it was not used.
_NOT_USED = b"not used"


class Invited(NamedTuple):
    """What to hand to somebody: a code, or a text; until when; and the secrets, written."""

    shown: str
    until: datetime
    secrets: Secrets


def invite(
    hub: Hub, secrets: Secrets, devices: DeviceNotes, at: datetime, to: Sequence[str] = ()
) -> Invited:
    """Make an invitation: a code, or a text for the recipients `to` (see `formats/age.py`).

    Raises WrongUsage for what is no recipient, CareError without pyrage, HubUnusable.
    """
    readers = recipients(to)
    if readers:
        note, key, shown = f"invite/{os.urandom(16).hex()}", b"", ""
    else:
        shown = new_code()
        note, key = named_by(read_code(shown))
    until = (at + (BY_TEXT if readers else BY_CODE)).astimezone(UTC).replace(microsecond=0)
    invitation = Invitation(
        journal=secrets.journal,
        hub=hub.shown,
        keys=secrets.keys,
        naming=secrets.naming,
        peers={**members(secrets), secrets.device: secrets.public},
        shut=secrets.shut,
        tag=free_tag(devices),
        until=until,
        note=note,
    )
    plain = encoded(invitation)
    body = _NOT_USED if readers else seal_by_code(plain, key)
    if readers:
        shown = encrypt_text(plain, readers)
    invited = secrets._replace(invited={**secrets.invited, note: until.isoformat()})
    write_secrets(invited)
    hub.put_note("", note, body)
    if hub.notes("").get(note) != body:
        raise HubUnusable(f"{hub.shown} does not keep what it was given", "Try again later.")
    return Invited(shown, until, invited)


def accept_code(hub: Hub, typed: str, at: datetime) -> Invitation:
    """Return the invitation that a code opens.

    Raises WrongUsage for what is no code, CareError for one that is unknown, used or late.
    """
    note, key = named_by(read_code(typed))
    body = hub.notes("").get(note)
    if body is None:
        # What a folder has is what has been carried there.
        late = ", or has not come to this folder yet" if hub.shown.startswith("/") else ""
        raise CareError(
            f"{hub.shown} has no invitation for this code: it may be used{late}", _ASK_ANEW
        )
    try:
        invitation = decoded(open_by_code(body, key))
    except TooNew as error:
        raise _too_new() from error
    except NotOurs as error:
        raise CareError("the invitation on the hub is damaged", _ASK_ANEW) from error
    return _in_time(invitation._replace(note=note), at)


def accept_text(hub: Hub, text: bytes, key_files: Iterable[Path], at: datetime) -> Invitation:
    """Return the invitation in a text that one of these key files opens.

    Raises WrongUsage for what is no such text, CareError for another key, used or late.
    """
    start = text.find(ARMOUR)
    if start < 0 or len(text) > LARGEST_TEXT:
        raise WrongUsage(
            "that is no invitation",
            "It is the whole text of `care sync invite --to`, from its BEGIN to its END.",
        )
    keys = identities(key_files)
    try:
        invitation = decoded(decrypt_text(_from_mail(text[start:]), keys))
    except TooNew as error:
        raise _too_new() from error
    except NotOurs as error:
        raise CareError("what the key opens is no invitation", _ASK_ANEW) from error
    _in_time(invitation, at)
    if invitation.note not in hub.notes(""):
        another = f", or is for {invitation.hub}" if invitation.hub != hub.shown else ""
        raise CareError(
            f"{hub.shown} does not know this invitation: it was used or taken back{another}",
            _ASK_ANEW,
        )
    return invitation


def secrets_by(
    hub: Hub, invitation: Invitation, address: str, device: str, name: str, place: "str | Path"
) -> Secrets:
    """Return the secrets of a new device; they are not written yet.

    Raises CareError if the keys were turned over since.
    """
    ring = Keyring(invitation.journal, invitation.keys, invitation.naming)
    devices = read_device_notes(ring, hub.notes(invitation.journal))
    if devices.locked and not devices.current:
        raise CareError("the keys were turned over since this invitation was made", _ASK_ANEW)
    taken = {note.tag for note in devices.known.values()}
    tag = invitation.tag if invitation.tag not in taken else free_tag(devices)
    made = new_secrets(invitation.journal, address, device, tag, name, place)
    return made._replace(
        keys=invitation.keys,
        naming=invitation.naming,
        peers=dict(invitation.peers),
        shut=invitation.shut,
    )


def use_up(hub: Hub, invitation: Invitation) -> None:
    """Take the invitation off the hub: call it when the secrets of the new device are written."""
    hub.drop_note("", invitation.note)


def free_tag(devices: DeviceNotes | None = None) -> int:
    """Return a tag that none of the devices has, by chance."""
    taken = {note.tag for note in devices.known.values()} if devices else set()
    free = [tag for tag in range(1, _TAGS + 1) if tag not in taken]
    if not free:
        raise CareError("no more machines can take part", "Let some leave: `care sync leave`.")
    return free[int.from_bytes(os.urandom(8), "big") % len(free)]


def _in_time(invitation: Invitation, at: datetime) -> Invitation:
    if invitation.until < at:
        day = f"{invitation.until.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
        raise CareError(f"the invitation could be used until {day}", _ASK_ANEW)
    if not 1 <= invitation.tag <= _TAGS or any(len(key) != KEY for key in invitation.keys):
        raise CareError("the invitation on the hub is damaged", _ASK_ANEW)
    return invitation


def _too_new() -> CareError:
    return CareError(
        "the invitation was made by a later version of care", "Install that version here."
    )


def _from_mail(text: bytes) -> bytes:
    """Return the lines of a text as age takes them, whatever a mail program has put around them."""
    lines = [line.strip(b" >\t\r") for line in text.split(b"\n")]
    end = next((at for at, line in enumerate(lines) if line.startswith(b"-----END")), len(lines))
    return b"\n".join(line for line in lines[: end + 1] if line) + b"\n"
