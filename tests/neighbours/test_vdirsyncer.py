"""vdirsyncer syncs care's folder with a local server, as docs/vdirsyncer.md says."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from card_pages import blocks, filled, put, run
from programs import program
from radicale_server import PORT, radicale

from conftest import Care


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Return the address of a Radicale with the page's configuration."""
    with radicale(tmp_path / "server") as address:
        yield address


def device(home: Path, url: str) -> None:
    """A home with the lines of the page in its config."""
    config = next(block for block in blocks("vdirsyncer.md", "ini") if "[pair care]" in block)
    put(home, ".config/vdirsyncer/config", config.replace(f"http://127.0.0.1:{PORT}/", url))
    (home / ".contacts/care").mkdir(parents=True, exist_ok=True)


def sync(home: Path, *, first: bool = False) -> None:
    if first:
        run(home, program("vdirsyncer"), "discover", "care", answers="y\n" * 4)
    run(home, program("vdirsyncer"), "sync", "care")


def people(care: Care, journal: Path) -> list[dict[str, object]]:
    """Everybody of a journal but for what it gave them itself."""
    found = care("--journal", str(journal), "list", "--json").json
    keep = ("name", "company", "role", "note", "tags")
    return [
        {key: person[key] for key in keep}
        | {
            "handles": sorted(
                (handle["sort"], handle["value"])
                for handle in person["handles"]
                if handle["sort"] != "uid"
            )
        }
        for person in found
    ]


def test_cards_reach_a_server_and_come_back_as_they_were(
    care: Care, home: Path, tmp_path: Path, url: str
) -> None:
    program("vdirsyncer")
    filled(care.journal)
    phone = tmp_path / "phone"
    device(home, url)
    device(phone, url)
    here, there = home / ".contacts/care", phone / ".contacts/care"
    assert care("export", "--to", "vcard", "-o", f"{here}/").code == 0
    sync(home, first=True)
    sync(phone, first=True)
    assert len(list(there.glob("*.vcf"))) == 3

    other = tmp_path / "other.db"
    assert care("--journal", str(other), "import", str(there)).code == 0
    assert people(care, other) == people(care, care.journal)

    assert care("import", str(here)).code == 0
    # On the phone somebody is called by another name, and has a number now.
    (plato,) = [path for path in there.iterdir() if b"Plato" in path.read_bytes()]
    plato.write_bytes(
        plato.read_bytes()
        .replace(b"Plato", b"Aristocles")
        .replace(b"END:", b"TEL:+30 210 1\r\nEND:")
    )
    sync(phone)
    sync(home)
    done = care("import", str(here), "--json")
    assert not any(person["sort"] == "new" for person in done.json["people"])
    assert len(care("list", "--json").json) == 3
    assert ("phone", "+30 210 1") in people(care, care.journal)[1]["handles"]  # type: ignore[operator]
