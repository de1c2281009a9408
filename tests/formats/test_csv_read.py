import pytest
from csv_samples import (
    GOOGLE,
    GOOGLE_OLD,
    LINKEDIN,
    LINKEDIN_NOTES,
    OUTLOOK,
    OUTLOOK_FRENCH,
    OUTLOOK_GERMAN,
    OUTLOOK_OF_GOOGLE,
    OUTLOOK_SPANISH,
    row,
    tabled,
)
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.records import EventRecord, FactRecord, PersonRecord, Refused
from caretrack.domain.yearly_day import YearlyDay
from caretrack.errors import CareError, WrongUsage
from caretrack.formats.csv.columns import OWN
from caretrack.formats.recognise import recognise_format

BORN = YearlyDay(3, 14, 1976, "birthday")


def test_google_contacts_are_read() -> None:
    line = row(
        GOOGLE,
        First_Name="Ana",
        Middle_Name="Maria",
        Last_Name="Silva",
        Phonetic_First_Name="AH-na",
        Phonetic_Last_Name="SIL-va",
        Name_Prefix="Dr.",
        Name_Suffix="PhD",
        Nickname="Annie",
        Organization_Name="Lagoon Foods",
        Organization_Title="Head of Finance",
        Organization_Department="Finance",
        Birthday=" --02-29",
        Notes="met in Porto,\nlikes boats",
        Labels="VIP ::: Porto fair ::: * starred ::: * myContacts",
        E_mail_1_Label="* Work",
        E_mail_1_Value="ana@lagoon.example ::: ana@home.example",
        E_mail_2_Label="Home",
        E_mail_2_Value="silva@home.example",
        Phone_1_Label="Mobile",
        Phone_1_Value="+351 555 0142 ::: +351 555 0143",
        Address_1_Formatted="Rua 1\nPorto",
        Relation_1_Label="Spouse",
        Relation_1_Value="Tom",
        Website_1_Value="https://lagoon.example",
        Event_1_Label="* Anniversary",
        Event_1_Value="2010-06-05",
        Custom_Field_1_Label="Shoe size",
        Custom_Field_1_Value="38",
    )
    found = tabled(f"{GOOGLE}\n{line}")
    assert found.person == PersonRecord(
        name="Ana Maria Silva",
        where="line 2",
        nicknames=("Annie",),
        emails=("ana@lagoon.example", "ana@home.example", "silva@home.example"),
        phones=("+351 555 0142", "+351 555 0143"),
        urls=("https://lagoon.example",),
        company="Lagoon Foods",
        role="Head of Finance",
        department="Finance",
        address="Rua 1\nPorto",
        note="met in Porto,\nlikes boats",
        tags=("vip", "porto-fair", "starred"),
        occasions=(
            YearlyDay(2, 29, None, "birthday"),
            YearlyDay(6, 5, 2010, "anniversary"),
        ),
        facts=(FactRecord("family", "Spouse: Tom", None),),
        say="AH-na SIL-va",
    )
    assert found.refused == found.remarks == ()


def test_google_contacts_of_the_old_form_are_read() -> None:
    line = row(
        GOOGLE_OLD,
        Name="Ben Okoro",
        Given_Name="Ben",
        Family_Name="Okoro",
        Birthday="1976-03-14",
        Hobby="sailing",
        Notes="likes boats",
        Group_Membership="Friends, old ::: * myContacts",
        E_mail_1_Type="* Work",
        E_mail_1_Value="ben@lagoon.example",
        Phone_1_Value="+44 20 1234",
        Organization_1_Name="Lagoon Foods",
        Organization_1_Title="COO",
        Event_1_Type="Anniversary",
        Event_1_Value="2010-06-05",
    )
    found = tabled(f"{GOOGLE_OLD}\n{line}")
    assert found.person == PersonRecord(
        name="Ben Okoro",
        where="line 2",
        emails=("ben@lagoon.example",),
        phones=("+44 20 1234",),
        company="Lagoon Foods",
        role="COO",
        note="likes boats",
        tags=("friends,-old",),
        occasions=(BORN, YearlyDay(6, 5, 2010, "anniversary")),
        facts=(FactRecord("hobby", "sailing", None),),
    )
    assert found.refused == found.remarks == ()


def test_linkedin_connections_are_read() -> None:
    found = tabled(
        f"\ufeff{LINKEDIN_NOTES}{LINKEDIN}\n"
        'Ana,Silva,https://www.linkedin.com/in/ana-silva,,"Lagoon Foods, Lda",Head of Finance,05 '
        "Oct 2020\n"
        ",,,,,,04 Oct 2020\n"
        ",,https://www.linkedin.com/in/gone,,Somewhere,,03 Oct 2020\n"
        "Ben,Okoro,https://www.linkedin.com/in/ben,ben@lagoon.example,,,\n"
        "Eva,,,,,,7-Feb-22\n"
    )
    assert found.people == (
        PersonRecord(
            "Ana Silva",
            "line 5",
            urls=("https://www.linkedin.com/in/ana-silva",),
            company="Lagoon Foods, Lda",
            role="Head of Finance",
            met="LinkedIn, 5 Oct 2020",
        ),
        PersonRecord(
            "Ben Okoro",
            "line 8",
            emails=("ben@lagoon.example",),
            urls=("https://www.linkedin.com/in/ben",),
        ),
        PersonRecord("Eva", "line 9", met="LinkedIn, 7-Feb-22"),
    )
    assert found.refused == (
        Refused("lines 6 to 7", "there is no name in it, as of those who left LinkedIn"),
    )
    assert found.remarks == ()


def test_two_of_a_name_on_linkedin_are_told_apart_by_their_pages() -> None:
    found = tabled(
        f"{LINKEDIN}\nAna,Silva,https://l.example/1,,,,\nBen,Okoro,https://l.example/2,,,,\nANA,Silva,https://l.example/3,,,,\n"
    )
    assert [person.uid for person in found.people] == [
        "https://l.example/1",
        "",
        "https://l.example/3",
    ]
    twice = tabled(
        f"{LINKEDIN}\nAna,Silva,https://l.example/1,,,,\nAna,Silva,https://l.example/1,,,,\n"
    )
    assert [person.uid for person in twice.people] == ["", ""]


def test_outlook_contacts_are_read() -> None:
    line = row(
        OUTLOOK,
        Title="Dr.",
        First_Name="Ana",
        Last_Name="Silva",
        Suffix="PhD",
        Company="Lagoon Foods",
        Job_Title="Head of Finance",
        Business_Street="Rua 1\nPorto",
        Assistant_s_Phone="+351 9",
        Business_Fax="+351 8",
        Business_Phone="+351 1",
        Home_Phone="+351 2",
        Mobile_Phone="+351 3",
        Company_Main_Phone="+351 7",
        Anniversary="0/0/00",
        Birthday="3/14/1976",
        Categories="VIP;Porto fair; My Contacts",
        Children="Mia, Leo",
        E_mail_Address="ana@lagoon.example",
        E_mail_Type="SMTP",
        E_mail_Display_Name="Ana Silva (ana@lagoon.example)",
        E_mail_2_Address="ana@home.example",
        E_mail_3_Address="silva@home.example",
        Hobby="sailing",
        Notes="likes boats\r\n",
        Profession="accountant",
        Referred_By="Gil Ruiz",
        Sensitivity="Normal",
        Spouse="Tom",
        Web_Page="lagoon.example",
    )
    found = tabled(f"{OUTLOOK}\n{line}")
    assert found.person == PersonRecord(
        name="Ana Silva",
        where="line 2",
        emails=("ana@lagoon.example", "ana@home.example", "silva@home.example"),
        phones=("+351 1", "+351 2", "+351 3"),
        faxes=("+351 8",),
        address="Work:\nRua 1\nPorto",
        urls=("lagoon.example",),
        company="Lagoon Foods",
        role="Head of Finance",
        note="likes boats",
        tags=("vip", "porto-fair"),
        occasions=(BORN,),
        facts=(
            FactRecord("family", "Spouse: Tom", None),
            FactRecord("family", "Children: Mia, Leo", None),
            FactRecord("hobby", "sailing", None),
        ),
        met="referred by Gil Ruiz",
    )
    assert found.refused == found.remarks == ()


@pytest.mark.parametrize(
    ("head", "cells"),
    [
        (
            OUTLOOK_OF_GOOGLE,
            {
                "First_Name": "Ana",
                "Last_Name": "Silva",
                "Company": "Lagoon",
                "Job_Title": "CFO",
                "E_mail_Address": "a@l.example",
            },
        ),
        (
            OUTLOOK_GERMAN,
            {
                "Vorname": "Ana",
                "Nachname": "Silva",
                "Firma": "Lagoon",
                "Position": "CFO",
                "E_Mail_2_Adresse": "a@l.example",
            },
        ),
        (
            OUTLOOK_FRENCH,
            {
                "Prénom": "Ana",
                "Nom": "Silva",
                "Société": "Lagoon",
                "Titre": "CFO",
                "Adresse_de_messagerie": "a@l.example",
            },
        ),
        (
            OUTLOOK_SPANISH,
            {
                "Nombre": "Ana",
                "Apellidos": "Silva",
                "Organización": "Lagoon",
                "Puesto": "CFO",
                "Dirección_del_correo_electrónico_3": "a@l.example",
            },
        ),
    ],
)
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8-sig", "cp1252", "utf-16"])
def test_outlook_contacts_in_other_languages_are_read(
    head: str, cells: dict[str, str], delimiter: str, encoding: str
) -> None:
    head = head.replace(",", delimiter)
    table = f"{head}\n{row(head, delimiter, **cells)}"
    found = tabled(table.encode(encoding))
    assert found.person == PersonRecord(
        "Ana Silva", "line 2", emails=("a@l.example",), company="Lagoon", role="CFO"
    )
    assert found.refused == ()
    assert bool(found.remarks) == (encoding == "cp1252" and not table.isascii())


def test_outlook_in_polish_is_an_address_book() -> None:
    table = (
        "Imię,Nazwisko,Sufiks,Firma,Dział,Stanowisko,Faks służbowy,Telefon komórkowy,Adres e-mail,"
        "Typ e-mail\nŻaneta,Źródło,,Żuraw,Księgowość,Główna księgowa,+48 22 555 01 43,"
        "+48 600 555 142,z@zuraw.example,SMTP\n"
    )
    found = tabled(table.encode("cp1250"))
    assert recognise_format(table.encode("cp1250")) == "outlook-csv"
    assert found.person == PersonRecord(
        "Żaneta Źródło",
        "line 2",
        emails=("z@zuraw.example",),
        phones=("+48 600 555 142",),
        faxes=("+48 22 555 01 43",),
        company="Żuraw",
        department="Księgowość",
        role="Główna księgowa",
    )


def test_an_outlook_whose_language_is_not_known_is_told_with_its_columns() -> None:
    with pytest.raises(CareError) as caught:
        tabled("Eesnimi;Perenimi;Asutus\nAna;Silva;Lagoon\n", "outlook-csv")
    said = str(caught.value)
    assert "its columns are not known here: Eesnimi, Perenimi, Asutus" in said
    assert said.endswith("--map first=Eesnimi,last=Perenimi,company=Asutus")
    found = tabled(
        "Eesnimi;Perenimi;Asutus\nAna;Silva;Lagoon\n",
        "outlook-csv",
        {"first": "Eesnimi", "last": "Perenimi"},
    )
    assert found.person.name == "Ana Silva"
    assert found.remarks == ("read Eesnimi as first, Perenimi as last; left out: Asutus",)


def test_any_other_table_is_read_by_its_heads_and_that_is_said() -> None:
    found = tabled(
        "Name;Vorname;Handy;Ort;Gruppe\nSilva;Ana;+49 1;Porto;VIP, Porto fair\n\nOkoro;Ben\n"
    )
    assert found.people == (
        PersonRecord("Ana Silva", "line 2", phones=("+49 1",), tags=("vip", "porto-fair")),
        PersonRecord("Ben Okoro", "line 4"),
    )
    assert found.remarks == (
        "read Name as last, Vorname as first, Handy as phone, Gruppe as tag; left out: Ort",
    )


def test_a_map_says_which_column_is_what() -> None:
    found = tabled(
        "Wer,Wo,Tel 1,Tel 2\nAna Silva,Lagoon,1,2\n",
        columns={"name": "Wer", "company": "wo", "phone": "Tel 1 + Tel 2"},
    )
    assert found.person == PersonRecord("Ana Silva", "line 2", company="Lagoon", phones=("1", "2"))
    assert found.remarks == ("read Wer as name, Wo as company, “Tel 1” as phone, “Tel 2” as phone",)


def test_a_map_of_what_is_not_there_is_wrong_usage() -> None:
    with pytest.raises(
        WrongUsage, match=r"the file has no column “Full nmae”. Did you mean “Full name”"
    ):
        tabled("Full name,Mail\nAna,a@l.example\n", columns={"name": "Full nmae"})


def test_a_slip_in_the_map_is_told_where_nothing_else_is_known() -> None:
    with pytest.raises(WrongUsage, match=r"the file has no column Wre. Did you mean Wer"):
        tabled("Wer,Was\nAna,Silva\n", "csv", {"name": "Wre"})
    assert tabled("№ 1,№ 2\nAna,Lagoon\n", "csv", {"name": "№ 1"}).person == PersonRecord(
        "Ana", "line 2"
    )


def test_a_table_without_a_head_is_mapped_by_number() -> None:
    text = "Ana Silva,ana@lagoon.example\nBen Okoro,ben@lagoon.example\n"
    with pytest.raises(
        CareError,
        match=r"its first line is a person, and no head. Say which is what, by number; judging by "
        r"the cells: care import .* --map name=1,email=2",
    ):
        tabled(text)
    found = tabled(text, columns={"name": "1", "email": "2"})
    assert [(person.name, person.emails, person.where) for person in found.people] == [
        ("Ana Silva", ("ana@lagoon.example",), "line 1"),
        ("Ben Okoro", ("ben@lagoon.example",), "line 2"),
    ]
    assert [
        person.name for person in tabled("Ana;Lagoon\nBen;Lagoon\n", "csv", {"name": "1"}).people
    ] == ["Ana", "Ben"]


def test_a_title_over_the_table_is_left_out_and_that_is_said() -> None:
    found = tabled("Our people\n3 May 2026\n\nName,Mail,Phone\nAna,a@l.example,1\n")
    assert [person.where for person in found.people] == ["line 5"]
    assert found.remarks[1] == "what stands before the line with Name is left out"


@pytest.mark.parametrize(
    ("cell", "emails", "refused"),
    [
        (
            "a@l.example; b@l.example,c@l.example\nd@l.example",
            ("a@l.example", "b@l.example", "c@l.example", "d@l.example"),
            (),
        ),
        ("Ana Silva <ana@lagoon.example>", ("ana@lagoon.example",), ()),
        ("mailto:ana@lagoon.example", ("ana@lagoon.example",), ()),
        ("A@l.example a@L.example", ("A@l.example",), ()),
        ("", (), ()),
        (
            "/o=ExchangeLabs/ou=Exchange",
            (),
            ("“/o=ExchangeLabs/ou=Exchange” is not an e-mail address",),
        ),
        ("ana at lagoon", (), ("“ana at lagoon” is not an e-mail address",)),
    ],
)
def test_addresses_are_taken_out_of_their_cell(
    cell: str, emails: tuple[str, ...], refused: tuple[str, ...]
) -> None:
    found = tabled(f'Name,Mail\nAna,"{cell}"\n')
    assert found.person.emails == emails
    assert [(item.why, item.where, item.whole) for item in found.refused] == [
        (why, "line 2", False) for why in refused
    ]


@pytest.mark.parametrize(
    ("cell", "phones", "refused"),
    [
        ("+49 30 1; (030) 2", ("+49 30 1", "(030) 2"), None),
        ("'+49 30 1", ("+49 30 1",), None),
        ("on request", (), "“on request” is not a phone number"),
        ("4.91511E+12", (), "“4.91511E+12” is a phone that a spreadsheet has rounded"),
    ],
)
def test_phones_are_taken_out_of_their_cell(
    cell: str, phones: tuple[str, ...], refused: str | None
) -> None:
    found = tabled(f'Name,Phone\nAna,"{cell}"\n')
    assert found.person.phones == phones
    assert [item.why for item in found.refused] == ([refused] if refused else [])


@pytest.mark.parametrize(
    ("cells", "name"),
    [
        ("Ana Silva,Ana,Silva,,,", "Ana Silva"),
        (",Ana,Silva,Annie,Lagoon,a@l.example", "Ana Silva"),
        (",Ana,Ana Silva,,,", "Ana Silva"),
        (",,,Annie,Lagoon,a@l.example", "Annie"),
        (",,,,Lagoon,a@l.example", "Lagoon"),
        (",,,,,Ana Silva <a@l.example>", "a@l.example"),
        ("\u202a-\u202c,Ana,,,,", "Ana"),
        # Where the family name comes first, it stays there.
        (",花子,港,,,", "港 花子"),
        (",지우,강,,,", "강 지우"),
    ],
)
def test_somebody_without_a_name_goes_by_the_next_best(cells: str, name: str) -> None:
    assert tabled(f"Name,First name,Last name,Nickname,Company,Mail\n{cells}\n").person.name == name


def test_a_table_of_addresses_alone_says_that_there_are_no_names() -> None:
    found = tabled("E-mail\nana@lagoon.example\n")
    assert found.person.name == "ana@lagoon.example"
    assert found.remarks == (
        "read E-mail as email",
        "no column is a name: people go by their nickname, company or e-mail address",
    )


@pytest.mark.parametrize(
    ("line", "where", "why"),
    [
        (",a Porto fax", "line 3", "there is no name in it"),
        ("x" * 201 + ",", "line 3", "the name has 201 characters, more than 200"),
        ("---,", "line 3", "there is no name in it"),
        (
            "Eva,Porto,Lda",
            "line 3",
            "it has 3 cells, and the head 2: a quote or a separator is out of place",
        ),
        ('"Eva,Porto', "line 3", "a quote in this line is never closed"),
    ],
)
def test_a_bad_row_is_refused_and_the_others_come_in(line: str, where: str, why: str) -> None:
    found = tabled(f"Name,Town\nAna,Porto\n{line}\nBen,Porto\n")
    assert [person.name for person in found.people] == ["Ana", "Ben"]
    assert found.refused == (Refused(where, why),)


def test_rows_refused_one_after_the_other_are_told_as_one() -> None:
    found = tabled("Name,Town\n,a\n,b\nAna,\n,c\n,d,e\n,f,g\n")
    assert [(item.where, item.why[:14]) for item in found.refused] == [
        ("lines 2 to 3", "there is no na"),
        ("line 5", "there is no na"),
        ("lines 6 to 7", "it has 3 cells"),
    ]


def test_a_field_that_cannot_be_kept_is_left_out_and_its_person_comes_in() -> None:
    found = tabled(
        f"Name,Company,Note,Birthday,Tag\nAna,{'c' * 1001},{'n' * 100_001},31/31/1976,"
        f"{'t' * 1001};vip\n"
    )
    assert found.person == PersonRecord("Ana", "line 2", tags=("vip",))
    assert sorted((item.where, item.why, item.whole) for item in found.refused) == [
        ("line 2", "company: it has 1,001 characters, more than 1,000", False),
        ("line 2", "note: it has 100,001 characters, more than 100,000", False),
        ("line 2", "tag: it has 1,001 characters, more than 1,000", False),
        ("line 2", "“31/31/1976” is not a valid birthday: there is no month 31", False),
    ]


@pytest.mark.parametrize(
    ("month_first", "days", "read", "remarks"),
    [
        # The column proves it, in any row.
        (False, ("3/4/1976", "3/14/1980"), [(3, 4), (3, 14)], 0),
        (True, ("3/4/1976", "14/3/1980"), [(4, 3), (14, 3)[::-1]], 0),
        # Nothing proves it: the order asked for is used, and the report says so.
        (False, ("3/4/1976", "5/5/1980"), [(4, 3), (5, 5)], 1),
        (True, ("3/4/1976", "5/5/1980"), [(3, 4), (5, 5)], 1),
        # Nothing is unclear.
        (False, ("1976-03-04", "5/5/1980"), [(3, 4), (5, 5)], 0),
    ],
)
def test_a_column_of_days_is_read_in_the_order_it_proves_or_that_is_asked_for(
    month_first: bool, days: tuple[str, ...], read: list[tuple[int, int]], remarks: int
) -> None:
    found = tabled(
        "Name,Birthday\n" + "".join(f"P{place},{day}\n" for place, day in enumerate(days)),
        month_first=month_first,
    )
    assert [(day.month, day.day) for person in found.people for day in person.occasions] == read
    assert len(found.remarks) == 1 + remarks
    if remarks:
        way, other = ("month", "day") if month_first else ("day", "month")
        assert found.remarks[1].startswith(
            f"Birthday is read {way} first (3/4/1976), for nothing in it tells; were it {other} "
            "first:"
        )


def test_the_order_is_told_for_each_column_by_itself() -> None:
    found = tabled("Name,Birthday,Anniversary\nAna,3/4/1976,3/4/2010\nBen,3/14/1976,14/3/2010\n")
    assert [(day.label, day.month, day.day) for day in found.people[0].occasions] == [
        ("birthday", 3, 4),
        ("anniversary", 4, 3),
    ]


def test_nothing_that_drives_a_terminal_comes_in() -> None:
    found = tabled("Name,Note\n\x1b[31mAna\u202e\0,a\x07b\n")
    assert (found.person.name, found.person.note) == ("[31mAna", "ab")


@pytest.mark.parametrize("text", ["Wer,Was\nAna,Silva\n", "hello", "\n\n", '"""', "\0\0"])
def test_a_file_of_which_no_column_is_known_is_refused(text: str) -> None:
    with pytest.raises(CareError) as caught:
        tabled(text, "csv")
    assert "\n" not in str(caught.value)
    assert "--map" in str(caught.value)


@given(st.binary())
def test_any_bytes_under_a_head_are_people_or_refused(data: bytes) -> None:
    found = tabled(b"Name,Mail,Birthday,Phone,Note,Tag,URL\n" + data)
    assert all(person.name for person in found.people)


@given(
    st.lists(
        st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), max_size=15),
        max_size=6,
    )
)
def test_any_cells_in_our_own_columns_are_people_or_refused(table: list[list[str]]) -> None:
    lines = (",".join('"' + cell.replace('"', '""') + '"' for cell in cells) for cells in table)
    found = tabled(",".join(OWN) + "\n" + "\n".join(lines))
    assert found.remarks == ()


def test_a_line_that_is_no_event_is_refused_and_the_others_of_its_cell_too() -> None:
    head = "name,occasion,fact,uid,event"
    found = tabled(f"{head}\nAna,,,,2026-12-04: knee operation\nBen,,,,friday: exam\n", "csv")
    assert [person.events for person in found.people] == [
        (EventRecord("2026-12-04", "knee operation"),),
        (),
    ]
    assert "“friday: exam” is not like “2026-12-04: knee operation”" in str(found.refused)
