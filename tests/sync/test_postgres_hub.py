"""What is special in PostgreSQL: who writes while others read, and how much of it is touched."""

from __future__ import annotations

import threading
from collections.abc import Callable
from contextlib import closing

import pytest
from engines import Postgres

from caretrack.hubs.address import open_hub
from caretrack.hubs.hub import HubUnusable, Op

WRITERS, PUSHES, EACH = 4, 25, 8


def test_no_reader_overtakes_a_writer(postgres: Postgres, new_journal: Callable[[], str]) -> None:
    journal = new_journal()
    with closing(open_hub(postgres.address)) as hub:
        hub.prepare()

    def write(writer: int) -> None:
        with closing(open_hub(postgres.address)) as mine:
            for push in range(PUSHES):
                ops = [
                    Op(f"{writer:08x}{push:08x}{one:016x}", f"w{writer}", 1, "0" * 32, b"x")
                    for one in range(EACH)
                ]
                mine.push(journal, ops)

    threads = [threading.Thread(target=write, args=[number]) for number in range(WRITERS)]
    for thread in threads:
        thread.start()
    seen: list[str] = []
    cursor = ""
    with closing(open_hub(postgres.address)) as reader:
        while True:
            over = not any(thread.is_alive() for thread in threads)
            page = reader.pull(journal, cursor, 50, "")
            seen += [op.id for op in page.ops]
            cursor = page.cursor
            if over and not page.more:
                break
        assert reader.size(journal)[0] == WRITERS * PUSHES * EACH
    assert len(seen) == len(set(seen)) == WRITERS * PUSHES * EACH


def test_two_machines_can_set_up_at_once(postgres: Postgres) -> None:
    import psycopg

    name = "two_at_once"
    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    address = postgres.address.removesuffix("postgres") + name
    failed = []

    def prepare() -> None:
        try:
            with closing(open_hub(address)) as hub:
                hub.prepare()
        except Exception as error:
            failed.append(error)

    threads = [threading.Thread(target=prepare) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []


def test_a_table_of_somebody_else_is_left_alone(postgres: Postgres) -> None:
    import psycopg

    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE of_others")
    address = postgres.address.removesuffix("postgres") + "of_others"
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("CREATE TABLE care_homes (name text)")
        with closing(open_hub(address)) as hub:
            hub.prepare()
            assert hub.notes("j") == {}
        connection.execute("DROP TABLE care_hub")
        with closing(open_hub(address)) as hub, pytest.raises(HubUnusable, match="not a hub"):
            hub.prepare()


def test_a_hub_of_a_newer_program_is_refused(postgres: Postgres) -> None:
    import psycopg

    with psycopg.connect(postgres.address, autocommit=True) as connection:
        connection.execute("CREATE DATABASE newer")
    address = postgres.address.removesuffix("postgres") + "newer"
    with closing(open_hub(address)) as hub:
        hub.prepare()
    with psycopg.connect(address, autocommit=True) as connection:
        connection.execute("UPDATE care_hub SET format = 2")
    with closing(open_hub(address)) as hub, pytest.raises(HubUnusable, match="newer version"):
        hub.prepare()


def test_a_body_larger_than_any_hub_takes_is_given_on_as_nothing(
    postgres: Postgres, new_journal: Callable[[], str]
) -> None:
    import psycopg

    journal = new_journal()
    with closing(open_hub(postgres.address)) as hub:
        hub.prepare()
        ops = [Op(f"{one:032x}", "mia", one, f"{one:032x}", b"sealed") for one in range(3)]
        hub.push(journal, ops)
        with psycopg.connect(postgres.address, autocommit=True) as connection:
            connection.execute(
                "UPDATE care_ops SET body = convert_to(repeat('x', 17000000), 'UTF8')"
                " WHERE stamp = 1 AND journal = (SELECT number FROM care_journals"
                " WHERE journal = %s)",
                [journal],
            )
        assert hub.pull(journal, "", 10, "").ops == [ops[0], ops[1]._replace(body=b""), ops[2]]
        hub.drop_journal(journal)
