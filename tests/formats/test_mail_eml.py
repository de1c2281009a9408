"""Mails that lie each in a file of its own: .eml, Apple's .emlx, folders of them, Maildirs."""

from dataclasses import replace
from pathlib import Path

import pytest
from mails import ANA, KNOWN, ME, TODAY, left_out, mail, touches

from caretrack.domain.records import Item
from caretrack.errors import CareError
from caretrack.formats.mail.read import read
from caretrack.formats.open import find_source
from caretrack.formats.source import ReadOptions
from conftest import Care

ASKED = ReadOptions("eml", TODAY, known=KNOWN, mine=frozenset([ME]))

PROPERTIES = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<plist version="1.0"><dict>\n'
    "<key>flags</key>\n<integer>{flags}</integer>\n</dict></plist>\n"
)


def emlx(text: str, flags: int = 8590195713) -> str:
    """A mail as Apple keeps it: its length, the mail, its properties."""
    return f"{len(text.encode())}\n{text}{PROPERTIES.format(flags=flags)}"


def found_in(path: Path, insisted: str | None = None) -> list[Item]:
    source, format = find_source(path, insisted)
    found = list(read(source, replace(ASKED, format=format)))
    assert source.position == source.size
    return found


def write(folder: Path, **texts: str) -> None:
    """Write mails, each into the file of its name, with `__` for a slash and `_` for a dot."""
    for name, text in texts.items():
        path = folder / name.replace("__", "/").replace("_", ".")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode())


def numbered(number: int, **fields: str) -> str:
    return mail(Message_ID=f"<{number}@x>", Subject=f"s{number}", **fields)


@pytest.mark.parametrize(
    "text",
    [
        mail(),
        mail().replace("\n", "\r\n"),
        "\ufeff" + mail(),
        "Return-Path: <me@mine.example>\nX-MimeOLE: Produced By Microsoft\n" + mail(),
        emlx(mail()),
        emlx(mail()).replace("\n", " \n", 1),
    ],
    ids=["plain", "CRLF", "marked", "Outlook", "Apple", "Apple, padded"],
)
def test_one_mail_in_a_file_is_a_touch(tmp_path: Path, text: str) -> None:
    write(tmp_path, a_eml=text)
    (touch,) = touches(found_in(tmp_path / "a.eml"))
    assert (touch.happened_on, touch.note, touch.emails) == ("2026-11-20", "Tuesday", (ANA,))
    assert touch.clue == "Tuesday\nHow are you?"


def test_a_from_line_in_a_single_mail_parts_nothing(tmp_path: Path) -> None:
    inner = "From ana@lagoon.example Fri Nov 20 09:30:00 2026\n" + numbered(2)
    write(tmp_path, a_eml=mail(f"See below\n\n{inner}"))
    assert len(touches(found_in(tmp_path / "a.eml"))) == 1


def test_what_apple_writes_behind_a_mail_is_no_text_of_it(tmp_path: Path) -> None:
    write(tmp_path, a_emlx=emlx(mail("Our offer: EUR 200")))
    (touch,) = touches(found_in(tmp_path / "a.emlx"))
    assert "plist" not in touch.clue


@pytest.mark.parametrize("count", ["0", "7", "99999999", "9999999999"])
def test_a_length_that_is_wrong_breaks_nothing(tmp_path: Path, count: str) -> None:
    write(tmp_path, a_emlx=f"{count}\n{mail()}")
    assert len(touches(found_in(tmp_path / "a.emlx", "eml"))) == 1


@pytest.mark.parametrize(
    "text",
    [
        emlx(mail(), flags=1 << 1),
        emlx(mail(), flags=1 << 6),
        "X-Unsent: 1\n" + mail(),
    ],
    ids=["deleted at Apple's", "a draft at Apple's", "a draft of Outlook's"],
)
def test_a_draft_or_a_deleted_mail_is_left_out(tmp_path: Path, text: str) -> None:
    write(tmp_path, a_eml=text)
    assert left_out(found_in(tmp_path / "a.eml")) == ["1 mail: drafts, spam, or thrown away"]


def test_a_folder_of_mails_is_read_with_those_below_it(tmp_path: Path) -> None:
    write(
        tmp_path,
        a_eml=numbered(1),
        b_EML=numbered(2),
        Sent__c_emlx=emlx(numbered(3)),
        Work__2026__d_eml=numbered(4),
        Trash__e_eml=numbered(5),
        Entwürfe__f_eml=numbered(6),
    )
    (tmp_path / ".hidden").write_text("x")
    (tmp_path / ".cache").mkdir()
    (tmp_path / ".cache" / "g.eml").write_text(numbered(7))
    found = found_in(tmp_path)
    assert left_out(found) == []
    assert [touch.where for touch in touches(found)] == [
        "a.eml",
        "b.EML",
        "Sent/c.emlx",
        "Work/2026/d.eml",
    ]


def test_a_folder_with_other_files_is_read_only_when_it_is_asked_for(tmp_path: Path) -> None:
    write(tmp_path, a_eml=numbered(1), notes__b_txt="Dear Ben")
    with pytest.raises(CareError, match="with other files beside the mails"):
        find_source(tmp_path, None)
    assert [touch.where for touch in touches(found_in(tmp_path, "eml"))] == ["a.eml"]


def test_a_folder_without_a_mail_is_refused(tmp_path: Path) -> None:
    with pytest.raises(CareError, match="is a folder"):
        find_source(tmp_path, None)
    with pytest.raises(CareError, match=r"is a folder with no \.eml file in it"):
        find_source(tmp_path, "eml")


def test_mails_in_files_of_their_own_make_threads_as_in_an_mbox(tmp_path: Path) -> None:
    answer = mail(
        "Fine!",
        From=ANA,
        To=ME,
        Subject="Re: Tuesday",
        Date="Fri, 20 Nov 2026 11:30:00 +0100",
        Message_ID="<two@x>",
        In_Reply_To="<one@mine.example>",
    )
    write(tmp_path, inbox__b_eml=answer, sent__a_eml=mail(), copy__a_eml=mail())
    (touch,) = touches(found_in(tmp_path))
    assert (touch.from_them, touch.note) == (False, "Tuesday")


def test_a_file_that_is_no_mail_is_told_and_the_others_come_in(tmp_path: Path) -> None:
    write(tmp_path, a_eml="\0\1 garbage", b_eml=mail())
    found = found_in(tmp_path)
    assert left_out(found) == ["a.eml: it is not a mail: it has no head"]
    assert len(touches(found)) == 1


@pytest.mark.parametrize(
    "names",
    [
        ["cur/1:2,S"],
        ["cur/1:2,S", "tmp/2"],
        [".Sent/cur/1:2,S", ".Sent/new/2"],
        ["INBOX/cur/1:2,S", "INBOX/new/2", "Sent/cur/3"],
        ["cur/1:2,S", ".Sent/cur/2"],
    ],
    ids=["only cur", "cur and tmp", "only folders with a dot", "folders of Maildirs", "Maildir++"],
)
def test_a_maildir_needs_no_new_and_may_be_a_folder_of_them(
    tmp_path: Path, names: list[str]
) -> None:
    for number, name in enumerate(names):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(numbered(number))
    assert find_source(tmp_path, None)[1] == "maildir"
    read_from = [name for name in names if not name.startswith("tmp/")]
    assert sorted(touch.where for touch in touches(found_in(tmp_path))) == sorted(read_from)


def test_a_maildir_that_is_insisted_on_and_none_is_refused(tmp_path: Path) -> None:
    (tmp_path / "new").mkdir()
    with pytest.raises(CareError, match="is not a Maildir"):
        find_source(tmp_path, "maildir")


def test_a_folder_of_mails_comes_in_once(care: Care, tmp_path: Path) -> None:
    assert care("add", "Ana Silva", "--email", ANA).code == 0
    assert care("config", "me.emails", ME).code == 0
    folder = tmp_path / "mails"
    write(folder, a_eml=numbered(1), Sent__b_eml=numbered(2))
    for new in (2, 0):
        assert len(care("import", str(folder), "--json").json["touches"]["new"]) == new
