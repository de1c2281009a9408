import os
from pathlib import Path

import pytest
from mails import ANA, items, left_out, mail, mbox, touches

from caretrack.errors import CareError
from caretrack.formats.mail.lines import MailLines
from caretrack.formats.mail.places import each_mail
from caretrack.formats.source import Source
from conftest import Care


def wheres(path: Path) -> list[str]:
    return [touch.where for touch in touches(items(path))]


def two(between: str) -> bytes:
    """Two mails, separated as programs separate them."""
    return (
        "From - Fri Nov 20 09:30:00 2026\n"
        + mail("Hello")
        + between
        + mail("Again", Message_ID="<2@x>", Subject="Two")
    ).encode()


@pytest.mark.parametrize(
    "parting",
    [
        "\nFrom - Fri Nov 20 09:30:00 2026\n",
        "From ana@lagoon.example Fri Nov 20 09:30:00 2026\n",
        "\nFrom 1234567890@xxx Fri Nov 20 09:30:00 +0000 2026\n",
        "\nFrom MAILER-DAEMON Fri Nov 20 9:30 2026\n",
        "\nFrom ana at lagoon.example  Fri Nov 20 09:30:00 2026\n",
        "\nFrom \n",
        "\nFrom - Fri Nov 20 09:30:00 2026\n>From ana@lagoon.example Fri Nov 20 09:30:00 2026\n",
        "\nFrom ???@??? Fri Nov 20 09:30:00 2026\n",
        "\nFrom ana@lagoon.example\n",
        "\nFrom <ana@lagoon.example>\n",
        "\nFrom 1844347792267117879@xxx\n",
        "\nFrom 1844347792267117879\n",
        "\nFrom -\n",
        "\nFrom - \n",
        "\nFrom MAILER-DAEMON\n",
        "\nFrom ana\n",
        "\nFrom ana@lagoon.example Fri Nov 20 2026\n",
        "\nFrom ana@lagoon.example 20 Nov 2026\n",
        "\nFrom ana@lagoon.example 2026-11-20\n",
        "\nFrom ana@lagoon.example 17\n",
        "\nFrom ana@lagoon.example (Ana Silva)\n",
        "\nFrom -\nX-Mozilla-Keys: \n",
        "\nFrom ana@lagoon.example\nX-Long: 1\n  2\n\t3\n",
    ],
)
@pytest.mark.parametrize("ends", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_mails_are_parted_as_each_program_does(tmp_path: Path, parting: str, ends: str) -> None:
    box = tmp_path / "box"
    box.write_bytes(two(parting).replace(b"\n", ends.encode()))
    assert wheres(box) == ["line 1", f"line {9 + parting.startswith(chr(10))}"]


@pytest.mark.parametrize(
    ("line", "fields", "parted"),
    [
        ("From ana@lagoon.example", "", True),
        ("From -", "", True),
        ("From -", "-To -Subject -Date", False),
        ("From ana@lagoon.example 17", "", False),
        ("From ana", "", False),
        ("From ", "", True),
    ],
)
def test_without_an_empty_line_a_line_without_a_time_parts_mails_if_a_whole_head_follows(
    tmp_path: Path, line: str, fields: str, parted: bool
) -> None:
    without = {name.lstrip("-"): "" for name in fields.split()}
    box = tmp_path / "box"
    first = "From - Fri Nov 20 09:30:00 2026\n" + mail("no empty line")
    second = mail("Again", Message_ID="<2@x>", **without)
    box.write_text(f"{first}{line}\n{second}")
    assert sum(1 for _ in each_mail(Source(box, box.stat().st_size), "mbox")) == 1 + parted


def test_many_mails_that_are_parted_without_a_time_are_of_the_kind_that_each_is(
    tmp_path: Path,
) -> None:
    box = tmp_path / "box"
    mails = [
        mail(text, Subject=f"s{number}", Message_ID=f"<{number}@x>")
        for number, text in enumerate(("It rains.", "Our offer is attached.", "How is it?"))
    ]
    box.write_text("".join(f"From {number}@xxx\n{text}\n" for number, text in enumerate(mails)))
    assert [touch.clue.splitlines()[-1] for touch in touches(items(box))] == [
        "It rains.",
        "Our offer is attached.",
        "How is it?",
    ]


@pytest.mark.parametrize(
    "line",
    [
        "From here we walk.",
        ">From here: on",
        "From Monday 10:30 on\nI am away",
        "From: nobody",
        "From 9:30\n\nNote: late",
        "From 9:30 to 10:00 on 20 Nov 2026\nAgenda: the fair",
        "From 9:30 on 20 Nov 2026\nTo: the fair",
        "From my side: all is well",
        "From my side:\nFrom: the garden",
        "From there\nPS: bring the book",
        "From there\nSubject: closed",
        "From now on\nFrom: Ana\nDate: today",
        "From Ana:\nFrom: Ana\nDate: today",
        "From ana@lagoon.example\nNote: she has moved",
        "From ana@lagoon.example\nDate: Friday\nSubject: she has moved",
        "From ana@lagoon.example today:\nFrom: Ana\nDate: today\nSubject: she has moved",
        "From ana@lagoon.example\n\nFrom: Ana",
        "From ana@lagoon.example\n folded: From: Ana",
        "From ana@lagoon.example",
        "From -\n- one",
        "From:\nFrom: Ana",
        ">From ana@lagoon.example\nFrom: Ana",
        ">>From - Fri Nov 20 09:30:00 2026\nFrom: Ana",
    ],
)
def test_a_line_of_the_text_parts_nothing(tmp_path: Path, line: str) -> None:
    box = tmp_path / "box"
    box.write_bytes(mbox(mail(f"Hello\n\n{line}\nThe end", Subject="Day")))
    with box.open("rb") as file:
        lines = MailLines(file, Source(box, box.stat().st_size), parted=True)
        assert lines.next_mail()
        assert list(iter(lines.line, b""))[-2:] == [b"The end\n", b"\n"]
        assert not lines.next_mail()


@pytest.mark.parametrize(
    ("length", "found"),
    [(0, 2), (1, 3), (-40, 3), (10**9, 3)],
    ids=["right", "wrong", "short", "beyond the file"],
)
def test_within_the_length_that_a_mail_gives_no_line_parts_mails(
    tmp_path: Path, length: int, found: int
) -> None:
    text = "See below\n\n" + mbox(mail("Quoted", Message_ID="<q@x>", Subject="Quoted")).decode()
    size = str(len(text.encode()) + length)
    box = tmp_path / "box"
    last = mail("Bye", Message_ID="<3@x>", Subject="Bye")
    box.write_bytes(mbox(mail(text.rstrip("\n"), Content_Length=size), last))
    assert len(wheres(box)) == found


def test_one_mail_alone_needs_no_line_before_it(tmp_path: Path) -> None:
    (tmp_path / "one.eml").write_text(mail())
    assert wheres(tmp_path / "one.eml") == ["line 1"]


def test_a_folder_of_apple_mail_is_read_but_for_its_trash(care: Care, tmp_path: Path) -> None:
    assert care("add", "Ana Silva", "--email", ANA).code == 0
    for name, new in (("Sent.mbox", 1), ("Trash.mbox", 0)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mbox").write_bytes(mbox(mail(Message_ID=f"<{new}@x>", Subject=name)))
        assert len(care("import", str(tmp_path / name), "--json").json["touches"]["new"]) == new


@pytest.mark.parametrize("name", ["Drafts", "Trash.mbox", "Junk", "Papierkorb", "Entwürfe"])
def test_a_file_of_drafts_spam_or_trash_is_left_out(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_bytes(mbox(mail()))
    assert left_out(items(tmp_path / name)) == ["1 mail: drafts, spam, or thrown away"]


def test_a_maildir_is_read_with_its_folders_but_for_drafts_spam_and_bin(tmp_path: Path) -> None:
    names = [
        "cur/1:2,S",
        "new/2",
        "cur/3:2,ST",
        "cur/4:2,D",
        ".Sent/cur/5:2,S",
        ".Sent.2025/cur/6",
        "Work/Ana/new/7",
        ".Trash/cur/8",
        "[Gmail]/Spam/cur/9",
    ]
    names += ["cur/.hidden", "tmp/10", ".Entwürfe/cur/11", "cur/deep/cur/12"]
    for number, name in enumerate(names):
        path = tmp_path / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(mail(Message_ID=f"<{number}@x>", Subject=f"s{number}"))
    os.mkfifo(tmp_path / "cur" / "pipe")
    (tmp_path / "cur" / "link").symlink_to("/dev/zero")
    (tmp_path / ".loop").symlink_to(tmp_path)
    found = items(tmp_path)
    assert sorted(touch.where for touch in touches(found)) == [
        ".Sent.2025/cur/6",
        ".Sent/cur/5:2,S",
        "Work/Ana/new/7",
        "cur/1:2,S",
        "new/2",
    ]
    assert left_out(found) == ["2 mails: drafts, spam, or thrown away"]


def test_a_file_that_is_no_mail_or_cannot_be_read_is_told_and_the_others_come_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, text in (("1", mail()), ("2", "\0\1 garbage"), ("3", mail())):
        path = tmp_path / "cur" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text)
    real = Path.open

    def vanishes(path: Path, mode: str = "r") -> object:
        if path.name == "3":
            path.unlink()
        return real(path, mode)

    monkeypatch.setattr(Path, "open", vanishes)
    found = items(tmp_path)
    assert (len(touches(found)), left_out(found)) == (
        1,
        [
            "cur/2: it is not a mail: it has no head",
            "cur/3: it cannot be read: No such file or directory",
        ],
    )


def test_an_mbox_that_cannot_be_read_at_all_is_an_error_of_one_line(tmp_path: Path) -> None:
    with pytest.raises(CareError, match="there is no file"):
        list(each_mail(Source(tmp_path / "gone", 0), "mbox"))
