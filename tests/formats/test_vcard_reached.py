"""Numbers, accounts, pages and postal addresses of vCards, and what is left out of them."""

from pathlib import Path

import pytest
from cards import card, parse, person, remarks

from caretrack.domain.records import Refused


@pytest.mark.parametrize(
    "line",
    [
        "TEL;TYPE=FAX:+351 1",
        "TEL;TYPE=fax,work:+351 1",
        "TEL;WORK;FAX:+351 1",
        "TEL;TYPE=homefax:+351 1",
        'TEL;VALUE=uri;TYPE="work,fax":tel:+351 1',
        "TEL;VALUE=uri:fax:+351 1",
        "TEL;TYPE=fax;TYPE=pref:+351 1",
        "TEL;FAX,WORK:+351 1",
        "item1.TEL:+351 1\r\nitem1.X-ABLabel:_$!<HomeFAX>!$_",
        "item1.TEL;type=WORK:+351 1\r\nitem1.X-ABLabel:Telefax Lisbon",
    ],
)
def test_a_fax_is_no_phone(line: str) -> None:
    found = person("FN:Ana", line)
    assert (found.faxes, found.phones) == (("+351 1",), ())


@pytest.mark.parametrize(
    "line",
    [
        "TEL;TYPE=VOICE,FAX:+351 1",
        "TEL;WORK;VOICE;FAX:+351 1",
        "TEL;TYPE=CELL;TYPE=FAX:+351 1",
        "TEL;TYPE=CAR:+351 1",
        "TEL;TYPE=PCS:+351 1",
        "TEL;TYPE=ISDN:+351 1",
        "TEL;TYPE=MSG,WORK:+351 1",
        "TEL;TYPE=VOICE;MSG,WORK:+351 1",
        "TEL;TYPE=textphone:+351 1",
    ],
)
def test_what_somebody_speaks_on_is_a_phone(line: str) -> None:
    found = person("FN:Ana", line)
    assert (found.faxes, found.phones) == ((), ("+351 1",))


@pytest.mark.parametrize("sort", ["PAGER", "BBS", "MODEM", "X-TELEX"])
def test_a_number_that_nobody_answers_is_left_out_and_counted(sort: str, tmp_path: Path) -> None:
    data = card("FN:Ana", f"TEL;TYPE=WORK,{sort}:+351 9")
    (found,) = parse(data).people
    assert (found.faxes, found.phones) == ((), ())
    assert remarks(data, tmp_path) == [f"left out: {sort.removeprefix('X-')} 1"]


@pytest.mark.parametrize(
    ("line", "chats"),
    [
        ("IMPP;X-SERVICE-TYPE=Skype:skype:ana.silva", ("skype:ana.silva",)),
        ("IMPP;X-SERVICE-TYPE=Skype;type=HOME;type=pref:skype:live%3Aana", ("skype:live:ana",)),
        ("IMPP;PREF=1:xmpp:ana@lagoon.example", ("xmpp:ana@lagoon.example",)),
        ("IMPP:xmpp:ana@lagoon.example?message", ("xmpp:ana@lagoon.example",)),
        ("IMPP:skype:ana.silva?chat", ("skype:ana.silva",)),
        ("IMPP:aim:goim?screenname=ana%20s", ("aim:ana s",)),
        ("IMPP:ymsgr:sendim?ana", ("yahoo:ana",)),
        ("IMPP:msnim:chat?contact=ana@lagoon.example", ("msn:ana@lagoon.example",)),
        ("IMPP:tg://resolve?domain=ana_s", ("telegram:ana_s",)),
        ("IMPP;X-SERVICE-TYPE=ICQ:aim:1234", ("icq:1234",)),
        ("IMPP;X-SERVICE-TYPE=GoogleTalk:xmpp:ana@lagoon.example", ("gtalk:ana@lagoon.example",)),
        ("IMPP;X-SERVICE-TYPE=Telegram:x-apple:ana%5Fs", ("telegram:ana_s",)),
        ("IMPP;X-SERVICE-TYPE=Silent Circle:x-apple:ana", ("silent-circle:ana",)),
        ("IMPP;X-SERVICE-TYPE=Other:other:ana", ("im:ana",)),
        ("IMPP;X-SERVICE-TYPE=Skype:live:ana", ("skype:live:ana",)),
        ("IMPP;X-SERVICE-TYPE=WhatsApp:tel:+351912345678", ("whatsapp:+351912345678",)),
        ("IMPP;TYPE=personal,mobile,pref:myIM:ana@lagoon.example", ("myim:ana@lagoon.example",)),
        ("item1.IMPP:ana_s\r\nitem1.X-ABLabel:Telegram", ("telegram:ana_s",)),
        ("item1.IMPP:skype:ana\r\nitem1.X-ABLabel:_$!<Other>!$_", ("skype:ana",)),
        ("IMPP:ana.silva", ("im:ana.silva",)),
        ("TEL;VALUE=uri:sip:ana@lagoon.example", ("sip:ana@lagoon.example",)),
        ("IMPP:", ()),
        ("IMPP;X-SERVICE-TYPE=Skype:skype:", ()),
        ("X-SKYPE-USERNAME:ana.silva", ("skype:ana.silva",)),
        ("X-SKYPE;TYPE=WORK:live:ana", ("skype:live:ana",)),
        ("X-SKYPE:skype:ana", ("skype:ana",)),
        ("X-JABBER:ana@lagoon.example", ("xmpp:ana@lagoon.example",)),
        ("X-AIM;type=HOME;type=pref:ana", ("aim:ana",)),
        ("X-GOOGLE-TALK:ana@lagoon.example", ("gtalk:ana@lagoon.example",)),
        ("X-GADUGADU:1234", ("gadugadu:1234",)),
        ("X-GROUPWISE:ana", ("groupwise:ana",)),
        ("X-QQ:1234", ("qq:1234",)),
        ("X-WHATSAPP:+351 912 345 678", ("whatsapp:+351 912 345 678",)),
        ("X-SIP:sip:ana@lagoon.example", ("sip:ana@lagoon.example",)),
        ("X-TWITTER:@ana", ("twitter:ana",)),
        ("X-MS-IMADDRESS:ana@lagoon.example", ("im:ana@lagoon.example",)),
        ("X-messaging/gadu-All:1234", ("gadugadu:1234",)),
        ("X-SOCIALPROFILE;type=twitter;x-user=ana:x-apple:ana", ("twitter:ana",)),
        ("X-SOCIALPROFILE;type=twitter;x-user=ana:", ("twitter:ana",)),
        ("X-SOCIALPROFILE;type=skype:skype:ana", ("skype:ana",)),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon;VALUE=text:@ana@lagoon.example",
         ("mastodon:@ana@lagoon.example",)),
        ("item1.X-SOCIALPROFILE:ana\r\nitem1.X-ABLabel:Threads", ("threads:ana",)),
    ],
)  # fmt: skip
def test_an_account_is_read_however_a_program_writes_it(line: str, chats: tuple[str, ...]) -> None:
    found = person("FN:Ana", line)
    assert (found.chats, found.urls) == (chats, ())


@pytest.mark.parametrize(
    ("line", "page"),
    [
        ("X-SOCIALPROFILE;type=linkedin;x-user=ana:http://www.linkedin.com/in/ana",
         "http://www.linkedin.com/in/ana"),
        ("X-SOCIALPROFILE;type=linkedin;x-user=ana:x-apple:ana", "https://www.linkedin.com/in/ana"),
        ("X-SOCIALPROFILE;type=linkedin:@ana", "https://www.linkedin.com/in/ana"),
        ("X-SOCIALPROFILE;type=linkedin:linkedin.com/in/ana", "linkedin.com/in/ana"),
        ("X-SOCIALPROFILE;TYPE=LINKEDIN:in/ana", "https://www.linkedin.com/in/ana"),
        ("SOCIALPROFILE;SERVICE-TYPE=Mastodon:https://lagoon.example/@ana",
         "https://lagoon.example/@ana"),
        ("IMPP;X-SERVICE-TYPE=X:https://x.com/ana", "https://x.com/ana"),
        ("X-EVOLUTION-BLOG-URL:https://lagoon.example/blog", "https://lagoon.example/blog"),
    ],
)  # fmt: skip
def test_an_account_that_is_a_page_is_a_page(line: str, page: str) -> None:
    found = person("FN:Ana", line)
    assert (found.urls, found.chats) == ((page,), ())


def test_one_account_under_several_properties_comes_in_once() -> None:
    found = person(
        "FN:Ana",
        "X-JABBER:ana@lagoon.example",
        "IMPP:xmpp:Ana@lagoon.example",
        "X-TWITTER:@ana",
        "X-SOCIALPROFILE;type=twitter;x-user=ana:http://twitter.com/ana",
        "X-SOCIALPROFILE;type=twitter:https://twitter.com/Ana/",
        "URL:https://www.linkedin.com/in/ana",
        "X-SOCIALPROFILE;type=linkedin:http://linkedin.com/in/ana/",
    )
    assert found.chats == ("xmpp:ana@lagoon.example",)
    assert found.urls == ("https://www.linkedin.com/in/ana", "http://twitter.com/ana")


def test_a_number_as_an_account_of_no_service_is_a_phone() -> None:
    assert person("FN:Ana", "IMPP:sms:+351912345678").phones == ("+351912345678",)


@pytest.mark.parametrize(
    ("lines", "address"),
    [
        (["ADR;TYPE=home:;;12 Harbour Rd;Lisbon;;1000;Portugal"],
         "Home:\n12 Harbour Rd\n1000 Lisbon\nPortugal"),
        (["ADR:PO Box 7;Floor 2;7 Oak St;Austin;TX;78701;USA"],
         "PO Box 7\nFloor 2\n7 Oak St\nAustin, TX 78701\nUSA"),
        (["ADR;HOME:;;7 Oak St\\, left;Porto"], "Home:\n7 Oak St, left\nPorto"),
        (["ADR:;;7 Oak St\\nBuilding B;Porto;;;"], "7 Oak St\nBuilding B\nPorto"),
        (["ADR;TYPE=home;LABEL=\"7 Oak St^nPorto\":;;;;;;"], "Home:\n7 Oak St\nPorto"),
        (["ADR;LABEL=Elsewhere:;;7 Oak St;Porto;;;"], "7 Oak St\nPorto"),
        (["ADR:;;;;;;;;;;7;Oak St"], "7 Oak St"),
        (["LABEL;TYPE=WORK:7 Oak St\\nPorto"], "Work:\n7 Oak St\nPorto"),
        (["LABEL:Elsewhere", "ADR:;;7 Oak St;Porto;;;"], "7 Oak St\nPorto"),
        (["ADR;TYPE=home:;;7 Oak St;;;;", "ADR;TYPE=work:;;1 Quay;;;;"],
         "Home:\n7 Oak St\n\nWork:\n1 Quay"),
        (["ADR:;;7 Oak St;;;;", "ADR:;;7 Oak St;;;;"], "7 Oak St"),
        (["item1.ADR:;;1 Quay;;;;", "item1.X-ABLabel:Beach house"], "Beach house:\n1 Quay"),
        (["item1.ADR;type=HOME:;;1 Quay;;;;", "item1.X-ABADR:pt"], "Home:\n1 Quay"),
        (["ADR:;;;;;;"], ""),
    ],
)  # fmt: skip
def test_a_postal_address_is_read_as_lines(lines: list[str], address: str) -> None:
    assert person("FN:Ana", *lines).address == address


def test_a_semicolon_in_a_part_of_an_address_of_an_old_phone_parts_nothing() -> None:
    found = person("FN:Ana", "ADR;HOME:;;7 Oak St\\; left;Porto;;;", version="2.1")
    assert found.address == "Home:\n7 Oak St; left\nPorto"


def test_an_address_that_is_too_long_is_left_out() -> None:
    (refused,) = parse(card("FN:Ana", f"ADR:;;{'x' * 1001};;;;")).refused
    assert refused == Refused(
        "card 1, line 4", "ADR: it has 1,001 characters, more than 1,000", whole=False
    )


def test_no_more_addresses_are_kept_than_anybody_has(tmp_path: Path) -> None:
    data = card("FN:Ana", *(f"ADR:;;{number} Oak St;;;;" for number in range(25)))
    (found,) = parse(data).people
    assert len(found.address.split("\n\n")) == 20
    assert remarks(data, tmp_path) == ["left out: ADR 5"]


def test_the_role_is_the_title_and_what_they_do_in_it_the_role_of_the_card() -> None:
    found = person("FN:Ana", "TITLE:Head of Finance", "ROLE:Budget owner", "ORG:Lagoon;Finance;Tax")
    assert (found.role, found.duties) == ("Head of Finance", "Budget owner")
    assert (found.company, found.department) == ("Lagoon", "Finance, Tax")
    assert person("FN:Ana", "ROLE:Budget owner").role == "Budget owner"
    assert person("FN:Ana", "ROLE:cfo", "TITLE:CFO").duties == ""
    only = person("FN:Ana", "TITLE:", "ROLE:Budget owner")
    assert (only.role, only.duties) == ("", "Budget owner")


def test_what_has_no_place_is_counted_in_one_remark(tmp_path: Path) -> None:
    data = card(
        "FN:Ana", "GENDER:F", "LANG:pt", "PHOTO;ENCODING=b:", " AAAA", "GEO:", "GEO:geo:1,2",
        "ORG:Lagoon", "ORG:Harbour", "TITLE:CFO", "TITLE:CEO", "ROLE:a", "ROLE:b", "X-ABUID:1",
        "REV:2026", "PRODID:x", "RELATED:urn:uuid:1", "UID:1", "SOUND:x", "X-UNKNOWN:1",
    ) + card("FN:Ben", "LANG:de", "ORG;ALTID=1:A", "ORG;ALTID=1;LANGUAGE=ja:B")  # fmt: skip
    assert remarks(data, tmp_path) == [
        "left out: LANG 2, GENDER 1, GEO 1, ORG 1, PHOTO 1, RELATED 1, ROLE 1, SOUND 1, TITLE 1, "
        "X-UNKNOWN 1"
    ]


def test_of_a_card_that_does_not_come_in_nothing_is_counted(tmp_path: Path) -> None:
    assert remarks(card("KIND:group", "FN:Team", "PHOTO:x"), tmp_path) == []
    assert remarks(card("FN:Ana", "N:Silva;Ana;;;"), tmp_path) == []


def test_many_sorts_of_what_is_left_out_are_summed_up(tmp_path: Path) -> None:
    data = card("FN:Ana", *(f"X-{number:04}:x" for number in range(2_000)))
    (remark,) = remarks(data, tmp_path)
    assert remark.startswith("left out: X- 1,000, X-0000 1, X-0001 1,")
    assert remark.endswith(", X-0010 1, and 989 of other sorts")
