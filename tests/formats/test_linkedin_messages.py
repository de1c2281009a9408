"""messages.csv of LinkedIn, of any year: by page, then by name."""

import csv
import io
import time

import pytest
from chat_files import ChatReading
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats.chats.linkedin import read

OLD = [
    *("CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO"),
    *("DATE", "SUBJECT", "CONTENT", "FOLDER"),
]
HEAD = [*OLD[:5], "RECIPIENT PROFILE URLS", *OLD[5:]]
YOUNG = [*HEAD, "ATTACHMENTS", "IS MESSAGE DRAFT", "IS CONVERSATION DRAFT"]
PAGE = "https://www.linkedin.com/in/"
MAX, ANA, BEN = ("Max Meyer", "maxm"), ("Ana Silva", "ana-silva"), ("Ben Okoro", "ben-okoro")


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


def message(
    sender: tuple[str, str], *readers: tuple[str, str], on: str = "2026-11-05 10:00:00 UTC",
    talk: str = "c1", **more: str,
) -> dict[str, str]:  # fmt: skip
    return {
        "CONVERSATION ID": talk,
        "FROM": sender[0],
        "SENDER PROFILE URL": PAGE + sender[1] if sender[1] else "",
        "TO": ",".join(name for name, _ in readers),
        "RECIPIENT PROFILE URLS": ",".join(PAGE + page for _, page in readers if page),
        "DATE": on,
        "CONTENT": "Congratulations!",
        "FOLDER": "INBOX",
    } | more


def table(
    *rows: dict[str, str], head: list[str] = HEAD, quoting: int = 0, **options: object
) -> ChatReading:
    text = io.StringIO()
    writer = csv.DictWriter(text, head, "", "ignore", quoting=quoting, lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return ChatReading(read, text.getvalue(), name="messages.csv", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize("quoting", [csv.QUOTE_MINIMAL, csv.QUOTE_ALL])
@pytest.mark.parametrize("head", [OLD, HEAD, YOUNG], ids=["2020", "2023", "2026"])
def test_a_day_of_a_conversation_is_a_touch_in_the_tables_of_all_years(
    head: list[str], quoting: int
) -> None:
    found = table(
        message(ANA, MAX, on="2026-11-06 10:00:00 UTC", CONTENT="Thanks,\nMax"),
        message(MAX, ANA),
        message(BEN, MAX, talk="c2", on="2026-11-01 08:00:00 UTC"),
        head=head,
        quoting=quoting,
    )
    said = [(item.happened_on, item.people, item.urls, item.from_them) for item in found.touches]
    ana, ben = (PAGE + "ana-silva",), (PAGE + "ben-okoro",)
    assert said == [
        ("2026-11-05", ("Ana Silva",), ana, False),
        ("2026-11-06", ("Ana Silva",), ana, True),
        ("2026-11-01", ("Ben Okoro",), ben, True),
    ]
    assert [item.clue for item in found.touches][:2] == ["Congratulations!", "Thanks,\nMax"]
    assert {item.note for item in found.touches} == {"LinkedIn"}
    assert found.remarks == [
        "“Max Meyer” is taken for you, being in every conversation; if not, "
        "say it once: care config me.aliases NAME"
    ]


def test_the_day_is_the_local_one_and_the_first_of_it_decides() -> None:
    (touch,) = table(
        message(MAX, ANA, on="2026-11-06 08:00:00 UTC"),
        message(ANA, MAX, on="2026-11-05 23:30:00 UTC"),
        me=("Max Meyer",),
    ).touches
    assert (touch.happened_on, touch.from_them) == ("2026-11-06", True)


def test_one_who_has_no_page_in_some_rows_is_one_person() -> None:
    found = table(
        message(ANA, MAX),
        message(("Ana Silva", ""), MAX, on="2026-11-06 10:00:00 UTC"),
        message(BEN, MAX, talk="c2"),
    )
    assert {touch.urls for touch in found.touches if "Ana Silva" in touch.people} == {
        (PAGE + "ana-silva",)
    } or [touch.people for touch in found.touches][:2] == [("Ana Silva",)] * 2


@pytest.mark.parametrize(
    "row",
    [
        message(ANA, MAX, FOLDER="SPAM"),
        message(MAX, ANA, **{"IS MESSAGE DRAFT": "Yes"}),
        message(
            ("A Seller", ""), MAX, CONTENT='<p class="spinmail-quill-editor__x">Hi %FIRSTNAME%'
        ),
    ],
)
def test_spam_drafts_and_advertisements_are_left_out(row: dict[str, str]) -> None:
    found = table(row, message(ANA, MAX), message(BEN, MAX, talk="c2"), head=YOUNG)
    assert len(found.touches) == 2
    assert found.refused == ["1 message: drafts, spam, and what was advertised"]


def test_people_who_have_left_linkedin_are_counted() -> None:
    found = table(message(("LinkedIn Member", ""), MAX), message(ANA, MAX, talk="c2"))
    assert found.refused == ["1 message: from people who have left LinkedIn"]


def test_a_group_is_with_those_who_wrote_that_day() -> None:
    found = table(
        message(ANA, MAX, BEN),
        message(BEN, MAX, ANA),
        message(MAX, ANA, BEN, on="2026-11-06 10:00:00 UTC"),
        message(ANA, MAX, talk="c2"),
        me=("Max Meyer",),
        crowd=1,
    )
    group, pair = found.touches
    assert (group.people, group.crowd) == (("Ana Silva", "Ben Okoro"), 2)
    assert (pair.people, pair.crowd) == (("Ana Silva",), 0)


def test_a_name_with_a_comma_is_one_person() -> None:
    doctor = ("Jane Doerr, Ph.D.", "jane-doerr")
    found = table(message(MAX, doctor), message(MAX, ANA, talk="c2"))
    assert found.touches[0].people == ("Jane Doerr, Ph.D.",)


def test_where_all_are_in_all_conversations_it_must_be_said_who_is_you() -> None:
    found = table(message(ANA, BEN), message(BEN, ANA))
    assert found.touches == []
    assert found.refused == [
        "1 day: which of the people in it is you cannot be told; "
        "say it once: care config me.aliases NAME"
    ]
    assert len(table(message(ANA, MAX)).touches) == 1


@pytest.mark.parametrize("on", ["", "yesterday", "2026-13-01 10:00:00 UTC", "2026-11-05"])
def test_a_message_without_a_date_is_refused(on: str) -> None:
    found = table(message(ANA, MAX, on=on), message(BEN, MAX, talk="c2"), me=("Max Meyer",))
    assert found.refused == ["line 2: there is no date in it that can be read"]


def test_the_same_messages_have_the_same_uids() -> None:
    rows = [message(ANA, MAX), message(MAX, ANA, on="2026-11-07 10:00:00 UTC")]
    one, other = table(*rows, me=("Max Meyer",)), table(*reversed(rows), me=("Max Meyer",))
    assert {item.uid for item in one.touches} == {item.uid for item in other.touches}


def test_another_table_is_refused() -> None:
    with pytest.raises(CareError, match="no column CONVERSATION ID"):
        ChatReading(read, "FROM,TO,DATE\na,b,c\n")


@given(st.text())
def test_any_text_behind_the_head_is_read_or_refused(text: str) -> None:
    ChatReading(read, ",".join(HEAD) + "\n" + text)
