"""One run of `care`: read the line, run the command, settle what is left, return the exit code."""

import os
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING

from caretrack import __version__
from caretrack.command_table import CommandCall, command_module
from caretrack.committed import begin_run, is_committed
from caretrack.ending import (
    OUTPUT_ERRORS,
    fail,
    fail_with,
    flush_stderr,
    open_closed_streams,
    output_failed,
    see_to_backup,
    see_to_sync,
    settle,
    stopped,
)
from caretrack.errors import CareError, Exit
from caretrack.front_door import read
from caretrack.options import leave_out_unseen
from caretrack.session import start
from caretrack.streams import use_styles

if TYPE_CHECKING:
    from caretrack.session import Session
    from caretrack.views.pager import PagedOutput


class RunState:
    """What has to be settled when a command has ended: its session, and its page in the pager."""

    def __init__(self, *, alone: bool) -> None:
        """Start without either: the command line is not parsed yet.

        `alone`: the process was started for this run alone.
        """
        self.alone = alone
        self.session: Session | None = None
        self.page: PagedOutput | None = None
        self.command = ""
        self.output_failed = False
        # True if what has gone wrong with a backup is told another time.
        self.quiet = False


def run(args: Sequence[str], *, alone: bool = False) -> int:
    """Run one command line and return its exit code.

    `alone`: this process was started for it. Only a bug leaves this function as an exception.
    """
    begin_run()
    open_closed_streams()
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="replace")  # type: ignore[union-attr]
    shell = os.environ.get("_CARE_COMPLETE")
    this = RunState(alone=alone)
    code = _completed(shell, args) if shell else _run_command(list(args), this)
    if this.session is not None:
        settle(this.session, code, arrived=code == 0 or (this.output_failed and is_committed()))
    try:
        if this.page is not None:
            this.page.close()
        sys.stdout.flush()
    except OSError as error:
        failed = output_failed(error, this.command)
        code = code or failed
    if this.session is not None:
        see_to_backup(this.session, quiet=this.quiet)
        see_to_sync(this.session, this.command)
    flush_stderr()
    return code


def _completed(shell: str, args: Sequence[str]) -> int:
    """Answer a shell in which TAB was pressed."""
    from caretrack.completion import answer

    sys.stdout.write(answer(shell, list(args)))
    return 0


def _run_command(args: list[str], run: RunState) -> int:
    run.command = args[0] if args else ""
    try:
        if args == ["--version"]:
            sys.stdout.write(f"care {__version__}\n")
            return 0
        call = read(args)
        if call is None:
            from caretrack.typer_commands import read_with_typer

            call = read_with_typer(args)
        return 0 if call is None else _call(call, run)
    except CareError as error:
        return fail(str(error), error.exit_code)
    except UnicodeEncodeError:
        return fail("what was typed is not text in UTF-8. Type it again.", 2)
    except KeyboardInterrupt:
        return stopped()
    except OSError as error:
        if error.filename is not None or error.errno not in OUTPUT_ERRORS:
            return fail_with(error)
        run.output_failed = True
        return output_failed(error, run.command)
    except SystemExit as ended:
        # Typer's own way of a closed pipe is to exit with 1; completion and --version end with 0.
        if isinstance(ended.code, int) and ended.code != 1:
            return ended.code
        run.output_failed = True
        return output_failed(BrokenPipeError(), run.command)


def _call(call: CommandCall, run: RunState) -> int:
    """Run a command, and return its exit code."""
    session = run.session = start(call.journal)
    session.alone = run.alone
    use_styles(session.styles)
    # Without a command it is the morning list where there is a journal, else the help.
    name = call.name or ("due" if session.has_journal() else "")
    run.command = name
    run.quiet = name == "doctor" or bool(call.values.get("count"))
    if not call.no_pager and sys.stdout.isatty():
        from caretrack.views import pager

        run.page = pager.hold(name or None, session.pager)
    if not name:
        from caretrack.typer_commands import help_of

        sys.stdout.write(f"{help_of()}\n")
        return 0
    leave_out_unseen(command_module(name).command, call.values)
    # With --json nothing is asked, also not which of two people is meant.
    if call.values.get("json"):
        session.may_ask = False
    try:
        command_module(name).command(session, **call.values)
    except Exit as ended:
        return ended.code
    return 0
