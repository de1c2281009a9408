"""What somebody wrote themself in a mail: without the mail that is answered, signature, disclaimer, and what a telephone adds."""

import re
from collections.abc import Sequence

MOST_LINES = 2_000
LONGEST_LINE = 4_000

# Re: and Fwd: in the languages of Europe, with a number (Re[2]:) or without; and what lists and filters put before them.
_ANSWER = re.compile(
    r"(?i)(?:re|fwd?|aw|wg|antw|sv|vs|vb|rv|enc|res|tr|rif|odp|pd|ynt|vá|doorst|i|r)[ \t]*(?:\[\d{1,3}\]|\(\d{1,3}\)|\^\d{1,3})?[ \t]*[:：][ \t]*"
    r"|\[(?:ext(?:ern(?:al)?)?|spam|extern[eo]?)\][ \t]*"
)

# An attribution: how it begins, and what ends it, within a few lines.
_SAID_BEGINS = re.compile(
    r"(?i)(?:>?\s*)(?:on|am|le|el|em|il|op|den|w dniu|\d{1,4}[-./]\d{1,2}[-./]\d{1,4})\b|[^\s>].{0,120}(?:<[^<>\s]+@[^<>\s]+>)"
)
_SAID_ENDS = re.compile(
    r"(?i)\b(?:wrote|writes|schrieb|a écrit|escribió|escreveu|ha scritto|schreef|skrev|napisał(?:\(a\))?)\b[^:\n]{0,120}[:：]\s*$"
)
_SAID_LINES = 4

# What everything that follows belongs to another mail, or to nobody.
_CUT = re.compile(
    r"(?i)-{3,}\s*(?:original message|original appointment|ursprüngliche nachricht|originalnachricht|message d.origine|mensaje original|mensagem "
    r"original|messaggio originale|oorspronkelijk bericht|forwarded message|weitergeleitete nachricht|message transféré|mensaje reenviado"
    r"|mensagem encaminhada|forwarded by)"
    r"|(?:begin forwarded message|anfang der weitergeleiteten nachricht|début du message (?:réexpédié|transféré)|inicio del mensaje reenviado)\s*:"
    r"|_{20,}\s*$|-----BEGIN PGP (?:SIGNATURE|MESSAGE)"
    r"|(?:sent (?:from|via) (?:my|mail|yahoo|outlook|the)|get outlook for|von (?:meinem|unterwegs)\b.{0,40}gesendet|gesendet (?:von|mit)\b"
    r"|diese nachricht wurde von meinem|envoyé (?:de|depuis) (?:mon|ma)|télécharger outlook|enviado desde mi|enviado do meu|obtener outlook"
    r"|inviato da(?:l mio)?|verzonden (?:vanaf|met) mijn)\b.{0,80}$"
)
_FROM = re.compile(r"(?i)[*_]{0,2}(?:from|von|de|da|van|från|fra|od)[*_]{0,2}\s?:[*_]{0,2}\s")
_SENT = re.compile(
    r"(?i)[*_]{0,2}(?:sent|gesendet|envoyé|enviad[oa](?: el| em)?|inviato|date|datum|fecha|data|verzonden|skickat|sendt|to|an|à|para|aan|subject|betreff"
    r"|objet|asunto|assunto|oggetto|onderwerp|ämne)[*_]{0,2}\s?:"
)
_DISCLAIMER = re.compile(
    r"(?i)(?:confidential|privileged|vertraulich|confidenti|confidencia).{0,200}(?:e-?mail|message|nachricht|mensaje|mensagem|recipient|empfänger)"
    r"|(?:e-?mail|message|nachricht|courriel|correo|mensagem).{0,120}(?:confidential|privileged|vertraulich|confidentiel|confidencial)"
    r"|(?:if you are not the intended|please consider the environment|this (?:e-?mail|message) (?:and any|is intended|was scanned)"
    r"|sollten sie nicht der)"
)
_LEAST_OF_A_DISCLAIMER = 60

_CLOSINGS = frozenset(
    """
best|best regards|best wishes|kind regards|kindest regards|warm regards|warmly|regards|with regards|many thanks|thanks|thanks again|thank you|thx|cheers|yours|
yours sincerely|yours truly|yours faithfully|sincerely|all the best|take care|love|talk soon|speak soon|br|kr|
mit freundlichen grüßen|mit freundlichen gruessen|mit freundlichem gruß|mit besten grüßen|freundliche grüße|viele grüße|liebe grüße|
beste grüße|herzliche grüße|schöne grüße|gruß|grüße|lg|mfg|vg|bg|danke|vielen dank|bis bald|
cordialement|bien cordialement|bien à vous|bien à toi|amicalement|à bientôt|merci|bises|sincères salutations|
saludos|saludos cordiales|un saludo|un cordial saludo|un abrazo|abrazos|atentamente|gracias|muchas gracias|
abraços|abraço|um abraço|grande abraço|cumprimentos|com os melhores cumprimentos|atenciosamente|atentamente|obrigado|obrigada|beijos|
cordiali saluti|distinti saluti|saluti|grazie|met vriendelijke groet|groeten|groetjes|med vänlig hälsning|hälsningar|vänliga hälsningar|
med venlig hilsen|mvh|hilsen|pozdrawiam
""".replace("\n", "")
    .casefold()
    .split("|")
)
_GREETING = re.compile(
    r"(?i)(?:hi|hello|hey|hiya|dear|good (?:morning|afternoon|evening)|hallo|liebe[rs]?|sehr geehrte[rs]?|guten (?:morgen|tag|abend)|moin|servus"
    r"|bonjour|bonsoir|salut|ch[eè]re?s?|hola|querid[oa]s?|estimad[oa]s?|buen[oa]s (?:días|tardes)|ol[áa]|oi|car[oa]s?|prezad[oa]s?|bom dia|boa tarde"
    r"|ciao|buongiorno|beste|hej|kære|kjære|cześć)\b[^.?!,:;]{0,50}[,.!:;–—-]*"
)
_WORDS_OF_A_NAME = 4
_LEAST_OF_A_MAIL = 3
_AFTER_ALL = re.compile(r"(?i)p\.?\s?p?\.?\s?s\b\.?\s?:?")


def subject_of(subject: str) -> str:
    """A subject without Re:, AW: and their like, however often they stand before it."""
    at = 0
    while found := _ANSWER.match(subject, at):
        at = found.end()
    return subject[at:].strip()


def own_words(text: str) -> str:
    """What the writer of a mail wrote into it, empty lines folded; nothing where all of it is quoted."""
    lines = [line[:LONGEST_LINE].rstrip() for line in text.split("\n", MOST_LINES)[:MOST_LINES]]
    kept: list[str] = []
    at, closed = 0, False
    while at < len(lines):
        bare = lines[at].strip()
        said = _attribution(lines, at) if bare else 0
        if said:
            if not _next(lines, at + said).startswith(">"):
                break
            at += said
            closed = False
            continue
        if _is_end(lines, at):
            break
        if not bare.startswith((">", "|")):
            # "Thanks!" may be all that is said.
            closed = (
                closed or (len(kept) >= _LEAST_OF_A_MAIL and _is_closing(lines, at))
            ) and not _AFTER_ALL.match(bare)
            if not closed and (bare or (kept and kept[-1])):
                kept.append(bare)
        at += 1
    return "\n".join(kept).strip()


def without_greeting(words: str) -> str:
    """The words of a mail without its first line where that only greets: "Hello Ana," is not what was done, and is no check-in."""
    line, _, rest = words.partition("\n")
    return rest.strip() if _GREETING.fullmatch(line.strip()) else words


def _attribution(lines: Sequence[str], at: int) -> int:
    """How many lines from here say who wrote what is quoted: "On Friday, Ana Silva wrote:"; 0 for none."""
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
    """Whether nothing of the writer's own comes from here on."""
    bare = lines[at].strip()
    if bare in ("--", "—", "- --", "__") or _CUT.match(bare[:200]):
        return True
    if _FROM.match(bare[:60]) and any(
        _SENT.match(line.strip()[:60]) for line in lines[at + 1 : at + 6]
    ):
        return True
    return len(bare) >= _LEAST_OF_A_DISCLAIMER and _DISCLAIMER.search(bare[:600]) is not None


def _is_closing(lines: Sequence[str], at: int) -> bool:
    """Whether a line takes leave, and no more than a name follows: a signature may say "book a demo", and nobody has said it."""
    said = lines[at].strip().strip(",.!–- *").casefold()
    if said not in _CLOSINGS:
        return False
    return len(_next(lines, at + 1).split()) <= _WORDS_OF_A_NAME


def _next(lines: Sequence[str], at: int) -> str:
    """The next line that is not empty, from `at` on; the empty one where there is none."""
    return next((line.strip() for line in lines[at : at + 20] if line.strip()), "")
