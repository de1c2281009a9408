"""The program age opens our encrypted backups, and we open those of age."""

from __future__ import annotations

import subprocess

from programs import program

from conftest import SECONDS, Care


def test_age_reads_ours_and_we_read_its(care: Care) -> None:
    age, keygen = program("age"), program("age-keygen")
    here = care.home
    assert care("add", "Ana Silva").code == 0
    key = here / "key.txt"
    subprocess.run([keygen, "-o", str(key)], check=True, capture_output=True, timeout=SECONDS)
    recipient = subprocess.run(
        [keygen, "-y", str(key)], check=True, capture_output=True, text=True, timeout=SECONDS
    ).stdout.strip()
    assert care("backup", "ours.age", "--to", recipient).code == 0
    subprocess.run(
        [age, "-d", "-i", str(key), "-o", "clear.db", "ours.age"],
        check=True,
        cwd=here,
        timeout=SECONDS,
    )
    assert [person["name"] for person in care("--journal", "clear.db", "list", "--json").json] == [
        "Ana Silva"
    ]
    for armour, name in (([], "theirs.age"), (["--armor"], "armoured.age")):
        subprocess.run(
            [age, "-r", recipient, *armour, "-o", name, "clear.db"],
            check=True,
            cwd=here,
            timeout=SECONDS,
        )
        assert care("restore", name, "--key", str(key), "--yes").code == 0
