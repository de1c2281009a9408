"""What speaks in doubt: business in general, words of somebody's life, and of what they thought and felt; kinds.py says when each is asked."""

# Business in general: sales, where nothing speaks for care or of somebody's life.
BUSINESS = {
    "pitch": """
a lead, a no, a/another maybe, against us, agency, approval/approve/approved, back in stock, basket/cart abandoned,
bigger/smaller/small/big/larger/follow job/plan/package/one/project/order/version, came/come in/back with offer/order/figure, case studies,
cfo/coo, chose/chosen/choose/picked us, chose/picked/chosen/took/take someone/somebody/another, client list, collaboration, commissioned,
compare, compared, compares, comparing, comparison, competitor*, cooperation, could do .. for, credentials,
decide/decides/decided/deciding/decision .. on/about/by/whether/if/in/next/after, decided against, declined, didn't bite, due diligence,
enquiries, enquiry, first/intro/qualifying/needs/reference/sales call/meeting/analysis, follow up, follow up/ups, follow ups, followed up,
foot in the door, for free, gatekeeper, gets back, handshake, have/has/had a look at our/the, hesitant, hesitates, hire us, hired us, hires
us, HIS boss/board/partner about/decides/first/wants, HIS own data, how much is/are/would/will/for/do/does, ideas for next, if/whether we
could/can/do/offer/also, inbound, info/information about/on/pack/for, interested in, intro meeting, lead from/via/through/time/list, letter
of intent, likes it but, loi, maybe in/next/after/later, maybe later/next, media/press kit, membership, memo of understanding,
module/modules, more work, more/extra/additional hours/days/sessions/places/units, mou, need/needs/want/wants anything else, needs us,
new/hot/old/good/web/sales lead/leads, next quarter, next season, next/first phase, no for now, not convinced, not now, not yet, number
under, numbers .. again/work/together, on hold, one/someone/somebody who'd/would buy/need, option/options, order
came/comes/in/for/from/placed/confirmed/form/value, ordered #/two/three/four/five/more/again/another/from/the, our PRODUCT, overview of,
package, packages, parked, partnership, pass on, passed on it, pilot, platform, portfolio, prospects, prototype for, qualified the/HIM/as,
qualify the/HIM/as, qualifying, rate card, rebrand, ref customers, request for, right/good/bad time for, said yes/no, said/says yes/no,
sceptical, scope, second/third visit, see/saw the tool, see/saw/try/tried/showed/test the/our PRODUCT, SHE
try/tries/trying/test/tests/testing it, shopping around, show/showed/shown it/HIM .. PRODUCT, skeptical, software, solution, sponsorship,
stalled, start date, supplier/provider/vendor, takes/took part of/two/one, talk/talked/talking/discussed/spoke numbers/money/figures,
talked/discussed about numbers/money/figures, test it/version/phase, the competition, the/HIS board, the/our .. package/packages, to
qualify, took the bait, took/take/takes the .. plan/package/option/offer/one/deal, tour of/through, tried/trying to get HIM to, turned down
our/the, turned us/it down, two/three/# more days, undecided, use us, verbal yes/ok/agreement/commitment, walked/took/talked HIM through
our/the, want/wants/wanted to see/try/test/order/book/hire, want/wants/wanted/needs/need/book/booked/order/ordered another/more/second
workshop/session/course/day/days/hours/module/round/order/batch/one, warm/warmed/warming up, warmed HIM up, we could/can do, we/we've/we'd
won/lost, went/gone elsewhere, what we offer/do, with/to a competitor/rival, won it, work/working with us, yes/no from
""",
    "renewal": """
# more, a break from/until/till/in, again next year, alternatives, annual, another round, another/next/second/third season/term, block of,
churned, continue, continues, continuing, discontinue, ends in/on/soon, gave/give/gives/given notice, hosting, in house, inhouse,
keep/keeps/kept/keeping the/it plan/package/licence/service/running/for, keeping/dropping/dropped the, last day/week/month/year of, last
session/workshop/meeting of, leaves us, left us, maintenance, may/might be/come back, month to month, not/will/won't come/coming back,
notice given, off board*, on board, option year, pause, paused, pauses, pausing, phase/phasing out, programme, quit/quitting us, rolling,
runs/running out, same again, same conditions/terms/as, SHE stop/stops/quit/quits at/in/by/with/after/the, SHE will leave/stop/quit
at/in/by, stay/stays/staying/stayed with us/me, stop the/using/working, take/takes/taking/took a break, term ends, the deal, the pilot, the
plan, the program, the term, wind/winding down
""",
    "invoice": """
# an hour, about/discussed money, accounts, balance, bill, billing, bills, budget code, cash received/came/arrived/in, chargeback, cheque,
cheques, cost, cost/costs centre/center, costs, credit applied/against, credit card, debt, dispute/disputes/disputed, due on/the/by/in,
expense, expenses, finance, gentle/friendly nudge, half now/in/up, hours on/billed/logged, in cash, instalments, late again, money
arrived/came/in, no #, nr #, nudge, nudged, nudging, open bill/bills/amount/balance/items/invoice, our/the money, p o, pay, payment, rebate,
remind/reminded/reminder, rest in/by/on/next, standing order, still/are/is/# open, surcharge, tax form, tax number, the amount, transfer,
was due, wire/transfer came/arrived
""",
    "announce": """
a new colleague/manager/owner/name/range/menu, away until/till/from, closed # MONTH, closed/open on/until/till/between/from/over/for/during,
fair/expo/exhibition stand/invitation/invite/ticket, for us, from MONTH/DAYS/#/next, from MONTH/next we, hand/handing over, i'm/i/am
leaving/away, invited to the, let HIM know, moving office/premises, new catalogue/catalog/colleague, new
contact/colleague/platform/app/office/system/portal/address/process, new
menu/range/collection/logo/brand/website/catalogue/phone/branch/hours/tool/site/line/hire/one, new team/person/version/feature, open
day/house, our new, out of office, outage/recall notice, showed .. the new, SHUT
close/closes/closed/closing/open/opens/shut/reopen*/moves/moved, stops/stop working, switch to/over, takes/take/taking/took over,
told/wrote/mailed HIM i/i'm/i'll, trade fair/show, update/updates, we have/do/did/offer/also/got/can/could/will/plan/start/need/charge,
we'll, we/we'll launch/launched/merge/merged/open/opened/start/started/close/hired, we/we're/office .. closed/away/open/shut, will
run/handle/look
""",
    "newsletter": """
all #, broadcast*, bulk text/sms/message, christmas mail/card/mailing/email, linkedin post, on .. list, our/the campaign, round robin, same
text/mail/message/email, season's greetings, to all/everyone/everybody, to clients/customers
""",
    "admin": """
# MONTH, access, address, admin, agreed/agree on, agreed/agree to/next, approval of, arrange, arranged, arranging, asked for/to, asked HIM
to/for/if, asked if/whether SHE want/wants/need/needs/can/could/would, asked if/whether we/i/our/they/there, assistant, attachment, attend*,
backlog, badge, booked, brief, briefing, by a week, call/calls/called/ring/phone back, call/meeting/zoom/video with
it/hr/legal/finance/engineering/marketing/ops/purchasing/management, can't/couldn't on/at/before/after/this/next, certificate, CLOCK
ok/fine, confirmed, contract, date, date/dates for/is/are/fixed/set/of, dates, DAYS ok/fine/at/morning/afternoon/evening/CLOCK, deadline,
deliveries, delivery, did not/didn't pick/answer up, didn't/did not answer, directions, docs, documents, drawings, figures, file/files
sent/back/over/received, folder, form/forms sent/filled/signed/back/for/is/was/to, gantt, hand in, hand/handed over, handover, huddle, i'll
call/ring/write again/back, invite/invites, jour fixe, link, login data/details/rights, meeting nr/no/with/prep/re/about/at/on/#,
milestone*, missed call/HIM, MONTH #, monthly, moved by, moved/shifted to next/#/DAYS/MONTH/the, new/another/next date/time/day, no
answer/reply/response, no time .. DAYS/week, not reached/reachable/available, notes from/of/to, notes sent, number/address/time/date
changed, on budget, on plan, open ticket/tickets/items, organise, organised, organised/organized/arranged/prepared the, organize, organized,
pa, papers, parking, participants, password, phone number, plan for, prep call/meeting, prepare the, procurement, project, protocol,
quarterly/monthly/weekly/usage figures/numbers, question/questions about/on/re/regarding the, report, resent, set up the, SHE
can/can't/couldn't/could .. DAYS, shipment, short/quick/team/project/pm/ops/weekly call/meeting/sync/update/zoom/teams, specs, spreadsheet,
sync, talk/speak/meet/call/ring again/next/on/in DAYS/week/month/year, teams, technical call/meeting/question, the/final/signed/his/our
file/files, the/our quarterly/monthly/weekly, the/signed form/forms, to dos, to meet, told/wrote HIM/me that/about,
told/wrote/mentioned/showed that/about, touch base, travel details, tried/trying to/again, try/trying again DAYS/next/tomorrow, upload*,
waiting for, week #, weekly, went over, will/would/to call/ring/phone/mail/write HIM/me/again/back/next, will/would/to get back, zoom
""",
}

# What was done for them, thanked for, felt, thought and told: where nothing speaks for any other kind.
TOLD = {
    "help": """
sent/mailed/emailed/forwarded/gave HIM a/an/some/two/three/HIS
""",
    "thanks": """
thanks
""",
    "listen": """
admitted, afraid, angry, anxious, ashamed, blames, break up, burned out, burnout, burnt, can't sleep/cope/stand, candid, concerned,
concerns, confessed, conflict with, devastated, doesn't know/trust/believe/understand/feel/sleep/like, don't
know/trust/believe/understand/feel/sleep/like, dread*, embarrassed, exhausted, fear*, fed up, feel like, FEELING
about/that/because/of/with/at, feels, fell out, fight/fights/row/trouble with, flopped, fuming, furious, gets/gotten/got on HIS nerves,
grumpy, guilty, had enough, hates, heartbroken, HIS idea, HIS worry/worries/fear/fears/concern/concerns/complaint/plan/plans/dream/dreams,
honest, honestly, idea, ideas, ignored, in a panic, in confidence, insulted, jealous, let down, likes/loves/enjoys/trusts us, livid, lonely,
long talk, lost sleep, mad at/about, marriage, misses HIS, nobody answers/answered/reads/listens/cares, not sleeping, overwhelmed, quarrel*,
rude, scared, SHE .. FEELING, SHE .. worried, SHE
feel/feels/felt/dread/dreads/hate/hates/hated/worries/worry/wonders/thinks/doubts/regrets/fears/misses/str
uggles/struggled/resents/blames/believes/hopes, SHE said our/we/i, SHE'D like/love/rather/prefer/wish, shocked, short of staff, sick of,
sleepless, stressed, struggling, talked me through, talked/spoke/talking .. about HIS, the whole story, thinking aloud, thinks, tired of,
told me, torn, unfair, unhappy, unsure, upset, useless, wants to quit/leave/sell/stop, wishes, worried sick, worries, would
rather/like/prefer/love/wish
""",
}

# Something was sent, and nothing says what: sales, for in doubt it is.
SENT = {
    "admin": "sent/send/sending/resent/mailed/emailed/forwarded",
}

# Words of their life: where one of them stands, business that nobody dealt in says nothing.
LIFE = """
accident adhd adopted adoption afraid airport allergy allotment alone alzheimer's ambulance angry ankle anniversary anxiety anxious
apartment apologised apologized apology arm ashamed asleep asthma attic aunt autism babies baby babysitter baking ballet balloons band
baptism beach bees bf bike biopsy birth birthday birthdays biscuits bitter boat books bored born bottle bouquet boy boyfriend brother
brother's bruised buried burned burnout burnt cake camping cancer candles car card cat cats cellar cello cemetery charity chemo chess
chickens child children choc chocolate chocolates chocs choir christening church climbing college concert concussion cookies coping cough
cousin cousins covid crete cried cries cross crutches cry crying cycling dad dad's dance dancing daughter daughter's daughters dead death
degree dementia depressed desperate devastated diabetes died dies disappointed disease divorce divorced doctor dog dogs dread dreading dream
dreams drums dying earthquake embarrassed engaged ex exam exams excited exhausted faith family father father's fear feared fears fell
festival fever fiance fiancee film fire fired fishing flat flight flood flooded floods flowers flu football foster fracture friend friends
frustrated fuming funeral funny furious game garden gardening gf gif gift girl girlfriend gl god golf grandchild grandchildren granddaughter
grandkids grandma grandpa grandson granny grave greece grumpy guilty guitar gutted gym hamster hat hated hates health heart heartbroken hike
hiking hip holiday holidays home homesick honey honeymoon hopeless horse hospital hug hugged hugging hugs hungover hurt husband husband's
icu ill illness inlaws insomnia italy jealous jetlag joke judo karate kid kids kisses kitchen kitten knackered knee knitting laugh laughed
laughing layoffs leg limping listened livid lonely loss love lovely luck marathon marriage married maternity medication meds migraine
miscarriage miss missed misses mom mom's mother mother's mountains movie mri muffins mum mum's music nanny nature neighbor neighbour
neighbours nephew nervous newborn niece novel onesie operation orphan overwhelmed overworked pacemaker pain painting panic panicking parcel
parents parkinson's paternity phd photo photos physio piano pic pics picture pictures podcast poem pony postcard pottery pregnancy pregnant
present promoted promotion proud puppy quake rabbit rain ramadan recipe recipes recover recovered recovering recovers recovery redundancy
redundant rehab relieved resentful retire retired retirement retiring roommate rough rowing running sabbatical sacked sad sailing scared
school separated shattered shocked shoulder sick sister sister's ski skiing skis sleep sleeping sleepless slept smile smiled snow son son's
song sons sorry soup spain spouse storm stress stressed stroke struggling stuck suffering sunburnt surgery swamped swimming teacher tears
teen teenage teenager teeth teething tennis tent theatre therapist therapy thesis tired toddler toddlers tooth toy train trains trip trips
tumor tumour twins uncle unhappy uni university upset vacation vaccine video violin weather wedding widow widower wife wife's wine worried
worries worry wrist yoga
"""
