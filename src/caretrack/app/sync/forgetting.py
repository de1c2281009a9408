"""`care forget` in a shared journal: on this machine, on the hub, and on the others.

Each machine carries out what another one said when it next reads the hub, before it sends anything.
It takes the name out of its own journal and backups, and says in its note what it found afterwards.
"""

import json
import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from caretrack.disk import real_place
from caretrack.domain.sync.forgetting import ROW, Forgetting
from caretrack.errors import NothingFound
from caretrack.hubs.hub import Hub, HubUnusable, Op
from caretrack.journal.change_log import lines_about
from caretrack.journal.connection import Journal
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget import forget_person
from caretrack.journal.forget.backups import find_in_backups
from caretrack.journal.forget.personal_data import DataSubject, find_subject
from caretrack.journal.forget.verify import has_entries
from caretrack.journal.sync import forgotten
from caretrack.journal.sync.forget_units import Carried
from caretrack.journal.sync.state import read
from caretrack.sealing.keyring import Keyring
from caretrack.sealing.keys import keyring_of
from caretrack.sealing.secrets_file import read_secrets


class CarriedOut(NamedTuple):
    """Somebody whom another machine let this one forget.

    `was_here` is False where nothing of them was. `found` is what the search found afterwards. The
    name is not among it: what a sync says is kept by mailers of cron and the like.
    """

    id: str
    was_here: bool
    found: str


class Seen(NamedTuple):
    """A forgetting, and who has done it.

    `here` is what this machine found afterwards, None if it is still to be done; `on_hub` is True
    if nothing of it is left on the hub. `elsewhere` are the other machines by name, with what each
    found, None where it has not been seen to do it.
    """

    id: str
    at: str
    here: str | None
    on_hub: bool
    elsewhere: tuple[tuple[str, str | None], ...]

    @property
    def not_yet(self) -> tuple[str, ...]:
        """Return the machines that have not been seen to do it."""
        return tuple(name for name, found in self.elsewhere if found is None)


def carry_out(
    journal: Journal, keyring: Keyring, say: Callable[[str], None] = lambda _line: None
) -> list[CarriedOut]:
    """Erase whom other machines forgot. It must be done before anything is sent.

    What a run left unfinished is finished first. Raises what `forget` raises; what is not done yet
    is done by the next run.
    """
    forget_person.finish(journal)
    _check_what_was_cut_off(journal)
    done: list[CarriedOut] = []
    while to_do := forgotten.to_do(journal.db):
        said = to_do[0].said
        done.append(_carry_out(journal, keyring, said, say))
    if any(one.was_here for one in done):
        _forget_agenda()
    return done


def _carry_out(
    journal: Journal, keyring: Keyring, said: Forgetting, say: Callable[[str], None]
) -> CarriedOut:
    who = _who(journal, said)
    if who is None:
        forget_person.erase_steps(journal, said)
        return CarriedOut(said.id, False, forgotten.CLEAN)
    done = forget_person.forget(
        journal,
        who,
        mentions=said.mentions,
        in_backups=said.backups,
        whole_folder=_is_own_folder(journal),
        note=say,
        carried=Carried(keyring.row_name, said),
    )
    found = keep_found(journal, done, mentions=said.mentions, also=said.id)
    return CarriedOut(said.id, True, found)


def keep_found(
    journal: Journal, done: forget_person.ErasureReport, *, mentions: bool, also: str | None = None
) -> str:
    """Keep what was found here after somebody was erased, and return it; `also` is another id."""
    found = what_is_left(done.checked, mentions=mentions)
    with transaction(journal.db):
        for one in {done.travels, also} - {None}:
            forgotten.mark_found(journal.db, str(one), found)
    return found


def what_is_left(checked: forget_person.Verification, *, mentions: bool) -> str:
    """Return what a search found, without a word of it: it is told to the other machines."""
    left = []
    if checked.left:
        left.append(f"{len(checked.left)} {'file' if len(checked.left) == 1 else 'files'}")
    named = len(checked.mentions) if mentions else 0
    if named:
        left.append(f"{named} {'entry' if named == 1 else 'entries'} of others")
    doubt = len(checked.in_doubt) if mentions else 0
    if doubt:
        left.append(f"{doubt} in doubt")
    return f"still in {', '.join(left)}" if left else forgotten.CLEAN


def _check_what_was_cut_off(journal: Journal) -> None:
    """Say of what was erased by a run that was killed before it had searched for what is left.

    Nobody knows any more what to search for; the ids are gone, or they would be to do again.
    """
    db = journal.db
    cut_off = forgotten.known(db, "done_at IS NOT NULL AND found IS NULL")
    if cut_off:
        with transaction(db):
            for one in cut_off:
                forgotten.mark_found(db, one.said.id, forgotten.UNCHECKED)


def _who(journal: Journal, said: Forgetting) -> DataSubject | None:
    """Return the person here, with all their ids; None where nothing of them is here.

    The name is taken from their row, or else from the log or from a backup.
    """
    db, ids = journal.db, forgotten.the_same(journal.db, said)
    place = _place(journal)
    name, there = "", False
    for one in sorted(ids):
        with suppress(NothingFound):
            subject = find_subject(db, one)
            ids |= set(subject.ids)
            name, there = name or subject.name, True
    in_backups = None
    if said.backups:
        found = (find_in_backups(place, one) for one in sorted(ids))
        in_backups = next((one for one in found if one is not None), None)
    if not there and in_backups is None and not has_entries(db, sorted(ids)):
        return None
    name = name or _name_in_log(journal, sorted(ids)) or (in_backups.name if in_backups else "")
    return DataSubject(tuple(sorted(ids)), name, None, "", False)


def _name_in_log(journal: Journal, ids: Sequence[str]) -> str:
    for line in lines_about(journal.db, "people", ids):
        for text in (line["after"], line["before"]):
            if text and (name := json.loads(text).get("name")):
                return str(name)
    return ""


def _place(journal: Journal) -> Path:
    path = journal.path
    assert path is not None  # noqa: S101 - a shared journal lies somewhere
    return path


def _is_own_folder(journal: Journal) -> bool:
    """True if the journal lies where it does by itself: that folder is the program's own."""
    from caretrack.settings.places import journal_place

    if os.environ.get("CARE_JOURNAL"):
        return False
    return real_place(journal_place(None)) == real_place(_place(journal))


def _forget_agenda() -> None:
    from caretrack.app.calendars import forget_agenda

    with suppress(OSError):
        forget_agenda()


def carried(journal: Journal) -> Carried:
    """Return how `care forget` travels from a shared journal. Raises SecretsUnusable."""
    state = read(journal.db)
    return Carried(keyring_of(read_secrets(state.journal, device=state.device)).row_name)


def send(journal: Journal, hub: Hub, keyring: Keyring, device: str) -> int | None:
    """Send who was forgotten, and erase it on the hub; return how many ops went there, if any may.

    It must be done before any unit is sent: what was written again without a name is in the outbox
    still, and comes to the hub after its older states have gone. Raises HubUnusable.
    """
    db, of = journal.db, keyring.journal
    _send(journal, hub, keyring, device, more=False)
    hidden, erased = forgotten.off_the_hub(db), 0
    for one, names in hidden.items():
        erased += hub.erase(of, names)
        if left := hub.erase(of, names):
            raise HubUnusable(f"{hub.shown} gave back {left} entries of who was forgotten")
        with transaction(db):
            forgotten.mark_off_the_hub(db, [one])
    return erased if hidden else None


def send_more(journal: Journal, hub: Hub, keyring: Keyring, device: str) -> None:
    """Send what was found beyond what another machine said; after all units. Raises HubUnusable.

    Machines that have no name to search for erase the steps of those units then: so these must be
    there as they were written anew.
    """
    _send(journal, hub, keyring, device, more=True)


def _send(journal: Journal, hub: Hub, keyring: Keyring, device: str, *, more: bool) -> None:
    sending = [one for one in forgotten.to_send(journal.db) if bool(one[0].of) == more]
    if not sending:
        return
    ops = [_op(keyring, said, plain, device) for said, plain in sending]
    hub.push(keyring.journal, ops)
    if hub.missing(keyring.journal, [op.id for op in ops]):
        raise HubUnusable(f"{hub.shown} took what was sent, and does not have it")
    with transaction(journal.db):
        forgotten.mark_sent(journal.db, [said.id for said, _ in sending])


def _op(keyring: Keyring, said: Forgetting, plain: bytes, device: str) -> Op:
    row = keyring.row_name(f"{ROW}{said.id}")
    return Op(keyring.op_id(row, plain), device, said.stamp, row, keyring.seal(row, plain))


def forgot(journal: Journal) -> dict[str, str]:
    """Return what this machine has done, for its note: what it found, by forgetting."""
    done = forgotten.known(journal.db, "done_at IS NOT NULL")
    return {one.said.id: one.found for one in done if one.found is not None}


def seen(journal: Journal) -> list[Seen]:
    """Return every forgetting and who has been seen to do it, the newest first.

    What a machine found beyond what another one said belongs to that forgetting. One that was
    repeated, as with the backups, is told as it was done last.
    """
    db = journal.db
    families: dict[str, list[forgotten.Known]] = {}
    for one in forgotten.known(db):
        families.setdefault(one.said.of or one.said.id, []).append(one)
    others = forgotten.elsewhere(db)
    waiting = set(forgotten.off_the_hub(db)) | {said.id for said, _ in forgotten.to_send(db)}
    return [
        Seen(
            first,
            family[0].noticed_at,
            _together(one.found if one.done_at else None for one in family),
            waiting.isdisjoint(one.said.id for one in family),
            tuple(
                (name, _together(done.get(one.said.id) for one in family)) for name, done in others
            ),
        )
        for first, family in reversed(families.items())
        if not any(_covers(later[0].said, family[0].said) for later in families.values())
    ]


def _covers(later: Forgetting, first: Forgetting) -> bool:
    """True if what was said later is of the same person, and no less."""
    return (
        later.stamp > first.stamp
        and set(first.people) <= set(later.people)
        and later.mentions >= first.mentions
        and later.backups >= first.backups
    )


def _together(found: Iterable[str | None]) -> str | None:
    """Return what was found of several: None if one is still to be done, the worst of them else."""
    every = list(found)
    if None in every:
        return None
    return next((str(one) for one in every if one != forgotten.CLEAN), forgotten.CLEAN)
