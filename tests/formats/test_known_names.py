"""People who have no address in the journal, or another one: told by the name that a file has."""

from dataclasses import replace
from pathlib import Path

import pytest
from calendars import ASKED, calendar, event, in_berlin  # noqa: F401 - used by being imported
from mails import ANA, KNOWN, ME, TODAY, left_out, mail, mbox, touches

from caretrack.domain.people.names import name_key
from caretrack.domain.records import Item
from caretrack.formats.ics.read import read as read_calendar
from caretrack.formats.known_names import KnownNames, plain_name
from caretrack.formats.mail.addresses import names_at_addresses
from caretrack.formats.mail.read import read as read_mail
from caretrack.formats.source import ReadOptions, Source

NAMES = frozenset(map(name_key, ["Ida Holm", "Jörg Müller", "Ana Silva", "Dr. Eva Lind"]))
IDA = "ida@work.example"


@pytest.mark.parametrize(
    "name",
    [
        "Ida Holm",
        "IDA HOLM",
        "Holm, Ida",
        "'Ida Holm'",
        "Ida Holm (Lagoon)",
        "Dr. Ida Holm",
        "Jorg Muller",
        "Jörg Müller",
        "Eva Lind",
        "Lind, Eva",
    ],
)
def test_a_name_is_known_however_a_file_writes_it(name: str) -> None:
    assert KnownNames(NAMES).has(name)


@pytest.mark.parametrize("name", ["", "Ida", "Holm", "Ida Holm-Berg", "ida@work.example", "()"])
def test_another_name_is_not(name: str) -> None:
    assert not KnownNames(NAMES).has(name)


def test_without_names_nothing_is_looked_for() -> None:
    names = KnownNames(())
    assert not names
    assert not names.may_stand_in("Ida Holm")
    assert names.in_title("Lunch with Ida Holm") == []


@pytest.mark.parametrize(
    ("title", "found"),
    [
        ("Lunch with Ida Holm", ["Ida Holm"]),
        ("Ida Holm / Max", ["Ida Holm"]),
        ("Coffee Ida Holm and Eva Lind", ["Ida Holm", "Eva Lind"]),
        ("Kaffee mit Jörg Müller", ["Jörg Müller"]),
        ("Call about Ida Holm", []),
        ("Send Ida Holm the contract", []),
        ("Lunch with Ida", []),
    ],
)
def test_the_names_of_a_title_are_found(title: str, found: list[str]) -> None:
    assert KnownNames(NAMES).in_title(title) == found


@pytest.mark.parametrize(
    ("field", "found"),
    [
        ("Ida Holm <Ida@Work.example>", {IDA: "Ida Holm"}),
        ('"Holm, Ida" <ida@work.example>', {IDA: "Holm, Ida"}),
        ("Holm, Ida <ida@work.example>", {IDA: "Holm, Ida"}),
        ("ida@work.example (Ida Holm)", {IDA: "Ida Holm"}),
        ("=?utf-8?Q?J=C3=B6rg_M=C3=BCller?= <ida@work.example>", {IDA: "Jörg Müller"}),
        ('"Ida \\"the boss\\" Holm" <ida@work.example>', {IDA: "Ida the boss Holm"}),
        ("ida@work.example", {IDA: ""}),
        (f"me@x.example, Ida Holm <{IDA}>", {"me@x.example": "", IDA: "Ida Holm"}),
        (f"Team: Ida Holm <{IDA}>;", {IDA: "Ida Holm"}),
        ("Ida Holm", {}),
        (f'"Ida Holm <{IDA}>', {IDA: "Ida Holm"}),
    ],
)
def test_the_name_at_an_address_is_read(field: str, found: dict[str, str]) -> None:
    assert names_at_addresses([field.encode()]) == found


def test_a_long_field_of_quotes_is_read_in_time() -> None:
    assert names_at_addresses([b'"\\' * 100_000 + b"(" * 100_000]) == {}


@pytest.mark.parametrize(("name", "plain"), [("'Ida Holm'", "Ida Holm"), ("a@b", ""), (" ", "")])
def test_a_plain_name_has_no_quotes_and_is_no_address(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def mails_in(path: Path, *mails: str, names: frozenset[str] = NAMES) -> list[Item]:
    box = path / "box"
    box.write_bytes(mbox(*mails))
    source = Source(box, box.stat().st_size)
    asked = ReadOptions("mbox", TODAY, known=KNOWN, mine=frozenset([ME]), names=names)
    found = list(read_mail(source, asked))
    assert source.position == source.size
    return found


def test_a_mail_of_somebody_who_is_called_so_is_a_touch_with_the_name(tmp_path: Path) -> None:
    (touch,) = touches(mails_in(tmp_path, mail(From=f"Ida Holm <{IDA}>", To=ME)))
    assert (touch.emails, touch.called) == ((IDA,), (("Ida Holm", IDA),))
    assert touch.from_them


def test_a_mail_of_yours_to_somebody_who_is_called_so_is_one_too(tmp_path: Path) -> None:
    to = f'"Holm, Ida" <{IDA}>, Ana Silva <{ANA}>, Stranger <x@y.example>, Max <{ME}>'
    (touch,) = touches(mails_in(tmp_path, mail(To=to)))
    assert touch.emails == (IDA, ANA)
    assert touch.called == (("Holm, Ida", IDA), ("Ana Silva", ANA))


def test_of_strangers_nothing_is_said(tmp_path: Path) -> None:
    stranger = mail(From="Ida Berg <x@y.example>", To=ME, Subject="Ida Holm")
    assert mails_in(tmp_path, stranger) == []
    assert mails_in(tmp_path, mail(From=f"Ida Holm <{IDA}>", To=ME), names=frozenset()) == []


def test_an_address_without_a_name_is_told_by_another_mail(tmp_path: Path) -> None:
    first = mail(To=IDA, Message_ID="<1@x>", Subject="one")
    broken = mail(To=ANA, Message_ID="<3@x>", Date="some day", Subject="three")
    second = mail(From=f"Ida Holm <{IDA}>", To=ME, Message_ID="<2@x>", Subject="two")
    found = mails_in(tmp_path, first, broken, second)
    assert [touch.called for touch in touches(found)] == [(("Ida Holm", IDA),)] * 2
    assert left_out(found) == ["line 10: “three” has no date that can be read"]


def test_your_own_name_in_the_journal_makes_no_mail_a_touch(tmp_path: Path) -> None:
    names = NAMES | {name_key("Max Meyer")}
    to_self = mail(From=f"Max Meyer <{ME}>", To=f"Max Meyer <{ME}>")
    assert touches(mails_in(tmp_path, to_self, names=names)) == []


def meetings_in(path: Path, data: bytes) -> list[Item]:
    file = path / "calendar.ics"
    file.write_bytes(data)
    return list(read_calendar(Source(file, len(data)), replace(ASKED, names=NAMES)))


def invited(name: str, address: str = IDA, answer: str = "ACCEPTED") -> str:
    return f'ATTENDEE;PARTSTAT={answer};CN="{name}":mailto:{address}'


def test_a_guest_who_is_called_so_was_in_the_meeting(tmp_path: Path) -> None:
    guests = [invited("Holm, Ida"), invited("Ana", ANA), invited("Stranger", "x@y.example")]
    (touch,) = touches(meetings_in(tmp_path, calendar(event(who=guests))))
    assert touch.emails == (IDA, ANA)
    assert touch.called == (("Holm, Ida", IDA), ("Ana", ANA))


def test_a_guest_who_is_called_so_and_declined_was_missed(tmp_path: Path) -> None:
    data = calendar(event(who=[invited("Ida Holm", answer="DECLINED")]))
    (touch,) = touches(meetings_in(tmp_path, data))
    assert (touch.kind, touch.called) == ("missed", (("Ida Holm", IDA),))


@pytest.mark.parametrize("who", [[], [invited("Stranger", "x@y.example")]])
def test_whom_the_title_names_was_in_a_meeting_without_known_guests(
    tmp_path: Path, who: list[str]
) -> None:
    data = calendar(event(who=who)).replace(b"SUMMARY:Coffee", b"SUMMARY:Lunch with Ida Holm")
    (touch,) = touches(meetings_in(tmp_path, data))
    assert (touch.emails, touch.called) == ((), (("Ida Holm", ""),))


def test_where_a_guest_is_known_the_title_names_nobody_else(tmp_path: Path) -> None:
    data = calendar(event(who=[invited("Ana", ANA)])).replace(b"Coffee", b"Lunch with Ida Holm")
    (touch,) = touches(meetings_in(tmp_path, data))
    assert touch.called == (("Ana", ANA),)


def test_a_journal_of_names_alone_reads_calendars_too(tmp_path: Path) -> None:
    file = tmp_path / "calendar.ics"
    file.write_bytes(calendar(event(who=[invited("Ida Holm")])))
    asked = replace(ASKED, names=NAMES, known=frozenset())
    (touch,) = touches(list(read_calendar(Source(file, file.stat().st_size), asked)))
    assert touch.called == (("Ida Holm", IDA),)


def test_a_group_is_nobody(tmp_path: Path) -> None:
    group = f"ATTENDEE;CUTYPE=GROUP;CN=Ida Holm:mailto:{IDA}"
    assert touches(meetings_in(tmp_path, calendar(event(who=[group])))) == []
