"""What each parser reads, as somebody would write it or another program export it."""

import gzip
import io
import sys
import zipfile
from pathlib import Path

# What makes the files for the tests of the readers makes these, too.
sys.path.append(str(Path(__file__).resolve().parents[1] / "formats"))

import calendars
import monicas
from cards import card
from csv_samples import (
    GOOGLE,
    GOOGLE_OLD,
    LINKEDIN,
    OUTLOOK,
    OUTLOOK_FRENCH,
    OUTLOOK_GERMAN,
    row,
)
from mails import ME, mail, mbox

CARDS = (
    card(
        "UID:one", "FN:Ana Silva", "N:Silva;Ana;;Dr.;", "ORG:Lagoon;Design", "TITLE:Head",
        "EMAIL;TYPE=work:ana@lagoon.example", "TEL;TYPE=cell:+49 170 1234567", "BDAY:1980-02-29",
        "NOTE:met at the fair\\, stand 4", "CATEGORIES:fair,harbour", "ADR:;;1 Quay;Porto;;4000;PT",
    ),
    card(
        "FN:Ben Okoro", "BDAY:--0324",
        "item1.X-ABDATE:2015-05-12", "item1.X-ABLABEL:_$!<Anniversary>!$_",
        "TEL;VALUE=uri:tel:+44-20-7946-0000", "IMPP:xmpp:ben@x.example", "DEATHDATE:20200101",
        version="4.0",
    ),
    card(
        "N;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:M=C3=BCller;Zo=C3=AB;;;",
        "NOTE;ENCODING=QUOTED-PRINTABLE:two=0D=0A=", "lines", "PHOTO;ENCODING=b:aGVsbG8=",
        version="2.1",
    ),
)  # fmt: skip
EVENTS = (
    calendars.calendar(
        calendars.event("RRULE:FREQ=WEEKLY;COUNT=5;BYDAY=MO", "EXDATE:20261109T090000Z"),
        calendars.event(
            "DTEND;TZID=Europe/Berlin:20261103T100000", "STATUS:CONFIRMED",
            "DESCRIPTION:about\\nthe boat", start="DTSTART;TZID=Europe/Berlin:20261103T090000",
            uid="two@x",
        ),
    ),
    calendars.calendar(
        calendars.event("RRULE:FREQ=MONTHLY;UNTIL=20261201;INTERVAL=2;BYMONTHDAY=-1",
                        start="DTSTART;VALUE=DATE:20260131"),
        calendars.event("RECURRENCE-ID:20261102T090000Z", "SUMMARY:Moved"),
    ),
)  # fmt: skip
MAILS = (
    mbox(mail(), mail("Thanks!\n\n> How are you?", From="Ana <ana@lagoon.example>", To=ME)),
    mbox(
        mail(
            "--b\nContent-Type: text/plain; charset=utf-8\nContent-Transfer-Encoding: base64\n\n"
            "aGVsbG8=\n--b\nContent-Type: text/html\n\n<p>hello<br>there</p>\n--b--",
            Subject="=?utf-8?Q?Gr=C3=BC=C3=9Fe?= =?iso-8859-1?B?5Q==?=",
            content_type='multipart/alternative; boundary="b"',
        )
    ),
)
WHATSAPP = (
    b"[21.11.26, 09:15:02] Ana Silva: Good morning\n"
    b"[21.11.26, 09:16:10] Max Meyer: Hello!\nand more\n",
    "21/11/2026, 9:15\u202fpm - Ana Silva: <Media omitted>\n"
    "21/11/2026, 9:16\u202fpm - Messages are end-to-end encrypted.\n".encode(),
)
SMS = (
    b"<?xml version='1.0' encoding='UTF-8' standalone='yes' ?>\n<smses count=\"2\">\n"
    b'<sms address="+491701234567" date="1763717702000" type="1" '
    b'body="see you &#128512; &amp; all" '
    b'contact_name="Ana Silva" />\n<mms date="1763717702000" msg_box="2" address="123~456">'
    b'<parts><part ct="text/plain" text="hi"/></parts></mms>\n</smses>\n',
)
LINKEDIN_CHATS = (
    b"CONVERSATION ID,CONVERSATION TITLE,FROM,SENDER PROFILE URL,TO,DATE,SUBJECT,CONTENT,FOLDER\n"
    b"c1,,Ana Silva,https://www.linkedin.com/in/ana,Max Meyer,2026-11-02 10:00:00 UTC,,"
    b'"Hello, you",INBOX\n',
)
TELEGRAM = (
    b'{"name":"Ana Silva","type":"personal_chat","id":1,"messages":[{"id":1,"type":"message",'
    b'"date":"2026-11-02T10:00:00","date_unixtime":"1762077600","from":"Ana Silva",'
    b'"from_id":"user1","text":["see ",{"type":"link","text":"x.example"}]}]}',
)
FRIENDS = (
    b"### Activities:\n- 2026-11-02: Coffee with **Ana Silva** at _Porto_. @work\n"
    b"- 2026-11-03: **Ben** and **Ana Silva**.\n\n### Friends:\n"
    b"- Ana Silva (a.k.a. Annie) [Porto] @work\n",
)
MARKDOWN = (
    b"---\naliases: [Annie]\nemail: ana@lagoon.example\nbirthday: 1980-02-29\ntags: [fair]\n---\n"
    b"# Ana Silva\n\nphone:: +49 170 1234567\n\n## Log\n\n- 2026-11-02: talked of the boat\n"
    b"- [[2026-11-03]] lunch with [[Ben Okoro|Ben]] %%hidden%%\n- [ ] send the plan\n",
)
ORG = (
    b"* Ana Silva\n:PROPERTIES:\n:EMAIL: ana@lagoon.example\n:BIRTHDAY: 1980-02-29\n:END:\n"
    b"** TO"
    b"DO send the plan\nDEADLINE: <2026-12-01 Tue>\n- <2026-11-02 Mon> talked of the boat\n",
)
LDIF = (
    b"version: 1\ndn: cn=Ana Silva,mail=ana@lagoon.example\nobjectclass: person\ncn: Ana Silva\n"
    b"givenName:: QW5h\nsn: Silva\nmail: ana@lagoon.example\nbirthyear: 1980\n folded\n\n",
)
ADDRESSES = (
    b'Ana Silva <ana@lagoon.example>, "Okoro, Ben" <ben@x.example>; ann@x.example\n',
    b"ana@lagoon.example\tAna Silva\nben@x.example\tBen\n",
)
TABLE = (
    b"Name,E-mail,Phone,Birthday,Company,Tags,Last contact,Notes\n"
    b"Ana Silva,ana@lagoon.example,+49 170 1234567,29/02/1980,Lagoon,"
    b'"fair, harbour",2026-11-02,"a, b"\n'
    b"Ben Okoro,,,24 March,,,,\n",
    "Prénom;Nom;Courriel;Anniversaire\nZoë;Müller;zoe@x.example;24.12.\n".encode("cp1252"),
    b"date,who,kind,note\n2026-11-02,Ana Silva,call,about the boat\n3/4/2026,Ben,email,x\n",
)
JOURNAL = (
    b'{"caretrack": 1, "version": 6, "people": [{"id": "aaaaaaaaaaaaaaaa", "name": "Ana Silva", '
    b'"name_key": "ana silva", "added_on": "2026-11-01", "created_at": "2026-11-01T10:00:00Z", '
    b'"updated_at": "2026-11-01T10:00:00Z", "deleted_at": null}], "touches": []}',
)


def _zip() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("Takeout/Contacts/All/All.vcf", CARDS[0])
        archive.writestr("Takeout/Calendar/me.ics", EVENTS[0])
    return data.getvalue()


_TABLES = monicas.tables()
READERS: dict[str, tuple[bytes, ...]] = {
    "vcard": CARDS,
    "ldif": LDIF,
    "addresses": ADDRESSES,
    "google-csv": tuple(
        f"{head}\n{row(head, **{name: 'Ana Silva'}, Birthday='--02-29')}\n".encode()
        for head, name in ((GOOGLE_OLD, "Name"), (GOOGLE, "First_Name"))
    ),
    "linkedin-csv": (
        f"Notes:\n\n{LINKEDIN}\nAna,Silva,https://x.example,,Lagoon,Head,02 Nov 2026\n".encode(),
    ),
    "outlook-csv": tuple(
        f"{head}\n{'Ana,' * 6}\n".encode() for head in (OUTLOOK, OUTLOOK_GERMAN, OUTLOOK_FRENCH)
    ),
    "contacts-csv": TABLE,
    "csv": TABLE,
    "ics": EVENTS,
    "mbox": MAILS,
    "eml": (mail().encode(), mail("x", From="Ana <ana@lagoon.example>").encode()),
    "whatsapp": WHATSAPP,
    "sms-backup": SMS,
    "linkedin-messages": LINKEDIN_CHATS,
    "telegram": TELEGRAM,
    "archive": (_zip(), gzip.compress(CARDS[0])),
    "friends": FRIENDS,
    "markdown": MARKDOWN,
    "org": ORG,
    "monica": (monicas.exported_json(_TABLES).encode(), monicas.exported_sql(_TABLES).encode()),
    "json": JOURNAL,
}

_NOTES = (
    "Lunch. Her daughter Eva starts school in May; promised to send the plan by Friday.",
    "She is worried about the harbour contract, and said the export is slow. Call back on 3 March!",
    "Téléphoné: très contente. Sie heiratet am 12. Mai. Mandar el plan antes del viernes.",
)
TYPED: dict[str, tuple[str, ...]] = {
    "date": (
        "3 weeks ago",
        "last tuesday",
        "24/12",
        "29 Feb 2028",
        "in 3 days",
        "übermorgen",
        "2026-11-02",
    ),
    "snooze": ("2 weeks", "until 3 March", "next friday", "1m"),
    "promise": ("send the plan by friday", "call 24/12", "the numbers, tomorrow at the latest"),
    "cadence": ("30d", "2w", "monthly", "every 3 months", "never", "twice a year"),
    "day at the head": ("tuesday: lunch with Ana", "2 Nov she called", "yesterday, a walk"),
    "day": (*_NOTES, "Met Ana and Ben. Called Zoë, no answer.\n- Tuesday: Ana, lunch\n* Ben: mail"),
    "note": _NOTES,
    "kind": _NOTES,
    "draft": (
        "Dear Ana,\n\nI hope this finds you well. How is Eva at school? We offer 20 % off.\n\n"
        "Best,\nMax",
        "Hi Ben - just checking in!\n> quoted\n--\nMax",
    ),
    "name": (
        "Ana Silva",
        "Dr. Ana da Silva-Meyer",
        "Silva, Ana",
        "李雷",
        "ana at lagoon",
        "o'neil",
    ),
    "phone": ("+49 (0)170 1234567", "0049-30/1234", "tel:+1-555-0100;ext=3", "(020) 7946 0000"),
    "address": ("1 Quay\n4000 Porto\nPortugal", "Hauptstr. 3, 10115 Berlin"),
    "hours": ("9-17", "8:30-12, 14-18", "9am-5pm"),
    "death": ("20200101", "--0324", "2019-05", "circa 1800", "died 3 May 2020"),
    "map": ("name=Full name,email=Mail", 'name="a, b",phone=c', "a==b"),
    "search": ('harbour "big boat"', "AND OR NOT NEAR(a b)", "col:x*", "a-b^2"),
    "config": (
        'theme = "none"\n[due]\nlimit = 3\n[words]\n"kind" = ["a"]\n',
        "dates.month_first = true\n# x\n[brief]\ncalendars = ['a', \"b\"]\n",
    ),
}
