"""Statements to an rqlite over HTTP, by the standard library alone.

An address may name several nodes of one cluster: where one is gone, the next is asked. While a
cluster elects a leader it is asked again. That is safe: whatever is sent can be sent twice.
"""

import base64
import http.client
import json
import socket
import ssl
import time
import urllib.error
import urllib.request
from collections.abc import Callable, Sequence
from typing import Any
from urllib.parse import urlsplit

from caretrack.hubs.hub import HubUnusable, one_line

Statement = Sequence[Any]
_PAUSE = 0.15
_REDIRECTS = {301, 302, 307, 308}
_MOST_REDIRECTS = 5
# What the engine says while there is no leader, or it has just gone. All else is final.
_NO_LEADER = (
    "leader",
    "not open",
    "connection refused",
    "connection reset",
    "broken pipe",
    "eof",
    "i/o timeout",
    "no route",
)


class _Again(Exception):
    """No node can say now; `refusal` is what is said if that stays so."""

    def __init__(self, refusal: HubUnusable, wait: bool) -> None:
        super().__init__(str(refusal))
        self.refusal = refusal
        self.wait = wait


class RqliteHttp:
    """The nodes of one rqlite, and who speaks to them."""

    def __init__(
        self,
        nodes: Sequence[str],
        login: tuple[str, str],
        cacert: str,
        shown: str,
        seconds: float,
        hide: Callable[[str], str],
    ) -> None:
        """`nodes` are addresses with `http` or `https` and a port; `cacert` a file or ""."""
        self._nodes = list(nodes)
        self._shown = shown
        self._seconds = seconds
        self._hide = hide
        self._cacert = cacert
        self._opener: urllib.request.OpenerDirector | None = None
        self._headers = {"Content-Type": "application/json"}
        if login != ("", ""):
            token = base64.b64encode(":".join(login).encode()).decode()
            self._headers["Authorization"] = f"Basic {token}"

    def query(self, level: str, *statements: Statement) -> list[list[list[Any]]]:
        """Return the rows of each statement, read at the level `weak` or `strong`."""
        answer = self._ask(f"/db/query?level={level}", statements)
        return [result.get("values") or [] for result in answer]

    def execute(self, *statements: Statement) -> list[int]:
        """Run the statements in one transaction; return how many rows each has changed."""
        answer = self._ask("/db/execute?transaction", statements)
        return [int(result.get("rows_affected") or 0) for result in answer]

    def _ask(self, path: str, statements: Sequence[Statement]) -> list[dict[str, Any]]:
        body = json.dumps(statements, ensure_ascii=False, separators=(",", ":")).encode()
        end = time.monotonic() + self._seconds
        refused = 0
        no_leader: HubUnusable | None = None
        while True:
            try:
                return self._results(self._post(self._nodes[0] + path, body, end), len(statements))
            except _Again as again:
                self._nodes.append(self._nodes.pop(0))
                refused = 0 if again.wait else refused + 1
                if again.wait:
                    no_leader = again.refusal
                    time.sleep(_PAUSE)
                if refused >= len(self._nodes) or time.monotonic() > end:
                    raise (no_leader or again.refusal) from again

    def _results(self, text: bytes, number: int) -> list[dict[str, Any]]:
        try:
            answer = json.loads(text)
            # A 200 may hold nothing but an error: without a leader, say.
            self._refuse(str(answer.get("error") or ""))
            results = answer.get("results") or []
            for result in results:
                self._refuse(str(result.get("error") or ""))
        except (ValueError, AttributeError, RecursionError) as error:
            raise HubUnusable(
                f"{self._shown} gives no answer of an rqlite", "Check its port."
            ) from error
        if len(results) != number:
            raise _Again(HubUnusable(f"{self._shown} gave half an answer"), wait=True)
        return results

    def _refuse(self, error: str) -> None:
        if not error:
            return
        if any(word in error.lower() for word in _NO_LEADER):
            raise _Again(self._no_leader(), wait=True)
        if "full" in error or "no space" in error:
            raise HubUnusable(f"{self._shown} is full", "Make room on its disk.")
        if "readonly" in error or "read-only" in error:
            raise HubUnusable(f"{self._shown} can only be read")
        raise HubUnusable(f"{self._shown} refuses: {one_line(self._hide(error))}")

    def _no_leader(self) -> HubUnusable:
        return HubUnusable(
            f"{self._shown} has no leader", "Most of its nodes must run. Try again in a minute."
        )

    def _post(self, url: str, body: bytes, end: float) -> bytes:
        for _ in range(_MOST_REDIRECTS):
            request = urllib.request.Request(url, body, self._headers)  # noqa: S310
            left = max(end - time.monotonic(), 0.05)
            try:
                with self._open()(request, timeout=left) as answer:
                    text: bytes = answer.read()
                    return text
            except urllib.error.HTTPError as error:
                with error:
                    url = self._redirected(url, error)
            except (OSError, http.client.HTTPException) as error:
                raise self._failed(error) from error
        raise HubUnusable(f"{self._shown} sends from one node to the next without end")

    def _open(self) -> Callable[..., Any]:
        """Return what opens requests, and follows nothing by itself."""
        if self._opener is None:
            try:
                context = ssl.create_default_context(cafile=self._cacert or None)
            except (OSError, ssl.SSLError) as error:
                raise HubUnusable(f"{self._cacert} is no file of certificates") from error
            self._opener = urllib.request.build_opener(
                urllib.request.HTTPSHandler(context=context), _NoRedirects()
            )
        return self._opener.open

    def _redirected(self, url: str, error: urllib.error.HTTPError) -> str:
        """Return where the leader is; raise for all else that is no answer."""
        said = one_line(self._hide(error.read(2000).decode(errors="replace")))
        if error.code in _REDIRECTS:
            to = error.headers.get("Location") or ""
            # The password of a line that is sealed goes to none that is open.
            if urlsplit(to).scheme != urlsplit(url).scheme:
                raise HubUnusable(f"{self._shown} sends to {one_line(self._hide(to))}, no rqlite")
            return to
        if error.code in {401, 403}:
            raise HubUnusable(
                f"{self._shown} refuses the name or the password", "Check both in the address."
            )
        if error.code == 404:
            raise HubUnusable(f"{self._shown} is no rqlite", "Check its host and port.")
        self._refuse(said if error.code < 500 or "space" in said else f"no leader: {said}")
        raise HubUnusable(f"{self._shown} refuses: {error.code} {said}".rstrip())

    def _failed(self, error: Exception) -> Exception:
        """Return what is raised if nothing was answered."""
        cause = error.reason if isinstance(error, urllib.error.URLError) else error
        if isinstance(cause, ssl.SSLCertVerificationError):
            return HubUnusable(
                f"{self._shown} shows a certificate that cannot be trusted:"
                f" {one_line(cause.verify_message)}",
                "Name the one that signed it: ?cacert=FILE.",
            )
        if isinstance(cause, ssl.SSLError):
            return HubUnusable(f"{self._shown} speaks no TLS, or another one", "Try rqlite://.")
        if isinstance(cause, TimeoutError):
            return HubUnusable(f"{self._shown} did not answer in {self._seconds:g} seconds")
        if isinstance(cause, socket.gaierror):
            return _Again(HubUnusable(f"{self._shown}: there is no such host"), wait=False)
        if isinstance(cause, ConnectionRefusedError):
            refusal = HubUnusable(f"{self._shown} refuses the connection", "Does it run?")
            return _Again(refusal, wait=False)
        if isinstance(cause, (http.client.HTTPException, ConnectionError)):
            return _Again(HubUnusable(f"{self._shown} broke off its answer"), wait=False)
        why = one_line(self._hide(getattr(cause, "strerror", None) or str(cause)))
        return _Again(HubUnusable(f"{self._shown} cannot be reached: {why}"), wait=False)


class _NoRedirects(urllib.request.HTTPRedirectHandler):
    """Follows nothing: a POST would become a GET, and take the password anywhere."""

    def redirect_request(self, *_: object, **__: object) -> None:
        return None
