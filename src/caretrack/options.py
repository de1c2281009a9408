"""The arguments and options that commands share, each declared once."""

from typing import Annotated

import typer


def complete_people(ctx: typer.Context, incomplete: str) -> list[str]:
    """People as slugs; whatever goes wrong, completion offers nothing and says nothing."""
    from caretrack.journal import people
    from caretrack.journal.connection import open_journal
    from caretrack.session import start

    try:
        session = start(ctx.find_root().params.get("journal"))
        if not session.there():
            return []
        with open_journal(session.path, session.today, timeout=0.1) as journal:
            return people.slugs(journal, incomplete)
    except Exception:
        return []


def complete_kinds(ctx: typer.Context, incomplete: str) -> list[str]:
    """The built-in kinds."""
    from caretrack.domain.kinds import BUILT_IN

    return [kind.kind for kind in BUILT_IN if kind.kind.startswith(incomplete)]


def complete_channels(incomplete: str) -> list[str]:
    """The channels."""
    from caretrack.domain.channels import CHANNELS

    return [channel for channel in CHANNELS if channel.startswith(incomplete)]


def complete_categories(incomplete: str) -> list[str]:
    """The categories of facts."""
    from caretrack.domain.questions import CATEGORIES

    return [category for category in CATEGORIES if category.startswith(incomplete)]


Json = Annotated[bool, typer.Option("--json", help="Print JSON.")]
Name = Annotated[
    str, typer.Argument(metavar="NAME", help="Who: a name, nickname, first name, e-mail or id.", autocompletion=complete_people)
]
MaybeName = Annotated[
    str | None, typer.Argument(metavar="[NAME]", help="Who: a name, nickname, first name, e-mail or id.", autocompletion=complete_people)
]
Entry = Annotated[str, typer.Argument(metavar="ID", help="The id of the entry, or its start (four characters or more).")]
Edit = Annotated[bool, typer.Option("--edit", "-e", help="Write the text in $VISUAL or $EDITOR.")]
Day = Annotated[str | None, typer.Option("--date", "-d", metavar="DATE", help="The day: 'yesterday', 'tue', '14 Mar', '3 days ago' …")]
By = Annotated[str | None, typer.Option("--by", metavar="DATE", help="By when: 'friday', 'in 2 weeks', '14 Mar' …")]
Tag = Annotated[str | None, typer.Option("--tag", metavar="TAG", help="Only people with this tag.")]
Company = Annotated[str | None, typer.Option("--company", metavar="COMPANY", help="Only people of this company.")]
Yes = Annotated[bool, typer.Option("--yes", "-y", help="Do not ask.")]
