"""Every format that can be read: the module that reads it, and what a file of it may hold."""

from typing import NamedTuple


class Format(NamedTuple):
    """One format. `module` has `read(source, options)`, and is imported when such a file comes.

    `people` and `touches` say what is in it. `book`: it is an address book, with everybody you
    ever met and not only whom you look after; another company in it is news of somebody.
    `columns`: it is a table, and takes --map. `text`: it has texts, and takes --keep-text.
    `encoded`: it is a text that may be in any encoding, and takes --encoding.
    """

    module: str
    people: bool = False
    touches: bool = False
    book: bool = False
    columns: bool = False
    text: bool = False
    encoded: bool = False


_CSV = Format("caretrack.formats.csv.read", people=True, touches=True, columns=True, encoded=True)
_MAIL = Format("caretrack.formats.mail.read", touches=True, text=True)

REGISTRY: dict[str, Format] = {
    "vcard": Format("caretrack.formats.vcard.read", people=True, book=True, encoded=True),
    "ldif": Format("caretrack.formats.ldif", people=True, book=True, encoded=True),
    "addresses": Format("caretrack.formats.address_list", people=True, book=True, encoded=True),
    "google-csv": _CSV._replace(book=True),
    "linkedin-csv": _CSV._replace(book=True),
    "outlook-csv": _CSV._replace(book=True),
    # Of a CRM, or of any other address book.
    "contacts-csv": _CSV._replace(book=True),
    "csv": _CSV,
    "ics": Format("caretrack.formats.ics.read", touches=True, encoded=True),
    "mbox": _MAIL,
    "maildir": _MAIL,
    "eml": _MAIL,
    "whatsapp": Format("caretrack.formats.chats.whatsapp", touches=True, text=True),
    "sms-backup": Format("caretrack.formats.chats.sms", touches=True, text=True),
    "linkedin-messages": Format("caretrack.formats.chats.linkedin", touches=True, text=True),
    "telegram": Format("caretrack.formats.chats.telegram", touches=True, text=True),
    # Several files of several formats.
    "archive": Format("caretrack.formats.archive", people=True, touches=True, book=True, text=True),
    "friends": Format("caretrack.formats.friends", people=True, touches=True, encoded=True),
    "markdown": Format("caretrack.formats.notes.read", people=True, touches=True, encoded=True),
    "org": Format("caretrack.formats.notes.read", people=True, touches=True, encoded=True),
    "monica": Format("caretrack.formats.monica.read", people=True, touches=True, text=True),
}
# A journal of our own is more than people and touches: the command brings it in by itself.
JSON = "json"
NAMES = (*REGISTRY, JSON)
