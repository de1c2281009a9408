import pytest

from caretrack.domain.kinds.channel_in_title import channel_in_title


@pytest.mark.parametrize(
    "title",
    [
        "Zoom with Ana",
        "Ana <> Mia | Zoom",
        "Coffee chat (Zoom)",
        "Call via Zoom",
        "Teams: Ana, quarterly",
        "Ana / Mia - Teams",
        "Catch-up (Teams)",
        "Quarterly via MS Teams",
        "Microsoft Teams meeting",
        "Teams-Besprechung",
        "Teams call",
        "Quarterly per Teams",
        "Google Meet with Ana",
        "Catch-up (Meet)",
        "Catch-up on Meet",
        "Webex Ana",
        "Skype with Ana",
        "FaceTime Oma",
        "Jitsi with the club",
        "Video call with Ana",
        "Videokonferenz Ana",
        "Vidéoconférence",
        "Visio avec Ana",
        "Videollamada con Ana",
        "Videochiamata",
        "Videogesprek",
        "GoToMeeting",
        "Lunch over Zoom",
    ],
)
def test_a_title_says_that_it_is_a_video_meeting(title: str) -> None:
    assert channel_in_title(title) == "video"


@pytest.mark.parametrize(
    "title",
    [
        "Call Ana",
        "Sales call with Ana",
        "Coffee call",
        "Phone Ben",
        "Conference call",
        "Telefonat mit Ana",
        "Telefontermin",
        "Anruf bei Ana",
        "Rückruf Ben",
        "Telko",
        "Appel Ana",
        "Llamada con Ana",
        "Chiamata Ana",
        "Ligação",
        "Belafspraak",
        "Rozmowa telefoniczna",
    ],
)
def test_a_title_says_that_it_is_a_call(title: str) -> None:
    assert channel_in_title(title) == "call"


@pytest.mark.parametrize(
    "title",
    [
        "",
        "Lunch with Ana",
        "Meet Ana",
        "Lunch / Meet Ben",
        "Teams offsite",
        "Two teams, one goal",
        "Call for papers",
        "Roll call",
        "Appel d'offres",
        "Email review",
        "Video shoot",
    ],
)
def test_a_title_that_only_sounds_like_one_says_nothing(title: str) -> None:
    assert channel_in_title(title) == ""
