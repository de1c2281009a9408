"""`care kinds`: the kinds of touch, the words that speak for them, and kinds of one's own."""

from typing import Annotated

from caretrack import streams
from caretrack.app.entries import clean_family, unknown_kinds
from caretrack.app.entries import clean_kind as clean_kind_of
from caretrack.domain.kinds.families import Kind, clean_kind
from caretrack.domain.text import clean_text
from caretrack.errors import WrongUsage
from caretrack.journal import settings, touches
from caretrack.options import Json
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.settings.places import config_path
from caretrack.views import as_json
from caretrack.views import words as phrases
from caretrack.views.page import ListPage, answer

EXAMPLES = ("care kinds", "care kinds --words renewal", "care kinds add workshop care 'a workshop'")
NO_WORDS = (
    "No words speak for it. Give it some in config.toml (care help settings), or name it with -k."
)
ALWAYS, IN_DOUBT = "always", "where nothing speaks for care"


def command(
    session: Session,
    arguments: Annotated[
        list[str] | None,
        Argument(
            metavar="[add KIND care|sales|tried [LABEL]]",
            help="A kind of your own, its family, and how it is shown.",
        ),
    ] = None,
    words: Annotated[
        bool,
        Option(
            "--words",
            help=(
                "Some of the words of a note that speak for each kind; all of those of a KIND "
                "that is named."
            ),
        ),
    ] = False,
    json: Json = False,
) -> None:
    """The kinds of touch. Those of the family care reset the clock, those of the family sales do
    not. Those of the family tried are for when nobody was reached: they reset nothing, and count as
    neither.

    Of a touch of kind unknown only the day is known, as from the column "Last contact" of a table.
    It resets the clock, and never counts as a touch just to hear how they are.
    """
    if words:
        return _show_words(session, arguments or [], json)
    if arguments:
        return _add(session, arguments, json)
    with session.read() as journal:
        streams.say_lines(
            phrases.unknown_kinds(unknown_kinds(journal, config_path()), config_path())
        )
        known = touches.kinds(journal)
        counts = settings.kind_counts(journal)
    value = [{**as_json.row(kind), "touches": counts.get(kind.kind, 0)} for kind in known.values()]
    rows = [
        (kind.kind, kind.family, kind.label, str(counts.get(kind.kind, 0)))
        for kind in known.values()
    ]
    return answer(json, value, ListPage(("kind", "family", "label", "touches"), rows))


def _show_words(session: Session, named: list[str], json: bool) -> None:
    from caretrack.domain.kinds.samples import kind_words, some_words

    own = session.config.kinds_words
    with session.read() as journal:
        streams.say_lines(
            phrases.unknown_kinds(unknown_kinds(journal, config_path()), config_path())
        )
        known = touches.kinds(journal)
    kinds = [known[clean_kind_of(word, known)] for word in named] or list(known.values())
    found = [(kind, kind_words(kind.kind, own.get(kind.kind, ()))) for kind in kinds]
    value = [
        {**as_json.row(kind), "words": words.always, "words_in_doubt": words.in_doubt}
        for kind, words in found
    ]
    some = [
        (kind.kind, kind.family, ", ".join((*own.get(kind.kind, ()), *some_words(kind.kind))))
        for kind in kinds
    ]
    every = [
        (kind.kind, phrase, counts)
        for kind, words in found
        for phrases, counts in ((words.always, ALWAYS), (words.in_doubt, IN_DOUBT))
        for phrase in phrases
    ]
    return answer(
        json,
        value,
        ListPage(("kind", "words", "counts"), every, NO_WORDS)
        if named
        else ListPage(("kind", "family", "some_of_its_words"), some),
    )


def _add(session: Session, arguments: list[str], json: bool) -> None:
    verb, *rest = arguments
    if verb != "add" or len(rest) < 2:
        raise WrongUsage(
            "a kind of your own needs a word and a family",
            "Like `care kinds add workshop care 'a workshop'`.",
        )
    word, family, *label = rest
    kind = Kind(
        clean_kind(word),
        clean_family(family),
        clean_text(" ".join(label), "the label") if label else clean_kind(word),
    )
    with session.write(make=True) as journal, journal.change("kinds add"):
        settings.add_kind(journal, kind)
    answer(json, kind, [f"Kind {kind.kind} · {kind.family} · {kind.label}"])
