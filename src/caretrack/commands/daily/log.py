"""`care log`: write down a touch, and everything that came out of it, in one transaction."""

from typing import Annotated

from caretrack import streams
from caretrack.app.entries import missed_kind
from caretrack.app.log_flow import Typed, log
from caretrack.domain.model import MOST_IN_A_CROWD
from caretrack.options import (
    Day,
    Edit,
    Json,
    MaybeName,
    complete_categories,
    complete_channels,
    complete_kinds,
    with_option,
)
from caretrack.parameters import Argument, BadValue, Option
from caretrack.session import Session
from caretrack.views.lines import answer_lines
from caretrack.views.pages import logged

EXAMPLES = (
    "care log ana -c call -m 2 worried about the Q3 budget"
    " -l 'family: daughter Mia starts school in May' -p 'send the template by friday'",
    "care log ben --with ana -d tuesday lunch at the harbour, talked about his second site",
    "care log 'Eva Lind' - -f 'complaint: the export is slow' < mail.txt",
)

MOODS = ("1", "2", "3", "4", "5")
Note = Annotated[
    list[str] | None,
    Argument(metavar="[NOTE]...", help="What was said; no quotes needed; - reads stdin."),
]
Kind = Annotated[
    str | None,
    Option(
        "--kind",
        "-k",
        metavar="KIND",
        help="Why; else worked out from the note (care kinds).",
        complete=complete_kinds,
    ),
]
Channel = Annotated[
    str | None,
    Option(
        "--channel",
        "-c",
        metavar="CHANNEL",
        help="How: call, video, email, chat, meeting …",
        complete=complete_channels,
    ),
]
With = Annotated[
    list[str] | None,
    with_option("Who else was in it; may be given again."),
]
NotReached = Annotated[
    bool,
    Option(
        "--missed", "-x", help="You reached nobody: it resets nothing; the note may be left out."
    ),
]
FromThem = Annotated[bool, Option("--from-them", help="They got in touch with you.")]


def read_mood(text: str) -> int:
    """Return a mood, 1 to 5. Raises BadValue for any other word."""
    from caretrack.domain.other_words import known_mood

    mood = known_mood(text)
    if mood not in MOODS:
        number = mood.lstrip("+-").isdigit()
        raise BadValue(
            f"{mood[:20]} is not from 1 to 5."
            if number
            else f"'{mood[:20]}' is not a mood: say 1 to 5."
        )
    return int(mood)


Mood = Annotated[
    int | None,
    Option(
        "--mood",
        "-m",
        metavar="1-5",
        parser=read_mood,
        help="How they were: 1 low, 5 high; low, bad, ok, good and great are understood.",
    ),
]
Learned = Annotated[
    list[str] | None,
    Option("--learned", "-l", metavar='"CATEGORY: TEXT"', help="What you learned about them."),
]
Declined = Annotated[
    list[str] | None,
    Option(
        "--declined",
        metavar="CATEGORY",
        help="You asked; they would rather not say.",
        complete=complete_categories,
    ),
]
Promised = Annotated[
    list[str] | None,
    Option(
        "--promise",
        "-p",
        metavar='"TEXT [by DATE]"',
        help="What you promised; its day counts from the day of the touch.",
    ),
]
FeedbackHeard = Annotated[
    list[str] | None,
    Option(
        "--feedback",
        "-f",
        metavar='"[complaint|idea|praise:] TEXT"',
        help="What they said of your work.",
    ),
]
HappensOn = Annotated[
    list[str] | None,
    Option(
        "--event",
        "-E",
        metavar='"DAY: TEXT"',
        help="A day of their life that comes once, as for care event: 'fri: operation'.",
    ),
]
About = Annotated[
    str | None,
    Option(
        "--about",
        metavar="AREA",
        help="The feedback, or what you asked, is about product, marketing, sales or service.",
    ),
]
Crowd = Annotated[
    int | None,
    Option(
        "--crowd",
        metavar="NUMBER",
        min=1,
        max=MOST_IN_A_CROWD,
        help="How many were there, where you do not name everybody.",
    ),
]
New = Annotated[
    bool,
    Option(
        "--new",
        help="Add people who are not in the journal yet; only whole words of a name count then.",
    ),
]


NoAsk = Annotated[bool, Option("--no-ask", help="Ask nothing, and propose nothing to keep.")]


def command(
    session: Session,
    name: MaybeName = None,
    note: Note = None,
    kind: Kind = None,
    channel: Channel = None,
    day: Day = None,
    with_: With = None,
    crowd: Crowd = None,
    missed: NotReached = False,
    from_them: FromThem = False,
    mood: Mood = None,
    learned: Learned = None,
    declined: Declined = None,
    promise: Promised = None,
    feedback: FeedbackHeard = None,
    event: HappensOn = None,
    about: About = None,
    new: New = False,
    edit: Edit = False,
    no_ask: NoAsk = False,
    json: Json = False,
) -> None:
    """Log a touch. Only a caring one resets the clock. The kind is worked out from the note, and
    always shown.

    Then you see when they are next due, what to talk about, and what you do not know yet. One line
    points out the third sales touch in a row (not the fourth), or a first one to somebody you know
    nothing about. If they tell you now (-l) what they once declined to say, it is open again. A
    fact that is close to one you have is kept, and you see both.

    Notes are read in English. In German, French, Spanish, Portuguese, Italian, Dutch and Polish
    only the words that matter are read (invoice, offer, price, contract, no answer). What cannot
    be read never counts as care.

    `care log ana` alone asks for the note, and no shell reads it there: a shell takes ' " ? ! $ & ;
    * ( ) < > | for itself, unless the note is in quotes.
    """
    typed = Typed(
        day=day,
        kind=missed_kind(kind, mood) if missed else kind,
        channel=channel,
        others=with_ or [],
        crowd=crowd,
        from_them=from_them,
        mood=mood,
        learned=learned or [],
        declined=declined or [],
        promised=promise or [],
        feedback=feedback or [],
        events=event or [],
        about=about,
        new=new,
        missed=missed,
        edit=edit,
        ask=streams.can_ask() and not json and not no_ask,
        propose=not no_ask,
    )
    report = log(session, [] if name is None else [name, *(note or [])], typed)
    answer_lines(json, lambda: logged.json_of(report), lambda: logged.lines(report))
