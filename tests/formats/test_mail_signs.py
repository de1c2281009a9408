import pytest
from mails import mail

from caretrack.errors import CareError
from caretrack.formats.mail.signs import is_mail
from caretrack.formats.recognise import recognise_format

PLAIN = mail()
LONG_TRACE = "Received: from a.example (a.example [192.0.2.1])\n\tby b.example; Fri, 20 Nov 2026\n"
INVITATION = mail(
    "--x\nContent-Type: text/calendar\n\nBEGIN:VCALENDAR\nEND:VCALENDAR\n--x--",
    Content_Type="multipart/mixed; boundary=x",
)


@pytest.mark.parametrize(
    "text",
    [
        PLAIN,
        PLAIN.replace("\n", "\r\n"),
        "\ufeff" + PLAIN,
        "\n" + PLAIN,
        f"{len(PLAIN)}\n{PLAIN}",
        "Return-Path: <ana@lagoon.example>\n" + PLAIN,
        LONG_TRACE * 200 + PLAIN,
        mail(Message_ID="", Date="20 Nov 2026 09:30 +0100"),
        mail(Message_ID="", Date="", MIME_Version="1.0"),
        "X-Unsent: 1\nFrom: me@mine.example\nSubject: x\n\nDraft",
        "Subject: two\n lines\n" + PLAIN,
        INVITATION,
    ],
    ids=range(12),
)
def test_one_mail_alone_is_recognised(text: str) -> None:
    assert recognise_format(text.encode()) == "eml"


@pytest.mark.parametrize(
    "text",
    [
        "From: Ana Silva\nTo: Ben Okoro\nDate: 20 November 2026\nSubject: The garden\n\nDear Ben",
        "From: ana@lagoon.example\nTo: ben@lagoon.example\nSubject: The garden\n\nDear Ben",
        "From: ana@lagoon.example\nSent: Friday, 20 November 2026 09:30\nTo: Ben\n\nHello",
        "Received: from Ben three books\nTo do: read them\n",
        "Date: 20 Nov 2026 09:30:00\nWho: Ana\n\nLunch",
        "Dear Ben,\n\nFrom: ana@lagoon.example\nDate: Fri, 20 Nov 2026 09:30:00 +0100\n",
        "From: <Saved by a browser>\nSnapshot-Content-Location: https://x.example/\n"
        "Date: Fri, 20 Nov 2026 09:30:00 -0000\nMIME-Version: 1.0\n\n<html>",
        "",
        "12\n",
    ],
    ids=range(9),
)
def test_a_letter_or_a_note_is_no_mail(text: str) -> None:
    assert not is_mail(text)
    with pytest.raises(CareError):
        recognise_format(text.encode())


@pytest.mark.parametrize(
    ("text", "format"),
    [
        ("BEGIN:VCARD\nFN:Ana\nEMAIL:ana@lagoon.example\nEND:VCARD\n", "vcard"),
        ("BEGIN:VCALENDAR\nMETHOD:REQUEST\nEND:VCALENDAR\n", "ics"),
        ("From - Fri Nov 20 09:30:00 2026\n" + PLAIN, "mbox"),
    ],
)
def test_what_is_something_else_stays_it(text: str, format: str) -> None:
    assert recognise_format(text.encode()) == format
