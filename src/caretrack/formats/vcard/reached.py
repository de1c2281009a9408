"""Read how somebody is reached: the addresses and numbers of a vCard."""

from caretrack.domain.text import shortened
from caretrack.formats.text import is_email, plain_email
from caretrack.formats.vcard.builder import CardBuilder
from caretrack.formats.vcard.properties import CardProperty, UnreadableProperty


def read_email(card: CardBuilder, found: CardProperty) -> None:
    """Keep an address. Raises UnreadableProperty for what is none."""
    email = plain_email(found.short())
    if email and not is_email(email):
        raise UnreadableProperty(f"“{shortened(email, 60)}” is not an e-mail address")
    card.emails.append(email)


def read_phone(card: CardBuilder, found: CardProperty) -> None:
    """Keep a number, of `tel:` with its extension. Raises UnreadableProperty for what is none."""
    phone = found.short()
    if phone.lower().startswith("tel:"):
        phone, *parameters = phone[4:].split(";")
        extensions = [part[4:] for part in parameters if part.lower().startswith("ext=")]
        phone += "".join(f" ext. {extension}" for extension in extensions)
    if phone and not any(char.isdigit() for char in phone):
        raise UnreadableProperty(f"“{shortened(phone, 60)}” is not a phone number")
    card.phones.append(phone)
