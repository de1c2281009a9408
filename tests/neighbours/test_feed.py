"""The days reach a phone: over a calendar server, and as a file that is subscribed to."""

import threading
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from card_pages import put
from icalendar import Calendar
from pages import tried
from programs import shell
from radicale_server import PORT, radicale

from conftest import Care

HALF_PAST_EIGHT = timedelta(hours=8, minutes=30)


@pytest.fixture
def run(care: Care, home: Path) -> Callable[[str], str]:
    """Run shell lines with the real `care`, vdirsyncer and khal in the test's home."""
    run = shell(care, home, "vdirsyncer", "khal")
    run(
        "care add 'Ana Silva' --phone '+351 912 345 678' --hours 9-15 --zone Asia/Seoul "
        "--birthday '24 Nov 1976' && care log ana -d '20 nov' 'her mother is unwell; quiet' && "
        "care promise ana the churn numbers --by 2026-12-01"
    )
    return run


def entries(text: str) -> dict[str, Any]:
    """The events of a calendar by their summary, as another reader has them."""
    return {str(event["SUMMARY"]): event for event in Calendar.from_ical(text).walk("VEVENT")}


def fetched(run: Callable[[str], str], url: str) -> str:
    """What a program of its own reads at an address: tests reach for no network."""
    read = f'from urllib.request import *; print(urlopen("{url}").read().decode())'
    return run(f"python3 -c '{read}'")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[str]:
    """Return the address of a Radicale of one's own."""
    with radicale(tmp_path / "server") as address:
        yield address


def test_a_calendar_server_has_the_days_with_their_alarms(
    run: Callable[[str], str], home: Path, server: str
) -> None:
    config = tried("calendars.md", "vdirsyncer/config")
    put(home, ".config/vdirsyncer/config", config.replace(f"http://127.0.0.1:{PORT}/", server))
    discover = tried("calendars.md", "discover").replace("vdirsyncer d", "yes | vdirsyncer d")
    run(discover)
    run(tried("calendars.md", "carry"))

    events = entries(fetched(run, f"{server}me/care/"))
    assert len(events) == 3
    touch = events["Ana Silva: be in touch"]
    assert touch["DTSTART"].dt == date(2026, 12, 20)
    assert str(touch["DESCRIPTION"]).splitlines() == [
        "You promised: the churn numbers, by Tue 1 Dec 2026.",
        "Said last, 20 Nov: her mother is unwell; quiet",
        "Call +351 912 345 678 (9-15, Asia/Seoul)",
    ]
    assert touch["URL"] == "tel:+351912345678"
    for event in events.values():
        assert [alarm["TRIGGER"].dt for alarm in event.walk("VALARM")] == [HALF_PAST_EIGHT]

    # What is done is gone with the next morning, and nothing else is another version.
    versions = {name: event["SEQUENCE"] for name, event in events.items()}
    run("care done $(care open ana | cut -f1 | tail -1)")
    run(tried("calendars.md", "carry"))
    events = entries(fetched(run, f"{server}me/care/"))
    assert set(events) == {"Ana Silva: be in touch", "Ana Silva: birthday"}
    assert all(event["SEQUENCE"] >= versions[name] for name, event in events.items())


def test_a_file_on_a_web_server_is_subscribed_to(run: Callable[[str], str], home: Path) -> None:
    run(tried("calendars.md", "feed"))
    run(tried("calendars.md", "feed"))
    (name,) = [path.name for path in (home / "feed").iterdir()]
    assert len(name) == 36
    handler = partial(SimpleHTTPRequestHandler, directory=str(home / "feed"))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as http:
        threading.Thread(target=http.serve_forever, daemon=True).start()
        url = f"http://127.0.0.1:{http.server_address[1]}/{name}"
        text = fetched(run, url)
        put(
            home,
            ".config/vdirsyncer/config",
            '[general]\nstatus_path = "~/status/"\n[pair feed]\na = "here"\nb = "there"\n'
            'collections = null\n[storage here]\ntype = "filesystem"\npath = "~/phone/feed/"\n'
            f'fileext = ".ics"\n[storage there]\ntype = "http"\nurl = "{url}"\n',
        )
        run("mkdir -p phone/feed && yes | vdirsyncer discover && vdirsyncer sync")
        http.shutdown()
    assert set(entries(text)) == {
        "Ana Silva: birthday",
        "Ana Silva: be in touch",
        "Ana Silva: a promise",
    }
    assert "unwell" not in text
    assert "churn" not in text
    # khal shows what was fetched.
    put(
        home,
        ".config/khal/config",
        tried("calendars.md", "khal/config").replace(
            "~/.local/share/calendars/care/", "~/phone/feed/"
        ),
    )
    assert run("khal list 2026-11-21 31d").splitlines()[:3] == [
        "Tuesday, 2026-11-24",
        " Ana Silva: birthday ⟳ ⏰ :: Born in 1976.",
        "Call +351 912 345 678 (9-15, Asia/Seoul)",
    ]
