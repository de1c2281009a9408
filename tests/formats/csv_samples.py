"""Headers as other programs write them, and helpers that read tables through a file."""

import csv
import io
import tempfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path
from typing import NamedTuple

from caretrack.domain.records import PersonRecord, Refused, TouchRecord
from caretrack.formats.csv.heads import recognise_table
from caretrack.formats.csv.read import read
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import decode, unix_lines

TODAY = date(2026, 11, 21)

GOOGLE = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,Phonetic Last Name,"
    "Name Prefix,Name Suffix,Nickname,File As,"
    "Organization Name,Organization Title,Organization Department,Birthday,Notes,Photo,Labels,"
    "E-mail 1 - Label,E-mail 1 - Value,"
    "E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,Address 1 - Label,Address "
    "1 - Formatted,Relation 1 - Label,"
    "Relation 1 - Value,Website 1 - Label,Website 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,"
    "Initials,Nickname,Short Name,Maiden Name,Birthday,Gender,Location,Billing Information,"
    "Directory Server,Mileage,Occupation,Hobby,"
    "Sensitivity,Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 "
    "- Value,Phone 1 - Type,Phone 1 - Value,"
    "Organization 1 - Type,Organization 1 - Name,Organization 1 - Yomi Name,Organization 1 - "
    "Title,Website 1 - Type,Website 1 - Value,"
    "Event 1 - Type,Event 1 - Value"
)
LINKEDIN = "First Name,Last Name,URL,Email Address,Company,Position,Connected On"
LINKEDIN_NOTES = (
    'Notes:\n"When exporting your connection data, you may notice that some of the email '
    "addresses are missing. You will only see "
    'email addresses for connections who have allowed their connections to see them."\n\n'
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business City,Business Country/Region,"
    "Assistant's Phone,Business Fax,Business Phone,Business Phone 2,Callback,Car Phone,Company "
    "Main Phone,Home Fax,Home Phone,Home Phone 2,"
    "ISDN,Mobile Phone,Other Fax,Other Phone,Pager,Primary Phone,Account,Anniversary,Assistant's "
    "Name,Billing Information,Birthday,Categories,"
    "Children,E-mail Address,E-mail Type,E-mail Display Name,E-mail 2 Address,E-mail 2 Type,"
    "E-mail 2 Display Name,E-mail 3 Address,"
    "E-mail 3 Type,E-mail 3 Display Name,Gender,Hobby,Initials,Keywords,Language,Notes,Private,"
    "Profession,Referred By,Sensitivity,Spouse,Web Page"
)
# As Google writes it for Outlook.
OUTLOOK_OF_GOOGLE = (
    "First Name,Middle Name,Last Name,Title,Suffix,Initials,Web Page,Gender,Birthday,Anniversary,"
    "Location,Language,Internet Free Busy,Notes,"
    "E-mail Address,E-mail 2 Address,E-mail 3 Address,Primary Phone,Home Phone,Mobile Phone,"
    "Company,Job Title,Categories"
)
OUTLOOK_GERMAN = (
    "Anrede,Vorname,Weitere Vornamen,Nachname,Suffix,Firma,Abteilung,Position,Straße geschäftlich,"
    "Telefon Assistent,Fax geschäftlich,"
    "Telefon geschäftlich,Telefon geschäftlich 2,Telefon Firma,Fax privat,Telefon (privat),"
    "Mobiltelefon,Beruf,E-Mail-Adresse,E-Mail-Typ,"
    "E-Mail: Angezeigter Name,E-Mail 2: Adresse,E-Mail 2: Typ,Empfohlen von,Geburtstag,Hobby,"
    "Jahrestag,Kategorien,Kinder,Notizen,Webseite"
)
OUTLOOK_FRENCH = (
    "Prénom,Deuxième prénom,Nom,Suffixe,Société,Service,Titre,Rue (bureau),Télécopie (bureau),"
    "Téléphone (bureau),Téléphone 2 (bureau),"
    "Téléphone (domicile),Tél. mobile,Téléphone société,Adresse de messagerie,Type de messagerie,"
    "Nom complet de l'adresse de messagerie,"
    "Adresse de messagerie 2,Type de messagerie 2,Anniversaire,Anniversaire de mariage ou fête,"
    "Catégories,Conjoint(e),Enfants,Passe-temps,Notes"
)
OUTLOOK_SPANISH = (
    "Title,Nombre,Segundo nombre,Apellidos,Suffix,Organización,Department,Puesto,Calle del "
    "trabajo,Business Fax,Teléfono del trabajo,"
    "Particular,Mobile Phone,Anniversary,Birthday,Categorías,E-mail Address,E-mail Type,Dirección "
    "de correo electrónico 2,"
    "Tipo de correo electrónico 2,Dirección del correo electrónico 3,Notes,Confidencialidad,"
    "Página web"
)


class Tabled(NamedTuple):
    """All that a table gave, by what it is."""

    people: tuple[PersonRecord, ...]
    refused: tuple[Refused, ...]
    remarks: tuple[str, ...]

    @property
    def person(self) -> PersonRecord:
        """The only one."""
        (person,) = self.people
        return person


def format_of(data: bytes) -> str | None:
    """Return the kind of table, as the command reports it."""
    return recognise_table(unix_lines(decode(data[:8192])))


def tabled(
    text: str | bytes,
    format: str | None = None,
    columns: Mapping[str, str] | None = None,
    *,
    month_first: bool = False,
) -> Tabled:
    """Return what the reader gives for a table, read to its end."""
    data = text if isinstance(text, bytes) else text.encode()
    with tempfile.NamedTemporaryFile() as file:
        Path(file.name).write_bytes(data)
        source = Source(Path(file.name), len(data))
        asked = ReadOptions(
            format or format_of(data) or "csv",
            TODAY,
            columns=columns or {},
            month_first=month_first,
        )
        items = list(read(source, asked))
    assert source.position == source.size
    assert not any(isinstance(item, TouchRecord) for item in items)
    return Tabled(
        tuple(item for item in items if isinstance(item, PersonRecord)),
        tuple(item for item in items if isinstance(item, Refused)),
        tuple(source.remarks),
    )


def row(head: str, delimiter: str = ",", **cells: str) -> str:
    """Return a row for this head; cells are named by column (`E_mail_1_Value`, `_` for signs)."""
    names = next(csv.reader([head], delimiter=delimiter))
    keys = [
        "_".join("".join(char if char.isalnum() else " " for char in name).split())
        for name in names
    ]
    assert set(cells) <= set(keys), sorted(set(cells) - set(keys))
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, lineterminator="\n").writerow(
        [cells.get(key, "") for key in keys]
    )
    return out.getvalue()
