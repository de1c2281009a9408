from __future__ import annotations

from pathlib import Path

import pytest
from mails import ANA, BEN, ME, items, mail, mbox, touches

from caretrack.domain.records import TouchRecord

STATUS = """--b
Content-Type: text/plain

I could not deliver your mail.

--b
Content-Type: message/delivery-status

Reporting-MTA: dns; mx.mine.example

{recipients}
--b
Content-Type: text/rfc822-headers

{returned}

--b--
"""
RETURNED = f"""From: Me <{ME}>
To: {ANA}
Subject: Tuesday
Date: Fri, 20 Nov 2026 09:30:00 +0100
Message-ID: <one@mine.example>"""


def recipient(address: str, action: str = "failed", field: str = "Final-Recipient") -> str:
    return f"{field}: rfc822; {address}\nAction: {action}\nStatus: 5.1.1\n"


def notice(*recipients: str, returned: str = RETURNED, **fields: str) -> str:
    """A notice of a mail server, on the day after the letter."""
    values = {
        "From": "MAILER-DAEMON@mx.mine.example",
        "To": ME,
        "Subject": "Undelivered Mail Returned to Sender",
        "Date": "Sat, 21 Nov 2026 09:31:00 +0100",
        "Message-ID": "<notice@mx.mine.example>",
        "Content-Type": 'multipart/report; report-type=delivery-status; boundary="b"',
        **fields,
    }
    text = STATUS.format(recipients="\n".join(recipients), returned=returned)
    return mail(text, **values)


def read(tmp_path: Path, *mails: str) -> list[TouchRecord]:
    path = tmp_path / "mails.mbox"
    path.write_bytes(mbox(*mails))
    return touches(items(path))


def told(found: list[TouchRecord]) -> list[tuple[str, str, str, tuple[str, ...], bool]]:
    return [(t.happened_on, t.kind, t.note, t.emails, t.from_them) for t in found]


MISSED = ("2026-11-20", "missed", "bounced: Tuesday", (ANA,), False)


@pytest.mark.parametrize("letters", [(), (mail(),)], ids=["alone", "with the letter"])
def test_a_letter_that_bounced_reached_nobody_on_its_day(
    tmp_path: Path, letters: tuple[str, ...]
) -> None:
    (found,) = read(tmp_path, *letters, notice(recipient(ANA)))
    assert told([found]) == [MISSED]
    assert (found.channel, found.uid) == ("email", "one@mine.example bounced")


def test_a_letter_that_bounced_of_one_reader_arrived_at_the_other(tmp_path: Path) -> None:
    found = read(tmp_path, notice(recipient(ANA)), mail(To=f"{ANA}, {BEN}"))
    assert told(found) == [("2026-11-20", "", "Tuesday", (BEN,), False), MISSED]


def test_two_notices_of_one_letter_are_two_readers(tmp_path: Path) -> None:
    second = notice(recipient(BEN), Message_ID="<second@mx.mine.example>")
    found = read(tmp_path, notice(recipient(ANA)), second, mail(To=f"{ANA}, {BEN}"))
    assert told(found) == [("2026-11-20", "missed", "bounced: Tuesday", (ANA, BEN), False)]


@pytest.mark.parametrize(
    ("fields", "recipients"),
    [
        ({}, (recipient(ANA, field="Original-Recipient"),)),
        ({}, (recipient("relay@mx.example"), recipient(ANA))),
        (
            {"From": "Mail Delivery Subsystem <mailer-daemon@googlemail.example>",
             "Content-Type": "text/plain", "X-Failed-Recipients": ANA},
            (),
        ),
    ],
    ids=["original", "several", "exim"],
)  # fmt: skip
def test_notices_of_several_servers_are_read(
    tmp_path: Path, fields: dict[str, str], recipients: tuple[str, ...]
) -> None:
    found = read(tmp_path, mail(), notice(*recipients, **fields))
    assert [touch.kind for touch in found if touch.emails == (ANA,)][-1] == "missed"


@pytest.mark.parametrize(
    "text",
    [
        notice(recipient(ANA, "delayed")),
        notice(recipient(ANA, "relayed")),
        notice(recipient("somebody@else.example")),
        notice(),
        mail("I am away.", From=ANA, To=ME, Subject="Automatic reply: Tuesday",
             Auto_Submitted="auto-replied", Message_ID="<away@lagoon.example>",
             In_Reply_To="<one@mine.example>"),
        notice(recipient(ANA), Content_Type="multipart/report; boundary=b; "
               "report-type=disposition-notification", From=ANA),
    ],
    ids=["delayed", "relayed", "a stranger", "nobody", "out of office", "a receipt"],
)  # fmt: skip
def test_what_is_no_bounce_leaves_the_letter_as_it_is(tmp_path: Path, text: str) -> None:
    assert told(read(tmp_path, mail(), text)) == [("2026-11-20", "", "Tuesday", (ANA,), False)]


def test_a_notice_that_names_no_letter_stands_for_itself(tmp_path: Path) -> None:
    (found,) = read(tmp_path, notice(recipient(ANA), returned="nothing of it"))
    assert (found.kind, found.happened_on, found.uid) == (
        "missed",
        "2026-11-21",
        "notice@mx.mine.example bounced",
    )
