"""A chat that WhatsApp exported becomes a touch a day, in any style of date and many languages."""

from datetime import date, datetime, timedelta

import pytest
from chat_files import ANA, BEN, ME, TODAY, ChatReading
from hypothesis import given, settings
from hypothesis import strategies as st

from caretrack.errors import CareError
from caretrack.formats.chats.whatsapp import is_number, looks_like_whatsapp, read, title_of
from caretrack.formats.chats.whatsapp_lines import (
    as_date,
    month_comes_first,
    read_line,
)

LRM, RLM, NARROW = "\u200e", "\u200f", "\u202f"


def chat(*lines: str, **options: object) -> ChatReading:
    return ChatReading(read, "\n".join(lines) + "\n", **options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "head",
    [
        "[14/11/2026, 21:05:00] ",
        "[14/11/26, 21:05:00] ",
        f"{LRM}[14/11/2026, 21:05:00] ",
        f"[14/11/2026, 9:05:00{NARROW}PM] ",
        "[14.11.26, 21:05:00] ",
        "[14.11.2026 21:05:00] ",
        "[11/14/26, 9:05:00 PM] ",
        "[2026/11/14 21:05:00] ",
        "[2026-11-14, 9:05:00 p. m.] ",
        "[14-11-2026 21:05:00] ",
        "[14/11/26 21.05.00] ",
        "[21:05:00, 14/11/26] ",
        "[14/11/2569 BE, 21:05:00] ",
        "[14/11/R8, 21:05:00] ",
        f"[{RLM}١٤{RLM}/١١{RLM}/٢٠٢٦، ٩:٠٥:٠٠ م] ",
        "[2026. 11. 14. 오후 9:05:00] ",
        "14/11/2026, 21:05 - ",
        "14/11/2026, 9:05 pm - ",
        f"14/11/2026, 9:05{NARROW}pm - ",
        "11/14/26, 9:05 PM - ",
        f"11/14/26, 9:05{NARROW}PM - ",
        "14.11.26, 21:05 - ",
        "14.11.2026 г., 21:05 - ",
        "[14.11.26 г., 21:05:00] ",
        "14.11.2026, 21:05 – ",
        "2026-11-14, 21:05 - ",
        "2026-11-14, 9:05 p.m. - ",
        "14-11-2026 21:05 - ",
        "14/11/26 21:05 - ",
        "14.11.2026 klo 21.05 - ",
        "14/11/2026 à 21:05 - ",
        "2026/11/14 下午9:05 - ",
        "14/11/2026, 9:05 in the evening - ",
        "21:05, 14 Nov 2026 - ",
        "14 Nov 2026, 21:05 - ",
        "14/11/26, 21:05:00: ",
        "11/14/26, 9:05:00 PM: ",
    ],
)
def test_the_head_of_a_line_is_read_in_the_style_of_any_phone(head: str) -> None:
    line = read_line(f"{head}Ana Silva: see: you")
    assert line is not None
    assert (line.sender, line.text, line.minute) == ("Ana Silva", "see: you", 21 * 60 + 5)
    month_first = month_comes_first([line.day], line.american, TODAY)
    assert as_date(line.day, bool(month_first)) == date(2026, 11, 14)


@pytest.mark.parametrize(
    "line",
    [
        "",
        "hello",
        "14",
        "14/11/2026 was a good day",
        "[14/11/2026] Ana: no time",
        "at 21:05 - Ana: no day",
        "1234/11/202 10:00 - x: y",
        "14 Nix 2026, 21:05 - Ana: no month",
        "10:00 - 11:00 the meeting",
        "12.5.3 released, 10:00",
        "192.168.100.20 10:00 - a: b",
    ],
)
def test_other_lines_go_on_with_the_message_before_them(line: str) -> None:
    assert read_line(line) is None


@pytest.mark.parametrize(
    ("days", "american", "month_first"),
    [
        (["13/2/26"], False, False),
        (["2/13/26"], False, True),
        (["2/11/26", "13/11/26"], False, False),
        (["28/2/26", "1/3/26"], False, False),
        # A chat goes on in time.
        (["5/1/2026", "6/1/2026", "1/2/2026"], False, False),
        (["1/5/2026", "1/6/2026", "2/1/2026"], False, True),
        # Nothing is still to come.
        (["2/12/2026"], False, True),
        (["12/2/2026"], False, False),
        # An American phone; points; the year first.
        (["2/3/26"], True, True),
        (["2/3/2026"], True, None),
        (["2.3.26"], False, False),
        (["2026-03-02"], False, False),
        # Days in a row are likelier than a day of each month.
        (["3/2/2026", "4/2/2026", "6/2/2026"], False, False),
        (["2/3/2026", "2/4/2026", "2/6/2026"], False, True),
        (["2/3/2026"], False, None),
        (["3/3/2026", "4/4/2026"], False, None),
    ],
)
def test_the_order_of_day_and_month_is_told_from_the_whole_chat(
    days: list[str], american: bool, month_first: bool | None
) -> None:
    read_days = [line.day for day in days if (line := read_line(f"{day}, 10:00 - A: x"))]
    assert month_comes_first(read_days, american, TODAY) is month_first


STYLES = {
    "ios": "[%d/%m/%Y, %H:%M:%S] ",
    "ios-us": "[%-m/%-d/%y, %-I:%M:%S %p] ",
    "android": "%d/%m/%Y, %H:%M - ",
    "android-us": "%-m/%-d/%y, %-I:%M %p - ",
    "german": "%d.%m.%y, %H:%M - ",
    "dutch": "%d-%m-%Y %H:%M - ",
    "iso": "%Y-%m-%d, %H:%M - ",
}


@pytest.mark.parametrize("style", STYLES)
@given(
    minutes=st.lists(st.integers(1, 40_000), min_size=1, max_size=40),
    mine=st.lists(st.booleans(), min_size=40, max_size=40),
)
@settings(max_examples=25, deadline=None)
def test_a_chat_that_was_written_is_read_back_as_the_same_days(
    style: str, minutes: list[int], mine: list[bool]
) -> None:
    when, written, first = datetime(2025, 12, 20, 8), [], dict[date, bool]()
    # A day above 12 tells the order.
    for step, own in zip([0, *minutes], mine, strict=False):
        when += timedelta(minutes=step)
        if when.date() > TODAY:
            break
        first.setdefault(when.date(), own)
        written.append(f"{when.strftime(STYLES[style])}{ME if own else ANA}: hi\nthere")
    found = chat(*written, me=(ME,), name="WhatsApp Chat with Ana Silva.txt")
    assert {day: touch.from_them for day, touch in zip(found.days, found.touches, strict=True)} == {
        day.isoformat(): not own for day, own in first.items()
    }
    assert {touch.people for touch in found.touches} == {(ANA,)}
    assert (found.refused, found.remarks) == ([], [])


def test_a_day_is_from_them_where_they_wrote_first_and_nothing_of_the_text_is_kept() -> None:
    found = chat(
        "13/11/2026, 10:00 - Ana Silva: How did the move go?",
        "13/11/2026, 10:05 - Max Meyer: Fine, thanks!",
        "14/11/2026, 09:00 - Max Meyer: Happy birthday!",
        "and all the best",
    )
    first, second = found.touches
    assert (first.from_them, second.from_them) == (True, False)
    assert (first.people, first.channel, first.kind) == ((ANA,), "chat", "")
    assert [touch.note for touch in found.touches] == ["WhatsApp", "WhatsApp"]
    # What was done is read in what you wrote.
    assert [touch.clue for touch in found.touches] == [
        "Fine, thanks!",
        "Happy birthday!\nand all the best",
    ]
    assert "“Max Meyer” is taken for you" in found.remarks[0]


def test_with_keep_text_the_note_has_what_was_said() -> None:
    found = chat(
        "13/11/2026, 10:00 - Ana Silva: One\ntwo",
        "13/11/2026, 10:05 - Max Meyer: <Media omitted>",
        "13/11/2026, 10:06 - Max Meyer: Three",
        keep_text=True,
    )
    assert found.touches[0].note == "WhatsApp\n\nAna Silva: One\ntwo\nMax Meyer: Three"


@pytest.mark.parametrize(
    "line",
    [
        "Messages and calls are end-to-end encrypted. Only people in this chat can read them.",
        "Nachrichten und Anrufe sind Ende-zu-Ende-verschlüsselt.",
        "Les messages et les appels sont chiffrés de bout en bout.",
        "Los mensajes y las llamadas están cifrados de extremo a extremo.",
        "I messaggi e le chiamate sono crittografati end-to-end.",
        "As mensagens e as chamadas são protegidas com a criptografia de ponta a ponta.",
        "Berichten en oproepen worden end-to-end versleuteld.",
        "Сообщения и звонки защищены сквозным шифрованием.",
        "Ana Silva changed the group description",
        'Ana Silva changed the subject from "Trip: May" to "Trip: June"',
        "Ana Silva hat den Betreff von „Reise: Mai“ zu „Reise: Juni“ geändert",
        "Ana Silva: This message was deleted",
        "Ana Silva: Diese Nachricht wurde gelöscht.",
        "Max Meyer: You deleted this message",
        f"Ana Silva: {LRM}Messages and calls are end-to-end encrypted.",
        f"Ana Silva: {LRM}Ana Silva added you",
        f"Ana Silva: {LRM}Ana Silva hat deine Sicherheitsnummer geändert.",
    ],
)
def test_what_whatsapp_writes_itself_is_no_message(line: str) -> None:
    found = chat(f"13/11/2026, 10:00 - {line}", "14/11/2026, 10:00 - Ana Silva: hello")
    assert found.days == ["2026-11-14"]


@pytest.mark.parametrize(
    "text",
    [
        "<Media omitted>", "image omitted", f"{LRM}audio omitted", f"A.pdf {LRM}document omitted",
        "IMG-20261113-WA0001.jpg (file attached)", f"{LRM}<attached: 00000035-PHOTO-2026.jpg>",
        "<Medien ausgeschlossen>", "Bild weggelassen", "IMG.jpg (Datei angehängt)",
        "<Médias omis>", "image absente", "<Multimedia omitido>", "imagen omitida",
        "<Media omessi>", "immagine omessa", "<Mídia oculta>", "imagem não revelada",
        "<Media weggelaten>", "afbeelding weggelaten", "<Без медиафайлов>", "null",
    ],
)  # fmt: skip
def test_a_picture_or_a_voice_message_is_a_touch_without_words(text: str) -> None:
    marked = LRM if text.startswith(LRM) else ""
    (touch,) = chat(f"{marked}[13/11/2026, 10:00:00] Ana Silva: {text}").touches
    assert (touch.clue, touch.kind, touch.channel) == ("", "unknown", "chat")


def test_what_is_written_below_a_picture_counts() -> None:
    (touch,) = chat(
        "13/11/2026, 10:00 - Ana Silva: IMG-1.jpg (file attached)", "Our new garden"
    ).touches
    assert touch.clue == "Our new garden"


@pytest.mark.parametrize(
    "text",
    [
        "Missed voice call", f"{LRM}Missed video call, {LRM}Tap to call back",
        "Missed group voice call",
        "Voice call, No answer", "Verpasster Sprachanruf", "Sprachanruf, Keine Antwort",
        "Appel vocal manqué", "Llamada de voz perdida", "Chiamata vocale persa",
        "Chamada de voz perdida", "Gemiste spraakoproep", "Videochamada perdida",
    ],
)  # fmt: skip
@pytest.mark.parametrize("caller", [ANA, ME])
def test_a_day_of_calls_that_nobody_took_is_an_attempt_of_who_called(
    text: str, caller: str
) -> None:
    touch, _ = chat(
        f"[13/11/2026, 10:00:00] {caller}: {text}",
        f"[14/11/2026, 10:00:00] {ANA}: hello",
        f"[14/11/2026, 10:00:00] {ME}: hello",
    ).touches
    assert (touch.kind, touch.channel, touch.from_them) == ("missed", "call", caller == ANA)


def test_on_an_android_phone_the_other_one_called() -> None:
    touch, _ = chat(
        "13/11/2026, 10:00 - Missed voice call at 10:00", "14/11/2026, 10:00 - Ana Silva: sorry"
    ).touches
    assert (touch.kind, touch.people, touch.from_them) == ("missed", (ANA,), True)


@pytest.mark.parametrize(
    ("text", "channel"),
    [
        (f"{LRM}Voice call, {LRM}4 min", "call"),
        ("Video call, 12 sec", "video"),
        ("Videoanruf, 1 Std. 3 Min.", "video"),
        ("Appel vocal, 3 min", "call"),
        ("Videollamada, 5 min", "video"),
        ("Spraakoproep, 2 min", "call"),
    ],
)
def test_a_call_that_was_taken_is_a_call_though_something_was_written(
    text: str, channel: str
) -> None:
    (touch,) = chat(
        "[13/11/2026, 10:00:00] Max Meyer: Can I call you?",
        f"[13/11/2026, 10:01:00] Ana Silva: {text}",
    ).touches
    assert (touch.channel, touch.kind) == (channel, "")


@pytest.mark.parametrize(
    "text", ["Missed your call, sorry", "video call tomorrow?", "Voice calls are cheap", "call me"]
)
def test_talk_of_calls_is_a_message(text: str) -> None:
    (touch,) = chat(f"13/11/2026, 10:00 - Ana Silva: {text}").touches
    assert (touch.channel, touch.clue) == ("chat", text)


GROUP = (
    "12/11/2026, 10:00 - Max Meyer created group “Hikers”",
    "13/11/2026, 10:00 - Ana Silva: Who comes?",
    "13/11/2026, 10:05 - Zoe Kern: Me!",
    "13/11/2026, 10:06 - Ben Okoro: And me",
    "14/11/2026, 10:00 - Zoe Kern: Rain",
    "15/11/2026, 10:00 - Max Meyer: Off we go",
    "16/11/2026, 10:00 - Max Meyer: Home again?",
    "16/11/2026, 11:00 - Ana Silva: Yes",
)


def test_a_day_of_a_group_is_with_those_who_wrote_and_are_known() -> None:
    found = chat(*GROUP, me=(ME,), name="WhatsApp Chat with Hikers.txt")
    assert [(touch.happened_on, touch.people, touch.from_them) for touch in found.touches] == [
        ("2026-11-13", (ANA, BEN), True),
        ("2026-11-14", ("Zoe Kern",), True),
        ("2026-11-16", (ANA,), False),
    ]
    assert {touch.note for touch in found.touches} == {"WhatsApp group Hikers"}
    assert {touch.crowd for touch in found.touches} == {0}


def test_all_who_wrote_that_day_count_for_the_crowd() -> None:
    assert [touch.crowd for touch in chat(*GROUP, me=(ME,), crowd=2).touches] == [3, 0, 0]


def test_without_a_name_of_yours_the_group_says_that_it_must_be_set() -> None:
    assert (
        "which of the 4 is you is not known; say it once: care config me.aliases"
        in (chat(*GROUP).remarks[0])
    )
    assert (
        "“Max Meyer” is taken for you"
        in chat(*GROUP, known=frozenset([ANA, BEN, "Zoe Kern"])).remarks[0]
    )


@pytest.mark.parametrize(
    ("known", "me", "name", "people"),
    [
        ([ANA], (), "_chat.txt", (ANA,)),
        ([], ("Max Meyer",), "_chat.txt", (ANA,)),
        ([], ("MAX MEYER", "x"), "_chat.txt", (ANA,)),
        ([], (), "WhatsApp Chat with Ana Silva.txt", (ANA,)),
        ([ANA, ME], (), "WhatsApp Chat with Ana Silva.txt", (ANA,)),
        ([ANA, ME], (ME,), "_chat.txt", (ANA,)),
        # Nobody is known: both are named, to be added.
        ([], (), "_chat.txt", (ANA, ME)),
    ],
)
def test_of_two_the_one_who_is_not_you_is_who_the_touch_is_with(
    known: list[str], me: tuple[str, ...], name: str, people: tuple[str, ...]
) -> None:
    lines = ("13/11/2026, 10:00 - Ana Silva: hi", "13/11/2026, 10:01 - Max Meyer: hi")
    (touch,) = chat(*lines, known=frozenset(known), me=me, name=name).touches
    assert touch.people == people


def test_where_both_are_in_the_journal_it_must_be_said_who_is_you() -> None:
    lines = ("13/11/2026, 10:00 - Ana Silva: hi", "14/11/2026, 10:01 - Ben Okoro: hi")
    found = chat(*lines)
    assert (found.touches, found.refused) == (
        [],
        [
            "2 days: which of “Ana Silva” and “Ben Okoro” is you cannot be told; "
            "say it once: care config me.aliases NAME"
        ],
    )


@pytest.mark.parametrize("me", ["Me", "You", "Ich", "Moi", "Yo", "Eu"])
def test_the_word_for_oneself_is_the_owner(me: str) -> None:
    (touch,) = chat(f"13/11/2026, 10:00 - {me}: hi", "13/11/2026, 10:01 - Zoe Kern: hi").touches
    assert (touch.people, touch.from_them) == (("Zoe Kern",), False)


def test_where_only_you_wrote_the_file_says_to_whom() -> None:
    name = "WhatsApp Chat with Ana Silva.txt"
    (touch,) = chat("13/11/2026, 10:00 - Max Meyer: hi", name=name).touches
    assert (touch.people, touch.from_them) == ((ANA,), False)
    notice = f"[12/11/2026, 10:00:00] Ana Silva: {LRM}Messages and calls are end-to-end encrypted."
    (touch,) = chat(notice, "[13/11/2026, 10:00:00] Max Meyer: hi").touches
    assert (touch.people, touch.from_them) == ((ANA,), False)


def test_somebody_without_a_name_is_told_by_their_number() -> None:
    number = "\u202a+49\u00a0170\u00a01234567\u202c"
    (touch,) = chat(
        f"13/11/2026, 10:00 - {number}: hi",
        "13/11/2026, 10:01 - Max Meyer: hi",
        known=frozenset(["+49 170 1234567"]),
    ).touches
    assert (touch.people, touch.phones) == ((), ("+49 170 1234567",))


@pytest.mark.parametrize(
    ("name", "number"),
    [("+49 170 1234567", True), ("+1 (571) 370-4480", True), ("0170/1234567", True),
     ("Agent 007", False), ("Ana 2", False), ("1860 Munich", False)],
)  # fmt: skip
def test_a_number_is_told_from_a_name(name: str, number: bool) -> None:
    assert is_number(name) is number


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("WhatsApp Chat with Ana Silva.txt", ANA),
        ("WhatsApp Chat with Ana Silva (2).txt", ANA),
        ("WhatsApp_Chat_with_Ana_Silva.txt", ANA),
        ("WhatsApp Chat - Ana Silva.zip", ANA),
        ("WhatsApp Chat mit Ana Silva.txt", ANA),
        ("Discussion WhatsApp avec Ana Silva.txt", ANA),
        ("Chat de WhatsApp con Ana Silva.txt", ANA),
        ("Chat WhatsApp con Ana Silva.txt", ANA),
        ("Conversa do WhatsApp com Ana Silva.txt", ANA),
        ("WhatsApp-chat met Ana Silva.txt", ANA),
        ("_chat.txt", ""),
        ("letters.txt", ""),
    ],
)
def test_the_name_of_the_file_says_whom_the_chat_is_with(name: str, title: str) -> None:
    assert title_of(name) == title


def test_a_chat_that_has_grown_has_the_same_uids() -> None:
    before = chat(*GROUP[:4], me=(ME,))
    assert [touch.uid for touch in before.touches] == [
        touch.uid for touch in chat(*GROUP, me=(ME,)).touches
    ][:1]
    pair = ("13/11/2026, 10:00 - Ana Silva: hi", "13/11/2026, 10:05 - Max Meyer: hello")
    (one,), (other,) = chat(*pair[:1]).touches, chat(*pair).touches
    assert one.uid == other.uid
    assert "ana" not in one.uid.casefold()


@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_the_encoding_and_the_line_ends_do_not_matter(encoding: str, line_end: str) -> None:
    text = line_end.join(
        ["13/11/2026, 10:00 - Jörg Groß: hi", "14/11/2026, 10:01 - Max Meyer: grüß dich"]
    )
    found = ChatReading(read, text.encode(encoding), known=frozenset(["Jörg Groß"]))
    assert [touch.people for touch in found.touches] == [("Jörg Groß",)] * 2
    assert found.touches[1].clue == "grüß dich"


def test_a_day_that_no_chat_has_is_refused() -> None:
    found = chat(
        "31/02/2026, 10:00 - Ana Silva: hi",
        "13/11/1999, 10:00 - Ana Silva: hi",
        "13/11/2026, 10:00 - Ana Silva: hi",
    )
    assert found.days == ["2026-11-13"]
    assert found.refused == ["line 1: there is no such day, or it was before there was WhatsApp"]


@pytest.mark.parametrize(
    "text", ["", "hello\n", "13/11/2026, 10:00 - Messages and calls are end-to-end encrypted.\n"]
)
def test_a_chat_without_a_message_is_refused(text: str) -> None:
    with pytest.raises(CareError, match="nobody wrote anything"):
        ChatReading(read, text)


def test_a_long_line_is_read_at_its_beginning_alone() -> None:
    (touch,) = chat("13/11/2026, 10:00 - Ana Silva: " + "x " * 2_000_000).touches
    assert 1_400 < len(touch.clue) <= 1_500


@given(st.text(max_size=300))
def test_any_text_is_read_or_refused(text: str) -> None:
    looks_like_whatsapp(text)
    try:
        found = ChatReading(read, text.encode("utf-8", "replace"))
    except CareError:
        return
    assert found.touches or found.refused
