"""`care tag`: tags on and off."""

from typing import Annotated

from caretrack import streams
from caretrack.app.people import clean_tag, details_of
from caretrack.domain.person import Person
from caretrack.errors import WrongUsage
from caretrack.journal import people
from caretrack.journal.connection import Journal
from caretrack.options import Json, Name
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views import as_json
from caretrack.views.page import answer

EXAMPLES = ("care tag ana +vip +porto", "care tag ana +vip -porto", "care tag ben vip")
# `-porto` is a tag to take off, not five options; so no short option may stand in its way.
SETTINGS = {"ignore_unknown_options": True, "help_option_names": ["--help"]}


def command(
    session: Session,
    name: Name,
    changes: Annotated[
        list[str],
        Argument(
            metavar="+TAG|-TAG...",
            help="+tag puts a tag on (so does tag alone), -tag takes it off.",
        ),
    ],
    json: Json = False,
) -> None:
    """Put tags on a person and take tags off.

    A tag may have a cadence of its own (see care every).
    """
    with session.write() as journal:
        person, changes = _person_and_changes(journal, [name, *changes])
        return _tag(journal, person, changes, json)


def _person_and_changes(journal: Journal, words: list[str]) -> tuple[Person, list[str]]:
    """Return who is meant, and the tags: a name ends before the first + or -."""
    signs = [at for at, word in enumerate(words) if at and word[:1] in {"+", "-"}]
    person, rest = people.find_leading(journal, words, leaves=len(words) - signs[0] if signs else 0)
    if not rest:
        raise WrongUsage(f"no tag is said for {person.name}", "Like `care tag ana +vip`.")
    return person, rest


def _tag(journal: Journal, person: Person, changes: list[str], json: bool) -> None:
    on = [clean_tag(word) for word in changes if not word.startswith("-")]
    # An import may have brought tags that nobody could type: whatever is there can be taken off.
    off = [
        word.removeprefix("-").lstrip("@#").casefold() for word in changes if word.startswith("-")
    ]
    if set(on) & set(off):
        raise WrongUsage("a tag cannot be put on and taken off at once", "Say one of the two.")
    before = people.listed(journal, [person.id])[person.id].tags
    missing = [tag for tag in off if tag not in before]
    with journal.change("tag"):
        people.tag(journal, person.id, on, off)
    tags = people.listed(journal, [person.id])[person.id].tags
    if missing:
        streams.say(f"{person.name} had no tag {', '.join(missing)}")
    line = f"{person.name} · {' '.join('#' + tag for tag in tags) or 'no tags'}"
    tagged = people.get(journal, person.id)
    answer(json, lambda: as_json.written(details_of(journal, tagged)), [line])
