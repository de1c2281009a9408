"""Channels: how you were in touch, and how a channel is worked out of a note (S0.2)."""

from functools import cache

from caretrack.domain.kinds.guess import canonical
from caretrack.domain.language.phrases import Rules, hits, rules_of, words_of

CHANNELS = ("call", "video", "email", "chat", "meeting", "letter", "gift", "event", "other")

# Written as phrases.py reads them. What sounds like a channel and is none comes first, and is passed over.
_NO_CHANNEL = """
called off/it/in, so called, is/are/was/were/named/child/daughter/son/baby/dog/cat/company/shop/firm/place called, call
for/of/centre/center, roll/close/wake/judgement call, wake up call, rang true, rang a bell, met ..
deadline/target/targets/goal/goals/expectations, set/setting up .. call/meeting/chat/zoom,
book/booked/booking/schedule/scheduled/arrange/arranged/moved/wants/want/next/agreed/rescheduled .. call/meeting, zoom/teams/meeting link,
credit/debit/bank/business/sim/report/graphics/yellow/red card, card .. declined/stolen/blocked, fair enough/point/play,
cover/reference/application letter, letter of, at present, present at/for, lunch break, after/before/from/since the meeting/call,
after/before/from/since .. conference/fair/party, text of, mail server/merge/client, email campaign/address, slack off, new phone
"""
_PHRASES = {
    "call": """
call, calls, called, calling, phoned, phone, telephoned, rang, rung, ring, voicemail, voice mail, left .. vm, phonecall, on/over/by ..
phone, hotline, conference call, whatsapp/signal call
""",
    "video": """
video call/chat/conference, videocall, zoom, zoomed, skype, skyped, facetime, facetimed, webex, jitsi, hangout, google/g meet, gmeet,
ms/microsoft teams, on/via/by/over/in teams, teams call/meeting/chat, by/on/over/via video,
met/spoke/talked/chatted/call/called/coffee/lunch/catch .. on/via/over/by zoom/teams/skype/facetime/video/google/webex/jitsi
""",
    "email": """
email, emails, emailed, e mail/mails/mailed, mail, mails, mailed, inbox, newsletter, mailing
""",
    "chat": """
slack, slacked, whatsapp, whatsapped, texted, text, texts, sms, dm, dms, dm'd, dmed, imessage, telegram, messenger, instagram, linkedin,
messaged, pinged, chat message, signal message/chat, on/via/by signal/chat
""",
    "meeting": """
met, meeting, met up, in person, face to face, lunch, lunched, dinner, breakfast, brunch, coffee, tea with, drinks, beer, beers, pint,
pints, visit, visited, visiting, dropped by/in, popped in/over/by, stopped by, at/in HIS office/place/home/desk/shop, on site, onsite,
site visit, went for a, walked .. together, walk with, sat down with, sat with
""",
    "letter": "letter, letters, postcard, postcards, card, cards, handwritten, by post, wrote .. by hand",
    "gift": """
gift, gifts, present, presents, hamper, bouquet, sent/gave/brought/left/took/off ..
flowers/chocolates/chocolate/cake/wine/champagne/book/books/bottle/magazines/soup/honey/plant/basket, flowers for
""",
    "event": """
conference, at/to the fair, at .. fair, trade/book/craft/art fair, trade show, tradeshow, meetup, meet up, expo, summit, festival,
webinar, exhibition, gala, reception, party, concert
""",
}


def guess_channel(note: str) -> str | None:
    """The channel that the note names first, or None when it names none. Of a long note the first LONGEST_READ characters are read."""
    words, _ = words_of(note)
    for start, end, _ in list(hits(_passed_over(), words)):
        words[start:end] = [""] * (end - start)
    found = min(hits(_rules(), words), key=lambda hit: (hit[0], -hit[1]), default=None)
    return found[2] if found else None


def nearest_channel(word: str) -> str | None:
    """The channel that was probably meant, or None: for the message that there is no such channel."""
    from difflib import get_close_matches

    near = get_close_matches(canonical(word), CHANNELS, n=1)
    return near[0] if near else None


@cache
def _passed_over() -> Rules:
    return rules_of({"": _NO_CHANNEL})


@cache
def _rules() -> Rules:
    return rules_of(_PHRASES)
