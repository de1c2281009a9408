"""What somebody wrote themself in a text.

It is the text without the greeting, the mail that is answered, the sign-off, the signature, the
disclaimer, and what a telephone adds.
"""

import re
from collections.abc import Iterator, Sequence

from caretrack.words import phrase_set

MOST_LINES = 2_000
LONGEST_LINE = 4_000

# An attribution: how it begins, and what ends it, within a few lines.
_SAID_BEGINS = re.compile(
    r"(?i)(?:>?\s*)(?:on|am|le|el|em|il|op|den|w dniu|\d{1,4}[-./]\d{1,2}[-./]\d{1,4})\b"
    r"|[^\s>].{0,120}(?:<[^<>\s]+@[^<>\s]+>)"
)
_SAID_ENDS = re.compile(
    r"(?i)\b(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev"
    r"|napisał(?:\(a\))?)\b[^:\n]{0,120}[:：]\s*$"
)
_SAID_LINES = 4

# What everything that follows belongs to another mail, or to nobody.
_CUT = re.compile(
    r"(?i)-{3,}\s*(?:original message|original appointment|ursprüngliche nachricht"
    r"|originalnachricht|message d.origine|mensaje original|mensagem original|messaggio originale"
    r"|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht|message transféré"
    r"|mensaje reenviado"
    r"|mensagem encaminhada|forwarded by)"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht"
    r"|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado)\s*:"
    r"|_{20,}\s*$|-----BEGIN PGP (?:SIGNATURE|MESSAGE)"
    r"|(?:sent (?:from|via) (?:my|mail|yahoo|outlook|the)|get outlook for"
    r"|von (?:meinem|unterwegs)\b.{0,40}gesendet|gesendet (?:von|mit)\b"
    r"|diese nachricht wurde von meinem|envoyé (?:de|depuis) (?:mon|ma)|télécharger outlook"
    r"|enviado desde mi|enviado do meu|obtener outlook"
    r"|inviato da(?:l mio)?|verzonden (?:vanaf|met) mijn)\b.{0,80}$"
)
_FROM = re.compile(r"(?i)[*_]{0,2}(?:from|von|de|da|van|från|fra|od)[*_]{0,2}\s?:[*_]{0,2}\s")
_SENT = re.compile(
    r"(?i)[*_]{0,2}(?:sent|gesendet|envoyé|enviad[oa](?: el| em)?|inviato|date|datum|fecha|data"
    r"|verzonden|skickat|sendt|to|an|à|para|aan|subject|betreff"
    r"|objet|asunto|assunto|oggetto|onderwerp|ämne)[*_]{0,2}\s?:"
)
_DISCLAIMER = re.compile(
    r"(?i)(?:confidential|privileged|vertraulich|confidenti|confidencia)"
    r".{0,200}(?:e-?mail|message|nachricht|mensaje|mensagem|recipient|empfänger)"
    r"|(?:e-?mail|message|nachricht|courriel|correo|mensagem)"
    r".{0,120}(?:confidential|privileged|vertraulich|confidentiel|confidencial)"
    r"|(?:if you are not the intended|please consider the environment"
    r"|this (?:e-?mail|message) (?:and any|is intended|was scanned)"
    r"|sollten sie nicht der)"
)
_LEAST_OF_A_DISCLAIMER = 60
SIGNATURE_MARKS = ("--", "—", "- --", "__")
# A line drawn above a signature, which is short.
_RULE = re.compile(r"[-_=*]{5,}")
_LONGEST_SIGNATURE = 14

# Greetings; what is greeted is at most fifty characters long, and ends at a mark or with the line.
_GREETING = re.compile(
    r"(?i)(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|greetings"
    r"|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:morgen|tag|abend)|moin|servus"
    r"|bonjour|bonsoir|salut|ch[eè]re?s?|hola|querid[oa]s?|estimad[oa]s?|buen[oa]s (?:días|tardes)"
    r"|ol[áa]|oi|car[oa]s?|prezad[oa]s?|bom dia|boa tarde|ciao|buongiorno|gentile"
    r"|beste|hoi|hej|hei|kære|kjære|cześć)\b[^.?!,:;\n]{0,50}(?:[,.!:;–—-]+|(?=\n)|\Z)"
)
# Closings that vary; those that do not are in words/closings.txt.
_CLOSING = re.compile(
    r"(?i)(?:(?:all (?:my|the) |(?:with )?(?:my |our )?"
    r"(?:very |kind(?:est)?|warm(?:est)?|best|many|much|lots of|a thousand) ?){0,5}"
    r"(?:best|regards|wishes|thanks|thank you|love|cheers|hugs)"
    r"(?: (?:again|so much|very much|and (?:best|kind|warm) (?:regards|wishes)|from .{1,30}))?"
    r"|(?:yours|very|most)? ?(?:sincerely|truly|faithfully|warmly|cordially|respectfully)"
    r"(?: yours)?|ever yours|take (?:good )?care|(?:talk|speak|see you|more) soon"
    r"|until (?:then|soon|next time)|bye(?: for now)?"
    r"|(?:mit )?(?:viele|liebe|herzliche|beste|freundliche|schöne)n? grü(?:ß|ss)e?n?"
    r"|(?:bien )?cordialement|(?:um |grande )?abraços?|(?:un )?(?:saludos?|abrazo)"
    r"|(?:cordiali|cari) saluti|met vriendelijke groet(?:en)?|groet(?:en|jes)?"
    r"|(?:med )?(?:vänliga|venlig|vennlig) h[äi]ls(?:ningar|en))"
)
_LONGEST_CLOSING = 60
_WORDS_OF_A_NAME = 4
_LEAST_OF_A_MAIL = 3
_QUOTED = re.compile(r"\w{0,3}[>|]")
_AFTER_ALL = re.compile(r"(?i)p\.?\s?p?\.?\s?s\b\.?\s?:?")


def own_words(text: str) -> str:
    """Return what the writer of a mail wrote into it, empty lines folded; "" if all is quoted."""
    lines = _lines(text)
    kept: list[str] = []
    for number in _own_lines(lines):
        bare = lines[number].strip()
        if bare or (kept and kept[-1]):
            kept.append(bare)
    return "\n".join(kept).strip()


def body(text: str) -> str:
    """Return the text with spaces for its greeting and all that is not its writer's own."""
    own = frozenset(_own_lines(_lines(text), least=1, longest=_LONGEST_SIGNATURE))
    left = "\n".join(
        line if number in own else " " * len(line) for number, line in enumerate(text.split("\n"))
    )
    greeting = _GREETING.match(left, len(left) - len(left.lstrip()))
    end = greeting.end() if greeting else 0
    return re.sub(r"[^\n]", " ", left[:end]) + left[end:]


def without_greeting(words: str) -> str:
    """Return the words of a mail without its first line, if that only greets: "Hello Ana,"."""
    line, _, rest = words.partition("\n")
    return rest.strip() if _GREETING.fullmatch(line.strip()) else words


def is_quoted(line: str) -> bool:
    """True if a line is of the mail that is answered: "> yes", "AB> yes"."""
    return _QUOTED.match(line) is not None


def _lines(text: str) -> list[str]:
    return [line[:LONGEST_LINE].rstrip() for line in text.split("\n", MOST_LINES)[:MOST_LINES]]


def _own_lines(
    lines: Sequence[str], *, least: int = _LEAST_OF_A_MAIL, longest: int = MOST_LINES
) -> Iterator[int]:
    """Yield the numbers of the writer's own lines, empty ones too.

    A closing counts after `least` lines: "Thanks!" may be all that is said. It and "--" count
    where at most `longest` lines are left: a note may hold several letters.
    """
    at, count, closed, was_empty = 0, 0, False, True
    while at < len(lines):
        bare = lines[at].strip()
        attribution = _attribution(lines, at) if bare else 0
        if attribution:
            if not _next(lines, at + attribution).startswith(">"):
                return
            at += attribution
            closed = False
            continue
        is_near_end = len(lines) - at <= longest
        if is_near_end and bare in SIGNATURE_MARKS:
            return
        if _is_end(lines, at):
            return
        if not is_quoted(bare):
            closes = is_near_end and count >= least and _is_closing(lines, at)
            closed = (closed or closes) and not _AFTER_ALL.match(bare)
            if not closed:
                yield at
                count += bool(bare) or not was_empty
                was_empty = not bare
        at += 1


def _attribution(lines: Sequence[str], at: int) -> int:
    """Return how many lines from here say who wrote what is quoted ("On Friday, Ana wrote:")."""
    if not _SAID_BEGINS.match(lines[at][:300]):
        return int(
            _next(lines, at + 1).startswith(">") and _SAID_ENDS.search(lines[at][-200:]) is not None
        )
    for size in range(1, _SAID_LINES + 1):
        joined = " ".join(line[:300] for line in lines[at : at + size])
        if _SAID_ENDS.search(joined[-200:]):
            return size
        if not lines[at + size - 1 : at + size] or not lines[at + size - 1].strip():
            return 0
    return 0


def _is_end(lines: Sequence[str], at: int) -> bool:
    """True if nothing of the writer's own comes from here on."""
    bare = lines[at].strip()
    if _CUT.match(bare[:200]):
        return True
    if _RULE.fullmatch(bare) and len(lines) - at <= _LONGEST_SIGNATURE:
        return True
    if _FROM.match(bare[:60]) and any(
        _SENT.match(line.strip()[:60]) for line in lines[at + 1 : at + 6]
    ):
        return True
    return len(bare) >= _LEAST_OF_A_DISCLAIMER and _DISCLAIMER.search(bare[:600]) is not None


def _is_closing(lines: Sequence[str], at: int) -> bool:
    """True if a line takes leave, and no more than a name follows."""
    said = lines[at].strip().strip(",.!–- *").casefold()
    if said not in phrase_set("closings", "closings") and (
        len(said) > _LONGEST_CLOSING or not _CLOSING.fullmatch(said)
    ):
        return False
    return len(_next(lines, at + 1).split()) <= _WORDS_OF_A_NAME


def _next(lines: Sequence[str], at: int) -> str:
    """Return the next line that is not empty, from `at` on; "" if there is none."""
    return next((line.strip() for line in lines[at : at + 20] if line.strip()), "")
