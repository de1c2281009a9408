"""What can go wrong with a hub: one line each, exit 5, and never a password in it."""

from __future__ import annotations

import json
import os
import shutil
import ssl
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from engines import PASSWORD, USER, NoEngine, Postgres, Rqlite, free_port
from proxy import Proxy

from caretrack.errors import WrongUsage
from caretrack.hubs.address import full_address, open_hub, shown
from caretrack.hubs.hub import Hub, HubUnusable, Op

ONE = Op("0" * 32, "mia0000000000001", 1, "1" * 32, b"sealed")


def prepare(hub: Hub) -> None:
    hub.prepare()


def said(address: str, use: Callable[[Hub], object] = prepare, seconds: float = 5.0) -> str:
    """Return the one line that is said; there is no secret in it."""
    with pytest.raises(HubUnusable) as caught:
        hub = open_hub(address, seconds)
        with closing(hub):
            use(hub)
    line = str(caught.value)
    assert caught.value.exit_code == 5
    assert "\n" not in line
    assert PASSWORD not in line
    assert len(line) < 350
    return line


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "  ",
        "hub",
        "host:4001",
        "me@host:4001",
        "http://host:4001",
        "https://host/db",
        "ftp://host",
        "mysql://host/db",
        "rqlite://",
        "rqlite://:4001",
        "rqlite://host:port",
        "rqlite://host:99999",
        "rqlite://host:4001/db",
        "rqlite://host:4001?level=none",
        "rqlite://a:4001,,b:4001",
        "postgresql://host:port/db",
        "~nobody-of-that-name/care",
        "file://",
        "/a\nb",
        "/a\0b",
    ],
)
def test_what_is_no_hub_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        open_hub(typed)
    assert "HUB" in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize(
    ("address", "line"),
    [
        ("rqlite://me:s3cret@host:4001", "rqlite://me@host:4001"),
        ("rqlite+https://me:s3/cr@et:s3@a:1,b:2", "rqlite+https://me@a:1,b:2"),
        ("rqlite+https://me:s3cret@host?cacert=/s3/x", "rqlite+https://me@host"),
        ("postgresql://me:s3%40cret@host/db?sslmode=require", "postgresql://me@host/db?sslmode=require"),
        ("postgresql://host/db?user=me&password=s3cret", "postgresql://host/db?user=me"),
        ("postgres://me:s3@host/db?options=-c%20s3&sslkey=s3", "postgres://me@host/db"),
        ("postgresql://me:p@host:5432/db?password=s3@cs3", "postgresql://…"),
        ("me:s3cret@host:5432", "me:…@host:5432"),
        ("~/Sync/care", "~/Sync/care"),
    ],
)  # fmt: skip
def test_an_address_is_shown_without_its_password(address: str, line: str) -> None:
    assert shown(address) == line
    assert "s3" not in shown(address)


def test_a_folder_has_its_full_path(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(home)
    (home / "here").mkdir()
    assert full_address("~/Sync/care") == str(home / "Sync" / "care")
    assert full_address("here") == full_address("./here") == str(home / "here")
    assert full_address(f"file://{home}/a%20b") == str(home / "a b")


@pytest.fixture(params=["rqlite", "postgresql"])
def scheme(request: pytest.FixtureRequest) -> str:
    if request.param == "postgresql":
        pytest.importorskip("psycopg")
    return str(request.param)


def test_nobody_listens_there(scheme: str) -> None:
    line = said(f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{free_port()}/")
    assert "refuses the connection" in line


def test_nothing_is_answered(scheme: str) -> None:
    with Proxy(1) as proxy:
        proxy.is_silent = True
        line = said(f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{proxy.port}/", seconds=2)
    assert "did not answer in 2 seconds" in line


def test_something_else_listens_there(scheme: str) -> None:
    with answering({"": (200, "<html>hello</html>")}) as port:
        line = said(f"{scheme}://{USER}:{PASSWORD}@127.0.0.1:{port}/", seconds=1)
    assert f"127.0.0.1:{port}" in line


def test_the_wrong_password(rqlite: Rqlite, postgres: Postgres) -> None:
    for made in (rqlite, postgres):
        line = said(made.address.replace(PASSWORD, "wrong-one"))
        assert "refuses the name or the password" in line
        assert "wrong-one" not in line
        assert "refuses the name" in said(made.address.replace(USER, "nobody", 1))


def test_postgres_that_can_only_be_read(postgres: Postgres) -> None:
    with closing(open_hub(postgres.address)) as hub:
        hub.prepare()
    address = f"{postgres.address}?options=-c%20default_transaction_read_only%3Don"
    assert "can only be read" in said(address, lambda hub: hub.push("j", [ONE]))


def test_a_database_that_is_not_there(postgres: Postgres) -> None:
    assert "has no such database" in said(f"{postgres.address}-of-nobody")


def test_postgres_that_speaks_no_tls(postgres: Postgres) -> None:
    assert "speaks no TLS" in said(f"{postgres.address}?sslmode=require")


def test_a_connection_that_is_lost_is_made_anew(postgres: Postgres) -> None:
    with Proxy(postgres.port) as proxy:
        hub = open_hub(postgres.address.replace(str(postgres.port), str(proxy.port)))
        hub.prepare()
        proxy.cut()
        with pytest.raises(HubUnusable, match="broke off"):
            hub.notes("j")
        assert hub.notes("j") == {}
        hub.close()


def test_a_push_that_is_cut_in_the_midst(
    rqlite: Rqlite, postgres: Postgres, new_journal: Callable[[], str]
) -> None:
    for port, address in (
        (rqlite.nodes[0].port, rqlite.address),
        (postgres.port, postgres.address),
    ):
        journal = new_journal()
        ops = [ONE._replace(id=f"{number:032x}", body=bytes(1000)) for number in range(500)]
        with Proxy(port) as proxy:
            hub = open_hub(address.replace(str(port), str(proxy.port)), 5)
            hub.prepare()
            proxy.cut_after = 100_000
            with pytest.raises(HubUnusable):
                hub.push(journal, ops)
            proxy.cut_after = None
            # All or none.
            assert len(hub.missing(journal, [op.id for op in ops])) in {0, 500}
            hub.push(journal, ops)
            assert hub.missing(journal, [op.id for op in ops]) == set()
            assert hub.size(journal)[0] == 500
            hub.close()


def test_a_push_whose_answer_is_lost_can_come_again(
    rqlite: Rqlite, new_journal: Callable[[], str]
) -> None:
    journal = new_journal()
    with Proxy(rqlite.nodes[0].port) as proxy:
        address = rqlite.address.replace(str(rqlite.nodes[0].port), str(proxy.port))
        hub = open_hub(address, 5)
        hub.prepare()
        proxy.cut_answer_after = 0
        with pytest.raises(HubUnusable, match="broke off"):
            hub.push(journal, [ONE])
        proxy.cut_answer_after = None
        hub.push(journal, [ONE])
        assert hub.pull(journal, "", 10, "").ops == [ONE]


def test_a_missing_library_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "psycopg", None)
    line = said("postgresql://me@127.0.0.1/db")
    assert "pip install 'caretrack[pg]'" in line


@pytest.mark.parametrize(
    ("answer", "line"),
    [
        ((200, '{"error": "leader not found", "results": []}'), "has no leader"),
        ((503, "leader not found"), "has no leader"),
        ((500, "database or disk is full: no space left on device"), "is full"),
        ((200, '{"results": [{"error": "database or disk is full"}]}'), "is full"),
        ((200, '{"results": [{"error": "attempt to write a readonly database"}]}'), "only be read"),
        ((200, '{"results": []}'), "half an answer"),
        ((200, '{"results": [{"error": "such a password: hush-hush"}]}'), "password: …"),
        ((200, "[]"), "no answer of an rqlite"),
        ((200, "[" * 100_000), "no answer of an rqlite"),
        ((404, "not found"), "is no rqlite"),
        ((401, "Unauthorized"), "refuses the name or the password"),
    ],
)
def test_what_an_rqlite_can_answer(answer: tuple[int, str], line: str) -> None:
    with answering({"": answer}) as port:
        assert line in said(f"rqlite://{USER}:{PASSWORD}@127.0.0.1:{port}", seconds=0.5)


def test_the_leader_is_followed_to_where_it_is() -> None:
    good = json.dumps({"results": [{"values": [["note", "c2VhbGVk"]]}]})
    with answering({"": (200, good)}) as leader:
        answers = {"": (301, f"http://127.0.0.1:{leader}/db/query?level=strong")}
        with answering(answers) as follower:
            hub = open_hub(f"rqlite://{USER}:{PASSWORD}@127.0.0.1:{follower}")
            assert hub.notes("j") == {"note": b"sealed"}


def test_redirects_end() -> None:
    port = free_port()
    with answering({"": (307, f"http://127.0.0.1:{port}/")}, port):
        assert "without end" in said(f"rqlite://127.0.0.1:{port}", lambda hub: hub.notes("j"))
    with answering({"": (307, "ftp://127.0.0.1/")}) as port:
        assert "no rqlite" in said(f"rqlite://127.0.0.1:{port}", lambda hub: hub.notes("j"))


def test_another_node_is_asked_where_one_is_gone(rqlite: Rqlite) -> None:
    _, _, host = rqlite.address.rpartition("@")
    address = rqlite.address.replace(host, f"127.0.0.1:{free_port()},{host}")
    assert open_hub(address).notes("nothing") == {}


@contextmanager
def answering(answers: dict[str, tuple[int, str]], port: int = 0) -> Iterator[int]:
    """A server that gives one answer to everything."""

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            code, text = answers[""]
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            self.send_response(code)
            if 300 <= code < 400:
                self.send_header("Location", text)
            self.send_header("Content-Length", str(len(text)))
            self.end_headers()
            self.wfile.write(text.encode())

        def log_message(self, *_: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", port), Handler) as server:
        server.daemon_threads = True
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def certificate(tmp_path: Path) -> tuple[Path, Path]:
    """A certificate for 127.0.0.1 that nobody has signed, and its key."""
    if not shutil.which("openssl"):
        assert not os.environ.get("CARE_ENGINES_NEEDED")
        pytest.skip("openssl, which makes certificates, is not installed")
    made, key = tmp_path / "cert.pem", tmp_path / "key.pem"
    command = ["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2"]
    command += ["-subj", "/CN=hub", "-addext", "subjectAltName=IP:127.0.0.1"]
    subprocess.run([*command, "-keyout", key, "-out", made], check=True, capture_output=True)
    return made, key


def test_a_certificate_must_be_trusted(certificate: tuple[Path, Path], tmp_path: Path) -> None:
    made, key = certificate
    options = ["-http-cert", str(made), "-http-key", str(key)]
    trusted = ssl.create_default_context(cafile=str(made))
    try:
        engine = Rqlite(tmp_path / "rqlite", options=options, tls=trusted)
    except NoEngine as error:
        pytest.skip(str(error))
    try:
        engine.start()
        plain = engine.address
        address = plain.replace("rqlite://", "rqlite+https://")
        line = said(address)
        assert "certificate that cannot be trusted" in line
        assert "?cacert=FILE" in line
        hub = open_hub(f"{address}?cacert={made}")
        hub.prepare()
        assert hub.notes("j") == {}
        assert "is no file of certificates" in said(f"{address}?cacert={key}x")
        assert said(plain)
    finally:
        engine.stop()


def test_tls_is_asked_of_one_that_has_none(rqlite: Rqlite) -> None:
    address = rqlite.address.replace("rqlite://", "rqlite+https://")
    assert "speaks no TLS" in said(address)


def test_a_name_that_nobody_has(scheme: str) -> None:
    # In a process of its own, for names are looked up there.
    code = (
        "import socket, sys\n"
        "from caretrack.hubs.address import open_hub\n"
        "def no_names(*_, **__): raise socket.gaierror(-2, 'Name or service not known')\n"
        "socket.getaddrinfo = no_names\n"
        "from caretrack.hubs.hub import HubUnusable\n"
        "try: open_hub(sys.argv[1], 5).prepare()\n"
        "except HubUnusable as error: print(error)\n"
    )
    address = f"{scheme}://{USER}:{PASSWORD}@nowhere.invalid/"
    done = subprocess.run(
        [sys.executable, "-c", code, address], capture_output=True, text=True, check=True
    )
    assert "there is no such host" in done.stdout
    assert PASSWORD not in done.stdout
