"""Who is let in, who is shut out, and what each can read: with a folder as the hub."""

from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from seats import JOURNAL, NOW, Seat

from caretrack.app.sync import shutting_out
from caretrack.app.sync.device_note import note_name, read_device_notes
from caretrack.app.sync.invitations import (
    accept_code,
    accept_text,
    free_tag,
    invite,
    secrets_by,
    use_up,
)
from caretrack.app.sync.key_notes import boxed_keys, key_note_name, names_for, take_keys
from caretrack.app.sync.members import ShutOut, meet
from caretrack.app.sync.shutting_out import find_device, forget_keys, leave_hub, shut_out
from caretrack.errors import CareError, NothingFound, SeveralFound, WrongUsage
from caretrack.hubs.folder import FolderHub
from caretrack.hubs.hub import Hub, HubUnusable
from caretrack.sealing.keyring import NotOurs, OtherKey
from caretrack.sealing.keys import in_order, keyring_of, new_key, new_secrets
from caretrack.sealing.secrets_file import SecretsUnusable, secrets_path, write_secrets


@pytest.fixture
def hub(tmp_path: Path) -> Hub:
    made = FolderHub(str(tmp_path / "hub"))
    made.prepare()
    return made


@pytest.fixture
def team(hub: Hub, tmp_path: Path) -> tuple[Seat, Seat, Seat]:
    """Ana has set it up; Mia and Eve have joined; all have met."""
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    mia = Seat(hub, tmp_path, "mia", 2).join(ana.invite())
    eve = Seat(hub, tmp_path, "eve", 3).join(ana.invite())
    for seat in (ana, mia, eve):
        seat.sync()
    return ana, mia, eve


def test_a_code_lets_in_once(hub: Hub, tmp_path: Path) -> None:
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    code = ana.invite()
    mia = Seat(hub, tmp_path, "mia", 2).join(code)
    assert mia.open(ana.seal()) == b"words"
    assert mia.tag != ana.tag
    with pytest.raises(CareError, match="no invitation for this code: it may be used"):
        accept_code(hub, code, NOW)
    assert hub.notes("") == {}


def test_a_late_code_says_until_when_and_the_next_sync_takes_it_away(
    hub: Hub, tmp_path: Path
) -> None:
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    code = ana.invite()
    late = NOW + timedelta(hours=24, seconds=1)
    with pytest.raises(CareError, match="could be used until 2026-12-01 12:00 UTC"):
        accept_code(hub, code, late)
    assert accept_code(hub, code, NOW + timedelta(hours=24)).journal == JOURNAL
    ana.meet(NOW + timedelta(hours=1))
    assert len(hub.notes("")) == 1
    ana.meet(late)
    assert (hub.notes(""), ana.secrets.invited) == ({}, {})


def test_a_damaged_invitation_is_one_line(hub: Hub, tmp_path: Path) -> None:
    code = Seat(hub, tmp_path, "ana", 1).setup().invite()
    [name] = hub.notes("")
    for body in (b"", b"\x01", b"\x00" * 500, b"\x01" + bytes(400)):
        hub.put_note("", name, body)
        with pytest.raises(CareError, match="is damaged"):
            accept_code(hub, code, NOW)
    hub.put_note("", name, b"\x02" + bytes(400))
    with pytest.raises(CareError, match="by a later version"):
        accept_code(hub, code, NOW)


def test_a_text_lets_in_who_has_the_key_once(hub: Hub, tmp_path: Path) -> None:
    pyrage = pytest.importorskip("pyrage")
    mias, eves = (pyrage.x25519.Identity.generate() for _ in range(2))
    mine, other = tmp_path / "key.txt", tmp_path / "other.txt"
    mine.write_text(f"# a comment\n{mias}\n")
    other.write_text(f"{eves}\n")
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    devices = read_device_notes(keyring_of(ana.secrets), hub.notes(JOURNAL))
    made = ana.here(lambda: invite(hub, ana.secrets, devices, NOW, [str(mias.to_public())]))
    mail = "Hello Mia,\r\n\r\n> " + made.shown.replace("\n", "\r\n> ") + "\r\nAna"
    with pytest.raises(CareError, match="Check the key"):
        accept_text(hub, mail.encode(), [other], NOW)
    with pytest.raises(WrongUsage, match="that is no invitation"):
        accept_text(hub, b"Hello Mia", [mine], NOW)
    with pytest.raises(CareError):
        accept_text(hub, made.shown[:200].encode(), [mine], NOW)
    with pytest.raises(CareError, match="could be used until"):
        accept_text(hub, mail.encode(), [mine], NOW + timedelta(days=8))
    invitation = accept_text(hub, mail.encode(), [mine], NOW)
    secrets = secrets_by(hub, invitation, "a hub", "m1", "mia", tmp_path / "journal.db")
    assert keyring_of(secrets).open("row", ana.seal()) == b"words"
    use_up(hub, invitation)
    with pytest.raises(CareError, match="does not know this invitation"):
        accept_text(hub, mail.encode(), [mine], NOW)


def test_a_text_for_nobody_is_refused(hub: Hub, tmp_path: Path) -> None:
    pytest.importorskip("pyrage")
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    devices = read_device_notes(keyring_of(ana.secrets), hub.notes(JOURNAL))
    with pytest.raises(WrongUsage, match="no recipient"):
        invite(hub, ana.secrets, devices, NOW, ["age1nobody"])
    assert hub.notes("") == {}


def test_who_is_shut_out_reads_what_was_and_nothing_that_comes(
    hub: Hub, team: tuple[Seat, Seat, Seat]
) -> None:
    ana, mia, eve = team
    before = ana.seal(b"before")
    pending = ana.invite()
    ana.shut_out(eve)
    after = ana.seal(b"after")
    with pytest.raises(OtherKey):
        mia.open(after)
    met = mia.sync()
    assert met.turned
    assert not mia.sync().turned
    assert (mia.open(before), mia.open(after)) == (b"before", b"after")
    assert mia.seal(b"more") == ana.seal(b"more")
    with pytest.raises(ShutOut, match="was shut out of the journal"):
        eve.sync()
    assert eve.open(before) == b"before"
    with pytest.raises(OtherKey):
        eve.open(after)
    with pytest.raises(CareError, match="no invitation for this code"):
        accept_code(hub, pending, NOW)
    # All that was on its way has arrived, but for what tells Eve.
    ana.sync()
    assert names_for(ana.device, hub.notes(JOURNAL)) == []
    assert names_for(mia.device, hub.notes(JOURNAL)) == []
    devices = ana.sync().devices
    assert devices.known[eve.device].shut == NOW.isoformat()
    assert devices.current == {ana.device, mia.device, eve.device}


def test_who_is_shut_out_cannot_hand_a_key_to_anybody(
    hub: Hub, team: tuple[Seat, Seat, Seat]
) -> None:
    ana, mia, eve = team
    ana.shut_out(eve)
    mia.sync()
    forged = eve.secrets._replace(
        keys=in_order([new_key(mia.secrets.keys), *eve.secrets.keys]), shut=(ana.device,)
    )
    for by in (eve.device, ana.device):
        name = key_note_name(mia.device, by)
        body = boxed_keys(forged._replace(device=by), mia.device, mia.secrets.public, [mia.device])
        hub.put_note(JOURNAL, name, body)
        before = mia.secrets
        met = mia.sync()
        assert (met.turned, met.secrets) == (False, before)
    # Nor does a machine that it makes up, under the old key, get the new one.
    stranger = eve.secrets._replace(device="s1stranger000000")
    eve.device, eve.tag = stranger.device, 9
    eve.here(lambda: write_secrets(stranger))
    for name in names_for(stranger.device, hub.notes(JOURNAL)):
        hub.drop_note(JOURNAL, name)
    with pytest.raises(ShutOut):
        eve.sync()
    hub.put_note(JOURNAL, note_name(stranger.device), keyring_of(stranger).seal("device/x", b"{}"))
    for seat in (ana, mia, ana):
        seat.sync()
    assert names_for(stranger.device, hub.notes(JOURNAL)) == []


def test_keys_arrive_where_the_machine_that_turned_them_was_killed(
    hub: Hub, team: tuple[Seat, Seat, Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, mia, eve = team

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(shutting_out, "write_secrets", killed)
        with pytest.raises(KeyboardInterrupt):
            ana.shut_out(eve)
    # Ana has the key at the hub only, as has Mia.
    assert ana.sync().turned
    assert mia.sync().turned
    assert mia.seal() == ana.seal()
    with pytest.raises(ShutOut, match="was shut out of the journal"):
        eve.sync()
    with pytest.raises(OtherKey):
        eve.open(ana.seal())
    with pytest.raises(CareError, match="was shut out before"):
        ana.shut_out(eve)


def test_the_hub_is_read_again_before_new_keys_are_written(
    hub: Hub, team: tuple[Seat, Seat, Seat]
) -> None:
    ana, mia, eve = team
    ana.shut_out(eve)
    before = mia.secrets
    seen: list[tuple[bytes, ...]] = []

    def killed() -> None:
        seen.append(mia.secrets.keys)
        raise KeyboardInterrupt

    for _ in range(2):
        with pytest.raises(KeyboardInterrupt):
            mia.here(lambda: meet(hub, mia.secrets, hub.notes(JOURNAL), NOW, killed))
    assert seen == [before.keys] * 2
    assert mia.sync().turned


def test_a_machine_that_was_not_handed_the_key_gets_it_from_any_other(
    hub: Hub, team: tuple[Seat, Seat, Seat], tmp_path: Path
) -> None:
    ana, mia, eve = team
    zoe = Seat(hub, tmp_path, "zoe", 4).join(ana.invite())
    for seat in (ana, mia, eve):
        seat.sync()
    ana.shut_out(eve)
    mia.sync()
    for name in names_for(zoe.device, hub.notes(JOURNAL)):
        hub.drop_note(JOURNAL, name)
    with pytest.raises(ShutOut, match="has not been handed the new one"):
        zoe.sync()
    mia.sync()
    assert zoe.sync().turned
    assert zoe.seal() == ana.seal()


def test_two_that_shut_out_one_each_at_the_same_time_agree_on_a_key_that_neither_has(
    hub: Hub, team: tuple[Seat, Seat, Seat], tmp_path: Path
) -> None:
    ana, mia, eve = team
    zoe = Seat(hub, tmp_path, "zoe", 4).join(ana.invite())
    for seat in (ana, mia, eve, zoe):
        seat.sync()
    notes = hub.notes(JOURNAL)
    ana.here(lambda: shut_out(hub, ana.secrets, notes, eve.device, NOW))
    mia.here(lambda: shut_out(hub, mia.secrets, notes, zoe.device, NOW))
    for seat in (ana, mia, ana, mia, ana, mia):
        seat.sync()
    assert ana.seal() == mia.seal()
    for out in (eve, zoe):
        with pytest.raises(OtherKey):
            out.open(ana.seal())
        with pytest.raises(ShutOut):
            out.sync()


def test_an_invitation_of_before_the_turn_is_refused(
    hub: Hub, team: tuple[Seat, Seat, Seat], tmp_path: Path
) -> None:
    ana, mia, eve = team
    code = mia.invite()
    ana.shut_out(eve)
    mia.sync()
    ana.sync()
    with pytest.raises(CareError, match="keys were turned over since this invitation"):
        Seat(hub, tmp_path, "zoe", 4).join(code)


def test_machines_are_named_by_name_or_by_id(team: tuple[Seat, Seat, Seat]) -> None:
    ana, mia, _ = team
    devices = ana.sync().devices
    assert find_device(devices, " MIA ").device == mia.device
    assert find_device(devices, mia.device[:4]).device == mia.device
    for nobody in ("", "zoe", "x9"):
        with pytest.raises(NothingFound):
            find_device(devices, nobody)
    mia.name = "ana"
    mia.sync()
    with pytest.raises(SeveralFound, match=mia.device):
        find_device(ana.sync().devices, "ana")
    with pytest.raises(WrongUsage, match="that is this machine"):
        ana.shut_out(ana)


def test_who_leaves_takes_its_note_its_invitations_and_its_keys(
    hub: Hub, team: tuple[Seat, Seat, Seat]
) -> None:
    ana, mia, _ = team
    mia.invite()
    secrets = mia.secrets
    leave_hub(hub, secrets)
    mia.here(lambda: forget_keys(secrets))
    assert hub.notes("") == {}
    assert note_name(mia.device) not in hub.notes(JOURNAL)
    with pytest.raises(SecretsUnusable):
        _ = mia.secrets
    assert mia.device not in ana.sync().devices.known


def test_two_machines_with_one_tag_are_noticed_by_one_of_them(
    hub: Hub, team: tuple[Seat, Seat, Seat]
) -> None:
    ana, mia, _ = team
    mia.here(lambda: write_secrets(mia.secrets._replace(tag=ana.tag)))
    mia.tag = ana.tag
    mia.sync()
    assert (ana.sync().tag_taken, mia.sync().tag_taken) == (False, True)


def test_garbage_for_everybody_stops_nobody(hub: Hub, team: tuple[Seat, Seat, Seat]) -> None:
    ana, mia, eve = team
    for name in (
        key_note_name(mia.device, ana.device),
        key_note_name(mia.device, "x1"),
        key_note_name(mia.device, ""),
        f"key/{mia.device}",
        "key/",
        note_name("x1"),
        note_name(""),
        "nothing",
    ):
        hub.put_note(JOURNAL, name, b"\x01" + bytes(200))
    assert mia.sync().devices.known.keys() == {ana.device, mia.device, eve.device}


def test_the_note_of_a_stranger_does_not_stop_the_only_machine(hub: Hub, tmp_path: Path) -> None:
    ana = Seat(hub, tmp_path, "ana", 1).setup()
    hub.put_note(JOURNAL, note_name("x1"), b"\x01" + bytes(200))
    assert ana.sync().devices.locked == ("x1",)


def test_a_hub_that_keeps_nothing_is_noticed(
    hub: Hub, team: tuple[Seat, Seat, Seat], monkeypatch: pytest.MonkeyPatch
) -> None:
    ana, _, eve = team
    before = ana.secrets
    monkeypatch.setattr(FolderHub, "put_note", lambda *_: None)
    with pytest.raises(HubUnusable, match="does not keep what it was given"):
        ana.shut_out(eve)
    with pytest.raises(HubUnusable, match="does not keep what it was given"):
        ana.invite()
    assert ana.secrets.keys == before.keys


def test_a_free_tag_is_one_that_nobody_has(team: tuple[Seat, Seat, Seat]) -> None:
    devices = team[0].sync().devices
    taken = {note.tag for note in devices.known.values()}
    note = devices.known[team[0].device]
    full = {str(tag): note._replace(tag=tag) for tag in range(1, 4096) if tag != 77}
    assert free_tag(devices._replace(known=full)) == 77
    assert free_tag(devices) not in taken
    with pytest.raises(CareError, match="no more machines"):
        free_tag(devices._replace(known={**full, "77": note._replace(tag=77)}))


SECRETS = new_secrets(JOURNAL, "a hub", "d1", 1, "d", "journal.db")
PEER = new_secrets(JOURNAL, "a hub", "d2", 2, "e", "journal.db")
KNOWS = SECRETS._replace(peers={"d2": PEER.public})


@given(st.binary(max_size=200), st.text(max_size=8))
def test_a_key_note_of_garbage_changes_nothing(garbage: bytes, by: str) -> None:
    taken = take_keys(KNOWS, {f"key/d1/{by}": garbage, "key/d1/d2": garbage, by: garbage})
    assert (taken.secrets, taken.notes, taken.shut_by) == (KNOWS, (), "")


def test_a_key_note_under_another_name_changes_nothing() -> None:
    peer = PEER._replace(keys=(new_key(SECRETS.keys),))
    body = boxed_keys(peer, "d1", SECRETS.public, ["d1", "d2"])
    assert take_keys(KNOWS, {"key/d1/d2": body}).secrets.keys == (*peer.keys, *SECRETS.keys)
    other = KNOWS._replace(device="d3")
    assert take_keys(other, {"key/d3/d2": body}).secrets == other


def test_the_file_of_the_secrets_is_the_only_place_of_a_key(
    team: tuple[Seat, Seat, Seat], tmp_path: Path
) -> None:
    ana = team[0]
    ana.shut_out(team[2])
    for path in tmp_path.rglob("*"):
        if path.is_file() and path.name != f"{JOURNAL}.json":
            data = path.read_bytes()
            for key in (*ana.secrets.keys, ana.secrets.naming, ana.secrets.secret):
                assert key not in data
                assert key.hex().encode() not in data
    assert ana.here(lambda: secrets_path(JOURNAL)).stat().st_mode & 0o777 == 0o600


def test_an_old_body_moved_to_a_new_row_is_not_ours(team: tuple[Seat, Seat, Seat]) -> None:
    with pytest.raises(NotOurs):
        keyring_of(team[1].secrets).open("another row", team[0].seal())
