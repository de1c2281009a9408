"""Kinds of touch, their two families, and how a kind is worked out of a note (S1.4, S3.5).

The rules are plain words: a list of phrases for each kind, written as phrases.py reads them. Before the sales lists are
read, what was left unsaid ("did not pitch anything"), what is an affair of their own ("her renewal with the landlord")
and what was only judged ("he complained about our invoices") is passed over. Whatever still speaks for sales decides: a
wrong "sales" only makes somebody due early.
"""

import re
from collections.abc import Iterable, Sequence
from functools import cache
from typing import NamedTuple

from caretrack.domain.phrases import BREAKS, POSSESSIVE, Rules, hits, one_of, rules_of, words_of
from caretrack.errors import CareError

CARE = "care"
SALES = "sales"
ASK = "ask"
THANKS = "thanks"


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
year/quarter/term/six/twelve, auto renew*, cancel* .. subscription/contract/account/plan/licence/license/service/membership/order/renewal, may/might/wants/threatens/threatened .. cancel, carry/carries/carrying/go/goes/keep/keeps on/going for another, churn rate/risk,
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


def guess(note: str) -> Guess:
    """The kind that the note speaks for; `checkin` where it speaks for none (S1.4), and sales where it speaks for both (S3.5).

    Of a long note the first LONGEST_READ characters are read.
    """
    words, spans = words_of(note)
    _pass_over(words, _guard(_LEFT_UNSAID), one_of("ACTS"))
    ours = list(words)
    _pass_over_theirs(ours)
    found = list(hits(_rules_for(SALES), ours)) or list(hits(_rules_for(CARE), words))
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


def _pass_over(words: list[str], rules: Rules, enough: frozenset[str], stops: frozenset[str] = frozenset()) -> None:
    """Blank every phrase of `rules`, and what follows it in its clause: up to one of `enough`, or to an act of ours that is added."""
    for start, end, _ in list(hits(rules, words, stops)):
        if not words[start] or (stops and not one_of("DEALT").isdisjoint(words[max(start - 2, 0) : start])):
            continue
        after = end
        while after < len(words) and not _ends_clause(words, after, enough):
            after += 1
        words[start:after] = [""] * (after - start)


def _ends_clause(words: Sequence[str], at: int, enough: frozenset[str]) -> bool:
    word = words[at]
    return word in BREAKS or word in enough or word in ("but", "then", "also") or (word in one_of("ACTS") and words[at - 1] in ("and", "&"))


def _pass_over_theirs(words: list[str]) -> None:
    """Blank what was only judged or cheered, and their own affairs."""
    for at, word in enumerate(words):
        # "sent her newsletter", "met her for a demo": somebody was given or met, nothing is said to be hers.
        given = words[at - 1] if at else ""
        if (word in POSSESSIVE or word.endswith("'s")) and (
            given in one_of("GIVEN") or "".join(words[at + 1 : at + 2]) in one_of("NO_NOUN")
        ):
            words[at] = "them"
    ours = one_of("OURS") | one_of("ACTS")
    _pass_over(words, _guard(_THEIRS), ours, stops=ours)
    _pass_over(words, _guard(_JUDGED), one_of("KEEN"))
    _pass_over(words, _guard(_CHEERED), one_of("REWARDS"))


@cache
def _guard(phrases: str) -> Rules:
    return rules_of({"": phrases})


@cache
def _rules_for(family: str) -> Rules:
    """Read when first needed, because most commands guess nothing."""
    return rules_of(_SALES_PHRASES if family == SALES else _CARE_PHRASES)
