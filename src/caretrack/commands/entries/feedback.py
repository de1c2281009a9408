"""`care feedback`: what they said of your work."""

from typing import Annotated

from caretrack.app.entries import clean_about, day_in_the_past
from caretrack.app.feedback import add_feedback
from caretrack.domain.dates import spoken
from caretrack.errors import WrongUsage
from caretrack.options import Day, Edit, Json, Name
from caretrack.parameters import Argument, Option
from caretrack.session import Session
from caretrack.views.page import answer

EXAMPLES = (
    "care feedback eva the export is slow --complaint --about product",
    "care feedback ana 'praise: the onboarding was the best she has seen' --about service",
)


def command(
    session: Session,
    name: Name,
    text: Annotated[
        list[str] | None,
        Argument(metavar="TEXT...", help="What they said, in their words; - reads stdin."),
    ] = None,
    complaint: Annotated[bool, Option("--complaint", help="It was a complaint.")] = False,
    idea: Annotated[bool, Option("--idea", help="It was an idea (this is the default).")] = False,
    praise: Annotated[bool, Option("--praise", help="It was praise.")] = False,
    about: Annotated[
        str | None,
        Option(
            "--about",
            metavar="AREA",
            help="product (the default), marketing, sales or service.",
        ),
    ] = None,
    date: Day = None,
    edit: Edit = False,
    json: Json = False,
) -> None:
    """Keep what they said of your work.

    It waits for you, on the morning list too, until you have acted and told them.
    """
    if complaint + idea + praise > 1:
        raise WrongUsage("--complaint, --idea and --praise do not go together", "Say one.")
    day, area = day_in_the_past(session, date), clean_about(about)
    given = "complaint" if complaint else "praise" if praise else "idea" if idea else None
    item, called, start = add_feedback(
        session, [name, *(text or [])], about=area, tone=given, day=day, edit=edit
    )
    tone, said = item.tone, item.text
    then = (
        f"When you thanked them: care told {start}"
        if tone == "praise"
        else f"When you did something about it: care acted {start} WHAT"
    )
    heard = f"Heard {start}  {called} · {tone} about {area} · {said} · {spoken(day)}"
    answer(json, item, [heard, then])
