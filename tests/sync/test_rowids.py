"""The rowid of a row is its stamp, so nothing may give it another one."""

from pathlib import Path

from machines import Machine, exchange

from caretrack.journal import people, touches
from caretrack.journal.schema import MODEL


def test_vacuum_leaves_every_row_its_stamp(tmp_path: Path) -> None:
    a, b = Machine(tmp_path / "a", 1), Machine(tmp_path / "b", 2)
    with a.open() as journal, journal.change("add"):
        ana = people.add(journal, "Ana Silva").id
        people.set_handles(journal, ana, "email", ["ana@x.example", "b@x.example"])
        people.tag(journal, ana, ["vip", "north"])
        gone = people.add(journal, "Ben Okri").id
        touches.add(
            journal, [ana, gone], happened_on=a.today, kind="checkin", channel="phone", note="Hi."
        )
    exchange(a, b)
    before = b.rows()
    with b.open() as journal:
        journal.db.execute("VACUUM")
    assert b.rows() == before == a.rows()


def test_each_table_of_the_model_has_an_index(tmp_path: Path) -> None:
    # VACUUM gives the rows of a table without any new rowids.
    with Machine(tmp_path / "a", 1).open() as journal:
        for table in MODEL:
            indexes = journal.db.execute(f"PRAGMA index_list({table})").fetchall()
            assert indexes, table
