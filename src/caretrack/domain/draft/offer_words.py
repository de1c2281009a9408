"""What selling sounds like in a letter, and what only sounds like it (S1.4, S2.4, S3.5). Phrases as in draft_words.py.

A letter speaks to them: "our renewal" and "your subscription ends" are sales, "your daughter's school fees" and "you offered me
coffee" are not. What is theirs, what was only cheered and what is denied is passed over up to the end of its clause, or to
the first word about you.
"""

from caretrack.domain.draft.vocabulary import each

OFFERS = {
    "offer": """
# % off/discount/cheaper/less/reduction/saving/bonus, discount of #, a/our/any/with/your/this/extra/and [SPECIAL] [SPECIAL]
discount/voucher/coupon/promo/promotion, our/these/SPECIAL [SPECIAL] discounts, discounts on/for/available, the/our/this/a
discount/voucher/coupon/promo code, the/our/this/special/SPECIAL discount/deal/promotion/sale/offer
ends/expires/runs/valid/applies/closes/lapses, offer/discount/promotion/sale is/are [only/still] valid/open/on/for/available, discounted
price/rate/rates/seats/tickets/fee, limited time, time limited, for a limited, limited/SPECIAL
offer/offers/deal/deals/price/prices/pricing/rate/rates/sale/promotion/bonus/discount, special/better/best/good price/rate/deal for you,
deal for you, promo/coupon/voucher/discount code, use code, use the/our/my/this code, free
trial/upgrade/consultation/audit/assessment/webinar/ebook/shipping/delivery/licence/license/seats/seat/demo/sample, free
month/months/week/weeks of/on/for/with/if/when, trial period/ends/expires, try it/us/pro/our free/for/pro/premium [free], #
days/weeks/months [for] free, first/two/three/six month/months/year free, # months/weeks/seats for #, risk free, no obligation, black
friday, cyber monday, while stocks/supplies last, # for the price, SPECIAL offer/offers, the/this [latest/new/current] offer [i/we]
sent/below/attached/stands/ends/enclosed/for, still/back on the table, offer we/i made/sent/have/discussed, i/we can/could/would/will/may
[now/also/only/even/gladly] [like/love/be] [to/happy/able/pleased/delighted] [to] offer you/your, we/i [are/am] [now/also/currently]
offering, we [now/also/currently] offer, pleased/delighted/excited/thrilled to offer, save you # %/MONEY, save you MONEY #, save [up] to
#, save # %/MONEY, save MONEY #, save big, savings of, cost saving/savings, referral bonus/fee/programme/program/scheme, refer a friend,
at no extra/additional cost/charge, case study in exchange, our/a/the SPECIAL bundle/bundles, bundle price/deal/offer/discount, add/extend
#/extra/more/another/some/additional [#/extra/more] seats/licences/licenses, #/extra/more/additional [extra/more/additional/new/spare]
seats/licences/licenses, early bird price/prices/rate/rates/discount/ticket/tickets/registration/offer/fee/special/until/ends, money back
guarantee, your money back, our [SPECIAL] offer/offers, offer/sale/deal/discount/quote ends/expires/lapses, our plans start/from/begin, your [free]
trial
""",
    "price": """
our [new/current/latest/updated/#/monthly/annual/hourly/daily]
price/prices/pricing/fee/fees/rate/rates/quote/quotation/tariff/tariffs/proposal/estimate, price/prices/pricing/rates/fees/tariffs
will/are [be] [going] [to] [go/going/be] up/rise/rising/increase/increasing/change/changing, price/prices/rates is/are/stays/remains
[only/just/still] valid/fixed/guaranteed/reduced/frozen/special, price/pricing/fee/rate list/increase/change/update/model/rise/page/table,
# MONEY a/per/each/every UNIT, MONEY # a/per/each/every UNIT, # a/per seat/user/licence/license/head, only/just/from # MONEY,
only/just/from MONEY #, for only/just # MONEY, for only/just MONEY #, at only/just # MONEY, at only/just MONEY #, my/revised/attached
estimate, quote/quotation/proposal/estimate i/we sent/made/promised, price/prices i/we offered/quoted/sent, plus/excl/excluding/ex/incl
vat, hourly/daily rate, our day rate, best price, price point, pricing for/details/options/information/info/of/plans/attached, return on
investment, prices [will] go/start/starts/starting/from/begin [up/at/from] #/MONEY, costs/priced [only/just/you/at/from] [at] MONEY #,
costs/priced [only/just/you/at/from] [at] # MONEY, my/revised/updated/attached/latest quote/quotation/proposal, attached/enclosed
[is/please] [find] the/our/a/my [revised/updated/new] proposal/quote/quotation/offer/estimate
""",
    "renewal": """
the/our/your/this/upcoming/annual/early/contract/subscription/licence/license/automatic/auto renewal/renewals,
for/up/about/before/of/on/coming renewal, renewal date/notice/quote/offer/form/reminder/terms/call/talk/price/period/options, renew
YOUR/our/for/now/early/with/by/before PAPERS/another/now/us/#/early, to/and/you renew
PAPERS/now/early/today/online/with/for/by/before/again, renew PAPERS, YOUR
[annual/current/yearly/monthly/support/maintenance/service/basic/pro/free/business/#/old] PAPERS [with] [us]
ends/expires/end/expire/lapses/finishes/renews/due, YOUR
[annual/current/yearly/monthly/support/maintenance/service/basic/pro/free/business/old] PAPERS [with] [us] is/are/will/has/comes/runs
[now/soon/about/be/to/coming] [to/be] up/due/ending/expiring/expire/end/out/an/renew/expired/ended/lapsed/running/coming/renewed, end of
YOUR/the/our/this [annual/current] PAPERS, PAPERS ends/expires/expiring/lapses/lapsed/expired/renews/renewal,
extend/extending/prolong/upgrade/upgrading YOUR/our PAPERS/WARES, extend/prolong the
contract/subscription/agreement/membership/licence/license, sign/signed/countersign the/YOUR/our/this/attached [new/revised/updated]
contract/agreement/proposal/order/quote/renewal, if you sign, contract/agreement/order for signature/signing, another/next/additional
year/term with us, stay with us, send/sent the/you [the/a/your] [new] contract/agreement, your signature, attached/enclosed [is/please]
[find] the/our/a/your [revised/updated/new] contract/agreement
""",
    "payment": """
the/our/an/your/this/my/attached/enclosed
[attached/unpaid/overdue/outstanding/open/last/latest/new/january/february/march/april/may/june/july/august/september/october/november/december/due]
invoice/invoices, invoice #/no/number/attached/remains/still/due/dated, invoices are/remain/attached, is/are/was/now/still/remains/remain
[now/still/currently/#/days/past] [days/day] overdue/unpaid, # days overdue, invoice/payment/balance/bill/account is/are/was/remains
[still/now] outstanding/open/due/late, past due, not [yet] received/had/seen the/your/any/a payment/transfer/money/funds/remittance, payment reminder/terms/details/link/plan/date,
YOUR/outstanding/overdue/late/prompt/missing payment, payment is/was/remains/of/for #/due/now/overdue/still/late/outstanding,
outstanding/open/unpaid/overdue balance/amount/sum/bill, settle YOUR/this/the [outstanding/open] invoice/balance/bill/account/amount, pay
the/this/our/YOUR [outstanding/open/last/attached] invoice/balance/bill/deposit, amount due/outstanding, statement of account, purchase
order, the po number, po number, your po
""",
    "wares": """
a/free/quick/short/live/product/our/another/personal/online/brief [quick/short/free/live/product/personal] demo/demos/demonstration, demo
call/slot/session/account/version, demo of our/the/it, product tour/demo/launch/update/line/range/news, our ADJ [ADJ]
WARES/service/services/newsletter/promotion/sale/offering, our
brochure/catalogue/catalog/offering/offerings/webinar/webinars/workshop/workshops/masterclass/membership/solutions/services/newsletter/promotion/sale/deck/demo/programmes/programs,
our product/products/service/solution/platform/software/app/tool/tools
can/could/will/would/helps/help/offers/offer/saves/lets/makes/gives/includes/costs/comes, has/have a new module/feature/plan/tier, we
have/just [just/recently/now/also] launched/released/introduced/announced/added/rolled/shipped, we launched/released/announced, we
recently launched/released/introduced/announced/added, like/excited/thrilled/proud/pleased/delighted/happy to announce/present/launch,
introduce our/the new, introduce you to our, announcing our/the/a, upgrade to our/the/a/pro/premium/business/gold
[new/latest/annual/bigger] [PAPERS/plan/pro/premium/business/gold/tier/package/version], upgrade now/today/options/path/offer, upgrading
to our/pro/premium/the/a pro/premium/plan/bigger/annual/gold/version, add on/ons for/to, our add on/ons, upsell, add the .. module,
move/moving/switch/switching [you] to our/the/a [annual/pro/premium/new/bigger] plan/tier, show/walk/take/give/run/send you
[through/around/over] our [new/latest/full/ADJ] [ADJ] WARES/demo/tour/preview/offering/figures, give/show you a/the
[quick/short/free/little] demo/tour/preview/walkthrough/presentation, how our/my [ADJ] WARES/service/services/company
can/could/might/helps, how we can/could/might [help/grow/improve/boost/support] [you/your]
grow/improve/boost/increase/save/business/sales/company/revenue, what we can/could offer, learn/find/read/discover [out] more about/on/at
our/us, learn/find/read/discover [out] more here, more information/details/info about/on our, interested in
our/hearing/learning/seeing/trying [more] [about] our/demo/it/more, interested in a demo/quote/trial/offer, good/great/perfect fit for
you/your, solution/solutions for you/your, for businesses/companies/clients/customers like yours/you,
businesses/companies/clients/customers like yours/you, our clients/customers see/save/love/report/say/get/rave, trusted by
#/over/more/thousands/hundreds/leading, boost your/sales/productivity, grow your business/sales/company, increase your
sales/revenue/turnover, generate [more/new/qualified] leads, streamline your, to the next level, our case studies, business opportunity,
opportunity to work together, we provide/supply/sell/specialise/specialize, latest/monthly/this/summer/winter/spring/autumn newsletter,
this month's newsletter,
premium/enterprise/pro/gold/platinum/silver/business/professional/basic/standard/annual/yearly/bigger/higher/paid/advanced/deluxe/starter/plus
plan/plans/tier/subscription, premium/enterprise/pro/gold/platinum/deluxe
package/edition/version/account/membership/support/option/features, the new
planning/reporting/analytics/payroll/stock/mobile/booking/billing/advanced/premium/pro/gold module/modules/plan/plans/tier/package, the
new plan/plans/tier, our .. module/modules/plan/plans/tier/package/packages/subscription/dashboard/add, our ..
goes/is/are/go live/out/available, goes live, i/we help/enable/empower/serve/support/assist/equip/advise .. founders/companies/businesses/firms/teams/brands/leaders/owners/managers/entrepreneurs/clients/organisations/organizations/agencies/shops/startups/people/professionals,
be considered for, company/capability profile, keep us/me in mind for, like to work with you, do business with you, #/two/three/six/first [#/two/three/six] month/months/weeks/year [is/are] on us, leading
provider/supplier/vendor/manufacturer/maker, present/presenting/showcase our, our new/newest/latest .. WARES/service, attached/enclosed [is/are/please] [find] our/the brochure/catalogue/catalog,
to introduce you/our, like/excited/proud/pleased/delighted/happy to introduce our
""",
}

# Only where a clause begins, or after "please", "to", "can" and their like: an order, not a story.
ORDERS = {
    "action": """
book YOUR/a/an/my/yourself [free/quick/short/#/intro/discovery] [minute/min/quick/free] SESSION/spot, book now/today/here/online/early,
open for booking/registration, schedule a/an/your/some [free/quick/short/#/intro/discovery/brief] [minute/min/quick/free] SESSION, reserve
YOUR/a SESSION/spot, set up a/an/another [quick/short/brief/free/#/intro] [minute/min] demo/call/meeting/session, arrange a/an
[quick/short/free/brief] demo/call/meeting/session, hop/jump/get on a/an [quick/short/brief/#/discovery/intro] [minute/min]
call/zoom/demo, sign up here/now/today/at/by/before/on/via, sign up for our/the/a/free, sign up [to] [our/the]
newsletter/webinar/course/trial, click here/below, click on/the/this/through [on] [the/this/our] link/button/banner, follow this link,
reply yes/stop/now/today, reply with yes, respond yes, text yes, register here/now/today/at/by/before/via/online/early, register your
interest, register for our/the/your, enrol/enroll now/today/here, subscribe to our/my, subscribe now/here/today, order
now/today/here/yours/online, buy now/today/yours/online/here, shop now/online/our, get started today/now/here, start your free/trial,
start a/your/the [free] trial, try it/pro/our free/now/today, download our
free/latest/new/guide/ebook/whitepaper/brochure/app/report/catalogue, claim your [free]
[gift/discount/voucher/seat/place/spot/bonus/prize/reward/offer/trial/copy], redeem your/the code/voucher/points/gift/discount, apply/use
the/this/your code, act now/fast/today, grab yours/your, secure your SESSION/place/spot, lock in the/your/this/these/our/a
[current/old/low/special] price/prices/rate/rates/discount, take advantage of our/this/the offer/discount/promotion/our/special/deal/sale,
take advantage of our, do not miss out/this/our/it, last/final chance to/for, only #/two/three/four/five/a/few [few/more]
SESSION/places/spots/seats/slots/left/licences/tickets left/remain/remaining/available, places/spots/seats/slots are
limited/filling/going, spaces are limited, visit our website/site/store/shop/stand/booth/web/page/online/showroom, visit us at/online,
check out our [new/latest] [website/site/page/blog/pricing/range/offer], contact our sales, speak to our sales, call our sales, talk to
sales, pick a time/slot/date that/in/on/here/from, choose a time/slot/plan, find a time/slot on/in my/our calendar, my
calendar/calendly/booking link/is/page, calendly, my booking page, request a/your demo/quote/trial, get in touch with our/sales, let me
know if/when you want/would/are/could .. [like/ready/want/interested/wish] to buy/order/upgrade/proceed/renew/extend/sign, give me the/a
go ahead, next steps, move forward with the/our/this, close the deal, sign by/before/here/today/below
[the/monday/tuesday/wednesday/thursday/friday/sunday/#/end], a/for/have #/fifteen/ten/twenty/thirty/quick/short [#/fifteen/twenty]
minute/min/minutes call/demo/chat/meeting, #/fifteen/ten/twenty/thirty minutes of your, #/fifteen/ten/twenty/thirty minutes this/next
week, # min/mins/minute call/chat/demo
""",
}

BEFORE_ORDERS = each("""
. ! ? … ¶ , ; : – ( please to can could just simply now and or then here also you not would should must we let may might a your for only
quick my the i'll will us are
""")

THEIRS = """
congrat*, congratulations, congrats, well done, proud of you/her/him/them, happy for,
glad/pleased/delighted/thrilled/happy/sorry/relieved/amazed to hear/read/see/learn that/about/you/of/your/it, good luck with/on, fingers
crossed for, best of luck, bravo, hats off, enjoyed your, loved your, i/we saw/heard/read/noticed that/you/your/about/of, how
did/do/does/is/was/are/were your/the/it/you/her/his/their, your [own/new/first/big/last/next]
THEIR_THINGS,
you/she/he/they [have/has/had/kindly/once/also/so/just/already/all/both/finally/would/will/were/are/was/is/been]
[kindly/once/also/so/just/already/finally/being/even]
THEIR_DEEDS,
your friend*, offer from, an/a/the/your/her/his/their job/house/flat/home/book/publishing/record offer/deal, counter offer from, offer on
YOUR/the house/flat/boat/home/apartment, offer to/you a/my/an hand/help/ear/lift/coffee/shoulder/bed/sofa, offer you a/my/an
[cup/hand/bed/lift/coffee/tea/sofa/shoulder/ear/apology/place/home/glass], offer my/our/you my/our
apologies/condolences/congratulations/help/sympathy/support/thoughts/thanks,
school/university/nursery/vet/legal/tuition/club/hospital/doctor's fees/fee/bill/bills/invoice,
passport/visa/permit/lease/vows/driving/residence/mortgage/insurance/domain/library renewal/renewals/application, renew/renewing/renewed
HIS/your/her/the/their passport/visa/vows/lease/permit/mortgage/licence/license/friendship/faith,
landlord/landlady/mortgage/rent/nursery/school/tuition/childcare, price/prices/cost of
DEAR,
driving licence/license, car/garage/yard/jumble/bake/charity/boot/house sale, great/good/big deal of/to, no big deal, not a big deal, a
great/good deal, big deal, dealing with, free time/evening/day/weekend/hour,
piano/guitar/swimming/cooking/language/evening/dance/sailing/spanish/portuguese/french/german/pottery
course/courses/lesson/lessons/class/classes, marathon, choir, race, half marathon, sign language, product manager/owner/team, sales
team/people/manager/director/job/colleague/figures/numbers, phone/heating/energy/electricity/gas/water/medical bill/bills, pay rise,
maternity/sick/paid leave, business school, with HIS contract, football/cricket pitch, book club, table for two/us, book a table, sign up
for the marathon/race/choir/gym, wedding, funeral, chemo, surgery, operation, therapy, honeymoon
"""
# What is said not to be the matter, up to the end of the clause.
DENIED = """
not/nothing/never/without/instead/no ..
sell/selling/pitch/pitching/sale/sales/offer/business/agenda/renewal/contract/invoice/demo/money/work/chasing, not/nothing/without/instead/no ..
about, do not want to
sell/talk, no need to/for, nothing to sell/buy, not about, not writing/calling/here/asking/trying, this is not, no
pitch/sales/strings/agenda/business/catch/obligation, forget the/about, leave the, leaving the, never mind the
"""
# Where a letter turns to its writer's own affairs: there, what was theirs or denied ends.
OURS = each("our ours we us my i but however")
# "Are you going to sign up?": before "to", these say that the plan is theirs.
THEIR_PLANS = each("going planning decided able hoping managed had plan used meaning")
# What they wished for and got is an answer, not an announcement: "we have added the report that you asked for" (S3.3).
WISHED = """
you .. asked/suggested/wanted/complained/mentioned/told/said/proposed/requested/reported/pointed/missed/wished/needed,
your idea/ideas/suggestion/suggestions/complaint/feedback/request/remark/criticism/bug/wish, because of you, thanks to you
"""

# Words that only trade uses, each with its group above. They sell where they are yours (draft_trade.py).
TRADE = {
    **dict.fromkeys(each("discount discounts voucher vouchers promotion promo surcharge"), "offer"),
    **dict.fromkeys(
        each("tender quote quotes quotation proposal pricing tariff retainer estimate pricelist"),
        "price",
    ),
    **dict.fromkeys(each("renewal subscription licence license licences licenses"), "renewal"),
    **dict.fromkeys(
        each(
            "invoice invoices sow msa countersign countersigned countersignature billing instalment instalments installment prepayment remittance"
        ),
        "payment",
    ),
    **dict.fromkeys(
        each("demo demos webinar webinars brochure brochures masterclass upgrade upgrades"), "wares"
    ),
}
# After "your" these are still yours; "your quote" and "your webinar" are theirs.
SOLD_TO_THEM = each(
    "discount voucher renewal subscription licence license licences licenses invoice invoices billing instalment instalments installment demo "
    "upgrade"
)
OF_OURS = each(
    "our my the this that these those a an any attached enclosed another updated revised outstanding"
)
OF_OTHERS = each("his her their its whose someone somebody's no not without of about")
# "The quote you found", "the proposal she wrote": somebody else's.
SOMEBODY = each("you he she they his her their")
# A sentence with one of these owns up or mends, and sells nothing: "the invoice was wrong, I am sorry".
MENDED = each(
    "wrong mistake mistakes error errors bug bugs crash crashed crashes broken fixed fix mended repaired sorry apology apologise apologize "
    "apologies fault corrected corrects refund refunded"
)
# What is asked for after an offer, and what says that it is asked for.
ACTS = each(
    "reserve order download buy purchase sign confirm activate switch approve upgrade commit accept register pay update complete book claim "
    "start proceed lock secure hold pencil subscribe renew extend transfer settle authorise authorize decide interested try install enrol ahead chat call conversation meeting hour minutes papers paperwork form"
)
ASKS_TO_ACT = each(
    "please can could shall would will may want just simply then now if i let ready happy"
)
# A price or a last day, after an offer.
CLOSING = each(
    "% € $ £ eur euro euros usd dollars pounds gbp lapses lapse expires expire honoured honored valid guaranteed cheaper bonus discounted "
    "deadline commitment vat payment instalment"
)
# Words that trade shares with life: two of them sell in a sentence about you, one sells none. A word that the journal knows of them never does.
HALF_TRADE = each("""
commitment minimum papers percent % agency lower hold reference references agreement contract package packages price prices priced cost costs rate rates fee fees deposit client clients customers revenue turnover
service services serve seats seat licence finance procurement po signature extension extend conditions
terms offer offers deal deals special introductory launch launched launching release version feature features platform software tool
tools solution solutions dashboard module plan plans tier budget savings save saves saving boost double triple roi portfolio capability capabilities
expertise enterprise premium exclusive limited trial sample samples competitors competitive commercial commercials supplier vendor maintenance
support bundle expires expire ends renew due overdue outstanding payment pay paid transfer reminder balance settle
collection campaign leads growth industry leading expanded provider projects upcoming available availability slots booking bookings
register registration sign-up signup link download quota quarter purchase buy procurement vat per
""")
