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
)
from hypothesis import given
from hypothesis import strategies as st

from caretrack.errors import WrongUsage
from caretrack.formats.csv.columns import (
    FIELDS,
    MEANT,
    MEANT_WEAKLY,
    OWN,
    guess_columns,
    head_key,
    is_own_table,
    written_by,
)
from caretrack.formats.csv.heads import find_table, map_columns, recognise_table


@pytest.mark.parametrize(
    ("text", "format"),
    [
        (GOOGLE, "google-csv"),
        (GOOGLE_OLD, "google-csv"),
        (GOOGLE.partition(",E-mail 1")[0], "google-csv"),
        (LINKEDIN, "linkedin-csv"),
        (LINKEDIN_NOTES + LINKEDIN + "\nAna,Silva,,,,,05 Oct 2020\n", "linkedin-csv"),
        ("First Name,Last Name,Email Address,Company,Position,Connected On", "linkedin-csv"),
        (OUTLOOK, "outlook-csv"),
        (OUTLOOK_OF_GOOGLE, "outlook-csv"),
        (OUTLOOK_GERMAN, "outlook-csv"),
        (OUTLOOK_GERMAN.replace(",", ";"), "outlook-csv"),
        (OUTLOOK_FRENCH, "outlook-csv"),
        (OUTLOOK_SPANISH, "outlook-csv"),
        ("First Name,Last Name,E-mail Address,Company,Mobile Phone,Job Title", "outlook-csv"),
        (",".join(OWN), "csv"),
        ("Name,Email", "csv"),
        ("\ufeffName;Mail;Ort\nAna;ana@lagoon.example;Porto", "csv"),
        ("sep=;\nName;Mail\n", "csv"),
        ("Full Name\tE-Mail\n", "csv"),
        ("name|phone\n", "csv"),
        ("Name\nAna\nBen\n", "csv"),
        ("Email\nana@lagoon.example\n", "csv"),
        ("Ana Silva,ana@lagoon.example\n", "csv"),
        ("Our people\n3 May 2026\n\nName,Mail,Phone\n", "csv"),
        ('"Name","E-mail\naddress"\nAna,ana@lagoon.example\n', "csv"),
        ("Wer,Was\nAna,Silva\n", "csv"),
        ("", None),
        ("hello", None),
        ("Dear customer, thank you for the mail, the name and all\n", None),
        ("See below.\n\nThe name, the address\n", None),
        ("{}", None),
        ("\0\0\0\0", None),
        ('"' * 5000, None),
    ],
)
def test_a_table_is_told_by_its_head(text: str, format: str | None) -> None:
    assert recognise_table(text) == format


@given(st.text())
def test_any_text_is_some_table_or_none(text: str) -> None:
    assert recognise_table(text) in {
        None, "csv", "google-csv", "linkedin-csv", "outlook-csv", "contacts-csv",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("head", "read"),
    [
        ("Name,Email,Phone,Company", "name email phone company"),
        (
            "First name,Surname,E-mail,Mobile,Job title,Date of birth,Notes",
            "first last email phone role birthday note",
        ),
        # The same word is the full, family or given name, depending on its neighbours.
        (
            "Name;Vorname;Handy;Firma;Geburtstag;Bemerkung;Gruppe",
            "last first phone company birthday note tag",
        ),
        (
            "Nom,Prénom,Courriel,Téléphone,Société,Fonction,Date de naissance",
            "last first email phone company role birthday",
        ),
        (
            "Nombre,Apellidos,Correo electrónico,Móvil,Empresa,Cargo,Fecha de nacimiento",
            "first last email phone company role birthday",
        ),
        (
            "Nome,Sobrenome,E-mail,Celular,Empresa,Função,Aniversário",
            "first last email phone company role birthday",
        ),
        (
            "Nome,Cognome,Indirizzo e-mail,Cellulare,Azienda,Ruolo,Compleanno",
            "first last email phone company role birthday",
        ),
        (
            "Фамилия,Имя,Отчество,Организация,Должность,Эл. почта,Мобильный,День рождения",
            "last first middle company role email phone birthday",
        ),
        (
            "Прізвище,Ім'я,Посада,Електронна пошта,Дата народження",
            "last first role email birthday",
        ),
        (
            "Όνομα,Επώνυμο,Εταιρεία,Θέση,Κινητό,Γενέθλια,Σημειώσεις",
            "first last company role phone birthday note",
        ),
        (
            "姓,名,会社名,部署,メールアドレス,生年月日",
            "last first company department email birthday",
        ),
        ("姓名,公司,手机,备注", "name company phone note"),
        ("이름,회사,전화번호,생일", "name company phone birthday"),
        ("Nombre completo,Cumpleaños,Aniversario", "name birthday -"),
        ("Name,Given Name,Family Name", "name first last"),
        ("NAME,e_mail,Phone 2,TELEPHONE NUMBER", "name email phone phone"),
        ("Contact,Title", "name role"),
        # A customer is the company of the contact there, and a person where there is no other.
        ("Customer,Contact,Email", "company name email"),
        ("Klant,Voornaam,Achternaam", "company first last"),
        ("Kunde,Ansprechpartner,Firma", "- name company"),
        ("Kunde,Telefon", "name phone"),
        ("Contact,First Name", "- first"),
        ("Title,Name,Job Title", "- name role"),
        ("Title,First Name,Suffix", "- first -"),
        ("ID,Fax,Street,Owner", "- fax street -"),
        ("Name,uid,UUID", "name uid uid"),
    ],
)
def test_columns_are_guessed_by_their_names(head: str, read: str) -> None:
    names = head.replace(";", ",").split(",")
    found = {place: field for field, places in guess_columns(names).items() for place in places}
    assert " ".join(found.get(place, "-") for place in range(len(names))) == read


def test_every_word_means_one_field_and_is_written_as_heads_are_compared() -> None:
    assert not MEANT.keys() & MEANT_WEAKLY.keys()
    assert [word for word in (*MEANT, *MEANT_WEAKLY) if head_key(word) != word] == []
    assert set(FIELDS) <= set(MEANT.values())


@pytest.mark.parametrize(
    ("column", "fields"),
    [
        ("Eesnimi+Pere", {"first": (0,), "last": (2,)}),
        ("Eesnimi + Vahel + Pere", {"first": (0,), "middle": (1,), "last": (2,)}),
        ("1+3", {"first": (0,), "last": (2,)}),
        ("Pere", {"name": (2,)}),
    ],
)
def test_a_name_in_several_columns_is_put_together(
    column: str, fields: dict[str, tuple[int, ...]]
) -> None:
    assert map_columns(["Eesnimi", "Vahel", "Pere"], {"name": column}).fields == fields


@pytest.mark.parametrize(
    ("head", "column"), [(["A1", "B1"], "A2"), (["Tel 1"], "Tel 2"), (["-", "Tel"], "?")]
)
def test_a_column_of_another_number_is_another_column(head: list[str], column: str) -> None:
    with pytest.raises(WrongUsage, match="the file has no column"):
        map_columns(head, {"phone": column})


def test_columns_of_numbers_are_each_their_own() -> None:
    assert map_columns(["1", "2", "3"], {"phone": "1+3"}).fields == {"phone": (0, 2)}


def test_what_is_guessed_can_be_said() -> None:
    said = map_columns(["Full name", "Mail", "Shoe size", "Handy", "", "Mobil"], {}).describe()
    assert said == (
        "read “Full name” as name, Mail as email, Handy as phone, Mobil as phone; "
        "left out: “Shoe size”"
    )
    assert map_columns(["Name"], {}).describe() == "read Name as name"


def test_of_many_columns_the_first_are_named() -> None:
    said = map_columns(["Name", *(f"Column{number}" for number in range(30))], {}).describe()
    assert said.endswith("Column11 and 18 more")


@pytest.mark.parametrize(
    ("columns", "fields"),
    [
        ({"name": "Wer"}, {"name": (0,), "email": (1,)}),
        ({"name": "wer", "email": "Nr."}, {"name": (0,), "email": (3,)}),
        ({"name": "WER", "phone": "Tel 1 + Tel 2"}, {"name": (0,), "email": (1,), "phone": (4, 5)}),
        ({"name": "1", "company": "3"}, {"name": (0,), "email": (1,), "company": (2,)}),
        ({"note": "Mail"}, {"note": (1,)}),
        ({"name": "a+b"}, {"name": (6,), "email": (1,)}),
    ],
)
def test_the_map_has_its_way_and_the_rest_is_guessed(
    columns: dict[str, str], fields: dict[str, tuple[int, ...]]
) -> None:
    assert map_columns(["Wer", "Mail", "Ort", "Nr.", "Tel 1", "Tel 2", "a+b"], columns).fields == {
        "phone": (4, 5),
        **fields,
    }


def test_a_column_that_is_there_twice_is_read_twice() -> None:
    assert map_columns(["Wer", "Mail", "Mail"], {"email": "mail"}).fields == {"email": (1, 2)}


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ({"nmae": "Name"}, "--map knows no field nmae. Did you mean name?"),
        ({"zodiac": "Name"}, "--map knows no field zodiac. The fields are name, first, middle"),
        ({"name": "Nmae"}, "the file has no column Nmae. Did you mean Name?"),
        ({"name": "Colour"}, "the file has no column Colour. Its columns are Name, Mail."),
        ({"name": "3"}, "the file has no column 3."),
        ({"phone": "Mail+Colour"}, "the file has no column Colour."),
    ],
)
def test_what_is_not_there_is_refused_with_the_nearest(columns: dict[str, str], said: str) -> None:
    with pytest.raises(WrongUsage) as caught:
        map_columns(["Name", "Mail"], columns)
    assert str(caught.value).startswith(said)


def test_the_head_is_the_row_in_which_most_is_understood() -> None:
    found = find_table(
        "A list of names, and of mails\nName;Mail;Ort\nAna;ana@lagoon.example;Porto\n"
    )
    assert found and (found.delimiter, found.before, found.head) == (
        ";",
        1,
        ("Name", "Mail", "Ort"),
    )


def test_the_head_is_where_the_columns_of_the_map_are() -> None:
    found = find_table("Name, of all\nWer;Was\n", {"name": "Wer", "company": "Was"})
    assert found and found.head == ("Wer", "Was")


def test_a_first_row_with_an_address_is_no_head() -> None:
    found = find_table("Name;ana@lagoon.example\n")
    assert found and not found.head


def test_our_own_table_is_known_with_columns_moved_and_taken_out() -> None:
    assert is_own_table(OWN)
    assert is_own_table(["uid", "fact", "occasion", "name"])
    assert not is_own_table([*OWN, "colour"])
    assert written_by(OWN) == "csv"
