import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.kinds.families import CHANNELS, named_channel, nearest_channel
from caretrack.domain.kinds.guess import guess_channel

# Written before the rules that they try.
NOTES = {
    "call": """
called to see how she is | phoned him, all well | rang about the move | left a voicemail | quick
call with Ben | over the phone for an hour | renewal call | he called me back | rung him twice |
left vm | call then lunch | whatsapp call | conference call, 4 of us
""",
    "video": """
zoom with the team | teams call, all fine | video call with her new baby | facetimed her | coffee on
zoom | spoke over teams | called him on skype | met via google meet | met on Zoom | video chat
""",
    "email": """
emailed her the template | e-mailed him | mailed her about the move | sent an email | long mail from
Eva | E-mail: thanks
""",
    "chat": """
slack message about the bug | texted happy birthday | whatsapp, she is well | dm on linkedin | sent
a text | messaged him | DM'd her | pinged him
""",
    "meeting": """
met at the station | met her new dog | met her by chance | lunch at the harbour | coffee with Ben |
visited the bakery | at their office, two hours | dinner, they cooked | dropped by with cake | went
for a walk | sat down with her and the numbers | beers after the match | at Ben's office | coffee,
she emailed first
""",
    "letter": """
wrote a letter | sent a postcard | birthday card | handwritten note | thank-you card, then called |
condolence card
""",
    "gift": """
sent flowers | sent her some flowers | dropped off a box of chocolates | a small gift for the baby |
brought him a bottle | wedding present | gave her a book on sailing
""",
    "event": """
saw him at the conference | bumped into Eva at the Porto fair | python meetup | trade show, long
talk | their summer party
""",
}
NO_CHANNEL = """
her daughter starts school in May | worried about the budget | | newsletters are all he hates |
called off the wedding | her son called Mo is two | the call for papers closes in May | that rang
true | met his deadline, relieved | fair enough | to be fair she is tired | his card was declined |
business card lost | at present all is well | booked a call | moved the meeting | sent the zoom link
| cover letter needs work | his teams are growing | a close call on the bike | set up a video
meeting | wake-up call for him | recall the walkout | so-called experts
"""


def notes(lines):
    return [" ".join(note.split()) for note in lines.split("|")]


@pytest.mark.parametrize(
    ("note", "channel"),
    [(note, channel) for channel, lines in NOTES.items() for note in notes(lines)],
)
def test_the_first_channel_that_a_note_names_is_meant(note, channel):
    assert guess_channel(note) == channel


@pytest.mark.parametrize("note", notes(NO_CHANNEL))
def test_a_note_that_names_no_channel_has_none(note):
    assert guess_channel(note) is None


@given(st.text(max_size=80))
def test_any_text_has_a_channel_or_none(note):
    assert guess_channel(note) in (None, *CHANNELS)


@pytest.mark.parametrize(
    ("word", "channel"),
    [
        ("e-mail", "email"),
        ("Emial", "email"),
        ("vidoe", "video"),
        ("meting", "meeting"),
        ("gifts", "gift"),
        ("call", "call"),
        ("pigeon", None),
        ("", None),
    ],
)
def test_the_nearest_channel_is_suggested(word, channel):
    assert nearest_channel(word) == channel


def test_a_channel_is_known_by_its_name_in_any_case() -> None:
    assert [named_channel(name) for name in (*CHANNELS, " Call ")] == [*CHANNELS, "call"]
