"""The arguments and options that commands share, each declared once."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Annotated, Any

from caretrack.parameters import Argument, Option, parameters
from caretrack.settings import MOST_ROWS

if TYPE_CHECKING:
    from collections.abc import Collection

    from caretrack.journal.connection import Journal
    from caretrack.session import Session


def chosen_owners(
    session: "Session", journal: "Journal", owner: str | None, mine: bool
) -> "Collection[str] | None":
    """Return whose people `--owner` and `--mine` want, None for everybody's."""
    if owner is None and not mine:
        return None
    from caretrack.app import owners

    return owners.chosen_owners(session, journal, owner, mine)


def leave_out_unseen(command: Callable[..., Any], values: dict[str, Any]) -> None:
    """Leave out of what was typed the characters that nobody sees, as of any text that is stored.

    The name of a file may have them; `care config` knows which of its values are files.
    """
    for one in parameters(command):
        called = one.declared.metavar
        if one.name in values and not any(
            word in called for word in ("FILE", "VALUE", "RECIPIENT", "HUB")
        ):
            values[one.name] = _typed(values[one.name])


def _typed(value: Any) -> Any:
    if isinstance(value, list | tuple):
        return type(value)(_typed(item) for item in value)
    if not isinstance(value, str) or value.isprintable():
        return value
    from caretrack.domain.text import typed

    return typed(value)


def complete_people(journal: str | None, incomplete: str) -> list[str]:
    """Return people as slugs."""
    return _of_journal(journal, lambda words, db: words.people(db, incomplete))


def complete_archived(journal: str | None, incomplete: str) -> list[str]:
    """Return people in the archive as slugs."""
    return _of_journal(journal, lambda words, db: words.people(db, incomplete, archived=True))


def complete_kinds(journal: str | None, incomplete: str) -> list[str]:
    """Return the kinds of the journal, or the built-in ones if there is none."""
    from caretrack.domain.kinds.families import BUILT_IN

    kinds = _of_journal(journal, lambda words, db: words.kinds(db)) or [
        kind.kind for kind in BUILT_IN
    ]
    return [kind for kind in kinds if kind.startswith(incomplete)]


def complete_channels(_journal: str | None, incomplete: str) -> list[str]:
    """Return the channels."""
    from caretrack.domain.kinds.families import CHANNELS

    return [channel for channel in CHANNELS if channel.startswith(incomplete)]


def complete_categories(journal: str | None, incomplete: str) -> list[str]:
    """Return the categories of facts, also the journal's own."""
    from caretrack.domain.talk.categories import CATEGORIES

    every = dict.fromkeys(
        [*CATEGORIES, *_of_journal(journal, lambda words, db: words.categories(db))]
    )
    return [category for category in every if category.startswith(incomplete)]


def complete_tags(journal: str | None, incomplete: str) -> list[str]:
    """Return the tags, with the sign in front that was typed."""
    sign = incomplete[:1] if incomplete[:1] in {"+", "-"} else ""
    return [
        sign + tag
        for tag in _of_journal(journal, lambda words, db: words.tags(db))
        if tag.startswith(incomplete.removeprefix(sign))
    ]


def complete_companies(journal: str | None, incomplete: str) -> list[str]:
    """Return the companies as slugs."""
    return [
        name
        for name in _of_journal(journal, lambda words, db: words.companies(db))
        if name.startswith(incomplete.lower())
    ]


def complete_owners(journal: str | None, incomplete: str) -> list[str]:
    """Return the owners, by their whole names."""
    return [
        name
        for name in _of_journal(journal, lambda words, db: words.owners(db))
        if name.casefold().startswith(incomplete.casefold())
    ]


def _of_journal(journal: str | None, ask: Callable[[Any, Any], list[str]]) -> list[str]:
    """Return words of the journal; whatever goes wrong, completion offers nothing."""
    try:
        from caretrack.journal.queries import completions
        from caretrack.settings.places import journal_place

        with completions.open_for_completion(journal_place(journal)) as db:
            return ask(completions, db) if db is not None else []
    except Exception:
        return []


WHO = "Who: a name, nickname, first name, e-mail or id; a name needs no quotes."

Json = Annotated[bool, Option("--json", help="Print JSON.")]
# A name with words behind it: where it ends is told by `people.find_leading`.
Name = Annotated[str, Argument(metavar="NAME", help=WHO, complete=complete_people)]
MaybeName = Annotated[str | None, Argument(metavar="[NAME]", help=WHO, complete=complete_people)]
# A name and nothing behind it, in as many words as it has.
WholeName = Annotated[list[str], Argument(metavar="NAME", help=WHO, complete=complete_people)]
MaybeWholeName = Annotated[
    list[str] | None, Argument(metavar="[NAME]", help=WHO, complete=complete_people)
]
Entry = Annotated[
    str,
    Argument(
        metavar="ID",
        help="The id of the entry, its start (four characters or more), or - for the last one.",
    ),
]
Edit = Annotated[bool, Option("--edit", "-e", help="Write the text in $VISUAL or $EDITOR.")]
Day = Annotated[
    str | None,
    Option(
        "--date", "-d", metavar="DATE", help="The day: 'yesterday', 'tue', '14 Mar', '3 days ago' …"
    ),
]
By = Annotated[
    str | None,
    Option("--by", metavar="DATE", help="By when: 'friday', 'in 2 weeks', '14 Mar' …"),
]
Tag = Annotated[
    str | None,
    Option("--tag", metavar="TAG", help="Only people with this tag.", complete=complete_tags),
]
Company = Annotated[
    str | None,
    Option(
        "--company",
        metavar="COMPANY",
        help="Only people of this company.",
        complete=complete_companies,
    ),
]
Owner = Annotated[
    str | None,
    Option(
        "--owner",
        metavar="OWNER",
        help="Only people whom this one of the team looks after; none: nobody does.",
        complete=complete_owners,
    ),
]
Mine = Annotated[bool, Option("--mine", help="Only people whom you look after (config: me.name).")]
Full = Annotated[bool, Option("--full", help="Show very long texts whole; else their beginning.")]
Yes = Annotated[bool, Option("--yes", "-y", help="Do not ask.")]


def limit_option(shows: str) -> Any:
    """Return the option `--limit N`; `shows` is its line in the help."""
    return Option("--limit", metavar="N", min=1, max=MOST_ROWS, help=shows)


def text_option(name: str, of: str = "") -> Any:
    """Return the option for a text of a person; `of` says whose it is, where not all have it."""
    from caretrack.domain.person_texts import PERSON_TEXTS

    what = next(text.what for text in PERSON_TEXTS if text.name == name)
    return Option(f"--{name}", help=f"{of}: {what[0].lower()}{what[1:]}" if of else what)


def with_option(says: str) -> Any:
    """Return the option `--with NAME`, which may be given again; `says` is its line in the help."""
    return Option("--with", metavar="NAME", help=says, complete=complete_people)
