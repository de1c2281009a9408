from pathlib import Path

import pytest
from mails import ANA, BEN, CHLOE, KNOWN, ME, items, left_out, mail, mbox, touches

from caretrack.domain.kinds.guess import guess
from caretrack.domain.records import TouchRecord

THEIRS = {"From": f"Ana <{ANA}>", "To": ME}


@pytest.fixture
def box(tmp_path: Path) -> Path:
    return tmp_path / "box"


def read(box: Path, *mails: str, **asked: object) -> list[TouchRecord]:
    box.write_bytes(mbox(*mails))
    return touches(items(box, **asked))  # type: ignore[arg-type]


def test_a_mail_is_a_touch_with_its_subject_and_nothing_of_its_text(box: Path) -> None:
    found = read(
        box,
        mail("Shall we walk?", Subject="Re: AW: Fwd: =?utf-8?Q?D=C3=ADa_de?= =?utf-8?B?IHBhc2Vv?="),
    )
    assert found == [
        TouchRecord(
            happened_on="2026-11-20",
            people=(),
            note="Día de paseo",
            where="line 1",
            uid="one@mine.example 2026-11-20",
            emails=(ANA,),
            channel="email",
            clue="Día de paseo\nShall we walk?",
        )
    ]


def test_a_thread_is_one_touch_a_day_theirs_where_they_wrote_first_and_read_for_what_we_said(
    box: Path,
) -> None:
    found = read(
        box,
        mail("my mother fell", **THEIRS, Message_ID="<a@x>"),
        mail(
            "so sorry, call me",
            Message_ID="<b@x>",
            References="<a@x>",
            Date="Fri, 20 Nov 2026 11:00:00 +0100",
            Subject="Re: Tuesday",
        ),
        mail(
            "thank you",
            **THEIRS,
            Message_ID="<c@x>",
            References="<a@x> <b@x>",
            Date="Sat, 21 Nov 2026 08:00:00 +0100",
        ),
    )
    assert [(touch.happened_on, touch.from_them, touch.clue, touch.uid) for touch in found] == [
        ("2026-11-20", True, "Tuesday\nso sorry, call me", "a@x 2026-11-20"),
        ("2026-11-21", True, "Tuesday\nthank you", "a@x 2026-11-21"),
    ]


def test_the_uid_is_the_same_when_the_mbox_has_grown_and_when_its_first_mail_is_gone(
    box: Path,
) -> None:
    first, second = (
        mail(Message_ID="<a@x>"),
        mail(Message_ID="<b@x>", References="<a@x>", Date="Fri, 20 Nov 2026 18:00:00 +0100"),
    )
    uids = {
        read(box, *mails)[0].uid
        for mails in ([first], [first, second], [second, first], [second], [second, second])
    }
    assert uids == {"a@x 2026-11-20"}


def test_answers_that_name_one_mail_only_are_followed_to_the_first(box: Path) -> None:
    chain = [
        mail(Message_ID=f"<{n}@x>", In_Reply_To=f"<{n - 1}@x>" if n else "", Subject=f"s{n}")
        for n in range(4)
    ]
    assert [touch.uid for touch in read(box, *reversed(chain))] == ["0@x 2026-11-20"]


def test_without_ids_a_thread_is_known_by_its_subject_and_its_people(box: Path) -> None:
    ids = {"Message_ID": ""}
    found = read(
        box,
        mail("1", **ids),
        mail("2", **ids, **THEIRS, Subject="RE: tuesday"),
        mail("3", **ids, To=CHLOE, Subject="Re: Tuesday"),
    )
    assert [touch.emails for touch in found] == [(ANA,), (CHLOE,)]


def test_who_wrote_to_us_is_in_the_touch_and_not_who_else_read_it(box: Path) -> None:
    found = read(
        box,
        mail(**THEIRS, Cc=f"{BEN}, {CHLOE}"),
        mail(Message_ID="<2@x>", Subject="Other", To=f"{ANA}, b@else.example", Cc=BEN),
    )
    assert [touch.emails for touch in found] == [(ANA,), (ANA, BEN)]


@pytest.mark.parametrize(
    ("fields", "text", "kind"),
    [
        ({}, "you told me that you worry about the shop", "listen"),
        ({}, "Attached is our offer for the new module", "pitch"),
        ({}, "please find the invoice attached", "invoice"),
        ({}, "Thank you for your feedback, we built it", "thanks"),
        ({}, "how is your daughter?\n\n> please find the invoice attached", "checkin"),
        (
            {},
            "Hi Ana,\n\nhow is your daughter?\n\nBest,\nMax\nSales Manager\nBook a demo",
            "checkin",
        ),
        ({"Subject": "Ihre Rechnung 4711"}, "anbei", "invoice"),
        ({"Subject": "Happy birthday, Ana"}, "all the best", "celebrate"),
    ],
)
def test_the_kind_is_worked_out_from_what_was_written(
    box: Path, fields: dict[str, str], text: str, kind: str
) -> None:
    (touch,) = read(box, mail(text, **fields))
    assert (touch.kind or guess(touch.clue).kind) == kind


def test_an_invoice_is_seen_by_what_its_file_is_called(box: Path) -> None:
    parts = (
        "--b\nContent-Type: text/plain\n\nwith thanks\n--b\n"
        'Content-Type: application/pdf; name="=?utf-8?Q?Rechnung=5F12.pdf?="\n'
        "Content-Transfer-Encoding: base64\n\nJVBE\n--b--\n"
    )
    (touch,) = read(box, mail(parts, Content_Type='multipart/mixed; boundary="b"'))
    assert (touch.kind, touch.clue) == ("invoice", "Tuesday\nRechnung_12.pdf\nwith thanks")


SIX = ", ".join(f"p{n}@else.example" for n in range(6))


@pytest.mark.parametrize(
    "fields",
    [
        {"List-Unsubscribe": "<https://x.example>"},
        {"Precedence": "bulk"},
        {"List-Id": "<news.mine.example>"},
        {"Bcc": SIX},
        {"Cc": SIX},
    ],
    ids=str,
)
def test_what_we_send_to_many_is_a_newsletter(box: Path, fields: dict[str, str]) -> None:
    (touch,) = read(box, mail("how are you", **fields))
    assert (touch.kind, touch.from_them) == ("newsletter", False)


@pytest.mark.parametrize(
    ("crowd", "kind", "theirs"), [(6, "newsletter", 0), (7, "", 1), (20, "", 1)]
)
def test_the_crowd_of_the_journal_decides_what_is_a_newsletter(
    tmp_path: Path, crowd: int, kind: str, theirs: int
) -> None:
    path = tmp_path / "mbox"
    path.write_bytes(mbox(mail(Cc=SIX)))
    assert [touch.kind for touch in touches(items(path, crowd=crowd))] == [kind]
    path.write_bytes(mbox(mail(**THEIRS | {"To": f"{ME}, {SIX}"})))
    assert len(touches(items(path, crowd=crowd))) == theirs
    path.write_bytes(
        mbox(
            *(
                mail("Hello,\nour news", To=f"{name}@x.example", Message_ID=f"<{name}@mine>")
                for name in "abcdefg"
            )
        )
    )
    many = touches(
        items(path, crowd=crowd, known=frozenset(f"{name}@x.example" for name in "abcdefg"))
    )
    assert {touch.kind for touch in many} == {kind}


def test_one_text_sent_one_by_one_to_many_is_a_newsletter(tmp_path: Path) -> None:
    people = [f"p{n}@else.example" for n in range(6)]
    box = tmp_path / "box"
    for text, kinds in (("our news", {"newsletter"}), ("", {""})):
        box.write_bytes(
            mbox(*(mail(f"Dear {to}\n{text}", To=to, Message_ID=f"<{to}>") for to in people))
        )
        assert {touch.kind for touch in touches(items(box, known=frozenset(people)))} == kinds


@pytest.mark.parametrize(
    ("fields", "why"),
    [
        (
            {**THEIRS, "List-Unsubscribe": "<https://x.example>"},
            "newsletters and lists, or from them to many people",
        ),
        ({**THEIRS, "To": f"{ME}, {SIX}"}, "newsletters and lists, or from them to many people"),
        ({**THEIRS, "Auto-Submitted": "auto-replied"}, "automatic replies and receipts"),
        ({**THEIRS, "Subject": "Abwesenheitsnotiz: Tuesday"}, "automatic replies and receipts"),
        (
            {**THEIRS, "Content-Type": "multipart/report; boundary=b"},
            "automatic replies and receipts",
        ),
        ({"X-Gmail-Labels": "=?utf-8?Q?Entw=C3=BCrfe,Wichtig?="}, "drafts, spam, or thrown away"),
        ({"X-Mozilla-Status": "0009"}, "drafts, spam, or thrown away"),
        (
            {**THEIRS, "Content-Type": "text/calendar; method=REQUEST"},
            "invitations; the meetings themselves come in with the calendar",
        ),
        (
            {"From": CHLOE},
            "not between you and them (`me.emails` in the config says which addresses are yours)",
        ),
        (
            {"From": "eve@else.example"},
            "not between you and them (`me.emails` in the config says which addresses are yours)",
        ),
    ],
    ids=str,
)
def test_what_is_no_touch_is_counted_with_the_reason(
    box: Path, fields: dict[str, str], why: str
) -> None:
    box.write_bytes(mbox(mail(**fields), mail(**{**fields, "Message-ID": "<two@x>"})))
    found = items(box)
    assert (touches(found), left_out(found)) == ([], [f"2 mails: {why}"])


def test_a_mail_of_strangers_is_left_out(box: Path) -> None:
    box.write_bytes(mbox(mail(To="eve@else.example", Date="never")))
    assert items(box) == []


def test_the_same_mail_in_two_folders_is_one(box: Path) -> None:
    listed = mail(**{"List-Id": "<team.mine.example>"})
    assert [touch.kind for touch in read(box, listed, mail(), listed)] == [""]


def test_the_text_is_kept_where_it_is_asked_for_without_what_it_answers(box: Path) -> None:
    mails = [
        mail("I worry\n-- \nAna", **THEIRS),
        mail("Call me\n\n> I worry", Message_ID="<2@x>", In_Reply_To="<one@mine.example>"),
    ]
    assert [touch.note for touch in read(box, *mails, keep_text=True)] == [
        f"Tuesday\n\n{ANA}:\nI worry\n\n{ME}:\nCall me"
    ]
    assert [len(touch.note) for touch in read(box, mail("word word\n" * 900), keep_text=True)] == [
        6000
    ]


def test_without_a_word_which_address_is_ours_the_one_in_most_mails_is_taken_and_said(
    box: Path,
) -> None:
    box.write_bytes(
        mbox(
            mail(),
            mail(**THEIRS, Message_ID="<2@x>"),
            mail(**{**THEIRS, "To": "team@mine.example", "Message-ID": "<3@x>"}),
        )
    )
    remarks: list[str] = []
    found = items(box, mine=frozenset(), remarks=remarks)
    assert [touch.from_them for touch in touches(found)] == [False]
    assert [told.partition(":")[0] for told in left_out(found)] == ["1 mail"]
    assert [remark.split(",")[0] for remark in remarks] == [f"{ME} is taken for your address"]
    box.write_bytes(mbox(mail(**{**THEIRS, "To": f"{ME}, eve@else.example"})))
    assert left_out(items(box, mine=frozenset())) == [
        "1 mail: which address is yours cannot be told; say it once: care config me.emails ADDRESS"
    ]


@pytest.mark.parametrize(
    ("fields", "day"),
    [
        ({"Date": "Fri, 20 Nov 2026 23:50:00 -0800"}, "2026-11-20"),
        ({"Date": "20 Nov 26 10:00 EST"}, "2026-11-20"),
        ({"Date": "", "Received": "from a by b; Thu, 19 Nov 2026 10:00:00 +0100"}, "2026-11-19"),
        (
            {
                "Date": "Thu, 1 Jan 1970 00:00:00 +0000",
                "Received": "by b; Thu, 19 Nov 2026 10:00:00 +0100",
            },
            "2026-11-19",
        ),
        (
            {
                "Date": "Fri, 20 Nov 2036 10:00:00 +0100",
                "Received": "by b; Thu, 19 Nov 2026 10:00:00 +0100",
            },
            "2026-11-19",
        ),
    ],
    ids=str,
)
def test_the_day_is_that_of_the_writer_or_else_the_one_on_which_it_came(
    box: Path, fields: dict[str, str], day: str
) -> None:
    assert [touch.happened_on for touch in read(box, mail(**fields))] == [day]


@pytest.mark.parametrize(
    ("date", "why"),
    [
        ("", "has no date that can be read"),
        ("Fri, 99 Nov 20266 10:00", "has no date that can be read"),
        ("Fri, 20 Nov 2026 10:00:00 +99999999999", "has no date that can be read"),
        ("9" * 5000, "has no date that can be read"),
        ("Sun, 22 Nov 2026 12:00:00 +0100", "is dated 2026-11-22, which is still to come"),
    ],
    ids=lambda value: str(value)[:30],
)
def test_a_mail_without_a_day_is_refused_with_its_line_and_the_others_come_in(
    box: Path, date: str, why: str
) -> None:
    box.write_bytes(mbox(mail(Date=date), mail(Message_ID="<2@x>")))
    found = items(box)
    assert (left_out(found), len(touches(found))) == ([f"line 1: “Tuesday” {why}"], 1)


def test_our_own_address_in_the_journal_is_not_somebody_we_write_to(box: Path) -> None:
    found = read(box, mail(Cc=ME), known=KNOWN | {ME})
    assert [(touch.emails, touch.from_them) for touch in found] == [((ANA,), False)]
