"""Read how somebody is reached: the addresses, numbers, accounts and pages of a vCard."""

import re
from urllib.parse import unquote

from caretrack.domain.people.chats import account_of, known_service, page_of, service_named
from caretrack.domain.people.postal import PostalAddress, clean_address
from caretrack.domain.text import shortened
from caretrack.formats.text import is_email, plain_email, says_nothing
from caretrack.formats.vcard.builder import CardBuilder
from caretrack.formats.vcard.properties import (
    LONGEST_VALUE,
    CardProperty,
    UnreadableProperty,
    short,
)

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):(.*)", re.DOTALL)
_NUMBER = re.compile(r"(?i)(?:tel|sms|fax):")
# A page whose program left out the https://.
_BARE_PAGE = re.compile(r"(?:[a-z0-9-]+\.)+[a-z]{2,}/\S+", re.IGNORECASE)
# Links that name the account behind what they do: `aim:goim?screenname=ana`.
_IN_A_QUERY = re.compile(r"[?&](?:screenname|contact|domain|phone|username|id)=([^&]*)", re.I)
_ACTIONS = {"sendim", "goim", "chat", "addfriend", "add", "resolve", "message"}

# More than anybody has; all of them are one text in the journal.
_MOST_ADDRESSES = 20
# TYPEs of a number on which nobody answers.
_NO_PHONE = {"pager", "bbs", "modem", "telex", "tlx"}
# What a number is spoken on, also where a fax shares it.
_SPOKEN = {"voice", "cell", "mobile", "iphone", "car", "video", "pcs"}
# TYPEs that say where an account is used, and not of which service it is.
_NO_SERVICE = {
    "home", "work", "pref", "other", "personal", "business", "mobile", "internet", "voice", "video",
    "msg", "text", "x-user", "undefined", "custom", "profile", "social",
}  # fmt: skip

# Properties that are an account of one service, by what stands behind their X-.
_SERVICES = (
    "AIM", "ICQ", "MSN", "YAHOO", "YAHOO-ID", "JABBER", "XMPP", "SKYPE", "SKYPE-USERNAME", "QQ",
    "GADUGADU", "GROUPWISE", "GTALK", "GOOGLE-TALK", "SIP", "SAMETIME", "MEANWHILE", "IRC",
    "MATRIX", "TELEGRAM", "SIGNAL", "WHATSAPP", "THREEMA", "VIBER", "LINE", "WECHAT", "WEIXIN",
    "KAKAOTALK", "DISCORD", "SLACK", "ZOOM", "TWITTER", "FACEBOOK", "INSTAGRAM", "LINKEDIN",
    "XING", "MASTODON", "BLUESKY", "GITHUB", "SNAPCHAT", "TIKTOK", "YOUTUBE", "WEIBO",
)  # fmt: skip
_KDE_SERVICES = (
    "aim", "icq", "xmpp", "msn", "yahoo", "gadu", "skype", "groupwise", "meanwhile", "irc",
    "googletalk", "twitter",
)  # fmt: skip
# The service of each such property; "" for Outlook's, which does not say it.
OF_ONE_SERVICE = {
    **{f"X-{name}": known_service(name) for name in _SERVICES},
    **{f"X-MESSAGING/{name.upper()}-ALL": known_service(name) for name in _KDE_SERVICES},
    "X-MS-IMADDRESS": "",
    "X-KADDRESSBOOK-X-IMADDRESS": "",
}


def _is_nothing(card: CardBuilder, value: str) -> bool:
    """True for "N/A" and the like; what stands in a card of our own is meant."""
    return not card.own and says_nothing(value)


def read_email(card: CardBuilder, found: CardProperty) -> None:
    """Keep an address. Raises UnreadableProperty for what is none."""
    email = plain_email(found.short())
    if _is_nothing(card, email):
        return
    if email and not is_email(email):
        raise UnreadableProperty(f"“{shortened(email, 60)}” is not an e-mail address")
    card.emails.append(email)


def read_number(card: CardBuilder, found: CardProperty) -> None:
    """Keep the number of a phone or a fax, of `tel:` with its extension; a pager is left out.

    An address of `sip:` is an account.

    Raises UnreadableProperty for what is no number.
    """
    number = found.short()
    scheme = _parted(number)[0]
    if "@" in number and known_service(scheme):
        card.chats.append(account_of(scheme, _name_in(number.partition(":")[2])))
        return
    sorts = {word.removeprefix("x-") for word in found.types()}
    sorts.update(re.findall(r"\w+", card.labels.get(found.group, "").lower()))
    if number.lower().startswith("fax:"):
        sorts.add("fax")
    number = _dialled(number)
    if not number or _is_nothing(card, number):
        return
    if not any(char.isdigit() for char in number):
        raise UnreadableProperty(f"“{shortened(number, 60)}” is not a phone number")
    if sorts & _SPOKEN:
        card.phones.append(number)
    elif any("fax" in sort for sort in sorts):
        card.faxes.append(number)
    elif sorts & _NO_PHONE:
        card.left_out.append(min(sorts & _NO_PHONE).upper())
    else:
        card.phones.append(number)


def _dialled(number: str) -> str:
    """Return a number without its scheme; its extension stands behind it."""
    if not _NUMBER.match(number):
        return number
    number, *parameters = number.partition(":")[2].split(";")
    extensions = [part[4:] for part in parameters if part.lower().startswith("ext=")]
    return number + "".join(f" ext. {extension}" for extension in extensions)


def read_page(card: CardBuilder, found: CardProperty) -> None:
    """Keep the address of a web page."""
    if not _is_nothing(card, url := found.short()):
        card.urls.append(url)


def read_account(card: CardBuilder, found: CardProperty) -> None:
    """Keep an account of IMPP, SOCIALPROFILE and the like: a web page as a page.

    The service is what the property, its parameters, the label of its group or the link says.
    """
    fixed = OF_ONE_SERVICE.get(found.name, "")
    service = fixed or _service_of(card, found)
    value = found.short() or _first(found, "X-USER", "USERNAME", "X-USERID", "X-DISPLAYNAME")
    scheme, rest = _parted(value)
    if scheme in ("http", "https") or (not scheme and _BARE_PAGE.fullmatch(value)):
        card.pages.append(value)
        return
    if scheme in ("tel", "sms") and not service:
        card.phones.append(_dialled(value))
        return
    if scheme in ("x-apple", "mailto", "tel", "sms"):
        scheme, value = "", unquote(rest)
    # Behind X-SKYPE there is a name, in which a colon may stand: `live:ana`.
    elif scheme and (
        service_named(scheme) in (service, fixed)
        or (known_service(scheme) and not fixed)
        or not service
    ):
        value = _name_in(rest)
    else:
        scheme = ""
    service = service or scheme or "im"
    if service_named(service) == "im":
        service = known_service(scheme) or "im"
    if account := account_of(service, short(value)):
        _keep_account(card, account)


def _keep_account(card: CardBuilder, account: str) -> None:
    """Keep an account; one of LinkedIn as its page, by which people are told there."""
    service, _, name = account.partition(":")
    if service == "linkedin":
        card.pages.append(page_of(service, name.removeprefix("in/")))
    else:
        card.chats.append(account)


def _service_of(card: CardBuilder, found: CardProperty) -> str:
    """Return the service that the parameters or the label of the group name, or ""."""
    named = _first(found, "X-SERVICE-TYPE", "SERVICE-TYPE", "X-SERVICE")
    if service := service_named(named):
        return service
    words = [word.removeprefix("x-") for word in found.types() if word not in _NO_SERVICE]
    words.append(card.labels.get(found.group, ""))
    if found.name == "IMPP":
        return next(filter(None, map(known_service, words)), "")
    return next((service_named(word) for word in words if word.lower() not in _NO_SERVICE), "")


def _first(found: CardProperty, *names: str) -> str:
    return next((value for name in names for value in found.params.get(name, ()) if value), "")


def _parted(value: str) -> tuple[str, str]:
    """Return the scheme of a link in lower case, and what stands behind it; no scheme is ""."""
    link = _SCHEME.fullmatch(value)
    return (link[1].lower(), link[2]) if link else ("", value)


def _name_in(link: str) -> str:
    """Return the account that a link names, without its scheme."""
    named = _IN_A_QUERY.search(link)
    if named:
        return unquote(named[1])
    before, mark, query = link.partition("?")
    return unquote(query if mark and before.strip("/").lower() in _ACTIONS else before)


def read_address(card: CardBuilder, found: CardProperty) -> None:
    """Keep a postal address: what its parts say, or else its LABEL.

    Raises UnreadableProperty for one that is too long.
    """
    parts = [_address_part(part) for part in found.parts(";")]
    parts += [""] * (7 - len(parts))
    box, extended, street, city, region, code, country, *more = parts
    # RFC 9554 has the number and the street by themselves, behind the country.
    if not (box or extended or street):
        street = " ".join(filter(None, more))
    written = _address_part(_first(found, "LABEL").replace("\\n", "\n"))
    label = _label_of(card, found)
    address = PostalAddress(box, extended, street, city, region, code, country, label)
    if not any(address[:-1]):
        address = PostalAddress(street=written, label=label)
    if any(address[:-1]):
        _keep_address(card, card.addresses, found, address)


def read_address_label(card: CardBuilder, found: CardProperty) -> None:
    """Keep an address as it is written on a letter, for a card that has no other."""
    if text := _address_part(found.text()):
        address = PostalAddress(street=text, label=_label_of(card, found))
        _keep_address(card, card.written, found, address)


def _address_part(text: str) -> str:
    if len(text) > LONGEST_VALUE:
        raise UnreadableProperty(f"it has {len(text):,} characters, more than {LONGEST_VALUE:,}")
    return clean_address(text)


def _keep_address(
    card: CardBuilder, kept: list[PostalAddress], found: CardProperty, address: PostalAddress
) -> None:
    if len(kept) < _MOST_ADDRESSES:
        kept.append(address)
    else:
        card.left_out.append(found.name)


def _label_of(card: CardBuilder, found: CardProperty) -> str:
    """Return what an address is of: Home, Work, or the label of its group."""
    sorts = found.types()
    label = next((sort.capitalize() for sort in ("home", "work") if sort in sorts), "")
    own = re.sub(r"[:\n\d]", "", card.labels.get(found.group, ""))[:40].strip()
    return label or ("" if own == "other" else own)
