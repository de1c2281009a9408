"""One identity of a phone number, however it is written (S2.8).

A number with a country code has the key `+49301234567`. One in national form gets the code of the
journal's country, or keeps its digits if the journal has none.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

# Calling codes, each with the countries that share it. From the metadata of libphonenumber 9.0.42.
_CALLING_CODES = """
1:AG,AI,AS,BB,BM,BS,CA,DM,DO,GD,GU,JM,KN,KY,LC,MP,MS,PR,SX,TC,TT,US,VC,VG,VI 20:EG 211:SS
212:EH,MA 213:DZ 216:TN 218:LY 220:GM 221:SN 222:MR 223:ML 224:GN 225:CI 226:BF 227:NE 228:TG
229:BJ 230:MU 231:LR 232:SL 233:GH 234:NG 235:TD 236:CF 237:CM 238:CV 239:ST 240:GQ 241:GA
242:CG 243:CD 244:AO 245:GW 246:IO 247:AC 248:SC 249:SD 250:RW 251:ET 252:SO 253:DJ 254:KE
255:TZ 256:UG 257:BI 258:MZ 260:ZM 261:MG 262:RE,YT 263:ZW 264:NA 265:MW 266:LS 267:BW 268:SZ
269:KM 27:ZA 290:SH,TA 291:ER 297:AW 298:FO 299:GL 30:GR 31:NL 32:BE 33:FR 34:ES 350:GI 351:PT
352:LU 353:IE 354:IS 355:AL 356:MT 357:CY 358:AX,FI 359:BG 36:HU 370:LT 371:LV 372:EE 373:MD
374:AM 375:BY 376:AD 377:MC 378:SM 380:UA 381:RS 382:ME 383:XK 385:HR 386:SI 387:BA 389:MK
39:IT,VA 40:RO 41:CH 420:CZ 421:SK 423:LI 43:AT 44:GB,GG,IM,JE 45:DK 46:SE 47:NO,SJ 48:PL 49:DE
500:FK 501:BZ 502:GT 503:SV 504:HN 505:NI 506:CR 507:PA 508:PM 509:HT 51:PE 52:MX 53:CU 54:AR
55:BR 56:CL 57:CO 58:VE 590:BL,GP,MF 591:BO 592:GY 593:EC 594:GF 595:PY 596:MQ 597:SR 598:UY
599:BQ,CW 60:MY 61:AU,CC,CX 62:ID 63:PH 64:NZ 65:SG 66:TH 670:TL 672:NF 673:BN 674:NR 675:PG
676:TO 677:SB 678:VU 679:FJ 680:PW 681:WF 682:CK 683:NU 685:WS 686:KI 687:NC 688:TV 689:PF
690:TK 691:FM 692:MH 7:KZ,RU 81:JP 82:KR 84:VN 850:KP 852:HK 853:MO 855:KH 856:LA 86:CN 880:BD
886:TW 90:TR 91:IN 92:PK 93:AF 94:LK 95:MM 960:MV 961:LB 962:JO 963:SY 964:IQ 965:KW 966:SA
967:YE 968:OM 970:PS 971:AE 972:IL 973:BH 974:QA 975:BT 976:MN 977:NP 98:IR 992:TJ 993:TM
994:AZ 995:GE 996:KG 998:UZ
"""


class _Trunk(NamedTuple):
    """The digits before a national number.

    `length` is that of the number, if it may begin with these digits, too.
    """

    digits: str
    length: int | None = None


_ZERO = _Trunk("0")
# Trunk prefixes other than 0, by calling code. Numbers of the last row keep their 0 from abroad.
_TRUNKS = {
    "1": _Trunk("1", 10), "692": _Trunk("1", 7), "7": _Trunk("8", 10), "370": _Trunk("8", 8),
    "375": _Trunk("80", 9), "993": _Trunk("8", 8), "36": _Trunk("06"),
    **dict.fromkeys(("39", "378", "225", "229", "241", "242"), _Trunk("")),
}  # fmt: skip
# International prefixes other than 00, by the code of the country that one calls from.
_ABROAD = {
    "1": "011",
    "61": "0011",
    "81": "010",
    **dict.fromkeys(("7", "375", "992", "993"), "810"),
}

_LEAST, _MOST = 7, 15  # digits of a whole number; E.164 allows 15
_EXTENSION = re.compile(
    r"(?i)(?<=[\d)])[\s,;]*(?:ext(?:ension)?|x|durchwahl|dw|poste|interno|#|,)[.:=]?\s*(?=\d)"
)
_VANITY = re.compile(r"\+?[\d() .-]*\d-[A-Z]+(?:-[A-Z]+)*")  # 1-800-FLOWERS
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def country_code(text: str) -> str:
    """Return the code of a country in two capitals, as "DE" for "de"; "" for none that is known."""
    code = text.strip().upper()
    return code if code in _codes() else ""


def phone_key(text: str, country: str = "") -> str:
    """Return the key by which a number is compared, "" for a text that is not a whole number.

    `country` is where numbers in national form belong: two letters, "" if unknown.
    """
    number = _plain(text).strip()
    if _VANITY.fullmatch(number):
        number = number.translate(_KEYPAD)
    number, *extensions = _EXTENSION.split(number, maxsplit=1)
    digits = _digits(number)
    home = _codes().get(country, "")
    abroad = _from_abroad(number, digits, home)
    if abroad:
        code = calling_code(abroad)
        key = code + _without_trunk(abroad[len(code) :], code) if code else abroad
    else:
        key = home + _without_trunk(digits, home)
    if not _LEAST <= len(key) <= _MOST or not key.strip("0"):
        return ""
    return ("+" if abroad or home else "") + key + "".join("x" + _digits(ext) for ext in extensions)


def stored_phone_key(text: str, country: str = "") -> str:
    """Return the key of any text; what is not a whole number is compared by its digits or words."""
    has_letters = any(char.isalpha() for char in text)
    words = " ".join(text.casefold().split())
    return phone_key(text, country) or (words if has_letters else _digits(text)) or words


def distinct_phones(texts: Sequence[str], country: str = "") -> dict[int, str]:
    """Return the key of each number by its place in `texts`; of several forms, the fullest.

    The fullest form has a country code; of two equals the first stays.
    """
    places: dict[str, int] = {}
    for place, text in enumerate(texts):
        key = stored_phone_key(text, country)
        known = known_phone(key, places)
        if not known:
            places[key] = place
        elif is_fuller(phone_key(text), phone_key(texts[places[known]])):
            del places[known]
            places[key] = place
    return {place: key for key, place in sorted(places.items(), key=lambda item: item[1])}


def same_phone(one: str, other: str) -> bool:
    """True if two keys are equal, or one is the other without its country code."""
    if one.startswith("+") == other.startswith("+"):
        return one == other
    abroad, home = (one, other) if one.startswith("+") else (other, one)
    if len(home) < _LEAST or not abroad.endswith(home):
        return False
    before = abroad[1 : -len(home)]
    # Without its country, an Italian number has lost the 0 that belongs to it.
    keeps_zero = before.endswith("0") and _trunk(before[:-1]).digits == ""
    return before == "" or calling_code(before) == before or keeps_zero


def known_phone(key: str, keys: Iterable[str]) -> str:
    """Return the one of these keys that is the same number, "" for none or several."""
    found = [other for other in dict.fromkeys(keys) if same_phone(key, other)]
    return key if key in found else found[0] if len(found) == 1 else ""


class PhoneBook:
    """Finds whose number it is among many people, in national form or with its country."""

    def __init__(self, numbers: Iterable[tuple[str, str]] = ()) -> None:
        """Take the keys of everybody's numbers, each with the id of its person."""
        self._by_end: dict[str, list[tuple[str, str]]] = {}
        for key, person_id in numbers:
            self.add(key, person_id)

    def add(self, key: str, person_id: str) -> None:
        """Add the key of a number."""
        self._by_end.setdefault(key[-_LEAST:], []).append((key, person_id))

    def holders(self, key: str) -> list[str]:
        """Return who has this number; those who have it in another form, where nobody else has."""
        alike = [pair for pair in self._by_end.get(key[-_LEAST:], ()) if same_phone(key, pair[0])]
        exact = [person_id for other, person_id in alike if other == key]
        return list(dict.fromkeys(exact or (person_id for _, person_id in alike)))


def is_fuller(key: str, other: str) -> bool:
    """True if the first key has a country code and the second has none."""
    return key.startswith("+") and not other.startswith("+")


def calling_code(digits: str) -> str:
    """Return the calling code that these digits begin with, "" for none."""
    starts = (digits[:length] for length in (1, 2, 3))
    return next((start for start in starts if start in _calling_codes()), "")


def _plain(text: str) -> str:
    """The text with the letters and signs of a full-width keyboard as all others are."""
    if text.isascii():
        return text
    from unicodedata import normalize

    return normalize("NFKC", text)


def _digits(text: str) -> str:
    return "".join(str(int(char)) for char in text if char.isdecimal())


def _from_abroad(number: str, digits: str, home: str) -> str:
    """Return the digits after `+` or an international prefix; "" for a national number."""
    first = re.search(r"[+\d]", number)
    if first and first[0] == "+":
        return digits.lstrip("0")
    prefix = _ABROAD.get(home, "00")
    for start in (prefix, "00"):
        if digits.startswith(start) and len(digits) >= len(start) + _LEAST:
            return digits[len(start) :].lstrip("0")
    return ""


def _without_trunk(digits: str, code: str) -> str:
    """Return the national number without its trunk prefix, which may stand there as `(0)`."""
    trunk, length = _trunk(code)
    if not trunk:
        return digits
    if digits.startswith(trunk) and length in (None, len(digits) - len(trunk)):
        digits = digits[len(trunk) :]
    return digits.lstrip("0")


def _trunk(code: str) -> _Trunk:
    return _TRUNKS.get(code, _ZERO)


@cache
def _codes() -> dict[str, str]:
    """The calling code of every country."""
    rows = (row.split(":") for row in _CALLING_CODES.split())
    return {country: code for code, countries in rows for country in countries.split(",")}


@cache
def _calling_codes() -> frozenset[str]:
    return frozenset(_codes().values())
