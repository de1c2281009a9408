"""The words that speak for each kind, written as phrases.py reads them and asked as kinds.py says; only a guess needs them."""

# Passed over up to the end of the clause, before anything is counted.
PASSED_OVER = {
    # What was not said or done.
    "unsaid": """
kept/stayed/steered/keeping .. off/away/clear, left .. out/aside/alone/unsaid, no more TALK, no TALK, not a word, NOT FILL FILL TALK, NOT
FILL TALK, NOT TALK, not the moment/time/day, nothing to sell, nothing/not about, wrong moment/time
""",
    # What was only judged.
    "judged": """
annoys, apologi*, ask/asked which, ask/asked/asking .. what .. think/thinks/thought/make/makes/made/reckon/reckons, ask/asked/wanted/asking
.. VIEW, bitched/swore/cursed about, complain*, earful, fed up with, feedback on, gripe*, grumbl*, hates/hated, let off steam, moan*, not
happy with/about, OFTEN report/meeting/call is, rant*, sick/tired of, sorry for/about, told/tells/telling me/us .. our/we,
unhappy/annoyed/upset/frustrated/angry/cross/furious/mad/livid with/about/by/that/because/over/at, vent*, VIEW on, whinge*
""",
    # What they were cheered, praised or thanked for.
    "cheered": """
celebrat*, cheered, congrat*, credited, fingers crossed, for the/his/her/their/all/being ..
help/helping/support/patience/trust/testing/honesty/kindness, gave/given/give .. credit, happy .. about, happy for, proud of,
proud/relieved/delighted, thank* ..
speaking/speak/talk/coming/visit/visiting/hosting/helping/help/joining/patience/kind/feedback/intro/referral/idea/story, well done, wished
.. luck
""",
    # What is theirs and not between you; up to the first word about you.
    "theirs": """
a bid on/for, ahead/behind/on schedule, an/was/were/is outstanding, appointment with/at .. doctor/dentist/vet/hospital/midwife/specialist,
at all costs, bidding, big/good/great/raw/real deal, book/film/album/art launch, bought a/an/the/his/her, budget
worries/season/cuts/pressure/stress/freeze, bundle of, business plan, busy/hectic/tight/full/crazy/training schedule, cancelled HIS
holiday/trip/flight/party/wedding/leave/plans/phone/own/gym, care package, cash machine, christmas tree/dinner/party/shopping,
clinical/drug/medical/on trial, cold sales, cost him/her/them, cost of living, cost/costs of HIS, court/police/hospital/clinic/social order,
CUSTOMERS of his/hers/theirs, deal of, dealing/dealt/deals with, dear to, demonstration in/against/for,
doctor's/dentist/dentist's/hospital/vet/medical/gp appointment, drivers/driver's licence, driving licence, explain*/taught ..
vat/invoice/invoices/invoicing/quote/contract/pricing, film/music/school/art/dance/performance review, football pitch,
garage/jumble/charity/bake/yard/car sale, garage/yard/boot/jumble sales, get/getting/got/is/are/be/being/been paid, good/bad/speaking terms,
got an/a .. offer, grant/research/thesis/marriage/book proposal, great deal, had a blast, her/his/their sales, HIS .. budget, HIS ..
CUSTOMERS, HIS .. PAPERS .. OFFICE, HIS .. pipeline/churn/turnover/revenue/conversion/margin/margins/profit/profits, HIS .. renewal
rate/rates, HIS .. schedule, HIS .. software/template/system, HIS .. WARES, HIS first/own/biggest/very
WARES/invoice/invoices/contract/quote, HIS new/first/own/next/old
website/site/menu/range/logo/brand/collection/office/shop/team/product/app/project/pilot/module, HIS notice, HIS WARES, in order, in terms,
in/of sales, interest/mortgage/divorce/birth/crime/heart rates, invoice/billing/quote/pricing template/software/export/import/page, job/jobs
offer/offers, jury/court/murder trial, launch party of HIS, launching/selling/opening/pitching/preparing HIS, leads HIM/to/the/a/us, like a
pro, long overdue, looked at/over .. quote/contract/offer/proposal, mail/males order, marathon/running/school schedule,
mum's/mother's/dad's/father's care, no deal of, offer from, offer from/of HIS/a/an/the, offer SHE got/get/has/had/received, offered ..
lift/hand/coffee/tea/job/ear/seat, offered to help/listen/drive/come/pick/babysit/lend/look, on .. deck, on/for sale, our .. AT_HOME, our
AT_HOME, our/the new AT_HOME, over/kitchen/house/loft/roof/back/building extension, overdue coffee/call/catch/chat/lunch/visit/hello,
owner/owners/hq/shareholders .. sell/sells/selling/sold/close, paid .. visit, paid for lunch/dinner/coffee/drinks/it, paid
leave/off/attention, paid/pays/pay off HIS, PAPERS .. HIS OFFICE, PAPERS .. THIRD, pay for HIS, pay rise/cut, pay/paid/pays ..
attention/respects/compliment, phone bill, pilot licence, practised/practiced/rehearsed/practise/practice the/HIS, premium
economy/bond/bonds, price/prices of, protest, quote/offer/contract/bill/estimate SHE got/get/has/had/received, quote/quotes from/by/of,
quote/quotes/quoted .. poem/book/song/bible/shakespeare, raise*/raised/raising/donat*/saved/won/lost/stole/worth/inherited .. MONEY,
ran/run/runs/running .. #k, record/book/film/big deal, sale of .. company/business/firm/house/flat/farm/shop, sales floor, sales
rep/representative/clerk/assistant/background/course/director/boss/guy/head, sales
team/job/manager/director/people/role/figures/target/targets, school fees, school/university/nursery/vet/legal fees, sent/send .. care
package/best/love/regards/wishes/hugs, SHE .. lost/won/landed/got the/a/her/his/their .. tender/client/customer/contract/deal/order, SHE ..
pitch*/launch*/selling/sold/lost/won/announced/negotiating/presenting/preparing, SHE .. sales, SHE sent/gave/made/offered/invoiced/quoted
me/us, sick/maternity pay, sign language, signed up for, silver/gold medal/wedding, sold .. house/car/flat/boat/bike/shop/farm, sold HIS,
sold out, sunset over/at/by/on/from/walk/together, THIRD .. PAPERS, THIRD got/is/was/were/has/have/been sold/stolen, THIRD is/was/got
resched*/postponed/scheduled, THIRD resched*/postponed/scheduled, to deal with, to/for the whole/entire
team/family/crew/office/band/staff/gang/house/school/village, torn between, trial and error, trial/trials run, under review,
up/split/paid/got the bill, was/were/being/got sold, watched .. sunset, well/badly/better/under paid
""",
}

# What speaks for each kind, by family; and what is only business, which speaks for sales where nothing speaks for care.
PHRASES = {
    "sales": {
        "pitch": """
# % more/less/cheaper, # % off, # months/weeks free, a second/third project, a/the decision on/by/from/about, about/to/on/for pro, add
on/ons, add*/adding/need/needs/want/wants/buy/order/take/takes .. GOODS, add/adding #/two/three/four/five/ten/more users/people/sites,
add/adds/adding .. module/feature/seats/users/licence, adding/add/adds .. system/platform/contract, addon, addons,
advanced/gold/silver/bronze/platinum/deluxe PLAN, against other, an/the/next/first/repeat/new/bigger order, angebot, another/next/follow/new
project, asked/ask/asking .. referral/referrals/review/testimonial, at # a/per day/hour/month/head, ballpark, bid, bids, bigger/larger
project/order/job/contract, black friday, bought our/it/more/the, brochure, brochures, brought/bring/bringing/slipped/snuck/squeezed up/in
.. WARE/our/the, budget .. approved/released/signed/available/frozen, budget cycle/left/owner/round, budget for/approval/approved, budget
holder, bundle, business case, business lunch/dinner/breakfast, buy, buy*/bought .. from us, buyer, buyers, buying, capabilities, case
study, catalog*, cheaper, circle back, close it/this/by/before, close/closed/closing won/lost/this/by, come/comes/get/gets/coming/getting
back to me/us, commercials, compare/compares/comparing/compared us/our/prices/offers/quotes/vendors, comparison, competitor, competitors,
consultation, convince/convinces/convincing HIS, coupon, coupons, cyber monday, days at #, deal, deals, decide*/decision .. we/us/our,
decided about/on/yet/whether, decision maker, deck, demo, demo'd, demoed, demonstrat*, demos, devis, discount, discounts,
discovery/cold/closing/scoping call, downgrad*, enquir*/inquir* about/for, estimate, expand*/expansion to/into/of,
extra/additional/another/more module/modules/features, extra/more day/days/hours of, figure for, flyer/flyers, foot in, for #
users/people/seats/licences/sites/heads, for the/a/that tender, free account/licence/seat/session/audit/workshop/trial/consultation, free
for # months/weeks, free month/months/week/weeks/seat/seats, freebie, gave .. presentation, ghosted, go ahead, go/goes/going/went/gone
with/for us/ours/another/someone/somebody/them/option/the/plan, green light, haggl*, have/has/had/got/gets/find/found/free/freed/finds ..
budget, hot/warm/cold/new lead, if SHE refer/refers, infosec, interest/interested in our/the/us/a/an/buying/working, interested in
buying/our/the/a/pro, intro'd us, introduced us/our/myself/ourselves, licence, licences, loves it but, lukewarm,
lunch/dinner/coffee/breakfast .. tender, made up HIS mind, masterclass, measure/measured/measuring up, measured, more info on/about/for,
more information on/about, move/moving to our/annual, mull* it/over, need/needs us, new/an/the/first/web enquiry/inquiry, next
package/phase/step, no budget til/until/till/for/left/this/yet/now/before, no decision, no interest, no money, not keen, not/isn't
interested, objection, objections, offer, offered .. package/deal/plan/tier/rate/free, offers, offerte, on the fence, one pager, opp, order
form, other vendors/suppliers/providers, other/another/different supplier/vendor/provider/agency, our ..
services/service/offering/offerings/solution/solutions/product/products/range/course/courses/coaching/programme/program, our/new/the ..
pricing tiers/model, out of budget, over budget, parked till/until/for, per user/seat/head/licence/site/day, phase #, phase one/1, phase
two/three/2/3, pipeline, pitch, pitched, pitches, pitching, places/spots/seats left, poc, premium, presentation of our,
presentation/presented to #/them/the/four/three/two, presented our, presupuesto, preventivo,
pro/enterprise/annual/yearly/paid/higher/bigger/smaller/our/gold/starter/basic/team/standard/plus/business/old/current PLAN, procurement,
promo, proof of concept, prop, proposal, proposals, prospect, purchase, purchases, purchasing, pushed .. to try, pushed/pushing/push ..
WARE, put .. on hold, quotation, quote, quoted .. #, quotes, ready/decided to order, references from/for, referral
scheme/programme/program/bonus, reorder*, requirements, revisit in/after/next, rfp, rfq, rival, roi, rollout, rough/ballpark figure, run it
past/by, sale, sales, samples, save/saves HIM #, scoped, security questionnaire/review, sell, SELL .. our new/own, SELL .. WARE, SELL
our/the/a/an WARE, SELL the/our new, selling, sent/gave/left/free .. sample, sent/submitted the/our/a tender, shortlist*, sign off from/by,
signed off, sister company/companies, sold, SOME GOODS, SOME more/extra/additional GOODS, sounded HIM out on/about, spiel,
stakeholder/stakeholders, supplier form/portal/registration/onboarding, support/maintenance/training/service/onboarding/hosting
package/plan, switch/switching to the/our/annual, talked/discussed/asked/talk budget, talked/talking HIM into/out, tender/rfi/rfp
for/sent/submitted/due, testimonial, the pilot is/was/went/ends/goes/phase/project/at/in/with/and, the/our/through .. options, think it
over, thinks/think/thinking about it/our, throw/threw/throws/throwing/thrown in, told/mentioned .. about our/the ..
service/course/coaching/programme, top up, trade in, trial, trials, try .. free, try/trying our, upgrad*, upsell*, upsold, us against, use
case, use cases, v#, vendor form/list/number/portal/onboarding/review/assessment, voucher, vouchers, waiting ..
decision/approval/answer/reply/response/board/sign, waiting for/on procurement/legal/budget/board/po, walk through of,
walked/took/talked/led/ran .. through our/the
product/products/platform/range/package/packages/offer/services/solution/portfolio/catalogue/tiers, walkthrough, want/wants/asked/ask ..
references, went with, win/won/winning .. back
""",
        "renewal": """
# month/months/year term/deal/commitment, # month/months/year/years extension, after/since pilot, agreement, an extension, another
year/quarter/term/six/twelve, another/further/extra .. year/term/quarter, cancel* ..
subscription/contract/account/plan/licence/service/membership/order/renewal, cancel* by end/the, cancel* per/effective/end, cancel* us,
carry/carries/carrying/go/goes/keep/keeps on/going for another, churn rate/risk, commit/committed/commitment .. months/year/term,
continue/continuing/continues with/next/for/in/until, contract, contracts, contrat, counter sign*, countersign*, customer for another,
docusign, dpa, drop/drops/dropping/dropped us, end of pilot/trial/project, end of program/programme/term/contract/course, expir*,
extend*/extension .. contract/with/another/months/agreement, extend/extended/extends/extending, extension ..
agreed/signed/offered/in/until/of, if SHE stay/stays, in/for year #/two/three, indexation, keep/kept/keeping HIM on/as, laps*, leave us/our,
leaving us/our, legal review, legal team/dept/department, lock/locked/locking in, may/might/wants/threatens/threatened .. cancel, month
extension, moved/move/moving/switch/switched/switching .. annual/monthly/yearly/quarterly, msa, multi year, negotiat*, not continuing,
notice period, one more year/term/quarter, opt/opted out, pause/paused/pausing .. project/retainer/contract/work, prolong*, re new/newal, re
sign, re up, re upped, redline*, renew, renewal, renewals, renewed, renewing, renewl, renews, renwal, retainer, retention,
roll/rolled/rolling over, runs/run/running out in/next/soon/on, SHE .. not continue/continuing/renewing/extending/carrying, SHE
sign/signs/signed/signing, SHE stops/stop/ends/quits at/in/by/next/with us, SHE will/can/may/to sign, sign off, sign*/signed ..
year/months/sow, sign/signing/signed/signs up/again, signature, signed it/the/for/today, signed off/it/today/yesterday/the/another, sla,
sow, sow#, statement of work, stay/stays/staying on, stay/stays/staying/stayed/stick/sticks/remain with us/me, stays/stay a customer,
subscription, subscriptions, t & c/cs, terminat*, terms, to/will sign, tried/trying to keep HIM, up in/for/at .. MONTH/renewal, uplift,
vertrag, want/wants/wanted out, will/won't/to/not/may/might/wants/want continue, win them back, with legal, year two/2/three, yearly/annual
plan/fee/contract
""",
        "invoice": """
# days/weeks/months late/overdue, accounts about/re/again/asked/says/said/dept/department/team/lady/person, ap
team/dept/department/asked/needs/says, arrears, balance due, bank details, bill/billed/billing HIM, billed, billing
details/address/reminder/contact, budgeted, card .. declined, charge for/us/HIM/of, charged .. for, charges for/us, chase, chased, chasing,
collections, corrected/wrong/new/revised bill/po/invoice, costing, credit note, deposit, direct debit, double/extra/late charge, dunning,
expense claim/report, factura, facture, factuur, fattura, fees, final/first/last/open bill, finance about/needs/dept,
first/second/third/final/2nd/3rd/# reminder, HIS ap, iban, installment*, instalment*, inv #/for/no/sent/paid/is/still/overdue/attached/from,
invioce, invioces, invoce, invocie, invoice, invoiced, invoices, invoicing, late fee, mahnung, MONEY, money ..
coming/owed/arrived/through/landed/late/still/yet/tomorrow, money .. owe, MONTH inv, net #, new/our/my/day/daily/hourly rate/rates, our/my
fee/fees, outstanding, overdue, owes/owe/owed/owing us, paid, past due, pay*/paid .. late again, pay/pays/paying
us/up/by/on/next/the/in/it/later/now/this, pay/pays/paying/paid .. invoice/bill/deposit/us/late/early/half/#/monthly/quarterly, payment,
payments, paypal, po, prepayment, price, price/prices/rate/rates/fee/fees rise/rises/rising/hike/increase, priced, pricelist, prices,
pricing, pro forma, proforma, purchase order, quid, rang/nudged/called/emailed/pinged/by/from accounts, rate goes/rises/stays/is/up/to,
rate/rates for/from/in/go/going/up, rates, re/resent/resend .. bill, receipt, receipts, rechnung, reconcil*, refund*, reimburs*, remittance,
sent/chased/resent/emailed/the .. inv, sepa, settle/settled up/the/MONTH, SHE pay/pays/paying, spoke/talked/spoken to/with
accounts/finance/ap, statement sent/of, stripe, tax id, the/a fee/fees, the/our money, the/our/last/new/monthly/a bill, too
expensive/pricey, total is/was/of, tranche, unpaid, up front, upfront, vat, vendor/supplier/creditor number, w9, what .. charge, where ..
money/payment
""",
        "announce": """
about .. our .. PRODUCT, all customers/clients/accounts/users, announc*, change of our/the/address/terms, changelog, changes to our/the,
christmas/holiday/summer/easter closing/closure/hours/shutdown, coming soon, communicated, deprecat*, discontinu*, downtime, early access,
early bird, edition/issue is out, emailed/wrote/mailed/told/mail/email/mentioned .. re/about/of
downtime/maintenance/outage/migration/changes/update/release, event invite, GAVE_NEWS .. our/new/latest .. PRODUCT, GAVE_NEWS
our/new/latest/upcoming PRODUCT, GAVE_NEWS/mentioned .. our .. course/programme/program/masterclass/event/range/offering,
goes/going/went/gone live, going/go/goes live, got/introduce*/presented a/our/the/my new colleague/manager/contact/hire/boss, grand opening,
heads up/news/update about/on .. new/planned, in stock, informed HIM/all/everyone/of/re/about/everybody/customers/clients/that,
introduce*/presented .. our/my new/successor, invite/invited .. our, invite/invited/invitation .. open day/house, just shipped, launch
mail/email/event, let .. know .. our/new/we, let/letting .. know about/that/of our/we/the/new, maintenance window, migration date, moved
offices, my/our replacement/successor, new am/csm/rep/account manager/owner/contact/lead, new
bank/terms/portal/site/office/offices/address/number/hours/prices/version/release/product/products/service, new release/version/feature
email/mail/note, new/our catalog*, new/the version/release/feature/module is/are out/live, notification, notified, now live, office hours,
opening hours, our .. launch/event/roadmap, our new, our open day/house, our/the office is/closed/closes, out now, phased out, phasing out,
planned/scheduled maintenance/downtime, press release, preview of, price/pricing/policy change/changes, product
news/launch/tour/update/updates, rebrand*, relaunch*, release notes, rolling/rolled/roll out, save the date,
service/product/feature/policy/terms update/updates/notice/change/changes/announcement, sunset*, takes/taking/take/took/taken over from/as,
told/sent/emailed/mailed/mentioned/plugged/showed our/the new, told/telling all/everyone/everybody/customers/accounts, unveil*, v#
is/out/launch/release, version # is/out/launch*, we .. moved/moving/merged/merging/acquired/rebranding/closed/closing, we shipped, we're/we
are/will closed/closing/merging, we're/we've moving/moved, we/we're/we've .. launching/launched, webinar, webinars
""",
        "newsletter": """
all on/in .. list, bcc, bcc'd, blanket mail/email, blog post, bulletin, cc'd everyone, circular, digest, drip, e card/cards, ecard, ecards,
email/mail/group/update/newsletter/promo blast, everyone/everybody .. card/cards/mail/email/message, form letter, group mail/email/message,
issue #, linkedin/blog post/article to, list mail, mail merge, mail shot, mail/note/email/letter/message/card to
our/all/the/clients/customers/accounts/subscribers, mailchimp, mailing, mailings, mailout, mailshot, mass mailed, mass/bulk/group
mail/email/mailing/e, monthly/weekly/quarterly mail/email/update/bulletin/digest, newletter, news letter, newsleter, newsletter,
newsletters, our/christmas/email/mail/black/spring/summer/autumn campaign, round mail/email, rundmail, season's greetings,
sent/emailed/mailed/wrote/texted .. everyone/everybody, sent/mail/mailed/email/emailed/wrote/note/card/letter/message/went/out to
everyone/everybody/all, serienmail, standard mail/email/letter/message, subscribers, template mail/email, to #
people/customers/clients/contacts, to everyone/everybody/all on/in the, to our .. MANY, to the list, to/for
all/every/everyone/everybody/whole .. MANY, to/for the whole/entire list/base/client/customer/database/user/mailing/customers/clients,
whole/entire/mailing/full list
""",
        "admin": """
about/for/on dates, about/re/book*/moved/confirm*/change*/missed .. appointment, action points/items/list, agenda, agreed/fixed/set ..
date/dates/day, appointment for/on/at DAYS/#/next/in, asked/ask/asking/waiting/looking for ..
slot/slots/date/dates/time/times/meeting/appointment, auto reply, availability, back a week,
book/booked/booking/arrange/arranged/arranging/organised/organized/pencilled/set .. MEET, booked in, business/account/q1/q2/q3/q4 review,
calendar inv/invite/invites/event/entry/hold, calendar link, calendly, call
booked/moved/cancelled/canceled/postponed/confirmed/set/fixed/planned, callback, can't/couldn't/can/could make DAY/it/the,
cancelled/canceled/cancels/cancel .. MEET/tomorrow/today/DAYS/again, catch up on the/project, changed/change the/our date/time/day/dates,
checkpoint, clash, clashes, compliance, confirm* .. call/time/date/dates/slot/appointment/tomorrow/tomorrow's/attendance/meeting, confirm*
.. delivery/order, confirm* .. MEET/CLOCK/DAYS/#, confirm*/checked the time/date/slot, confirmed/confirm .. MONTH, coordinat*, date/dates
for/in/of/that/don't/didn't, DAYS CLOCK/instead/works/suits, deliverable*, doodle, double booked, find/found/finding a/the time/slot/date,
form signed/filled/returned, gdpr, get/gets/come/comes/got/came/coming back .. date/dates/time/times/availability/slots/options, in
progress, in the diary, inv/invite/invites for/to/sent .. MEET/kickoff, kick off, kickoff, kpi*, late for .. MEET, logistics, MEET ..
at/to/for/on/from CLOCK, meeting booked/moved/cancelled/canceled/postponed/confirmed/set/fixed/planned, meeting notes, meeting
with/to/on/at/next/in .. DAYS/CLOCK, minutes of .. MEET, minutes sent/from/to, moved to/from DAY,
moved/move/shifted/pushed/push/shift/bumped/put .. to/until/till DAYS/CLOCK/MONTH, moved/moving/moves/pushed/shifted/cancelled/canceled ..
call/meeting/review/session/workshop/demo/sync/chat, moved/pushed/postponed/delayed by #/a/one/two week/weeks/day/days/month,
moved/pushed/shifted/bumped us/meeting/DAYS, nda, new date, next steps, next/follow call, no show, OFTEN business/project/account/status
review/call/meeting, OFTEN sync/call/meeting/catchup/catch/update/standup/report/review, on track, onboarding call/plan/session, ooo, open
points/items/actions, paperwork, pencilled in, pm call, postpon*, progress update/report/call, project manager/meeting/call, project
update/plan/timeline/review/call/meeting, pushed/moved/shifted it, qbr, qbrs, questionnaire, rdv, re schedul*, reach HIM re/about/regarding
the, rebook*, recap, remind*/reminder .. call/meeting/demo/session/tomorrow/deadline, rescedul*, resched*, review meeting/call/session,
running late, schedule, scheduled, scheduling, scope/scoping, sent .. inv/invite/invites, sent/shared/circulated/forwarded/emailed ..
agenda/minutes/recap/invite/invites/link/paperwork/form/forms/nda/timesheet/questionnaire/report, setting up .. MEET, slot, slots, sprint,
sprints, stand up with/call/meeting, standup, standups, status, steerco, steering committee/group/meeting, suggested/proposed DAYS/CLOCK,
suggested/proposed/offered DAYS/CLOCK/#/two/three/another/new .. date/dates/time/times/slot/slots, termin, timeline, timesheet, timesheets,
to do list, to/in/on the/his/her/my calendar, touchpoint, update call/meeting, usage review/stats/numbers/report/data, voicemail ..
about/for/re/to .. MEET/appointment, went through/over numbers/figures/kpis/metrics/usage/list/open/actions/plan, when .. for a call, who ..
signs, works/suits for SHE/him/her/them, zoom/teams/meeting/doodle/booking link
""",
    },
    "care": {
        "checkin": """
all fine/good/well/ok/quiet, all the best, asked after/how, best wishes, chatted, checked/check/checking/checks in, checkin, dropped a
line/msg/note, dropped/drop HIM a line/note, get well, hello, holding up, hope/hoping/hopes SHE, how .. going, how is going/it, how SHE
is/are/was doing/feeling/getting, how she's/he's/they're doing/feeling/getting/holding, just because, just hi, just
talked/chat/called/talking, laid off, moved in/house/flat, moving house, moving in, natter, new house, nice/good/lovely/great to hear/see,
no reason, on HIS mind, say/said/saying hello/hi, see how, small talk, sounded/sounds/looked/looks/seemed/seems ..
low/tired/better/well/happy/happier/down/sad/fine/good/ok/okay/relaxed/stronger/weak/shaken/pale/rested/exhausted/himself/herself, thank
god, thinking of HIM/you, thought of HIM/you, wanted to know how
""",
        "listen": """
a mess/disaster/nightmare/shambles/joke, about/of HIS worries, angry, annoyed, annoys, awful, bitched, bug/crash report, complain*,
confided, cried/crying/tears, criticis*, criticiz*, disappointed, earful, feature request, fed up with, feedback on/about/from, frustrated,
gave/got/left/had .. feedback, got it off, gripe*, grumbl*, heard HIM out, heart out, horrible, let HIM talk, let off steam,
likes/loves/enjoys/loved/enjoyed/trusts working/us .. us, listen*, long talk/chat/call about, moan*, more say, needed to talk, not happy
with/about, off HIS chest, open*/opens up about, opened up, poured HIS heart, rant*, reported a/the/an, rubbish, suggest*, talked at length,
terrible, think/thinking/thinks aloud/out, told me that/about/SHE/why/how, told me what/everything/all, unhappy with/about, unload*, upset
with/about, useless, vent, vented, venting, vents, wanted to talk, whinge*, wishes .. we/it/our/the
""",
        "help": """
advice on, advised, answered .. question/questions/qs, back online, backup of HIS, bug/issue/problem fixed/solved/found, cheat sheet,
checklist, cleaned up, coached, debugged, debugging, deliver, delivered, delivering, drafted .. with HIM, drove over, dug out/up, escalated,
explain*, figured/worked out, fix, fixed, fixing, for the afternoon/night/evening/weekend with HIM, found HIM a/an/some, found out why,
found the/a/his .. bug/cause/error/mistake/fault, found the/his/her/their missing, found/built/checked/wrote/tested/cleaned/counted/repaired
.. with HIM, gave .. tips/comments/advice/hand/pointers/lift, got .. working/running/going/online, got HIM .. contact, help, helped,
helped/help/helping .. set up, helping, helps, installed, lent, looked over/into/at, macro, made .. for HIM, migrated, on HIS behalf,
prepared/prep HIM, proof read, proofread, prototype, ran the/a training, read .. draft, read through, recovered,
redid/redo/rewrote/edited/checked/corrected HIS, reference for, rehearsed, remote session, reset, resolved, restored, reviewed HIS, rewired,
sat with .. and, script, sent .. article/articles/book/books/notes/example/examples, sent .. how/instructions/link, sent ..
template/guide/workaround/tips, set .. up for HIM, set up HIS, shared my, showed .. how/where, solved, sorted, spare part, spent
the/an/two/three .. with HIM/HIS, stayed .. line/late/til/until, stayed up, support call/ticket/session/chat/case, supported, talked HIM
through, taught, tested/tried .. for us, tip, tips, told HIM which/how to/where, trained, translated, troubleshoot*, troubleshot, turned ..
back on, unblocked, unlocked, up and running, updated/repaired/replaced/cleaned/cleared/configured/built/designed/edited/printed .. for HIM,
updated/repaired/replaced/cleaned/cleared/improved/configured/rewrote/wrote/built/changed/designed/edited/printed/checked HIS, walked ..
through, went/going/gone/go through/over HIS, workaround, worked on/through, works/working/running/runs again, wrote .. review for, wrote
HIM a, wrote/write/written .. reference/recommendation
""",
        "thanks": """
appreciated, because of him/her/them, because SHE recommended/referred/helped/supported/defended, bedankt, brought/sent/gave/left ..
croissants/cookies/bottle/chocolates/honey .. for, built/changed/made/shipped/did what SHE, chuffed, credited, danke*, for
recommending/referring us, gave .. credit, gracias, grateful, grazie, HIS idea/feedback/suggestion .. changed/shipped/in/live/made/built,
HIS name in/on the/our, how much i/we value, how useful/good/helpful HIS, how useful/good/helpful/kind SHE, idea was his/hers/theirs, kudos,
merci, named after, obrigad*, on stage, owe HIM a, praise for, praised, recognised, recognized, said/say/saying/sent/our/big/many/personal
thanks, sent .. chocolate/chocolates/choc/chocs/cake .. for, shout out, shoutout, small gift/parcel/present .. for/with, ta for, thank,
thank you, thanked, thankful, thanking, thanks to/for/note/mail/card/message/letter/call, told .. built/changed/shipped/fixed ..
asked/suggested, well deserved, wrote .. nice/kind/good review, you were right
""",
        "celebrate": """
anniversary, award, awards, b day, birthday, born, bravo, cake for, celebrat*, champagne, cheer, cheered, congrat*, cumple*, diwali, eid,
engaged, flowers, geburtstag, got promoted, got the job, graduat*, grat*, hanukkah, happy easter/eid/diwali/hanukkah,
happy/good/merry/prosperous/a new year, hooray, jubilee, merry/happy christmas, mubarak, new year's wishes/card/greetings/party/toast,
newborn, passed HIS, promotion, raised a glass, toast, toasted, wedding, weihnachten, well done, wished, won the, years in business
""",
        "ask": """
advisory board, ask/asked/asking .. feedback, ask/asked/asking .. test/try, ask/asked/asking .. what ..
think/thinks/thought/make/makes/reckons, ask/asked/asking/wanted .. opinion/advice/input/view/views/thoughts/ideas/take, asked #
q's/questions/qs, asked .. to join/speak/help/review/test/write/judge, asked HIM what we/i, asked what/which/how SHE'D, beta, co design,
customer panel/board, customer/advisory/user/client council, feedback from HIM, focus group, for HIS .. advice/opinion/view, got HIS ..
comments/opinion/view/views/thoughts, HIS view/opinion/take on, how SHE'D name/word/call/do, interview with HIM, interviewed, invited .. to
shape/design/test, invited .. to test/join/speak/beta/help/choose/co, picked .. brain/brains, picked/pick/picking .. brain, second opinion,
shoot/poke/pick holes, showed .. two/three/# drafts/sketches/versions/designs/mockups/logos, sounding board, survey, tested the/our .. with
HIM, user interview/test/research/testing/panel, what SHE'D, which of the/these/our, would SHE
""",
        "introduce": """
both .. each other, both .. into, both do/are/work/live/have/love/fight/run/sell/struggle, brought .. together, connected .. and/with/to,
each other's number/numbers/mail, gave HIM .. number/name/contact, got .. together, intro, introduc*, intros, know/meet/met/knew each other,
linked .. up, made the link/connection/introduction, mailed/wrote/told both, matched .. with, on a call together, passed/forwarded/gave/sent
.. cv/number/name/details .. to, put .. in contact, put .. in touch, recommended .. to HIM, recommended HIM to, referred HIM to, sent ..
way, should/must/could meet/talk, swapped .. numbers, vouched
""",
        "social": """
barbecue, bbq, beer, beers, bowling, breakfast, brunch, cake, cards evening, chess, cinema, climbing, coffee, concert, cricket, cuppa,
curry, cycled, darts, dined, dinner, drink, drinks, festival, film, fishing, football, gig, golf, hike, ice cream, jog, karaoke, lunch,
lunched, match, movie, museum, padel, party, picnic, pint, pints, pizza, pub, ran .. together/k, ride, roast, rugby, run together, sailed,
sang, sauna, skiing, squash, supper, swam, swim, tapas, tea, tennis, theater, theatre, tickets, walk, walked, went
sailing/running/climbing/cycling/fishing/swimming/skiing, went/go for a/an, wine
""",
    },
}
