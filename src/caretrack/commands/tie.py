"""`care tie`: how two people are connected."""

from typing import Annotated

import typer

from caretrack.domain.model import Tie
from caretrack.domain.text import kept
from caretrack.errors import CareError
from caretrack.journal import entries, people
from caretrack.journal.ids import short_id
from caretrack.options import Json, Name, complete_people
from caretrack.session import Session
from caretrack.views import as_json, out

EXAMPLES = ("care tie ana boss ben", "care tie eva 'went to school with' gil")


def command(
    ctx: typer.Context,
    name: Name,
    relation: Annotated[str, typer.Argument(metavar="RELATION", help="What the first is of the second: boss, sister, 'old colleague' …")],
    other: Annotated[str, typer.Argument(metavar="NAME", help="The second person.", autocompletion=complete_people)],
    json: Json = False,
) -> None:
    """Keep who knows whom: the first person is the RELATION of the second. Both profiles show it."""
    session: Session = ctx.obj
    what = kept(relation, "the relation")
    with session.write() as journal:
        first, second = people.find(journal, name), people.find(journal, other)
        if first.id == second.id:
            raise CareError(f"{first.name} is one person", "A tie needs two.")
        with journal.change("tie"):
            tie = entries.add(journal, Tie, person_id=first.id, other_id=second.id, relation=what)
        start = short_id(journal.db, tie.id)
    if json:
        return out.put_json(as_json.row(tie))
    return out.put([f"Tied {start}  {first.name} · {what} of {second.name}"])
