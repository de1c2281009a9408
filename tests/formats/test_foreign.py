"""What is said of files that cannot be read. The heads are shortened, and made up."""

import re
from pathlib import Path

import pytest

from caretrack.errors import CareError
from caretrack.formats.foreign import foreign_archive
from caretrack.formats.open import find_source
from caretrack.formats.recognise import recognise_format
from caretrack.words import word_lists

XML = "<?xml version='1.0' encoding='UTF-8'?>\n"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 500


def sqlite(*tables: str) -> bytes:
    return (
        b"SQLite format 3\0"
        + b"\0" * 84
        + "".join(f"CREATE TABLE {table} (id INTEGER);" for table in tables).encode()
    )


HEADS: list[tuple[str | bytes, str]] = [
    (b"!BDN\x01\x02\x03\x04SM", "an Outlook data file (PST or OST)"),
    (b"\x9c\xcb\xcb\x8d\x13\x75\xd2\x11\x91\x58", "a Windows address book (WAB)"),
    (b"\x0d\xf0\xad\xba\x0a\0\0\0", "the list of addresses that Outlook completes (NK2)"),
    (OLE + "Workbook".encode("utf-16-le"), "an Excel workbook of before 2007 (XLS)"),
    (OLE + "__substg1.0_0037001F".encode("utf-16-le"), "an Outlook message (MSG)"),
    (OLE + "EncryptedPackage".encode("utf-16-le"), "an Office document with a password"),
    (OLE, "an old Office document or an Outlook message"),
    (b"age-encryption.org/v1\n-> X25519 abc", "encrypted with age"),
    ("-----BEGIN AGE ENCRYPTED FILE-----\nYWdl", "encrypted with age"),
    ("-----BEGIN PGP MESSAGE-----\n\nhQEM", "encrypted with PGP"),
    (b"\0\0\0\x36\x0a\x34\x0a\x10" + b"a" * 60, "a backup of Signal"),
    (b"people/\0" + b"\0" * 249 + b"ustar\x0000", "a tar archive"),
    (sqlite("people", "touches", "change_sets"), "a journal of care"),
    (sqlite("ZABCDCONTACTINDEX", "ZABCDRECORD"), "the database of Apple Contacts"),
    (sqlite("ABPerson", "ABMultiValue"), "the address book of an iPhone (out of a backup)"),
    (sqlite("android_metadata", "raw_contacts"), "the database of the contacts of Android"),
    (sqlite("properties").replace(b"id INTEGER", b"card TEXT"), "an address book of Thunderbird"),
    ('// <!-- <mdb:mork:z v="1.4"/> -->\n< <(a=c)>', "an address book of an old Thunderbird (MAB)"),
    (sqlite("'folder_id'").replace(b"id INTEGER", b"uid TEXT"), "an address book of Evolution"),
    (sqlite("ZWACHATSESSION", "ZWAMESSAGE"), "the database of WhatsApp"),
    (sqlite("chat", "chat_message_join"), "the messages of a Mac or an iPhone"),
    (sqlite("notes"), "an SQLite database"),
    (b"%PDF-1.7\n", "a PDF"),
    (b"\0\0\0\x18ftypheic\0\0", "a picture"),
    (b"RIFF\x10\0\0\0WEBPVP8 ", "a picture"),
    (b"bplist00\xd4", "an Apple property list"),
    (XML + "<!DOCTYPE plist PUBLIC '-//Apple//DTD'>\n<plist>", "an Apple property list"),
    (XML + '<vcards xmlns="urn:ietf:params:xml:ns:vcard-4.0">', "an XML of contacts (xCard)"),
    (XML + '<icalendar xmlns="urn:ietf:params:xml:ns:x">', "an XML of a calendar (xCal)"),
    (
        XML + '<c:contact c:Version="1" xmlns:c="http://schemas.microsoft.com/Contact">',
        "a contact of Windows",
    ),
    (
        XML + "<feed xmlns='http://www.w3.org/2005/Atom' "
        "xmlns:gd='http://schemas.google.com/g/2005'>",
        "the contacts of Google as XML",
    ),
    (XML + "<?mso-application progid='Excel.Sheet'?>\n<Workbook>", "an Excel workbook as XML"),
    (XML + "<!DOCTYPE en-export SYSTEM 'x'>\n<en-export export-date='1'>", "an export of Evernote"),
    (XML + "<gpx version='1.1'><trk>", "a map or a track (KML, GPX)"),
    (XML + "<opml version='2.0'>", "a feed or an outline (RSS, Atom, OPML)"),
    (XML + "<unheard-of/>", "XML that is not known here"),
    (
        "<!DOCTYPE html><html><head><title>Google Takeout</title>",
        "the table of contents of an archive of Google Takeout",
    ),
    ("<html><body><div class='vcard'><span class='fn'>Ann", "a page of people with hCards"),
    ("<!-- saved -->\n<html>\n<TABLE border=1><tr><td>Ann", "a web page with a table"),
    ("<!doctype html>\n<p>Ann Probe", "a web page"),
    ('["vcard", [["version", {}, "text", "4.0"]]]', "an address card as JSON (jCard)"),
    ('[["vcard", [["version", {}, "text", "4.0"]]]]', "an address card as JSON (jCard)"),
    ('["vcalendar", [], []]', "a calendar as JSON (jCal)"),
    ('{"@type": "Card", "version": "1.0"}', "an address card as JSON (JSContact)"),
    ('{"connections":[{"resourceName":"people/c1"}]}', "people of Google's interface (JSON)"),
    ('{"participants":[{"name":"Ann"}],"messages":[]}', "a chat of Facebook or Instagram"),
    ('{"friends_v2":[{"name":"Ann","timestamp":1}]}', "the friends of Facebook or Instagram"),
    ('[{"user":"U1","type":"message","ts":"1.0","text":"x"}]', "an export of Slack"),
    ('[{"id":"U1","team_id":"T1","name":"ann"}]', "an export of Slack"),
    ('{"guild":{"id":"1","name":"Bakers"},"channel":{}}', "an export of Discord"),
    ('{"conversations":[{"conversation":{}}]}', "a chat of Google"),
    ('{"messages":[{"creator":{"name":"Ann"}}]}', "a chat of Google"),
    ('{"type":"FeatureCollection","features":[]}', "places of Google or a map (JSON)"),
    ('{"encrypted":false,"folders":[],"items":[]}', "an export of a password manager"),
    (
        '{"a":1}',
        "JSON, but neither a journal of care nor anything else that is known here",
    ),
    (
        "[1, 2]",
        "JSON, but neither a journal of care nor anything else that is known here",
    ),
    ("# abook addressbook file\n\n[format]\nprogram=abook\n", "an address book of abook"),
    (";; -*-coding: utf-8-emacs;-*-\n;;; file-version: 6\n", "an address book of BBDB (Emacs)"),
    (";;; file-format: 9\n", "an address book of BBDB (Emacs)"),
    ("-- PostgreSQL database dump\n", "an SQL dump, but not one of Monica"),
    ("{\\rtf1\\ansi Ann Probe}", "rich text (RTF)"),
    ("(A) Call Ann @phone\nx 2026-11-02 Write to Ben\n", "a list of things to do"),
    ("#!/bin/sh\nname,email\n", "a program or a script"),
]  # fmt: skip


@pytest.mark.parametrize(("head", "name"), HEADS, ids=[name for _, name in HEADS])
def test_a_file_that_cannot_be_read_is_called_by_its_name(head: str | bytes, name: str) -> None:
    with pytest.raises(CareError) as caught:
        recognise_format(head.encode() if isinstance(head, str) else head)
    assert caught.value.message == f"the file is {name}"
    assert caught.value.hint


@pytest.mark.parametrize(
    ("names", "name"),
    [
        ("[Content_Types].xml\nword/document.xml", "a Word document"),
        ("mimetype\ncontent.xml\nmimetype: application/vnd.oasis.opendocument.spreadsheet",
         "a spreadsheet of LibreOffice (ODS)"),
        ("mimetype\ncontent.xml\nmimetype: application/vnd.oasis.opendocument.text",
         "a document of LibreOffice"),
        ("Data/st-1.jpg\nIndex/Document.iwa", "a document of Apple Numbers, Pages or Keynote"),
        ("channels.json\nusers.json\ngeneral/2026-11-02.json", "an export of Slack"),
        ("your_facebook_activity/messages/inbox/a/message_1.json",
         "an export of Facebook or Instagram"),
    ],
)  # fmt: skip
def test_an_archive_that_is_no_use_is_called_by_its_name(names: str, name: str) -> None:
    found = foreign_archive(names)
    assert found is not None
    assert found.name == name


@pytest.mark.parametrize(
    "table",
    [
        'Name,Email,Note\nAnn Probe,ann@x.example,"<table><tr>"\n',
        'Name,Email,Note\nAnn Probe,ann@x.example,{"@type": "Card"}\n',
        "Name,Email,Note\n(A) Probe,ann@x.example,x\n",
    ],
)
def test_what_stands_in_the_cells_of_a_table_makes_it_nothing_else(table: str) -> None:
    assert recognise_format(table.encode()).endswith("csv")


def test_the_package_of_apple_contacts_says_what_to_export(tmp_path: Path) -> None:
    folder = tmp_path / "Contacts.abbu"
    folder.mkdir()
    (folder / "AddressBook-v22.abcddb").write_bytes(sqlite("ZABCDRECORD"))
    with pytest.raises(CareError, match="Export vCard"):
        find_source(folder, None)


@pytest.mark.parametrize("name", word_lists("foreign_files"))
def test_every_kind_has_signs_and_says_what_to_do(name: str) -> None:
    *signs, advice = word_lists("foreign_files")[name].split("\n")
    assert signs
    assert all(
        re.match(r"(?:begins|table|bytes|starts|markup|json|member) \S", sign) for sign in signs
    )
    assert not re.match(r"(?:begins|table|bytes|starts|markup|json|member) ", advice)
    assert len(f"the file is {name}. {advice}") < 200
