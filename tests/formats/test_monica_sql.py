"""An SQL dump is read row by row, in pieces of any size, whoever wrote it."""

import tracemalloc
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from monicas import dumped_sql, exported_sql, tables

from caretrack.errors import CareError
from caretrack.formats.monica import sql
from caretrack.formats.monica.sql import SqlDump
from caretrack.formats.monica.tables import Row
from caretrack.formats.source import Source

Rows = list[tuple[str, Row]]


def rows(path: Path, data: bytes | str) -> Rows:
    path.write_bytes(data if isinstance(data, bytes) else data.encode())
    source = Source(path, path.stat().st_size)
    with source.open() as file:
        found = list(SqlDump(source, file).rows())
    assert source.position == source.size
    return found


def refused(path: Path, data: bytes | str) -> str:
    with pytest.raises(CareError) as said:
        rows(path, data)
    return said.value.message.removeprefix(str(path))


def named(name: str) -> Row:
    return {"id": "1", "name": name}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("INSERT INTO `tags` (`id`,`name`) VALUES (1,'a');", [named("a")]),
        ("insert ignore into tags (id, name) values\n (1,'a'),\n (1,'b')\n;", [*map(named, "ab")]),
        ('REPLACE INTO "db"."tags" ("id", "x", "name") VALUES (1,NULL,"a");', [named("a")]),
        ("INSERT INTO tags (name,id) VALUES (NULL,1) ON DUPLICATE KEY UPDATE id=1;", [{"id": "1"}]),
        # What is in a text is no SQL.
        ("INSERT INTO tags (id,name) VALUES (1,'a),(2,''b'';');", [named("a),(2,'b';")]),
        (
            r"INSERT INTO tags (id,name) VALUES (1,'\'\"\\\\n\n\r\t\0\Z\%');",
            [named("'\"\\\\n\n\r\t%")],
        ),
        # A number stands as it was typed, a phone number too.
        ("INSERT INTO tags (id,name) VALUES (1,+0049301234);", [named("+0049301234")]),
        ("INSERT INTO tags (id,name) VALUES (1,-1.5e3 ), (1, 2);", [named("-1.5e3"), named("2")]),
        (
            "INSERT INTO tags (id,name) VALUES (1,_binary 'a'),(1,0x616263);",
            [*map(named, ("a", "abc"))],
        ),
        ("INSERT INTO tags (id,name) VALUES (1,0xQQ);", [named("")]),
        # Other statements, other tables, other columns, comments.
        ("# it's; a 'comment\n-- it's\n/* it's; */ /*!40101 SET x='a' */;\nSELECT 1;", []),
        ("INSERT INTO jobs (id,name) VALUES (1,'a;');", []),
        ("INSERT INTO tags (id,y) VALUES (1,2);", [{"id": "1"}]),
        ("INSERT INTO `tags` (`id`) VALUES\n;\nINSERT INTO tags (id) SELECT 1;", []),
        ("SET a='x\\';y'; INSERT INTO tags (id,name) VALUES (1,'a');", [named("a")]),
        # The columns are those of the table as it is made.
        (
            "CREATE TABLE IF NOT EXISTS `tags` (\n `id` int(10) COMMENT 'a, b;',\n"
            " name enum('x','y'),\n PRIMARY KEY (`id`,`name`),\n KEY `k` (`id`)\n) COMMENT='x';\n"
            "INSERT INTO `tags` VALUES (1,'a'),(1,'b');",
            [*map(named, "ab")],
        ),
        # An instance may have its tables under names of its own.
        (
            "INSERT INTO `my_accounts` (`id`) VALUES (1);"
            "INSERT INTO `my_tags` (`id`,`name`) VALUES (1,'a');"
            "INSERT INTO `default_tags` (`id`,`name`) VALUES (1,'b');",
            [named("a")],
        ),
        ("INSERT INTO debts (id,account_id) VALUES (1,2),(2,2);", [{"account_id": "2"}] * 2),
        ("", []),
        ("# only a comment", []),
    ],
)
@pytest.mark.parametrize("piece", [1, 3, 1 << 18])
def test_rows_are_read_in_pieces_of_any_size(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, text: str, found: list[Row], piece: int
) -> None:
    monkeypatch.setattr(sql, "PIECE", piece)
    assert [row for _, row in rows(tmp_path / "x.sql", text)] == found


@given(text=st.text(st.characters(exclude_characters="\0\x1a\ufeff", codec="utf-8")))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=80)
def test_any_text_comes_back_as_it_was_written(tmp_path: Path, text: str) -> None:
    note = {"contact_id": 1, "body": "x" + text, "created_at": "2021"}
    want = [("notes", {"contact_id": "1", "body": "x" + text, "created_at": "2021"})]
    assert rows(tmp_path / "x.sql", dumped_sql({"notes": [note]})) == want
    assert rows(tmp_path / "x.sql", exported_sql({"notes": [note]})) == want


def test_a_text_that_is_not_utf_8_is_read_as_windows_writes_it(tmp_path: Path) -> None:
    data = "INSERT INTO tags (id,name) VALUES (1,'Łódź'),(2,'café');".encode()
    data = data.replace("é".encode(), b"\xe9")
    assert [row["name"] for _, row in rows(tmp_path / "x.sql", data)] == ["Łódź", "café"]


def test_both_dumps_of_one_account_have_the_same_rows(tmp_path: Path) -> None:
    exported = rows(tmp_path / "x.sql", exported_sql(tables()))
    dumped = rows(tmp_path / "x.sql", dumped_sql(tables()))
    assert sorted(map(repr, exported)) == sorted(map(repr, dumped))
    assert exported == rows(tmp_path / "x.sql", exported_sql(tables(), prefix="my_"))


def test_a_dump_that_ends_in_the_middle_of_a_row_is_refused(tmp_path: Path) -> None:
    whole = exported_sql({"accounts": tables()["accounts"], "tags": tables()["tags"]}).encode()
    start = whole.index(b"`tags`")
    for end in range(start, whole.index(b";", start)):
        assert "ends in the middle" in refused(tmp_path / "x.sql", whole[:end]), whole[:end]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("\nINSERT INTO tags (id,name) VALUES (1);", ", line 2: 1 values for 2 columns"),
        ("CREATE TABLE tags (id", ", line 1: a table is made, and that does not end"),
        ("SET x = 'a;", ", line 1: the dump ends in the middle"),
    ],
)
def test_what_is_broken_is_refused_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    assert refused(tmp_path / "x.sql", text) == said


def test_a_row_of_a_million_values_is_not_held(tmp_path: Path) -> None:
    row = "INSERT INTO tags (id,name) VALUES (" + "1," * 1_000_000 + "1);"
    tracemalloc.start()
    said = refused(tmp_path / "x.sql", row)
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "a row has more than 4,096 values" in said
    assert peak < 20_000_000


def test_a_value_of_more_than_four_megabytes_is_refused(tmp_path: Path) -> None:
    long = "INSERT INTO notes (contact_id,body) VALUES (1,'" + "x" * 9_000_000 + "');"
    assert "more than 4,000,000 bytes" in refused(tmp_path / "x.sql", long)
    # In a table that nobody asks for, it is passed over.
    assert rows(tmp_path / "x.sql", long.replace("notes", "weather")) == []
