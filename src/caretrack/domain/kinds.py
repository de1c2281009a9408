"""Kinds of touch, their two families, and how a kind is worked out of a note (S1.4, S3.5).

The rules are plain words: a list of phrases for each kind. Before the sales lists are read, what was left unsaid ("did not
pitch anything"), what is an affair of their own ("her renewal with the landlord") and what was only judged ("he complained
about our invoices") is passed over. Whatever still speaks for sales decides: a wrong "sales" only makes somebody due early.

The lists are matched word by word and not as regular expressions, because to compile those would take longer than the
whole of `care log`. A line holds phrases, set apart by commas. In a phrase, `a/b` is either word, `word*` any word that
starts so, `..` up to three words, `#` a number, and a word in capitals one of the sets in `_SETS`.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.errors import CareError

CARE = "care"
SALES = "sales"


class Kind(NamedTuple):
    """Why you were in touch: the word that is stored, its family (CARE or SALES), and what is shown."""

    kind: str
    family: str
    label: str


BUILT_IN: tuple[Kind, ...] = (
    Kind("checkin", CARE, "check-in"),
    Kind("listen", CARE, "listening"),
    Kind("help", CARE, "help"),
    Kind("thanks", CARE, "thanks"),
    Kind("celebrate", CARE, "celebration"),
    Kind("ask", CARE, "asking"),
    Kind("introduce", CARE, "introduction"),
    Kind("social", CARE, "social"),
    Kind("pitch", SALES, "pitch"),
    Kind("renewal", SALES, "renewal"),
    Kind("invoice", SALES, "invoice"),
    Kind("announce", SALES, "announcement"),
    Kind("newsletter", SALES, "newsletter"),
    Kind("admin", SALES, "admin"),
)


class Guess(NamedTuple):
    """A kind, and the exact words of the note that decided; "" when nothing in it spoke for any kind."""

    kind: str
    words: str


_SETS = {
    "SHE": "she he they she's he's they're they've she'll he'll they'll she'd he'd they'd who both",
    "HIM": "him her them",
    "NOT": "not didn't didnt never without avoided avoiding nor zero wasn't isn't nothing don't instead rather",
    "FILL": "a any one even really to of than the going want here there my our try trying once another hidden",
    "TALK": "pitch* sell selling sales upsell* mention* bring* brought talk talked talking discuss* push pushed raise raised touch "
    "touched word business agenda demo pricing offering offered",
    "WARES": "pitch pitches demo demos launch release newsletter newsletters announcement pricing prices price sales offer webinar deal "
    "deals product deck tender mailing promotion clients customers catalogue agreement blog podcast",
    "PAPERS": "renew* contract contracts invoice invoices payment payments price prices pricing deal deals offer offers quote quotes "
    "discount bill bills fee fees unpaid subscription rates proposal paid agreement expir* deposit signed sign signing buy buying "
    "sell selling sold estimate cancel* date dates sale cost costs cash lost closing negotiat* bid",
    "THIRD": "landlord landlord's landlady passport visa vows flat house houses apartment mortgage lease rent nursery wedding surgery "
    "operation scan gym car petrol fuel oil food heating housing builder builders plumber holiday holidays flight flights trip "
    "exam exams funeral tenant tenants mother mum mom dad father husband wife kitchen boiler milk phd van boat bike",
    "AT_HOME": "talk chat walk lunch dinner trip holiday mistake mistakes fault outage bug support kids dog school match game visit error "
    "delay apology conversation team accountant daughter son baby place garden house office cat neighbours friendship boss job "
    "flat puppy kitchen car boat bike colleague starter hire partner nursery",
    "PRODUCT": "release version versions launch feature features product products module app dashboard platform integration integrations "
    "service services website site portal editor range collection functionality update updates line tool",
    "GAVE_NEWS": "told let sent emailed mailed show showed shown shared informed presented introduc* previewed news up called wrote update "
    "pinged",
    "PLAN": "plan plans tier tiers package packages version edition licence license subscription option options bundle seats model",
    "MEET": "call calls meeting meetings review slot session demo time date sync catchup catch workshop appointment visit kickoff "
    "training zoom chat",
    "OFTEN": "weekly monthly biweekly fortnightly regular daily quarterly q1 q2 q3 q4 annual",
    "DAY": "monday tuesday wednesday thursday friday mon tue tues wed weds thu thurs fri it",
    "MANY": "customers customer clients list subscribers accounts contacts",
    "VIEW": "opinion advice input view views thoughts ideas take feedback idea",
    "ACTS": "sent resent emailed mailed chased offered reminded quoted booked followed showed told gave forwarded pitched asked mentioned "
    "invoiced",
    "OURS": "our ours we we're we've we'll us my mine i i'm i've i'll",
    "KEEN": "proposal quote offer renewal renewing renew contract upgrade upgrading extending extension discount",
    "REWARDS": "discount off upgrade upgrading voucher",
    "GIVEN": "sent send sending told gave give show showed shown emailed mailed offer offered quoted reminded walked sold pitched talked "
    "ran chased resent revised",
    "NO_NAME": "it's let's that's what's there's here's who's she's he's today's yesterday's tomorrow's week's month's year's monday's "
    "tuesday's wednesday's thursday's friday's",
    "NO_NOUN": "a an the this that our for to on about through of before after with at in if and",
    "OFFICE": "supplier suppliers vendor vendors bank investors city council insurer insurance school university uni hospital doctor "
    "dentist lawyer lawyers publisher energy electricity landlord",
    "MONTH": "january february march april may june july august september october november december",
    "DEALT": "sent resent emailed mailed chased offered quoted booked forwarded pitched invoiced our",
}

# What was not said or done, and what was only judged: passed over up to the end of the clause.
_LEFT_UNSAID = """
NOT FILL FILL TALK, NOT FILL TALK, NOT TALK, kept/stayed/steered/keeping .. off/away/clear, left .. out/aside/alone/unsaid, no TALK, no
more TALK, not a word, not the moment/time/day, nothing to sell, nothing/not about, wrong moment/time
"""
_JUDGED = """
VIEW on, annoys, ask/asked which, ask/asked/asking .. what .. think/thinks/thought/make/makes/made/reckon/reckons, ask/asked/wanted/asking
.. VIEW, complain*, earful, feedback on, grumbl*, hates/hated, moan*, rant*, unhappy/annoyed/upset/frustrated/angry/cross with/about/by
"""
_CHEERED = "congrat*, happy for, proud of, celebrat*, well done, cheered"
# What is theirs and not between you: passed over up to the end of the clause, or to the first word about you.
_THEIRS = """
HIS .. PAPERS .. OFFICE, HIS .. WARES, HIS .. budget, HIS .. schedule, HIS .. software/template/system, HIS WARES, PAPERS .. HIS OFFICE,
PAPERS .. THIRD, SHE .. pitch*/launch*/selling/sold/lost/won/announced/negotiating/presenting/preparing, SHE
sent/gave/made/offered/invoiced/quoted me/us, THIRD .. PAPERS, THIRD is/was/got resched*/postponed/scheduled, THIRD
resched*/postponed/scheduled, a bid on/for, an/was/were/is outstanding, bidding, bought a/an/the/his/her, bundle of, business plan,
busy/hectic/tight/full/crazy/training schedule, cancelled HIS, care package, cash machine, clinical/drug/medical/on trial, cost of living,
dealing/dealt/deals with, driving licence/license, football pitch, garage/jumble/charity/bake/yard/car sale, good/bad/speaking terms, got
an/a .. offer, grant/research/thesis/marriage/book proposal, great deal, in order, in terms, in/of sales, invoice/billing/quote/pricing
template/software/export/import/page, job/jobs offer/offers, launching/selling/opening/pitching/preparing HIS, like a pro,
mum's/mother's/dad's/father's care, offer SHE got/get/has/had/received, offer from, offered .. lift/hand/coffee/tea/job/ear/seat, offered
to help/listen/drive/come/pick/babysit/lend/look, our .. AT_HOME, our AT_HOME, our/the new AT_HOME, paid .. visit, paid for
lunch/dinner/coffee/drinks/it, paid leave/off/attention, pay rise/cut, phone bill, price/prices of, quote/quotes from/by/of,
record/book/film/big deal, sales team/job/manager/director/people/role/figures/target/targets, school fees,
school/university/nursery/vet/legal fees, sick/maternity pay, sign language, signed up for, silver/gold medal/wedding, sold HIS, sold out,
to deal with, up/split/paid/got the bill, was/were/being/got sold, well/badly/better/under paid
"""

_SALES_PHRASES = {
    "pitch": """
# % off, # months/weeks free, #/two/three/four/five/ten/more/extra/additional seats/licence/license, a/the decision on/by/from/about,
about/to/on/for pro, add on/ons, add/adding #/two/three/four/five/ten/more users/people/sites, add/adds/adding ..
module/feature/seats/users/licence, addon, addons, advanced/gold/silver/bronze/platinum/deluxe PLAN, against other,
an/the/next/first/repeat/new/bigger order, bid, bids, bigger/larger/smaller one, black friday, brochure, brochures, budget
for/approval/approved, budget holder, bundle, business case, buy, buying, case study, catalog*, close it/this/by/before, counteroffer,
coupon, coupons, cyber monday, deal, deals, decided about/on/yet/whether, decision maker, deck, demo, demo'd, demoed, demonstrat*, demos,
discount, discounts, discovery/cold/closing/scoping call, downgrad*, estimate, expand*/expansion to/into/of, extra/additional/another/more
module/modules/features, extra/more day/days/hours of, free for # months/weeks, free month/months/week/weeks/seat/seats, freebie, go
ahead, green light, haggl*, hot/warm/cold/new lead, if SHE refer/refers, info pack, interested in buying/our/the/a/pro, introductory,
leaflet, licence, licences, license, licenses, lost the/that account, made up HIS mind, masterclass, more info on/about/for, more
information on/about, more users, move/moving to our/annual, not/isn't interested, objection, objections, offer, offered ..
package/deal/plan/tier/rate/free, offers, one pager, options for/and, order form, other vendors/suppliers/providers, our ..
services/service, our ..
services/service/offering/offerings/solution/solutions/product/products/range/course/courses/coaching/programme/program, our/new/the ..
pricing tiers/model, phase one/1, phase two/three/2/3, pilot project/phase, pipeline, pitch*, places/spots/seats left, poc, premium,
presentation of our, presented our,
pro/enterprise/annual/yearly/paid/higher/bigger/smaller/our/gold/starter/basic/team/standard/plus/business/old/current PLAN, procurement,
promo, proof of concept, proposal, proposals, prospect, purchase, purchases, purchasing, pushed .. to try, quotation, quote, quoted .. #,
quotes, ready/decided to order, referral scheme/programme/program/bonus, reorder*, requirements, rfp, rfq, roi, rollout, sale, sales,
sample, sell, selling, shortlisted us, sign off from/by, signed off, sold, spiel, stakeholder/stakeholders,
support/maintenance/training/service/onboarding/hosting package/plan, switch/switching to the/our/annual, talked/discussed/asked/talk
budget, test account, testimonial, the pilot, the/our/through .. options, told/mentioned .. about our/the ..
service/course/coaching/programme, top up, trial, trials, try/trying our, upgrad*, upsell*, upsold, us against, use case, use cases,
voucher, vouchers, walk through of, walkthrough, weighing/comparing us, went/going/gone with .. competitor, win/won/winning .. back
""",
    "renewal": """
# month/months/year term/deal/commitment, SHE sign/signs/signed/signing, SHE will/can/may/to sign, agreement, an extension, another
year/quarter/term/six/twelve, auto renew*, cancel*, carry/carries/carrying/go/goes/keep/keeps on/going for another, churn rate/risk,
commit/committed/commitment .. months/year/term, contract, contracts, countersign*, customer for another, docusign, dpa, end of
program/programme/term/contract/course, expir*, extend*/extension .. contract/with/another/months/agreement, if .. extend, if SHE
stay/stays, laps*, leaving us, legal review, month extension, msa, negotiat*, non renew*, notice period, of cancelling/canceling/leaving
us, opt/opted out, prolong*, re new/newal, re sign, re up, re upped, redlines, renew, renewal, renewals, renewed, renewing, renewl,
renews, renwal, retainer, roll/rolled/rolling over, runs/run/running out in/next/soon/on, sign off, sign/signing/signed/signs up/again,
signature, signed it/the/for/today, sla, sow, statement of work, stay/stays/staying on, stay/stays/staying with us, stays/stay a customer,
subscription, subscriptions, t & c/cs, terms, to/will sign, tried/trying to keep HIM, want/wants/like to extend, win them back, with
legal, year two/2/three
""",
    "invoice": """
# days late, accounts payable/department/dept, accounts team/dept, arrears, balance due, bank details, bank transfer, bill/billed/billing
HIM, billed, billing details/address/reminder/contact, card .. declined, charged .. for, chase, chased, chasing, cheque/check in the post,
collections, cost of, costing, credit note, deposit, direct debit, dunning, extra charge, fee increase, fees,
first/second/third/final/2nd/3rd/# reminder, half up front, half upfront, installment*, instalment*, invioce, invioces, invoce, invocie,
invoice, invoiced, invoices, invoicing, is/are/still overdue, late fee, money .. owe, new/our/my/day/daily/hourly rate/rates, our/my
fee/fees, outstanding, overdue account/bill/amount/balance/since/by, owes/owe/owed/owing us, paid, past due, pay/pays/paying
us/up/by/on/next/the/in/it/later/now/this, payment, payments, po, prepayment, price, price/prices/rate/rates/fee/fees
rise/rises/rising/hike/increase, priced, pricelist, prices, pricing, purchase order, rang/nudged/called/emailed/pinged/by/from accounts,
rate increase, receipt, receipts, reconcil*, refund*, remittance, settle/settled up/the/MONTH, statement of account, the/our costs,
the/our money, the/our/last/new/monthly/a bill, too expensive/pricey, unpaid, vat, what .. charge, what .. costs/cost, would/will cost
""",
    "announce": """
GAVE_NEWS .. our/new/latest .. PRODUCT, GAVE_NEWS our/new/latest/upcoming PRODUCT, GAVE_NEWS/mentioned .. our ..
course/programme/program/masterclass/event/range/offering, GAVE_NEWS/mentioned/plugged our/the new, about .. our .. PRODUCT, announc*,
back in stock, changelog, coming soon, deprecat*, discontinu*, early access, early bird, edition/issue is out, event invite, going/go/goes
live, grand opening, heads up/news/update about/on .. new/planned, in stock, invite/invited .. our, just shipped, migration date, moved
offices, new .. in stock, new release/version/feature email/mail/note, new/our catalog*, new/the version/release/feature/module is/are
out/live, now live, open day, open house, opening hours, our .. launch/event/roadmap, our new
office/offices/address/number/brand/logo/name, out now, phased out, phasing out, planned/scheduled maintenance/downtime, press release,
preview of, product news/launch/tour/update/updates, rebrand*, relaunch*, release notes, rolling/rolled/roll out, save the date, sneak
peek, sunset*, unveil*, version #, version/beta/app now/is available, we .. acquired, we shipped, we're/we've moving/moved, we/we're/we've
.. launching/launched, webinar, webinars
""",
    "newsletter": """
blog post, cc'd everyone, circular, digest, drip campaign, email/mail/christmas campaign, mail shot, mail/email blast, mailing, mailings,
mailout, mailshot, mass mailed, mass/bulk/group mail/email/mailing/e, newletter, news letter, newsleter, newsletter, newsletters, round
robin, season's greetings, sent/emailed/mailed/wrote/texted .. everyone/everybody, template mail/email, to #
people/customers/clients/contacts, to everyone/everybody/all, to our .. MANY, to subscribers, to/for all/every/everyone/everybody/whole ..
MANY, to/for the whole/entire
""",
    "admin": """
OFTEN business/project/account/status review/call/meeting, OFTEN sync/call/meeting/catchup/catch/update/standup/report/review, a call
on/next, a time/slot/date for/to/that/next, about/for/on dates, action items, agenda, agreed/fixed/set .. date/dates/day, auto reply,
availability, back a week, backlog, book/booked/booking/arrange/arranged/arranging/organised/organized/pencilled/set .. MEET, booked in,
business/account/q1/q2/q3/q4 review, calendar invite/entry/link, callback, can/can't/cannot/cant .. make DAY, confirm* ..
call/time/date/dates/slot/appointment/tomorrow/tomorrow's/attendance/meeting, confirm*/checked the time/date/slot, coordinat*, dates for,
deliverable*, doodle, find/found/finding a/the time/slot/date, for a call on/next/this, handed over, handover, in the diary, invite for,
kick off call/meeting, kickoff call/meeting, logistics, meeting notes, moved to/from DAY, moved us to,
moved/moving/moves/pushed/shifted/cancelled/canceled .. call/meeting/review/session/workshop/demo/sync/chat, nda, next steps, next/follow
call, no show, onboarding call/plan/session, ooo, paperwork, pencilled in, postpon*, progress update/report/call, project milestone,
project update/plan/timeline/review/call/meeting, pushed/moved/shifted it, qbr, qbrs, re schedul*, remind*/reminder ..
call/meeting/demo/session/tomorrow/deadline, rescedul*, resched*, running late, schedule, scheduled, scheduling, scope/scoping,
sent/shared/circulated/forwarded/emailed ..
agenda/minutes/recap/invite/invites/link/paperwork/form/forms/nda/timesheet/questionnaire/report, setting up .. MEET, sprint, sprints,
stand up with/call/meeting, standup, status, steering committee/group/meeting, timeline, timesheet, timesheets, to/in/on the/his/her/my
calendar, update call/meeting, when .. for a call, zoom/teams/meeting/doodle/booking link
""",
}
_CARE_PHRASES = {
    "checkin": """
checked/check/checking/checks in, checkin, for no reason, holding up, how SHE is/are/was doing/feeling/getting, how she's/he's/they're
doing/feeling/getting/holding, just because, just/only to say hi/hello, thinking of HIM/you, to see how
""",
    "listen": """
about/of HIS worries, angry, annoyed, annoys, complain*, criticis*, criticiz*, disappointed, earful, fed up with, feedback on/about/from,
frustrated, gave/got/left/had .. feedback, griped, grumbl*, heard HIM out, heart out, let HIM talk, let off steam, listen*, moan*, off HIS
chest, open*/opens up about, opened up, rant, ranted, ranting, rants, suggest*, told me what/everything/all, unhappy with/about, upset
with/about, vent, vented, venting, wishes .. we/it/our/the
""",
    "help": """
answered .. question/questions/qs, debugged, debugging, deliver*, dug out/up, explain*, fix, fixed, fixing, got .. working/running, help,
helped, helping, helps, installed, looked over/into/at, migrated, proof read, proofread, recovered, reset, resolved, restored, reviewed
HIS, sent .. template/guide/workaround/tips, showed .. how/where, solved, sorted, support call/ticket/session/chat/case, taught, trained,
troubleshoot*, troubleshot, unblocked, walked .. through/thru, workaround, worked on/through
""",
    "thanks": "thank*, ta for, appreciated, grateful, gave .. credit, credited, recognised, recognized",
    "celebrate": """
anniversary, b day, bday, birthday, celebrat*, champagne, congrat*, flowers for, got promoted, graduat*, happy easter/eid/diwali/hanukkah,
happy new year, merry/happy christmas/xmas, promotion, raised a glass, toasted, wedding card/present/gift, well done
""",
    "ask": """
advisory board, ask/asked/asking .. test/try, ask/asked/asking .. what .. think/thinks/thought/make/makes/reckons, ask/asked/asking/wanted
.. opinion/advice/input/view/views/thoughts/ideas/take, beta, interviewed, picked .. brain/brains, survey, user interview/test/research
""",
    "introduce": "introduc*, put .. in touch, put .. in contact, connected .. and/with/to, intro, intros, brought .. together",
    "social": """
a/long/dog walk, barbecue, bbq, beer, beers, bike ride, breakfast, brunch, coffee, concert, cuppa, dinner, drink, drinks, football, golf,
hike, ice cream, lunch, lunched, match, padel, party, picnic, pint, pints, pizza, pub, sauna, squash, tapas, tennis, theater, theatre,
went sailing/running/climbing/cycling/fishing/swimming/skiing
""",
}

_BREAKS = frozenset(".,;:!?()…–—\n")
_POSSESSIVE = frozenset(["his", "her", "their"])
_LONGEST_START = 12

_Part = frozenset[str]
Rules = dict[str, list[tuple[tuple[_Part, ...], str]]]
_GAP: _Part = frozenset()


def guess(note: str, own_words: Mapping[str, Sequence[str]] = {}) -> Guess:
    """The kind that the note speaks for; `checkin` where it speaks for none (S1.4), and sales where it speaks for both (S3.5).

    `own_words` are the words that stand for a kind in this journal, by kind. They win over the lists, but not over what
    the rest of the note says of sales: the family of a kind that somebody made is not known here.
    """
    words, spans = words_of(note)
    _pass_over(words, _guard(_LEFT_UNSAID), _one_of("ACTS"))
    own = list(hits(_own_rules(own_words), words))
    ours = list(words)
    for start, end, _ in own:
        ours[start:end] = [""] * (end - start)
    _pass_over_theirs(ours)
    sales = [*hits(_rules_for(SALES), ours), *(hit for hit in own if hit[2] in _SALES_PHRASES)]
    found = sales or own or list(hits(_rules_for(CARE), words))
    if not found:
        return Guess("checkin", "")
    # Booking comes last: "booked a demo" is a pitch.
    start, end, kind = min(found, key=lambda hit: (hit[2] == "admin", hit[0], -hit[1]))
    return Guess(kind, note[spans[start][0] : spans[end - 1][1]])


def canonical(word: str) -> str:
    """How kinds are compared: lower case, without hyphens, underscores and spaces ("Check-in" is `checkin`)."""
    return "".join(char for char in word.casefold() if not char.isspace() and char not in "-_‐‑‒–—")


def nearest_kind(word: str, known: Iterable[str]) -> str | None:
    """The one of `known` that was probably meant, or None: for the message that there is no such kind."""
    from difflib import get_close_matches

    labels = {kind.kind: kind.label for kind in BUILT_IN}
    spelled: dict[str, str] = {}
    for kind in known:
        spelled.setdefault(canonical(labels.get(kind, kind)), kind)
        spelled[canonical(kind)] = kind
    near = get_close_matches(canonical(word), spelled, n=1)
    return spelled[near[0]] if near else None


def clean_kind(word: str) -> str:
    """A new kind as it is stored: lower case, 2 to 24 of a-z, 0-9 and "-", a letter first. Raises CareError otherwise."""
    kind = word.strip().lower()
    if not re.fullmatch(r"[a-z][a-z0-9-]{1,23}", kind):
        raise CareError(f"'{word}' cannot be a kind", "Use one word of 2 to 24 letters a-z, digits and hyphens, such as mentoring.")
    return kind


def words_of(note: str) -> tuple[list[str], list[tuple[int, int]]]:
    """Words, numbers and the marks that end a clause, lower case, and where in the note each stands. Hyphens only part words."""
    found = list(re.finditer(r"\w+(?:['’]\w+)*|[&%.,;:!?()…–—\n]|(?<= )-(?= )", note))
    return ["–" if word[0] == "-" else word[0].lower().replace("’", "'") for word in found], [word.span() for word in found]


def rules_of(phrases: Mapping[str, str]) -> Rules:
    """The phrases of each kind, written as the lists above, under every word that they can begin with."""
    rules: Rules = {}
    for kind, lines in phrases.items():
        for phrase in lines.split(","):
            parts = tuple(_GAP if word == ".." else _one_of(word) for word in phrase.split())
            _add(rules, parts, kind)
    return rules


def hits(rules: Rules, words: Sequence[str], stops: frozenset[str] = frozenset()) -> Iterator[tuple[int, int, str]]:
    """Every place where a phrase stands: its first word, the one after its last, and its kind. No `..` reaches over `stops`."""
    for at, word in enumerate(words):
        for form in _forms(word):
            for parts, kind in rules.get(form, ()):
                end = _end(parts, words, at, stops)
                if end:
                    yield at, end, kind


def _add(rules: Rules, parts: tuple[_Part, ...], kind: str) -> None:
    for first in parts[0]:
        rules.setdefault(first, []).append((parts, kind))


def _own_rules(own_words: Mapping[str, Sequence[str]]) -> Rules:
    """Words that somebody chose are taken as they are: no sets, no stars."""
    rules: Rules = {}
    for kind, phrases in own_words.items():
        for words, _ in map(words_of, phrases):
            if words:
                _add(rules, tuple(frozenset([word]) for word in words), kind)
    return rules


def _forms(word: str) -> Iterator[str]:
    """Everything that a phrase can call this word: itself, its starts, "#" for a number, HIS for a possessive."""
    yield word
    yield from (f"{word[:size]}*" for size in range(3, min(len(word), _LONGEST_START) + 1))
    if word.isdecimal():
        yield "#"
    if word in _POSSESSIVE or (word.endswith("'s") and word not in _one_of("NO_NAME")):
        yield "HIS"


def _end(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    """Where the phrase ends that begins at `at`; 0 when it does not stand there."""
    for place, part in enumerate(parts):
        if part is _GAP:
            return _end_after_gap(parts[place + 1 :], words, at, stops)
        if at >= len(words) or part.isdisjoint(_forms(words[at])):
            return 0
        at += 1
    return at


def _end_after_gap(parts: tuple[_Part, ...], words: Sequence[str], at: int, stops: frozenset[str]) -> int:
    for start in range(at, min(at + 4, len(words))):
        end = _end(parts, words, start, stops)
        if end:
            return end
        if not words[start] or words[start] in _BREAKS or words[start] in stops:
            break
    return 0


def _pass_over(words: list[str], rules: Rules, enough: frozenset[str], stops: frozenset[str] = frozenset()) -> None:
    """Blank every phrase of `rules`, and what follows it in its clause: up to one of `enough`, or to an act of ours that is added."""
    for start, end, _ in list(hits(rules, words, stops)):
        if not words[start] or (stops and not _one_of("DEALT").isdisjoint(words[max(start - 2, 0) : start])):
            continue
        after = end
        while after < len(words) and not _ends_clause(words, after, enough):
            after += 1
        words[start:after] = [""] * (after - start)


def _ends_clause(words: Sequence[str], at: int, enough: frozenset[str]) -> bool:
    word = words[at]
    return (
        word in _BREAKS or word in enough or word in ("but", "then", "also") or (word in _one_of("ACTS") and words[at - 1] in ("and", "&"))
    )


def _pass_over_theirs(words: list[str]) -> None:
    """Blank what was only judged or cheered, and their own affairs."""
    for at, word in enumerate(words):
        # "sent her newsletter", "met her for a demo": somebody was given or met, nothing is said to be hers.
        given = words[at - 1] if at else ""
        if (word in _POSSESSIVE or word.endswith("'s")) and (
            given in _one_of("GIVEN") or "".join(words[at + 1 : at + 2]) in _one_of("NO_NOUN")
        ):
            words[at] = "them"
    ours = _one_of("OURS") | _one_of("ACTS")
    _pass_over(words, _guard(_THEIRS), ours, stops=ours)
    _pass_over(words, _guard(_JUDGED), _one_of("KEEN"))
    _pass_over(words, _guard(_CHEERED), _one_of("REWARDS"))


@cache
def _one_of(word: str) -> _Part:
    """What a word of a phrase stands for: the set of that name, or itself and its alternatives."""
    return frozenset(form for name in word.split("/") for form in _SETS.get(name, name).split())


@cache
def _guard(phrases: str) -> Rules:
    return rules_of({"": phrases})


@cache
def _rules_for(family: str) -> Rules:
    """Read when first needed, because most commands guess nothing."""
    return rules_of(_SALES_PHRASES if family == SALES else _CARE_PHRASES)
