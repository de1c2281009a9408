"""The whole command line, by Typer: help, errors, and whatever the front door does not read."""

import re
from collections.abc import Callable, Sequence
from functools import partial
from inspect import Signature, signature
from itertools import takewhile
from typing import Annotated, Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from caretrack import __version__
from caretrack.command_table import COMMANDS, GROUPS, CommandCall, command_module
from caretrack.errors import Stopped, WrongUsage
from caretrack.parameters import Argument, BadValue, Option, Parameter, parameters

# The type that Typer 0.29 sets behind the name of an argument.
_TYPE = re.compile(r" <[\w.\[\]]+>$")
CONTEXT = {"help_option_names": ["-h", "--help"], "max_content_width": 100}
# Typer's own class of these is not part of its public names; BadParameter is.
USAGE_ERROR = cast("type[Exception]", typer.BadParameter.__bases__[0])


def examples(lines: Sequence[str]) -> str:
    """Return the end of a command's help."""
    return "\n".join(["\b", "Examples:", *(f"  {line}" for line in lines)])


def load_command(name: str) -> Any:
    """Build Typer's command of this name from its module's `command` and `EXAMPLES`."""
    module = command_module(name)
    app = typer.Typer(add_completion=False, rich_markup_mode=None, context_settings=CONTEXT)
    settings = {**CONTEXT, **getattr(module, "SETTINGS", {})}
    reader = _reader(name, module.command)
    epilog = examples(module.EXAMPLES)
    app.command(name, cls=CareCommand, epilog=epilog, context_settings=settings)(reader)
    return typer.main.get_command(app)


def _reader(name: str, command: Callable[..., Any]) -> Callable[..., CommandCall]:
    """Return a function with the parameters of a command as Typer's; it returns the call."""

    def reader(ctx: typer.Context, **values: Any) -> CommandCall:
        given = ctx.find_root().params
        return CommandCall(name, values, given.get("journal"), bool(given.get("no_pager")))

    declared = signature(command).parameters
    takes = [
        declared[one.name].replace(annotation=_typer_annotation(one)) for one in parameters(command)
    ]
    context = next(iter(signature(reader).parameters.values()))
    reader.__doc__ = command.__doc__
    reader.__annotations__ = {one.name: one.annotation for one in (context, *takes)}
    reader.__signature__ = Signature([context, *takes])  # type: ignore[attr-defined]
    return reader


def _typer_annotation(one: Parameter) -> Any:
    declared = one.declared
    if isinstance(declared, Argument):
        info: Any = typer.Argument(metavar=declared.metavar, help=declared.help)
    else:
        info = typer.Option(
            *declared.names,
            # Typer would say <str>.
            metavar=declared.metavar or ("TEXT" if one.one is str else None),
            help=f"{declared.help}{_range(declared)}",
            parser=_typer_parser(declared),
        )
    return Annotated[one.annotation, info]


def _range(option: Option) -> str:
    return "" if option.max is None else f"  [{option.min} to {option.max}]"


def _typer_parser(option: Option) -> Callable[[str], Any] | None:
    """Return what reads a value. Of a number, too: each version of Typer words its own errors."""
    read = option.parser or (option.max is not None and partial(_whole_number, option))
    if not read:
        return None

    def parse(text: str) -> Any:
        try:
            return read(text)
        except BadValue as error:
            raise typer.BadParameter(str(error)) from error

    return parse


def _whole_number(option: Option, text: str) -> int:
    try:
        number = int(text)
    except ValueError:
        raise BadValue(f"'{text}' is not a whole number") from None
    if not (option.min or 0) <= number <= (option.max or number):
        raise BadValue(f"{number} is not from {option.min} to {option.max}")
    return number


class PlainHelp:
    """Help that is broken between words only, and says what a value is in plain words."""

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """Write the help; a word with a hyphen and a short command stay on one line."""
        from caretrack.streams import unbroken

        write_text, write_pairs = formatter.write_text, formatter.write_dl
        formatter.write_text = lambda text: write_text(unbroken(text, formatter.width))
        formatter.write_dl = lambda pairs: write_pairs(
            [(_TYPE.sub("", name), unbroken(text, formatter.width // 2)) for name, text in pairs]
        )
        parent: Any = super()
        parent.format_help(ctx, formatter)

    def get_help(self, ctx: Any) -> str:
        """Return the help, as it is shown."""
        from caretrack.streams import as_shown

        parent: Any = super()
        return as_shown(parent.get_help(ctx))


class CareCommand(PlainHelp, TyperCommand):
    """A command with help in plain words."""

    def collect_usage_pieces(self, ctx: Any) -> list[str]:
        """Return what stands behind the command in its usage, alike with every Typer."""
        command = command_module(str(self.name)).command
        takes, optional = parameters(command), len(command.__defaults__ or ())
        places = [
            (
                one.declared.metavar.removesuffix("...").strip("[]"),
                number >= len(takes) - optional,
                one.many,
            )
            for number, one in enumerate(takes)
            if isinstance(one.declared, Argument)
        ]
        return ["[OPTIONS]"] + [
            (f"[{name}]" if may_miss else name) + "..." * many for name, may_miss, many in places
        ]


class CareGroup(PlainHelp, TyperGroup):
    """The commands by name. The module of a command is imported only if it is named."""

    def list_commands(self, ctx: Any) -> list[str]:
        """Return all commands, in the order of the table."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return a stub with the line of help, for help and completion."""
        return (
            TyperCommand(cmd_name, help=COMMANDS[cmd_name], rich_markup_mode=None)
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

        begin_so = [command for command in COMMANDS if len(name) > 1 and command.startswith(name)]
        near = begin_so or nearest(name, COMMANDS)
        nobody = ", and nobody has that name" if words and session.has_journal() else ""
        return ctx.fail(
            f"There is no command '{name[:40]}'{nobody}."
            + (f" Did you mean '{near[0]}'?" if near else "")
        )

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the commands in their groups."""
        for group, commands in GROUPS.items():
            with formatter.section(group):
                formatter.write_dl(list(commands.items()))


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
) -> CommandCall | None:
    """care: the relationship journal. Only a caring touch resets the clock."""
    if ctx.invoked_subcommand is None:
        return CommandCall("", {}, journal, no_pager)
    return None


def read_with_typer(args: Sequence[str]) -> CommandCall | None:
    """Return what a command line says; None if that was answered: help, or the version.

    Raises WrongUsage for what makes no sense.
    """
    try:
        done = typer.main.get_command(app).main(list(args), prog_name="care", standalone_mode=False)
    except USAGE_ERROR as error:
        raise WrongUsage(_usage(error, args[0] if args else "")) from error
    except typer.Abort:
        raise Stopped from None
    # Typer makes ^C an exit with 130 of its own.
    if done == 130:
        raise Stopped
    return done if isinstance(done, CommandCall) else None


def help_of(name: str = "") -> str:
    """Return what `care NAME --help` shows; without a name, `care --help`."""
    group = typer.main.get_command(app)
    context: Any = group.make_context("care", [], resilient_parsing=True)
    if not name:
        return str(context.get_help())
    command = load_command(name)
    inner = type(context)(command, info_name=name, parent=context, **command.context_settings)
    return str(command.get_help(inner))


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


def in_plain_words(error: Any) -> str:
    """Return what an error of Typer's says of the command line, in plain words."""
    message = " ".join(error.format_message().split())
    if near := re.search(r" \(Possible options: (.*)\)$", message):
        message = f"{message[: near.start()]}. Did you mean {near[1].replace(', ', ' or ')}?"
    from caretrack.domain.text import shortened

    # What was typed stands in it, however long it is.
    return shortened(message[:1].lower() + message[1:], 300)
