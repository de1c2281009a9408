"""What every hub does, whatever is behind it: one contract, asked of each engine."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from caretrack.hubs import hub as hubs
from caretrack.hubs.address import open_hub
from caretrack.hubs.hub import Hub, HubUnusable, Op

MIA, BEN = "mia0000000000001", "ben0000000000002"


@pytest.fixture
def journal(new_journal: Callable[[], str]) -> str:
    return new_journal()


@pytest.fixture
def other(new_journal: Callable[[], str]) -> str:
    return new_journal()


@pytest.fixture
def hub(address: str) -> Iterator[Hub]:
    opened = open_hub(address)
    opened.prepare()
    yield opened
    opened.close()


def op(number: int, row: int | None = None, device: str = MIA, body: bytes = b"sealed") -> Op:
    """An op; its row has the same number unless another is given."""
    return Op(f"{number:032x}", device, number, f"{number if row is None else row:032x}", body)


def all_of(
    hub: Hub, journal: str, limit: int = 3, but_of: str = "", cursor: str = ""
) -> tuple[list[Op], str]:
    """Every op after the cursor, page by page, and the cursor at the end."""
    found = []
    more = True
    while more:
        page = hub.pull(journal, cursor, limit, but_of)
        assert len(page.ops) <= limit
        assert page.ops or not page.more
        found += page.ops
        cursor, more = page.cursor, page.more
    return found, cursor


def test_what_is_pushed_is_pulled_in_its_order(hub: Hub, journal: str) -> None:
    ops = [op(number, body=bytes([number]) * number) for number in range(10)]
    hub.push(journal, ops[:6])
    hub.push(journal, ops[6:])
    assert all_of(hub, journal)[0] == ops
    assert hub.size(journal)[0] == 10


def test_bodies_and_stamps_come_back_as_they_were(hub: Hub, journal: str) -> None:
    ops = [
        Op("f" * 32, BEN, 2**63 - 1, "0" * 32, bytes(range(256)) * 3),
        Op("e" * 32, BEN, 0, "1" * 32, b""),
        Op("d" * 32, BEN, 1, "2" * 32, b"'; DROP TABLE care_ops; --\\x00\0"),
    ]
    hub.push(journal, ops)
    assert all_of(hub, journal)[0] == ops


def test_a_cursor_goes_on_where_it_was(hub: Hub, journal: str) -> None:
    hub.push(journal, [op(1), op(2)])
    cursor = all_of(hub, journal)[1]
    assert hub.pull(journal, cursor, 10, "") == ([], cursor, False)
    hub.push(journal, [op(3, device=BEN)])
    assert all_of(hub, journal, cursor=cursor)[0] == [op(3, device=BEN)]


def test_ops_of_the_asking_device_are_left_out(hub: Hub, journal: str) -> None:
    hub.push(journal, [op(number) for number in range(5)])
    hub.push(journal, [op(number, device=BEN) for number in range(5, 10)])
    hub.push(journal, [op(number) for number in range(10, 15)])
    found, cursor = all_of(hub, journal, but_of=MIA)
    assert found == [op(number, device=BEN) for number in range(5, 10)]
    assert all_of(hub, journal, but_of=MIA, cursor=cursor)[0] == []


def test_a_push_that_comes_again_changes_nothing(hub: Hub, journal: str) -> None:
    ops = [op(number) for number in range(4)]
    hub.push(journal, ops)
    hub.push(journal, ops)
    assert set(all_of(hub, journal)[0]) == set(ops)


def test_a_push_of_nothing_is_nothing(hub: Hub, journal: str) -> None:
    hub.push(journal, [])
    assert hub.size(journal) == (0, 0)
    assert hub.missing(journal, []) == set()


def test_journals_know_nothing_of_each_other(hub: Hub, journal: str, other: str) -> None:
    hub.push(journal, [op(1)])
    hub.push(other, [op(1, body=b"other"), op(2)])
    hub.put_note(other, "hub", b"other")
    assert all_of(hub, journal)[0] == [op(1)]
    assert hub.notes(journal) == {}
    hub.drop_journal(other)
    assert hub.size(other) == (0, 0)
    assert hub.notes(other) == {}
    assert all_of(hub, journal)[0] == [op(1)]


def test_it_says_what_is_missing(hub: Hub, journal: str, other: str) -> None:
    hub.push(journal, [op(1), op(2)])
    hub.push(other, [op(3)])
    ids = [op(number).id for number in (1, 2, 3)]
    assert hub.missing(journal, ids) == {op(3).id}


def test_a_wiped_hub_is_not_at_the_cursor(hub: Hub, journal: str) -> None:
    assert hub.is_at(journal, "")
    hub.push(journal, [op(1), op(2)])
    cursor = all_of(hub, journal)[1]
    assert hub.is_at(journal, cursor)
    hub.push(journal, [op(3)])
    assert hub.is_at(journal, cursor)
    hub.drop_journal(journal)
    assert not hub.is_at(journal, cursor)


def test_a_folded_hub_is_at_the_cursor(hub: Hub, journal: str) -> None:
    for number in range(20):
        hub.push(journal, [op(number, row=number % 2)])
    cursor = all_of(hub, journal)[1]
    hub.fold(journal, {op(0).row: op(18).id, op(1).row: op(19).id}, cursor)
    assert hub.is_at(journal, cursor)


def test_folding_leaves_the_newest_op_of_every_unit(hub: Hub, journal: str) -> None:
    for number in range(20):
        hub.push(journal, [op(number, row=number % 2), op(100 + number)])
    hub.push(journal, [op(50, row=0, device=BEN)])
    cursor = all_of(hub, journal)[1]
    hub.pull(journal, cursor, 1, MIA)
    went = hub.fold(journal, {op(0).row: op(18).id, op(1).row: op(19).id}, cursor)
    left = set(all_of(hub, journal)[0])
    assert {op(18, row=0), op(19, row=1)} <= left
    assert {op(100 + number) for number in range(20)} <= left
    assert went in {18, 19}
    assert hub.missing(journal, [op(18).id, op(19).id]) == set()


def test_what_came_after_the_cursor_is_not_folded(hub: Hub, journal: str) -> None:
    hub.push(journal, [op(1, row=0)])
    cursor = all_of(hub, journal)[1]
    hub.push(journal, [op(number, row=0, device=BEN) for number in range(2, 40)])
    hub.fold(journal, {op(0).row: op(1).id}, cursor)
    assert len(set(all_of(hub, journal)[0])) == 39


def test_erasing_leaves_no_op_of_the_unit(hub: Hub, journal: str, other: str) -> None:
    hub.push(journal, [op(1, row=7), op(2), op(3, row=8)])
    hub.push(journal, [op(4, row=7, device=BEN)])
    hub.push(other, [op(5, row=7)])
    cursor = all_of(hub, journal)[1]
    assert hub.erase(journal, [op(7).row, op(8).row]) == 3
    assert all_of(hub, journal)[0] == [op(2)]
    assert all_of(hub, journal, cursor=cursor)[0] in ([], [op(2)])
    assert hub.size(other)[0] == 1
    assert hub.erase(journal, [op(7).row]) == 0


def test_a_note_is_written_read_and_dropped(hub: Hub, journal: str) -> None:
    hub.put_note(journal, f"device/{MIA}", b"one")
    hub.put_note(journal, f"device/{MIA}", b"two\0\xff")
    hub.put_note(journal, f"device/{BEN}", b"")
    hub.put_note("", "invite/0aB_c-é", b"code")
    assert hub.notes(journal) == {f"device/{MIA}": b"two\0\xff", f"device/{BEN}": b""}
    assert hub.notes("") == {"invite/0aB_c-é": b"code"}
    hub.drop_note(journal, f"device/{BEN}")
    hub.drop_note(journal, "never/there")
    assert hub.notes(journal) == {f"device/{MIA}": b"two\0\xff"}


def test_a_body_that_is_too_large_is_refused(hub: Hub, journal: str) -> None:
    with pytest.raises(HubUnusable, match="17 MB"):
        hub.push(journal, [op(1), op(2, body=bytes(17_000_000))])
    assert hub.size(journal)[0] == 0


def test_a_page_holds_so_many_bytes_of_bodies(
    hub: Hub, journal: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    ops = [op(number, body=bytes(6_000_000)) for number in range(3)]
    for one in ops:
        hub.push(journal, [one])
    page = hub.pull(journal, "", 10, "")
    assert sum(len(one.body) for one in page.ops) <= hubs.PAGE_BYTES
    assert page.more
    rest = hub.pull(journal, page.cursor, 10, "")
    assert page.ops + rest.ops == ops


def test_preparing_again_changes_nothing(hub: Hub, journal: str, address: str) -> None:
    hub.push(journal, [op(1)])
    again = open_hub(address)
    again.prepare()
    assert again.pull(journal, "", 10, "").ops == [op(1)]
    again.close()


def test_a_cursor_of_another_hub_is_the_start(hub: Hub, journal: str) -> None:
    hub.push(journal, [op(1)])
    for cursor in ("files - 0 0123456789ab", "12 abc", "nonsense", "files - x"):
        assert all_of(hub, journal, cursor=cursor)[0] == [op(1)]
