"""An rqlite of three nodes, of which the leader is killed in the midst of pushes."""

from __future__ import annotations

import threading
from collections.abc import Callable

from engines import PASSWORD, USER, Rqlite

from caretrack.errors import CareError
from caretrack.hubs.address import Server, open_hub
from caretrack.hubs.hub import Op
from caretrack.hubs.rqlite import RqliteHub

CHUNKS, EACH = 30, 40


def ops_of(chunk: int) -> list[Op]:
    return [
        Op(f"{chunk:016x}{number:016x}", "mia0000000000001", number, f"{chunk:032x}", bytes(300))
        for number in range(EACH)
    ]


def test_nothing_that_was_read_back_is_lost_with_the_leader(
    cluster: Rqlite, new_journal: Callable[[], str]
) -> None:
    journal = new_journal()
    hub = open_hub(cluster.address, 30)
    hub.prepare()
    killed = threading.Event()

    def kill() -> None:
        cluster.leader().kill()
        killed.set()

    for chunk in range(CHUNKS):
        if chunk == CHUNKS // 3:
            threading.Thread(target=kill).start()
        if chunk == CHUNKS // 2:
            # The others have not all been pushed before the leader is gone.
            assert killed.wait(20)
        hub.push(journal, ops_of(chunk))
        assert hub.missing(journal, [op.id for op in ops_of(chunk)]) == set()
    cluster.start()
    found, cursor, more = list[Op](), "", True
    while more:
        page = hub.pull(journal, cursor, 500, "")
        found += page.ops
        cursor, more = page.cursor, page.more
    assert found == [op for chunk in range(CHUNKS) for op in ops_of(chunk)]
    assert hub.is_at(journal, cursor)


def test_without_most_of_the_nodes_nothing_is_written(
    cluster: Rqlite, new_journal: Callable[[], str]
) -> None:
    journal = new_journal()
    hub = open_hub(cluster.address, 2)
    hub.prepare()
    for node in cluster.nodes[:2]:
        node.kill()
    try:
        hub.push(journal, ops_of(1))
        raise AssertionError("one node of three has taken a push")
    except CareError as error:
        assert "has no leader" in str(error) or "did not answer" in str(error)
    finally:
        cluster.start()
    hub.push(journal, ops_of(1))
    assert hub.size(journal)[0] == EACH


def test_a_body_larger_than_any_hub_takes_is_given_on_as_nothing(
    rqlite: Rqlite, new_journal: Callable[[], str]
) -> None:
    journal = new_journal()
    hub = RqliteHub(
        Server("http", USER, PASSWORD, [f"127.0.0.1:{rqlite.nodes[0].port}"], {}), "it", [], 30
    )
    hub.prepare()
    ops = ops_of(1)
    hub.push(journal, ops)
    of_one = "(SELECT number FROM care_journals WHERE journal = ?) AND stamp = 1"
    hub._http.execute(
        [f"UPDATE care_ops SET body = zeroblob(100000000) WHERE journal = {of_one}", journal]
    )
    ops[1] = ops[1]._replace(body=b"")
    assert hub.pull(journal, "", 1000, "").ops == ops
    hub.drop_journal(journal)
