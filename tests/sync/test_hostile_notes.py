"""Notes that a member of bad intent, or a broken program, leaves: nothing stops for them."""

from __future__ import annotations

import json
import stat
from pathlib import Path
from typing import Any

import pytest
from test_hostile_ops import Two, ok

from caretrack.app.sync.device_note import note_name

DEVICE = "h0000000000000000"[:16]
GOOD: dict[str, Any] = {
    "device": DEVICE,
    "name": "old laptop",
    "tag": 4000,
    "counter": 1,
    "at": "2026-11-30T16:00:00Z",
    "public": "70" * 32,
}


@pytest.fixture
def two(tmp_path: Path, forked: tuple[str, ...]) -> Two:
    return Two(tmp_path, forked, str(tmp_path / "hub"))


def leave(two: Two, **changes: object) -> None:
    name = note_name(DEVICE)
    body = two.ring.seal(name, json.dumps({**GOOD, **changes}).encode())
    two.hub.put_note(two.ring.journal, name, body)


@pytest.mark.parametrize(
    "changes",
    [
        {"name": "\x1b[2J\x1b]0;evil\x07\nSent 9\u202e"},
        {"person": "\x1b[2J\x1b]0;evil\x07\nSent 9\u202e"},
        {"name": "half \ud800"},
        {"person": "half \ud800"},
        {"cursor": "half \ud800"},
        {"forgot": {"half \ud800": "x\ud800"}},
        {"name": "n" * 1_000_000},
        {"at": "0001-01-01T00:00:00+14:00"},
        {"at": "2026-11-30"},
        {"cursor": "no cursor of any hub"},
        {"was": "\ud800"},
    ],
    ids=lambda changes: ascii(changes)[:40],
)
def test_a_note_of_anything_stops_nothing_and_drives_no_terminal(
    two: Two, changes: dict[str, object]
) -> None:
    leave(two, **changes)
    ok(two.mia("log", "ana", "-k", "checkin", "she asked for a map"))
    for one in (two.mia, two.leo):
        for words in (["sync"], ["sync", "status"], ["sync", "status", "--json"], ["doctor"]):
            said = ok(one(*words))
            assert len(said.out + said.err) < 10_000
            for char in "\x1b\x07\u202e\ud800":
                assert char not in said.out + said.err
    assert "she asked for a map" in ok(two.leo("export", "--to", "json")).out


def test_what_is_kept_of_a_hub_is_for_its_owner_alone(two: Two) -> None:
    ok(two.leo("sync"))
    files = list((two.leo.home / ".config/caretrack/sync").iterdir())
    assert len(files) > 2
    for path in (*files, two.leo.journal, *(two.leo.home.parent / "hub").rglob("*")):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0, path
