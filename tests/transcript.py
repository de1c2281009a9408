"""Run transcripts (`$ command` lines with output) in a real shell and compare to the letter.

`tests/transcripts/README.md` describes the format. In Markdown, fenced blocks are the transcript.

    python tests/transcript.py FILE…            says where a file and the program differ
    python tests/transcript.py --accept FILE…   rewrites the output in the files
"""

from __future__ import annotations

import argparse
import difflib
import os
import shlex
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from transcript_file import BadTranscript, Part, Step, read, render, steps, without_blank_end
from transcript_ids import ID, Ids, ids_in, match, reconcile

ROOT = Path(__file__).resolve().parent.parent
TODAY = "2026-11-21"
# -P: do not import a file of the working directory; the installed `care` does not either.
PROGRAM = (sys.executable, "-P", "-m", "caretrack")
SECONDS = 60


def environment(home: Path, today: str = TODAY) -> dict[str, str]:
    """Return an environment without the user's settings; make the home."""
    (home / "tmp").mkdir(parents=True, exist_ok=True)
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "XDG_DATA_HOME": str(home / ".local/share"),
        "XDG_STATE_HOME": str(home / ".local/state"),
        "XDG_CONFIG_HOME": str(home / ".config"),
        "XDG_CACHE_HOME": str(home / ".cache"),
        "TMPDIR": str(home / "tmp"),
        "CARE_TODAY": today,
        # No process goes on when its test is over.
        "CARE_BACKUP": "wait",
        "TERM": "dumb",
        "LANG": "C.UTF-8",
        "TZ": "UTC",
        "PYTHONPATH": str(ROOT / "src"),
    }


class Session:
    """A fresh home and working directory, in which the commands of one transcript run in order."""

    def __init__(self, directory: Path, program: Sequence[str] = PROGRAM) -> None:
        """Lay out `directory`, which must exist and be empty."""
        root = directory.resolve()
        self.home, self.here, wrapper = root / "home", root / "home/here", root / "bin/care"
        # Unbuffered, so that results and messages stand in the order in which they were written.
        self.environment = environment(self.home) | {"REPO": str(ROOT), "PYTHONUNBUFFERED": "1"}
        self.environment["PATH"] = f"{wrapper.parent}:{self.environment['PATH']}"
        self.here.mkdir(parents=True)
        wrapper.parent.mkdir()
        wrapper.write_text(f'#!/bin/sh\nexec {shlex.join(program)} "$@"\n')
        wrapper.chmod(0o755)

    def run(self, command: str) -> list[str]:
        """Return both streams as lines, with `[blank line]`, `[no newline]` and `[exit N]`."""
        process = subprocess.Popen(
            ["bash", "-c", command],
            cwd=self.here,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        late = False
        try:
            output, _ = process.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            late = True
            os.killpg(process.pid, signal.SIGKILL)
            output, _ = process.communicate()
        lines = self._lines(output.decode(errors="backslashreplace"))
        if late:
            return [*lines, f"[killed after {SECONDS} s]"]
        return [*lines, f"[exit {process.returncode}]"] if process.returncode else lines

    def _lines(self, text: str) -> list[str]:
        text = text.replace(str(self.home), "~").replace(str(ROOT), "$REPO")
        lines = [_visible(line) for line in text.split("\n")]
        if lines[-1]:
            return [*lines, "[no newline]"]
        full = without_blank_end(lines[:-1])
        return full + ["[blank line]"] * (len(lines) - 1 - len(full))


def _visible(line: str) -> str:
    return "".join(
        c if c.isprintable() or c == "\t" else c.encode("unicode_escape").decode() for c in line
    )


def play(parts: Sequence[Part], session: Session) -> Iterator[tuple[Step, list[str], list[str]]]:
    """Run the steps in order. Yield each with its expected output and the ids nothing has shown."""
    ids, expected_so_far = Ids(), set[str]()
    for step in steps(parts):
        lost = [
            one
            for one in ID.findall(step.command)
            if one in expected_so_far and ids.actual(one) is None
        ]
        actual = session.run(ids.in_command(step.command))
        expected_so_far.update(one for line in step.expected for one in ids_in(line))
        fits = match(step.expected, actual, ids)
        if step.unseen:
            output = actual if any(line.startswith("[exit ") for line in actual) else []
        elif fits is not None:
            ids, output = fits, step.expected
        else:
            ids, output = reconcile(step.expected, actual, ids)
        yield step, output, lost


def replay(
    path: Path, directory: Path, accept: bool = False, program: Sequence[str] = PROGRAM
) -> str:
    """Return the differences as unified diffs. With `accept`, also rewrite the file."""
    parts, differences = read(path), list[str]()
    for step, output, lost in play(parts, Session(directory, program)):
        if output != step.expected or lost:
            where = f"{path.name}:{step.line}: $ {step.command}"
            notes = [
                f"{one} stands in the file above, but was not printed in this run" for one in lost
            ]
            diff = difflib.unified_diff(
                step.expected, output, "expected", "printed", lineterm="", n=5
            )
            differences.append("\n".join([where, *notes, *diff]))
            step.expected = output
    if accept and differences:
        path.write_bytes(render(parts).encode())
    return "\n\n".join(differences)


def main(arguments: Sequence[str] | None = None, program: Sequence[str] = PROGRAM) -> int:
    """Check or rewrite the named files; return 1 if one differs and is not accepted."""
    parser = argparse.ArgumentParser(
        description="Check transcripts, or rewrite the output in them."
    )
    parser.add_argument("files", nargs="+", type=Path, metavar="FILE")
    parser.add_argument("--accept", action="store_true", help="rewrite the output in the files")
    options = parser.parse_args(arguments)
    failed = False
    for path in options.files:
        with tempfile.TemporaryDirectory() as directory:
            try:
                differences = replay(path, Path(directory), options.accept, program)
            except (BadTranscript, OSError) as why:
                differences, failed = str(why), True
        failed = failed or bool(differences and not options.accept)
        changed = "rewritten" if options.accept else "differs"
        print(f"{path.name}: {changed if differences else 'as it was'}")
        if differences:
            print(differences)
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
