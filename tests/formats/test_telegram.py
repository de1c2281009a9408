"""The JSON of Telegram Desktop, of one chat or of an account, message by message."""

import json
import time
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from chat_files import ANA, BEN, ME, TODAY, ChatReading
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats.chats.telegram import read
from caretrack.formats.source import ReadOptions, Source


@pytest.fixture(autouse=True)
def in_berlin(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TZ", "Europe/Berlin")
    time.tzset()


def message(sender: str, who: int, on: str = "2026-11-07T10:00:00", **more: Any) -> dict[str, Any]:
    base = {"id": 1, "type": "message", "date": on, "from": sender, "from_id": f"user{who}"}
    return base | {"text": "Thank you!", "text_entities": []} | more


def call(sender: str, who: int, on: str = "2026-11-07T10:00:00", **more: Any) -> dict[str, Any]:
    base = {"id": 2, "type": "service", "date": on, "actor": sender, "actor_id": f"user{who}"}
    return base | {"action": "phone_call", "text": ""} | more


def chat(
    *messages: dict[str, Any], sort: str = "personal_chat", name: str | None = ANA
) -> dict[str, Any]:
    return {"name": name, "type": sort, "id": 700, "messages": list(messages)}


def account(*chats: dict[str, Any], **more: Any) -> dict[str, Any]:
    contact = {"user_id": 700, "first_name": "Ana", "last_name": "Silva"}
    return {
        "about": "Here is the data you requested.",
        "personal_information": {"user_id": 300, "first_name": "Max"},
        "profile_pictures": [{"photo": "x"}],
        "contacts": {"about": "x", "list": [contact | {"phone_number": "+49 170 1234567"}]},
        "frequent_contacts": {"about": "x", "list": [{"id": 1}]},
        "chats": {"about": "x", "list": list(chats)},
    } | more


def export(value: Any, *, indent: int | None = 1, **options: Any) -> ChatReading:
    text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False, indent=indent)
    return ChatReading(read, text, name="result.json", **options)


@pytest.mark.parametrize("whole", [False, True])
@pytest.mark.parametrize("indent", [None, 1])
def test_a_day_of_a_chat_is_a_touch(whole: bool, indent: int | None) -> None:
    one = chat(
        message(ANA, 700, text=["See ", {"type": "link", "text": "a.example"}, "!"]),
        message(ME, 300, "2026-11-07T10:05:00", text="Thank you"),
        message(ME, 300, "2026-11-08T09:00:00", photo="(not included)", text=""),
    )
    first, second = export(account(one) if whole else one, indent=indent).touches
    assert (first.happened_on, first.people, first.from_them) == ("2026-11-07", (ANA,), True)
    assert (first.clue, first.note, first.channel) == ("Thank you", "Telegram", "chat")
    assert (second.from_them, second.kind) == (False, "unknown")
    assert first.phones == (("+49 170 1234567",) if whole else ())


def test_a_call_that_was_taken_is_a_call_and_another_an_attempt() -> None:
    found = export(
        chat(
            message(ANA, 700),
            call(ME, 300, duration_seconds=700, discard_reason="hangup"),
            call(ME, 300, "2026-11-08T10:00:00", discard_reason="missed"),
            call(ANA, 700, "2026-11-09T10:00:00", discard_reason="busy"),
        )
    )
    said = [(item.channel, item.kind, item.from_them, item.note) for item in found.touches]
    assert said == [
        ("call", "", True, "Telegram: 1 call, 11 min"),
        ("call", "missed", False, "call on Telegram"),
        ("call", "missed", True, "call on Telegram"),
    ]


@pytest.mark.parametrize(
    "sort", ["bot_chat", "saved_messages", "private_channel", "public_channel"]
)
def test_bots_channels_and_notes_to_oneself_are_left_out(sort: str) -> None:
    other = chat(message("News", 9), sort=sort, name="News") | {"id": 9}
    found = export(account(other, chat(message(ANA, 700))))
    assert [touch.people for touch in found.touches] == [(ANA,)]
    assert found.refused == [
        "1 chat: chats with bots and channels, and what you saved for yourself"
    ]


def test_a_deleted_account_is_counted() -> None:
    found = export(chat(message("", 700) | {"from": None}, name=None))
    assert found.refused == ["1 chat: with accounts that were deleted, or have no name"]


@pytest.mark.parametrize("sort", ["private_group", "private_supergroup", "public_supergroup"])
def test_a_group_is_with_those_who_wrote_and_are_known(sort: str) -> None:
    group = chat(
        message(ANA, 700),
        message("Zoe Kern", 800, "2026-11-07T10:01:00"),
        message(BEN, 900, "2026-11-07T10:02:00"),
        message(ME, 300, "2026-11-08T10:00:00"),
        message(ME, 300, "2026-11-09T10:00:00"),
        message(BEN, 900, "2026-11-09T10:01:00"),
        sort=sort,
        name="Hikers",
    )
    first, second = export(account(group), crowd=2).touches
    assert (first.people, first.crowd, first.from_them) == ((ANA, BEN), 3, True)
    assert first.note == "Telegram group Hikers"
    assert (second.people, second.from_them, second.crowd) == ((BEN,), False, 0)
    assert export(group, me=(ME,)).days == ["2026-11-07", "2026-11-09"]
    assert "is you is not known" in export(group).remarks[0]


def test_keys_in_another_order_are_read_as_well() -> None:
    one = account(chat(message(ANA, 700), message(ME, 300, "2026-11-07T10:05:00")))
    text = json.dumps(one, sort_keys=True)
    assert [(item.people, item.phones) for item in export(text).touches] == [
        ((ANA,), ("+49 170 1234567",))
    ]


def test_left_chats_and_old_ids_are_read_as_well() -> None:
    old = chat(message(ANA, 700, from_id=700), message(ME, 300, from_id=300))
    found = export(account(left_chats={"about": "x", "list": [old]}))
    assert [touch.from_them for touch in found.touches] == [True]


def test_the_seconds_of_a_message_without_a_date_are_local() -> None:
    late = message(ANA, 700, date_unixtime="1793660400")  # 23:00 UTC on 2 November
    del late["date"]
    assert export(chat(late)).days == ["2026-11-03"]


def test_a_message_without_a_date_is_refused() -> None:
    found = export(chat(message(ANA, 700), message(ANA, 700, "soon"), {"type": "message"}, 7))  # type: ignore[arg-type]
    assert len(found.touches) == 1
    assert found.refused[0].endswith("there is no date in it that can be read")


@pytest.mark.parametrize(
    "when",
    ["9999-12-31T23:59:59", "9999-12-31T23:59:59-12:00", "0001-01-01T00:00:00", "2200-01-01"],
)
def test_a_message_of_no_time_that_a_phone_has_is_refused(when: str) -> None:
    found = export(chat(message(ANA, 700), message(ANA, 700, when)))
    assert len(found.touches) == 1
    assert found.refused[0].endswith("there is no date in it that can be read")


def test_an_export_that_breaks_off_comes_in_as_far_as_it_goes() -> None:
    whole = json.dumps(account(chat(message(ANA, 700)), chat(message(ANA, 700), name=BEN)))
    found = export(whole[: whole.index(BEN) + 30])
    assert [touch.people for touch in found.touches] == [(ANA,)]
    assert found.refused == ["line 1: the file cannot be read from here on: this is not JSON"] or (
        "the file ends in the middle" in found.refused[0]
    )


@pytest.mark.parametrize(
    ("text", "said"),
    [("", "the file ends"), ("[]", "should be a {"), ('{"a": 1}', "no chat in this export"),
     ('{"contacts": {"list": []}}', "no chat in this export"), ('{"messages": 1}', "no chat")],
)  # fmt: skip
def test_other_json_is_refused_in_one_line(text: str, said: str) -> None:
    with pytest.raises(CareError, match=said) as caught:
        export(text)
    assert "\n" not in str(caught.value)


def test_the_text_is_kept_when_that_is_asked_for() -> None:
    one = chat(message(ANA, 700), message(ME, 300, "2026-11-07T10:05:00", text="Sure"))
    (touch,) = export(one, keep_text=True).touches
    assert touch.note == f"Telegram\n\n{ANA}: Thank you!\n{ME}: Sure"


def test_an_account_of_any_size_is_read_with_little_memory(tmp_path: Path) -> None:
    path = tmp_path / "result.json"
    text = json.dumps(message(ANA, 700, text="x" * 1_000))
    with path.open("w") as file:
        file.write('{"stories": [' + ", ".join(['{"a": "b"}'] * 250_000) + '], "chats": {"list": [')
        file.write('{"name": "Ana Silva", "type": "personal_chat", "id": 700, "messages": [')
        file.write(", ".join([text] * 15_000) + "]}]}}")
    source = Source(path, path.stat().st_size)
    tracemalloc.start()
    assert len(list(read(source, ReadOptions("telegram", TODAY)))) == 1
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert source.size > 17_000_000
    assert peak < 12_000_000


anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text() | st.sampled_from(["message", "user700"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(
            st.sampled_from(["text", "date", "from", "from_id", "type", "action", "actor"]), inner
        )
    ),
    max_leaves=12,
)


@given(st.lists(anything, max_size=4), anything, anything)
@settings(deadline=None)
def test_any_values_are_read_or_refused(messages: list[Any], name: Any, sort: Any) -> None:
    one = {"name": name, "type": sort, "id": 700, "messages": messages}
    found = export(account(one, contacts=name, personal_information=sort))
    assert all(isinstance(line, str) for line in found.refused)
