"""Who is forgotten on one machine is forgotten on the hub and on every other one."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from desks import TODAY, Desk, all_bytes

from caretrack.app.sync import forgetting
from caretrack.domain.sync.forgetting import from_text, is_forgetting
from caretrack.domain.sync.units import NotUnderstood
from caretrack.journal import merging, people
from caretrack.journal.doctor.examine import examine
from caretrack.journal.files.transaction import transaction
from caretrack.journal.forget import forget_person
from caretrack.journal.forget.erase import unfinished
from caretrack.journal.rows import insert, update
from caretrack.journal.sync import forgotten
from caretrack.journal.sync.tables import SHARED_TEXTS

SECRETS = (b"Xiomara", b"Quellenberg", b"xq@lagoon.example", b"sailing to Zarautz", b"zarautz")


@pytest.fixture
def desks(tmp_path: Path) -> tuple[Desk, Desk, Desk]:
    a, b, c = (Desk(tmp_path / name, tag) for tag, name in enumerate("abc", start=1))
    return a, b, c


@pytest.fixture
def at_each_hub(
    tmp_path: Path, address: str, new_journal: Callable[[], str]
) -> Iterator[list[Desk]]:
    own = new_journal()
    desks = [Desk(tmp_path / name, tag, address, own) for tag, name in enumerate("abc", start=1)]
    yield desks
    for desk in desks:
        desk.hub.close()


def settle(*desks: Desk) -> None:
    for _ in range(3):
        for desk in desks:
            desk.sync()
    first = desks[0].rows()
    for desk in desks[1:]:
        for table, rows in desk.rows().items():
            assert rows == first[table], table
    for desk in desks:
        with desk.open() as journal:
            wrong = [one for one in examine(journal, desk.path) if one.fine is False]
            assert not [one for one in wrong if one.check != "backups"], wrong
            top = journal.db.execute("SELECT coalesce(max(seq), 0) FROM changes").fetchone()[0]
            mark = journal.db.execute("SELECT watermark FROM sync_state").fetchone()[0]
            assert mark <= top


def left(*desks: Desk) -> list[str]:
    """Which files have something of hers."""
    folders = [*(desk.folder for desk in desks), desks[0].folder.parent / "hub"]
    return [
        f"{path}: {word.decode()}"
        for folder in folders
        for path in sorted(folder.rglob("*"))
        for word in SECRETS
        if path.is_file() and word.lower() in path.read_bytes().lower()
    ]


def her(desk: Desk) -> str:
    ana = desk.add("Xiomara Quellenberg", "xq@lagoon.example")
    with desk.open() as journal, journal.change("learn"):
        fact = {"person_id": ana, "category": "hobby", "text": "sailing to Zarautz"}
        insert(journal.db, "facts", {**fact, "source": "told", "learned_on": TODAY})
        people.tag(journal, ana, ["zarautz"])
    desk.log(ana, note="Xiomara told me of sailing to Zarautz.")
    return ana


def engine_bytes(request: pytest.FixtureRequest) -> bytes:
    """Every byte that an engine has on the disk."""
    sort = request.node.callspec.params["address"]
    if sort == "folder":
        return b""
    engine = request.getfixturevalue(sort)
    folders = (
        [engine.folder] if sort == "postgres" else sorted({n.folder.parent for n in engine.nodes})
    )
    data = all_bytes(*folders)
    assert len(data) > 100_000
    return data.lower()


def test_nothing_of_her_is_left_anywhere(
    at_each_hub: list[Desk], request: pytest.FixtureRequest
) -> None:
    a, b, c = at_each_hub
    ana = her(a)
    ben = a.add("Ben Okoro")
    both = a.log(ana, ben, note="Lunch with Xiomara Quellenberg and Ben.")
    a.log(ben, note="He asked about the roof.")
    settle(a, b, c)
    assert b"Quellenberg" in all_bytes(c.folder)
    before = len(a.units_on_hub())
    a.forget(ana, mentions=True, backups=True)
    assert not left(a)
    settle(a, b, c)
    assert left(a, b, c) == []
    # The person, her address, tag, fact and touch; and one op more says that she was forgotten.
    assert len(a.units_on_hub()) == before - 5 + 1
    assert a.units_on_hub()[a.keyring.row_name(f"6 {both}")] == 1
    data = engine_bytes(request)
    assert [word for word in SECRETS if word.lower() in data] == []
    for desk in at_each_hub:
        with desk.open() as journal:
            assert journal.db.execute("SELECT count(*) FROM touches").fetchone()[0] == 2
            assert {one.found for one in forgotten.known(journal.db)} == {"clean"}
            for table in SHARED_TEXTS:
                assert not journal.db.execute(
                    f"SELECT count(*) FROM {table} WHERE instr(row_id, ?)", (ana,)
                ).fetchone()[0]


def test_what_a_machine_that_was_away_wrote_goes_too(desks: tuple[Desk, Desk, Desk]) -> None:
    a, b, c = desks
    ana, ben = her(a), a.add("Ben Okoro")
    settle(a, b, c)
    a.forget(ana, backups=True)
    a.sync()
    # Neither knows of it yet: one wrote and did not send, the other sends in the same moment.
    b.log(ana, note="Xiomara called.")
    b.log(ana, ben, note="Both of them were there.")
    c.pull()
    c.log(ana, note="Quellenberg wrote.")
    c.push()
    settle(a, b, c)
    assert left(a, b, c) == []
    with a.open() as journal:
        notes = [row[0] for row in journal.db.execute("SELECT note FROM touches")]
    assert notes == ["Both of them were there."]


def test_late_units_are_dropped(desks: tuple[Desk, Desk, Desk]) -> None:
    a, b, c = desks
    ana = her(a)
    settle(a, b, c)
    b.log(ana, note="Xiomara called.")
    a.forget(ana, backups=True)
    # b has read the hub, and only then a erases there; b sends what it wrote.
    b.pull()
    a.sync()
    b.push()
    c.sync()
    a.sync()
    assert left(a, c) == []
    settle(a, b, c)
    assert left(a, b, c) == []


def test_somebody_merged_elsewhere_is_forgotten_as_who_is_left(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    a, b, c = desks
    ana, twin = her(a), a.add("X. Quellenberg")
    settle(a, b, c)
    with b.open() as journal, journal.change("merge"):
        merging.merge(journal, ana, twin)
    a.forget(ana, backups=True)
    settle(a, b, c)
    assert left(a, b, c) == []


def test_a_machine_that_has_her_in_backups_alone(tmp_path: Path) -> None:
    a, b = Desk(tmp_path / "a", 1), Desk(tmp_path / "b", 2)
    ana = her(a)
    settle(a, b)
    from caretrack.journal.files.copying import copy_into
    from caretrack.journal.files.daily import backup_folder

    folder = backup_folder(b.path)
    folder.mkdir(mode=0o700, exist_ok=True)
    copy_into(b.path, folder / "journal-2026-11-01.db")
    a.forget(ana, backups=True)
    settle(a, b)
    assert left(a, b) == []


def test_one_who_joins_later_learns_of_it_and_one_never_met_is_no_matter(tmp_path: Path) -> None:
    a = Desk(tmp_path / "a", 1)
    ana = her(a)
    a.sync()
    a.forget(ana, mentions=True, backups=True)
    a.sync()
    b = Desk(tmp_path / "b", 2)
    done = b.sync()
    assert [(one.was_here, one.found) for one in done] == [(False, "clean")]
    settle(a, b)
    assert left(a, b) == []


def test_the_log_is_read_on_behind_erased_lines(desks: tuple[Desk, Desk, Desk]) -> None:
    a, b, c = desks
    ben = a.add("Ben Okoro")
    ana = her(a)
    settle(a, b, c)
    a.forget(ana, backups=True)
    for number in range(5):
        a.log(ben, note=f"later {number}")
    settle(a, b, c)
    with b.open() as journal:
        assert journal.db.execute("SELECT count(*) FROM touches").fetchone()[0] == 5


def test_without_backups_they_stay_on_every_machine(tmp_path: Path) -> None:
    a, b = Desk(tmp_path / "a", 1), Desk(tmp_path / "b", 2)
    ana = her(a)
    settle(a, b)
    b.log(b.add("Ben Okoro"), note="the first write of the day: a backup is made")
    a.forget(ana)
    settle(a, b)
    for desk in (a, b):
        assert b"Quellenberg" not in desk.path.read_bytes()


def test_killed_behind_the_erasing_it_is_finished_by_the_next_sync(
    desks: tuple[Desk, Desk, Desk], monkeypatch: pytest.MonkeyPatch
) -> None:
    a, b, c = desks
    ana = her(a)
    settle(a, b, c)
    a.forget(ana, backups=True)
    a.sync()
    with monkeypatch.context() as patched:
        patched.setattr(forget_person, "_write_anew", killed)
        with pytest.raises(KeyboardInterrupt):
            b.sync()
    with b.open() as journal:
        assert unfinished(journal.db)
    settle(a, b, c)
    assert left(a, b, c) == []
    with b.open() as journal:
        assert {one.found for one in forgotten.known(journal.db)} == {forgotten.UNCHECKED}


def killed(*_: object) -> None:
    raise KeyboardInterrupt


def test_who_has_been_seen_to_do_it_is_told(tmp_path: Path) -> None:
    a, b = Desk(tmp_path / "a", 1), Desk(tmp_path / "b", 2)
    ana = her(a)
    settle(a, b)
    a.forget(ana, backups=True)
    a.sync()
    with a.open() as journal:
        one = "INSERT INTO sync_devices (device, tag, name, note) VALUES (?, ?, ?, ?)"
        journal.db.execute(one, ("d", 2, "desktop", "{}"))
        journal.db.execute(one, ("s", 3, "stolen", '{"shut": true}'))
        journal.db.execute(one, ("x", 4, "odd", "no JSON"))
        (seen,) = forgetting.seen(journal)
    assert (seen.here, seen.on_hub, seen.not_yet) == ("clean", True, ("desktop",))
    b.sync()
    with b.open() as journal:
        said = json.dumps({"forgot": forgetting.forgot(journal)})
    with a.open() as journal:
        journal.db.execute("UPDATE sync_devices SET note = ? WHERE device = 'd'", (said,))
        assert forgetting.seen(journal)[0].elsewhere == (("desktop", "clean"),)


def test_what_another_machine_found_beyond_it_is_told_with_the_first(tmp_path: Path) -> None:
    a = Desk(tmp_path / "a", 1)
    a.forget(her(a), backups=True)
    a.sync()
    with a.open() as journal:
        (first,) = forgetting.seen(journal)
        said = forgotten.known(journal.db)[0].said
        with transaction(journal.db):
            more = forgotten.remember(
                journal.db, said.people, mentions=False, backups=False, of=said.id
            )
        (seen,) = forgetting.seen(journal)
        assert (seen.id, seen.at, seen.here, seen.on_hub) == (first.id, first.at, None, False)
        with transaction(journal.db):
            forgotten.mark_done(journal.db, more.id, [], "still in 1 file")
            forgotten.mark_sent(journal.db, [more.id])
        assert [one.here for one in forgetting.seen(journal)] == ["still in 1 file"]


def test_a_forgetting_that_was_repeated_is_told_once(tmp_path: Path) -> None:
    a = Desk(tmp_path / "a", 1)
    a.forget(her(a))
    with a.open() as journal:
        said = forgotten.known(journal.db)[0].said
        with transaction(journal.db):
            forgotten.mark_found(journal.db, said.id, "still in 1 file")
            again = forgotten.remember(journal.db, said.people, mentions=False, backups=True)
            forgotten.mark_done(journal.db, again.id, [], forgotten.CLEAN)
        assert [(one.id, one.here) for one in forgetting.seen(journal)] == [(again.id, "clean")]


def test_somebody_who_comes_back_under_the_same_id_is_erased_again(tmp_path: Path) -> None:
    a, b = Desk(tmp_path / "a", 1), Desk(tmp_path / "b", 2)
    ana = her(a)
    settle(a, b)
    a.forget(ana, backups=True)
    settle(a, b)
    with a.open() as journal, journal.change("import"):
        values = {"id": ana, "name": "Xiomara Quellenberg", "name_key": "xiomara quellenberg"}
        insert(journal.db, "people", {**values, "added_on": TODAY})
    settle(a, b)
    assert left(a, b) == []


def test_a_name_in_a_lost_value_and_in_what_waits_goes(tmp_path: Path) -> None:
    a, b = Desk(tmp_path / "a", 1), Desk(tmp_path / "b", 2)
    ana, ben = her(a), a.add("Ben Okoro")
    settle(a, b)
    for desk, note in ((a, "introduced by Xiomara Quellenberg"), (b, "met at the fair")):
        with desk.open() as journal, journal.change("edit"):
            update(journal.db, "people", ben, {"note": note})
    settle(a, b)
    with a.open() as journal:
        lost = [row[0] for row in journal.db.execute("SELECT lost FROM sync_conflicts")]
    assert lost == ['"introduced by Xiomara Quellenberg"']
    a.forget(ana, backups=True)
    settle(a, b)
    assert left(a, b) == []


def test_a_note_that_names_her_and_came_after_she_was_forgotten(
    desks: tuple[Desk, Desk, Desk],
) -> None:
    a, b, c = desks
    ana, ben = her(a), a.add("Ben Okoro")
    settle(a, b, c)
    a.forget(ana, mentions=True, backups=True)
    b.log(ben, note="He met Xiomara again.")
    b.sync()
    # The first of them has no name to search for any more; the log has the note as it was.
    settle(a, b, c)
    assert left(a, b, c) == []
    for desk in desks:
        with desk.open() as journal:
            assert (
                journal.db.execute("SELECT note FROM touches").fetchall()[0][0] == "He met … again."
            )
            assert len(forgotten.known(journal.db)) == 2


def test_what_is_no_forgetting_is_refused() -> None:
    for text in (
        b'{"f":1,"forget":',
        b'{"f":1,"forget":{}}',
        b'{"f":1,"forget":{"id":"a","s":1,"d":"b","people":[],"apart":[],"gone":[],"others":[],'
        b'"mentions":true,"backups":true,"of":""}}',
        b'{"f":1,"forget":{"id":"a","s":-1,"d":"b","people":["x"],"apart":[],"gone":["y"],'
        b'"others":[],"mentions":1,"backups":0,"of":""}}',
    ):
        assert is_forgetting(text)
        with pytest.raises(NotUnderstood):
            from_text(text)


def test_after_a_wiped_hub_nobody_comes_back(desks: tuple[Desk, Desk, Desk]) -> None:
    import shutil

    from caretrack.journal.files.transaction import transaction
    from caretrack.journal.sync import state, units

    a, b, c = desks
    ana = her(a)
    settle(a, b, c)
    old = a.folder.parent / "old"
    shutil.copytree(a.folder.parent / "hub", old)
    a.forget(ana, backups=True)
    settle(a, b)
    shutil.rmtree(a.folder.parent / "hub")
    shutil.copytree(old, a.folder.parent / "hub")
    shutil.rmtree(old)
    for desk in (a, b):
        with desk.open() as journal, transaction(journal.db):
            units.offer_everything(journal.db)
            state.write(journal.db, cursor="")
    settle(a, b, c)
    assert left(a, b, c) == []
    assert a.keyring.row_name(f"1 {ana}") not in a.units_on_hub()
