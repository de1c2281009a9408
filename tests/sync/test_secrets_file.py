"""The keys lie in one file for their owner alone, whole or not at all."""

import json
import os
import stat
from pathlib import Path

import pytest

from caretrack.sealing.keys import in_order, keyring_of, new_key, new_secrets, with_new_device
from caretrack.sealing.secrets_file import (
    Secrets,
    SecretsUnusable,
    read_secrets,
    remove_secrets,
    secrets_path,
    write_secrets,
)

JOURNAL = "j1abcdefghjkmnpq"


def secrets(place: str = "/data/journal.db") -> Secrets:
    made = new_secrets(
        JOURNAL, "rqlite://ana:pässword@hub:4001", "d1abcdefghjkmnpq", 77, "laptop", place
    )
    return made._replace(peers={"d2": b"p" * 32}, shut=("d3",), invited={"invite/0": "2026-12-01"})


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def test_what_was_written_is_read_again() -> None:
    whole = secrets()
    path = write_secrets(whole)
    assert read_secrets(JOURNAL) == whole
    assert path == secrets_path(JOURNAL)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_it_lies_beside_the_config_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CARE_CONFIG", str(tmp_path / "own" / "care.toml"))
    assert write_secrets(secrets()) == tmp_path / "own" / "sync" / f"{JOURNAL}.json"


def test_a_loose_umask_opens_nothing() -> None:
    before = os.umask(0)
    try:
        path = write_secrets(secrets())
    finally:
        os.umask(before)
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)


def test_what_others_could_read_is_closed_and_told() -> None:
    path = write_secrets(secrets())
    path.chmod(0o644)
    path.parent.chmod(0o755)
    told: list[str] = []
    read_secrets(JOURNAL, told.append)
    assert told == [f"{path} could be read by others; it is closed to them now."]
    assert (mode(path), mode(path.parent)) == (0o600, 0o700)
    read_secrets(JOURNAL, told.append)
    assert len(told) == 1


def test_a_link_is_no_file_of_ours(tmp_path: Path) -> None:
    path = write_secrets(secrets())
    path.rename(tmp_path / "elsewhere.json")
    path.symlink_to(tmp_path / "elsewhere.json")
    with pytest.raises(SecretsUnusable, match="is a link"):
        read_secrets(JOURNAL)


def test_missing_keys_say_how_to_come_in_again() -> None:
    with pytest.raises(SecretsUnusable, match=r"are missing.*care sync join"):
        read_secrets(JOURNAL)
    remove_secrets(JOURNAL)


def changed(**values: object) -> bytes:
    value = json.loads(secrets_path(JOURNAL).read_bytes())
    return json.dumps({**value, **values}).encode()


@pytest.mark.parametrize(
    "values",
    [
        {"format": 2},
        {"keys": []},
        {"keys": ["00"]},
        {"keys": 5},
        {"naming": "zz" * 32},
        {"secret": None},
        {"tag": 0},
        {"tag": "7"},
        {"hub": None},
        {"peers": ["d2"]},
        {"shut": None},
    ],
)
def test_a_damaged_file_is_one_line(values: dict[str, object]) -> None:
    path = write_secrets(secrets())
    path.write_bytes(changed(**values))
    with pytest.raises(SecretsUnusable, match="is damaged") as caught:
        read_secrets(JOURNAL)
    assert "\n" not in str(caught.value)
    assert caught.value.exit_code == 5


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"null", b"\xff\xfe", b"[" * 100_000, b"x" * 2_000_000]
)
def test_garbage_is_one_line(data: bytes) -> None:
    path = write_secrets(secrets())
    path.write_bytes(data)
    with pytest.raises(SecretsUnusable, match="is damaged"):
        read_secrets(JOURNAL)


def test_keys_of_another_journal_are_refused() -> None:
    write_secrets(secrets())
    other = secrets_path("j2abcdefghjkmnpq")
    other.write_bytes(secrets_path(JOURNAL).read_bytes())
    with pytest.raises(SecretsUnusable, match="of another journal"):
        read_secrets("j2abcdefghjkmnpq")


@pytest.mark.parametrize("journal", ["", "..", "../../etc/passwd", "a/b", "a" * 65, "ä" * 16])
def test_what_is_no_id_names_no_file(journal: str) -> None:
    with pytest.raises(SecretsUnusable, match="is not the id of a journal"):
        secrets_path(journal)


def test_leaving_takes_the_keys_off_the_machine() -> None:
    path = write_secrets(secrets())
    remove_secrets(JOURNAL)
    assert not path.exists()
    assert not path.parent.exists()


def test_the_keys_are_shown_nowhere() -> None:
    whole = secrets()
    assert str(whole) == repr(whole) == f"Secrets(journal='{JOURNAL}', device='d1abcdefghjkmnpq')"


def test_a_copy_gets_a_device_and_a_pair_of_its_own_and_keeps_the_keys(tmp_path: Path) -> None:
    whole = secrets()
    copy = with_new_device(whole, "d9abcdefghjkmnpq", 12, tmp_path / "copy.db")
    assert (copy.keys, copy.naming) == (whole.keys, whole.naming)
    assert (copy.device, copy.tag) == ("d9abcdefghjkmnpq", 12)
    assert copy.secret != whole.secret
    assert keyring_of(copy).open("r", keyring_of(whole).seal("r", b"x")) == b"x"


def test_a_copy_on_the_same_machine_has_a_file_of_its_own(tmp_path: Path) -> None:
    original, other = tmp_path / "journal.db", tmp_path / "copy.db"
    original.touch()
    other.touch()
    first = secrets(str(original))
    write_secrets(first)
    copy = with_new_device(first, "d9abcdefghjkmnpq", 12, other)
    path = write_secrets(copy)
    assert path.name == f"{JOURNAL}-d9abcdefghjkmnpq.json"
    assert mode(path) == 0o600
    assert read_secrets(JOURNAL, device=first.device) == first
    assert read_secrets(JOURNAL, device=copy.device) == copy
    write_secrets(copy._replace(name="other"))
    assert read_secrets(JOURNAL, device=copy.device).name == "other"
    remove_secrets(JOURNAL, copy.device)
    assert read_secrets(JOURNAL, device=first.device) == first
    remove_secrets(JOURNAL, copy.device)
    assert read_secrets(JOURNAL, device=first.device) == first


def test_a_copy_of_the_whole_home_and_a_moved_journal_keep_the_one_file(tmp_path: Path) -> None:
    here, there = tmp_path / "journal.db", tmp_path / "moved.db"
    here.touch()
    first = secrets(str(here))
    path = write_secrets(first)
    same_place = with_new_device(first, "d9abcdefghjkmnpq", 12, here)
    assert write_secrets(same_place) == path
    here.rename(there)
    assert write_secrets(with_new_device(first, "d8abcdefghjkmnpq", 13, there)) == path
    assert [other.name for other in path.parent.iterdir()] == [path.name]


def test_keys_are_in_the_same_order_on_every_machine() -> None:
    first = new_key()
    second = new_key([first])
    third = new_key([second, first])
    assert in_order([second, first, third, first]) == (third, second, first)
    assert len({len(key) for key in (first, second, third)}) == 1
