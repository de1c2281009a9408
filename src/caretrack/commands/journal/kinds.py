"""`care kinds`: the kinds of touch, the words that speak for them, and kinds of one's own."""

from typing import Annotated

import typer

from caretrack import streams
from caretrack.app.entries import clean_kind as clean_kind_of
from caretrack.app.own_kinds import say_unknown_kinds
from caretrack.domain.kinds.families import CARE, SALES, Kind, clean_kind
from caretrack.domain.text import clean_text
from caretrack.errors import WrongUsage
from caretrack.journal import settings, touches
from caretrack.options import Json
from caretrack.session import Session
from caretrack.settings.declared import config_path
from caretrack.views import as_json, tables

EXAMPLES = ("care kinds", "care kinds --words renewal", "care kinds add workshop care 'a workshop'")
ALWAYS, IN_DOUBT = "always", "where nothing speaks for care"


def command(
    ctx: typer.Context,
    arguments: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[add KIND care|sales [LABEL]]",
            help="A kind of your own, its family, and how it is shown.",
        ),
    ] = None,
    words: Annotated[
        bool,
        typer.Option(
            "--words",
            help="Some of the words of a note that speak for each kind; all of those of a KIND that is named.",
        ),
    ] = False,
    json: Json = False,
) -> None:
    """The kinds of touch. Those of the family care reset the clock, those of the family sales do not."""
    session: Session = ctx.obj
    if words:
        return _show_words(session, arguments or [], json)
    if arguments:
        return _add(session, arguments, json)
    with session.read() as journal:
        say_unknown_kinds(journal, config_path())
        known = touches.kinds(journal)
        counts = settings.kind_counts(journal)
    if json:
        return streams.put_json(
            [{**as_json.row(kind), "touches": counts.get(kind.kind, 0)} for kind in known.values()]
        )
    rows = [
        (kind.kind, kind.family, kind.label, str(counts.get(kind.kind, 0)))
        for kind in known.values()
    ]
    return tables.show(("kind", "family", "label", "touches"), rows, empty="")


def _show_words(session: Session, named: list[str], json: bool) -> None:
    from caretrack.domain.kinds.samples import kind_words, some_words

    own = session.config.kinds_words
    with session.read() as journal:
        say_unknown_kinds(journal, config_path())
        known = touches.kinds(journal)
    kinds = [known[clean_kind_of(word, known)] for word in named] or list(known.values())
    if json:
        found = [(kind, kind_words(kind.kind, own.get(kind.kind, ()))) for kind in kinds]
        return streams.put_json(
            [
                {**as_json.row(kind), "words": words.always, "words_in_doubt": words.in_doubt}
                for kind, words in found
            ]
        )
    if not named:
        rows = [
            (kind.kind, kind.family, ", ".join((*own.get(kind.kind, ()), *some_words(kind.kind))))
            for kind in kinds
        ]
        return tables.show(("kind", "family", "some_of_its_words"), rows, empty="")
    every = [
        (kind.kind, ((words.always, ALWAYS), (words.in_doubt, IN_DOUBT)))
        for kind in kinds
        for words in [kind_words(kind.kind, own.get(kind.kind, ()))]
    ]
    rows = [
        (kind, phrase, counts)
        for kind, parts in every
        for phrases, counts in parts
        for phrase in phrases
    ]
    return tables.show(
        ("kind", "words", "counts"),
        rows,
        empty="No words speak for it. Give it some in config.toml (care help settings), or name it with -k.",
    )


def _add(session: Session, arguments: list[str], json: bool) -> None:
    verb, *rest = arguments
    if verb != "add" or len(rest) < 2:
        raise WrongUsage(
            "a kind of your own needs a word and a family",
            "Like `care kinds add workshop care 'a workshop'`.",
        )
    word, family, *label = rest
    if family not in {CARE, SALES}:
        raise WrongUsage(
            f"no family is called '{family[:40]}'",
            "There are care (resets the clock) and sales (does not).",
        )
    kind = Kind(
        clean_kind(word),
        family,
        clean_text(" ".join(label), "the label") if label else clean_kind(word),
    )
    with session.write(make=True) as journal, journal.change("kinds add"):
        settings.add_kind(journal, kind)
    if json:
        return streams.put_json(as_json.row(kind))
    return streams.put([f"Kind {kind.kind} · {kind.family} · {kind.label}"])
