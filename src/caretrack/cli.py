"""The command line: global options, the table of commands, errors and exit codes."""

import os
import sys
from collections.abc import Sequence
from importlib import import_module
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import typer
from typer.core import TyperCommand, TyperGroup

from caretrack import __version__
from caretrack.committed import begin_run, is_committed
from caretrack.ending import (
    OUTPUT_ERRORS,
    fail,
    fail_with,
    flush_stderr,
    open_closed_streams,
    output_failed,
    settle,
    stopped,
)
from caretrack.errors import CareError
from caretrack.options import USAGE_ERROR, in_plain_words, leave_out_unseen

if TYPE_CHECKING:
    from caretrack.session import Session
    from caretrack.views.pager import PagedOutput

CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}


class CommandEntry(NamedTuple):
    """A command: its module in a folder of `commands`, its line of help, its group."""

    module: str
    help: str
    group: str


DAILY, KNOW, PEOPLE = "Every day", "What you learn and owe", "People"
JOURNAL, EXCHANGE = "The journal", "Exchange"
# The folder of `commands` that holds each group.
FOLDERS = {
    DAILY: "daily", KNOW: "entries", PEOPLE: "people", JOURNAL: "journal", EXCHANGE: "exchange",
}  # fmt: skip

COMMANDS: dict[str, CommandEntry] = {
    "log": CommandEntry(
        "log", "Write down a touch: who, what was said, what you learned and promised.", DAILY
    ),
    "day": CommandEntry(
        "day", "Tell the day in plain sentences; they become touches, shown first.", DAILY
    ),
    "due": CommandEntry(
        "due", "Who has gone too long without a caring touch, and what to talk about.", DAILY
    ),
    "next": CommandEntry(
        "next", "The one person most in need: the whole page, then log, snooze or skip.", DAILY
    ),
    "profile": CommandEntry(
        "profile", "Everything about a person, on one screen, before you meet.", DAILY
    ),
    "brief": CommandEntry(
        "brief", "Whom you meet today, out of your calendars: six lines for each of them.", DAILY
    ),
    "check": CommandEntry(
        "check", "Read a draft before you send it: is it about them, or is it selling?", DAILY
    ),
    "learn": CommandEntry("learn", "Something you know about a person now.", KNOW),
    "retire": CommandEntry("retire", "A fact that holds no longer.", KNOW),
    "promise": CommandEntry("promise", "Something you told them you would do.", KNOW),
    "gesture": CommandEntry(
        "gesture", "Something you plan to do for them, that they do not expect.", KNOW
    ),
    "done": CommandEntry("done", "A promise kept, or a gesture made.", KNOW),
    "feedback": CommandEntry("feedback", "What they said of your work.", KNOW),
    "acted": CommandEntry("acted", "What you did about their feedback.", KNOW),
    "told": CommandEntry("told", "You told them what came of their feedback.", KNOW),
    "open": CommandEntry(
        "open", "Promises, gestures, feedback, reached goals and events that wait.", KNOW
    ),
    "occasion": CommandEntry("occasion", "A birthday or another yearly day.", KNOW),
    "occasions": CommandEntry("occasions", "The occasions and events of the coming days.", KNOW),
    "event": CommandEntry(
        "event", "A day of their life that comes once: an operation, an exam, a move.", KNOW
    ),
    "tie": CommandEntry("tie", "How two people are connected.", KNOW),
    "add": CommandEntry("add", "Somebody new to look after.", PEOPLE),
    "list": CommandEntry("list", "Everybody, with when you were last in touch.", PEOPLE),
    "edit": CommandEntry("edit", "Change a person or an entry.", PEOPLE),
    "every": CommandEntry(
        "every", "How often somebody, or everybody with a tag, should hear from you.", PEOPLE
    ),
    "triage": CommandEntry(
        "triage", "Whom to look after, of those an address book brought: one key each.", PEOPLE
    ),
    "tag": CommandEntry("tag", "Put tags on a person, or take them off.", PEOPLE),
    "snooze": CommandEntry("snooze", "Leave somebody off the morning list until a day.", PEOPLE),
    "archive": CommandEntry(
        "archive", "Somebody who should never prompt again; nothing is lost.", PEOPLE
    ),
    "unarchive": CommandEntry("unarchive", "Bring somebody back from the archive.", PEOPLE),
    "dupes": CommandEntry("dupes", "Who may be in the journal twice, and why.", PEOPLE),
    "merge": CommandEntry("merge", "Make two entries of one person one.", PEOPLE),
    "forget": CommandEntry(
        "forget", "Erase somebody for good, and say what is left of them.", PEOPLE
    ),
    "history": CommandEntry("history", "Touches, newest first.", JOURNAL),
    "find": CommandEntry("find", "Search everything that was written.", JOURNAL),
    "stats": CommandEntry(
        "stats", "What it adds up to: care and sales, coverage, who hears only sales.", JOURNAL
    ),
    "delete": CommandEntry("delete", "Delete an entry; `care undo` brings it back.", JOURNAL),
    "undo": CommandEntry("undo", "Take back the last command, or a named one.", JOURNAL),
    "help": CommandEntry("help", "The rules in plain words, or the help of a command.", JOURNAL),
    "kinds": CommandEntry(
        "kinds", "The kinds of touch, and which of them reset the clock.", JOURNAL
    ),
    "completion": CommandEntry("completion", "Completion on TAB, for bash, zsh and fish.", JOURNAL),
    "config": CommandEntry("config", "Show or change the settings.", JOURNAL),
    "demo": CommandEntry(
        "demo", "A sample journal of people who don't exist, and its `due`.", JOURNAL
    ),
    "backup": CommandEntry("backup", "Copy the journal, checked.", JOURNAL),
    "restore": CommandEntry("restore", "Replace the journal by a backup.", JOURNAL),
    "doctor": CommandEntry("doctor", "Check the journal, and say what to do.", JOURNAL),
    "import": CommandEntry("import_", "Bring in people and touches of other programs.", EXCHANGE),
    "export": CommandEntry(
        "export", "Write out everybody, or one person, for others to read.", EXCHANGE
    ),
    "query": CommandEntry("query", "E-mail addresses for mutt and other mail programs.", EXCHANGE),
}


def examples(lines: Sequence[str]) -> str:
    """Return the end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def load_command(name: str) -> Any:
    """Build the command of this name from its module's `command` and `EXAMPLES`."""
    entry = COMMANDS[name]
    module = import_module(f"caretrack.commands.{FOLDERS[entry.group]}.{entry.module}")
    app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=CONTEXT)
    settings = {**CONTEXT, **getattr(module, "SETTINGS", {})}
    epilog = examples(module.EXAMPLES)
    app.command(name, cls=CareCommand, epilog=epilog, context_settings=settings)(module.command)
    command = typer.main.get_command(app)
    for param in command.params:
        # Typer would say <str>.
        if param.param_type_name == "option" and param.type.name == "str":
            param.metavar = param.metavar or "TEXT"
    return command


class PlainHelp:
    """Help that is broken between words only, and says what a value is in plain words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help; a word with a hyphen and a short command stay on one line."""
        from caretrack.streams import unbroken

        write_text, write_pairs = formatter.write_text, formatter.write_dl
        formatter.write_text = lambda text: write_text(unbroken(text, formatter.width))
        formatter.write_dl = lambda pairs: write_pairs(
            [(name, unbroken(text, formatter.width // 2)) for name, text in pairs]
        )
        parent: Any = super()
        parent.format_help(ctx, formatter)

    def get_help(self, ctx: Any) -> str:
        """Return the help, as it is shown."""
        import re

        from caretrack.streams import as_shown

        parent: Any = super()
        return re.sub(r"(\d+)<=x<=(\d+)", r"\1 to \2", as_shown(parent.get_help(ctx)))


class CareCommand(PlainHelp, TyperCommand):
    """A command with help in plain words, which takes what is typed as it is meant."""

    def invoke(self, ctx: Any) -> Any:
        """Run the command."""
        leave_out_unseen(self.params, ctx.params)
        return super().invoke(ctx)


class CareGroup(PlainHelp, TyperGroup):
    """The commands by name. The module of a command is imported only if it is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a stub with the line of help, for help and completion."""
        return (
            TyperCommand(cmd_name, help=COMMANDS[cmd_name].help, rich_markup_mode=None)
            if cmd_name in COMMANDS
            else None
        )

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that is named; refuse an unknown name with the nearest."""
        name = args[0]
        if name in COMMANDS:
            return name, load_command(name), args[1:]
        if ctx.resilient_parsing:
            return None, None, args[1:]
        return self._resolve_other(ctx, args)

    def _resolve_other(self, ctx: Any, args: list[str]) -> Any:
        """Return what is meant by a word that is no command: another word for one, or a name."""
        from caretrack.domain.other_words import other_word

        name, rest = args[0], args[1:]
        meant = other_word(name, rest)
        if meant is not None and meant.args:
            command, *options = meant.args
            return command, load_command(command), [*options, *rest]
        if meant is not None:
            raise meant.refusal(name)
        from caretrack.app.named import names_somebody
        from caretrack.session import start

        session = start(ctx.params.get("journal"))
        words = list(takewhile(lambda word: not word.startswith("-"), args))
        if names_somebody(session, words):
            return "profile", load_command("profile"), [" ".join(words), *args[len(words) :]]
        from caretrack.domain.text import nearest

        near = nearest(name, COMMANDS)
        nobody = ", and nobody has that name" if words and session.has_journal() else ""
        return ctx.fail(
            f"There is no command '{name[:40]}'{nobody}."
            + (f" Did you mean '{near[0]}'?" if near else "")
        )

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their groups."""
        for group in dict.fromkeys(entry.group for entry in COMMANDS.values()):
            with formatter.section(group):
                formatter.write_dl(
                    [(name, entry.help) for name, entry in COMMANDS.items() if entry.group == group]
                )


app = typer.Typer(
    cls=CareGroup,
    name="care",
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=CONTEXT,
    invoke_without_command=True,
    epilog=examples(
        [
            "care add 'Ana Silva' --company Lagoon --every 30d",
            "care log ana -c call her daughter starts school in May",
            "care due",
        ]
    ),
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"care {__version__}")
        raise typer.Exit


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


@app.callback()
def care(
    ctx: typer.Context,
    journal: Annotated[
        str | None,
        typer.Option(
            "--journal",
            metavar="FILE",
            help="The journal; else $CARE_JOURNAL, else the usual place.",
        ),
    ] = None,
    no_pager: Annotated[
        bool, typer.Option("--no-pager", help="Show long pages at once, without a pager.")
    ] = False,
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    """care: the relationship journal. Only a caring touch resets the clock."""
    from caretrack.session import start
    from caretrack.streams import use_styles

    run: RunState | None = ctx.obj
    session = ctx.obj = start(journal)
    use_styles(session.styles)
    if run is None:
        return
    run.session = session
    session.alone = run.alone
    run.command = ctx.invoked_subcommand or ""
    # Without a command it is the morning list where there is a journal, else the help.
    alone = ctx.invoked_subcommand is None
    command = "due" if alone and session.has_journal() else ctx.invoked_subcommand
    if not no_pager and sys.stdout.isatty():
        from caretrack.views import pager

        run.page = pager.hold(command, session.pager)
    if alone and command is None:
        sys.stdout.write(f"{ctx.get_help()}\n")
    elif alone:
        with load_command("due").make_context("due", [], parent=ctx) as morning:
            morning.command.invoke(morning)


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
        code = failed if code in {0, None} else code
    flush_stderr()
    return code


def _completed(shell: str, args: Sequence[str]) -> int:
    """Answer a shell in which TAB was pressed."""
    from caretrack.completion import answer

    sys.stdout.write(answer(shell, list(args), typer.main.get_command(app)))
    return 0


def _run_command(args: list[str], run: RunState) -> int:
    try:
        program = typer.main.get_command(app)
        done = program.main(args, prog_name="care", standalone_mode=False, obj=run)
        # Typer makes ^C an exit with 130 of its own.
        return stopped() if done == 130 else done if isinstance(done, int) else 0
    except CareError as error:
        return fail(str(error), error.exit_code)
    except USAGE_ERROR as error:
        return fail(_usage(error, args[0] if args else ""), 2)
    except UnicodeEncodeError:
        return fail("what was typed is not text in UTF-8. Type it again.", 2)
    except (typer.Abort, KeyboardInterrupt):
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


def _usage(error: Any, first: str) -> str:
    # Some errors of Typer's do not know in which command they were made.
    path = (
        error.ctx.command_path
        if error.ctx is not None
        else f"care {first}"
        if first in COMMANDS
        else "care"
    )
    message = in_plain_words(error)
    return f"{message}{'' if message.endswith(('.', '?')) else '.'} See `{path} --help`."
