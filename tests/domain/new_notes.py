"""Notes to try the rules on: each set was written, and scored, before the rules were mended by what it showed.

What that first reading gave is in bench/README.md: it is what a stranger may expect. bench/rules.py prints what they give now.
"""

# As they are typed after a call.
EASY = {
    "checkin": """
just called to see how shes getting on after the move | quick hello, back from maternity leave next week, all good | rang to ask how the
surgery went, recovering ok | dropped her a line, thinking of her after the floods | pinged him on whatsapp, hows the new baby, sleeping 3h
a night | caught up w/ Tom. new house, new dog, same old boss | no reason, just hi. he was in the car w/ kids | v short call, she's off to
portugal tmrw for 2 wks | wrote him because I saw their town in the news | asked how is going the new job, he is a bit lost still | she has
covid again, texted get well | popped by her office, she looked tired but ok
""",
    "listen": """
let him vent for 40 min abt head office | she's burnt out, 2 of her team quit last month | he is afraid they will close the Lyon plant |
rant about our support, slow replies, nobody calls back | divorce going thru, doesnt want ppl at work to know | talked about his mum's op,
she's in hospital till friday | worried sick re redundancies in jan | not happy w the last workshop, said too theoretical | her boss wants
20% cut in budget, she doesnt know who to let go | he told me that he feel alone in the new role | long chat, her father passed away in
sept, still raw | export is too slow, she loses an hr every monday. idea: let it run at night | moaned about the new login, 3rd time this
month | proud of her daughter, got into med school! | her biggest customer has not paid in 90 days, she can't sleep | he lost the big
tender, gutted | they are launching in the US in may, nervous | their renewal rate is dropping, she wanted to think aloud | his landlord
doubled the price of the office, looking to move | fired his sales director, long talk | her first invoice ever as freelancer, she was so
proud
""",
    "help": """
fixed the import w/ her, took 2h but works now | sent him the template for the board paper | went thru her slides for the conference, gave
comments | debugged the webhook issue, root cause was their proxy | trained the 2 new starters on site | sent her 3 articles on hybrid
teams, she'd asked | reset his pw, he was locked out over the w/e | workshop day 2 delivered, went well, they were engaged | found the bug
in his report, wrong currency in the sheet | helped her prep for the interview with the board | wrote a reference for his mba application |
stayed on the line til the migration was done, 11pm | reviewed the contract with her new landlord, gave tips | sat w/ him and redid his cash
flow forecast | she's negotiating her salary, gave her some tips
""",
    "thanks": """
handwritten card to say thx for the referral | told her we built what she asked for in march, she was chuffed | thank u mail for speaking at
our event | gave him credit in the release notes for his idea - told him | ty note to Bea, she saved us w/ that early warning | sent choc to
the whole team for their patience during the outage | called just to say her feedback changed our onboarding | merci for the intro to Paul,
sent a bottle | mentioned her by name on stage, sent the clip afterwards
""",
    "celebrate": """
bday call, sang badly | congrats on the promotion!! | 10 yrs in business, sent flowers | they won the award, wrote a card | happy new yr
msg, personal one, w/ photo of the hike | baby girl born tuesday, sent a onesie | wished her luck for the marathon | he passed his exam at
last, rang to cheer | Eid mubarak to Samir and family
""",
    "ask": """
asked what he'd change abt the dashboard | she'll join our advisory board, first mtg in march | wanted his take on whether we shd open in
Spain | user test with her, 45 min, very candid | picked his brain on hiring in poland | asked 5 q's for our survey of founders, she had
opinions | invited her to beta test the mobile app, she said yes | would he speak at our meetup? will think
""",
    "introduce": """
connected her with Jonas (same erp mess) | intro mail him <> Priya | put her in touch w a nursery in her area | got Ana and Lee on a call
together, both on sourcing in vietnam | passed his cv on to Greta, she is hiring | made the introduction with our accountant, as promised
""",
    "social": """
beers after the fair, talked kids and sailing | coffee at the station, 20 min before his train | walked the dog w him on sunday | ran the
10k together | football w/ the lads from Acme, lost 5-2 | dinner at theirs, met the husband finally
""",
    "pitch": """
showed him v3, he likes it but no budget til april | prop sent, 38k, dec by xmas | she wants 2 more licences | talked him into the pro plan
| went over options for phase two, waiting on procurement | pushed the training bundle, not keen | follow up on quote, ghosted | he asked
abt price for 50 users | first mtg w prospect, intro'd us, sent brochure | gave capabilities presentation to 4 of them | bid submitted for
the rfp | lunch but really to sell the audit | he needs a better offer, competitor is 15% cheaper | talked about his mother's operation,
then he asked about the new price | asked for referral to their sister company | black friday promo call, 20% off if signed before fri |
trial ended, asked if they want to buy | nice chat abt skiing then i brought up the add on | poc scope agreed, start feb, 12 days at 950 |
she compares us with Salesforce, sent her a comparison sheet
""",
    "renewal": """
contract up in feb, sounded him out | she'll sign for another yr | wants to cancel, tried to keep him | ext. of the retainer by 6 mths
agreed | discussed renewing the licences, 3% uplift | end of programme call, next package? | sub expires 31.12, sent reminder | they will
not continue next year, budget cuts | SOW 2 signed!! | auto-renew notice sent | asked if they stay on w us after pilot | msa redlines back
from legal | moved them from monthly to annual
""",
    "invoice": """
chased for nov inv, 30 days late | re-sent bill, wrong PO no | 2nd reminder, 4,200 outstanding | said the money is coming next week | their
AP needs a vendor form before they pay | price increase letter from jan | sent credit note for the double charge | dunning call no 3 | asked
for the deposit | new rates for 2027 explained | overdue!!! spoke to accounts | PO number arrived, billed | 50% upfront paid, thx | got the
payment
""",
    "announce": """
told all accounts abt new portal | we moved offices, sent him the new address | sunset of v1 communicated | emailed re downtime on sat | let
her know about our new partner | webinar invite sent | new AM takes over from me, informed | sent release notes 4.2 | our new service goes
live in march, told him
""",
    "newsletter": """
mailing #12 out | xmas mailing to the whole list | monthly update blast | added to the drip campaign | nl sent, she opened it | sent
everyone the holiday e-card
""",
    "admin": """
doodle for feb | resched to tues 10am | cant make thurs, moved | status call, nothing new | weekly sync, went thru action items | QBR with
the team | sent calendar inv for kickoff | asked for a slot next wk | confirmed mtg 3pm | left vm re appt | sent nda for signature | update
call, then tried to get the extension in | zoom link sent | her assistant will get back with dates | asked who signs off now | onboarding
call booked for the 4th | steering committee, minutes sent | no show, rebooked
""",
}

# Said in a roundabout way, some as people of other languages say it.
OBLIQUE = {
    "checkin": """
rang Marge after the flood warning, cellar is dry thank god | saw on fb that his cat went missing, dropped a msg | she is back at work after
chemo, half days only | whats app w/ Deniz - quake was far from his family | how are the twins? first tooth! | 2 min at the school gate, she
looks well again | texted gl for the driving test | nice to hear his voice, nothing special | asked about her knee, physio twice a week now
| he moved in with his gf, still unpacking | left vm, hope the funeral was bearable
""",
    "listen": """
she went on and on about the new ERP, i just listened | feels nobody at hq reads his reports | they restructure again, 3rd boss this yr,
she's fed up | honest talk: he thinks we went quiet after the launch and he is right | says our docs are written for engineers, not for
people like her | marriage trouble, we walked for an hour | he's scared ai will take his translators' jobs | cashflow tight because a client
of his pays at 90 days | told me abt the row with his co-founder over the sale of the company | her pitch to the VCs flopped, needed to get
it out | wants to quit and open a bakery
""",
    "help": """
sent Tariq the macro that merges his sheets | her laptop died, lent her one of ours for the week | took the night train to be there for the
go-live, all green by 6am | read his will draft and flagged 2 things | explained vat to her in 10 min so she can do her own invoices |
translated the letter from the tax office for him | cleaned up their price list in excel, formulas were broken | told him which forms he
needs for the visa | looked at the quote he got from the roofer, told him its too high | drove over with a spare router
""",
    "thanks": """
small parcel with honey for all the bug reports | told the whole room the idea was hers | bedankt voor de review, meant it | thanked Jo for
being so patient about the delay | wrote to his boss how good he was in the crisis | sent a postcard: without you no version 2
""",
    "celebrate": """
25 yrs at the firm, cake w/ candles | her team won gold at the bake off, cheered | gratulated to the phd!! | frohe weihnachten, handwritten
| he became grandpa, sent a tiny hat | they opened the second shop today, went there with balloons
""",
    "ask": """
which of the 3 logos wd you pick? - the green | rang for her advice about hiring a first employee | got her comments on the draft roadmap,
wants offline mode first | asked if he wants to be on the jury of our award | she tried the prototype for an hr while i took notes
""",
    "introduce": """
told Nuria abt Piet, both restore old radios, gave both the other's nr | sent her to my dentist lol | mail to both: you two should talk
about schools in Bilbao | matched him with a mentor from my old firm
""",
    "social": """
curry w/ the whole gang | sauna + beer, no shop talk | went to see his band play | her allotment, picked beans for 2 hrs | chess online, he
won twice
""",
    "pitch": """
told him we could do the whole rebrand for about 9 | she said its a no for now, maybe in spring | ran him through what a retainer wd look
like | sent some ideas what we could do next yr w/ a number under it | he has 3 bids on the table, ours is the dearest | warmed her up for
the bigger job | wants to see it with his own data first | lunch and at the end i asked if they need more licenses | left the folder with
the package prices | she took the small plan in the end | got 20 mins w/ the cfo, he didnt bite | he says the board wants a cheaper one |
offered to do the audit for free as a foot in the door | can we do it for 5k? - no | asked who decides on software at theirs | got them to
take two more days | sent options A and B
""",
    "renewal": """
they're out, moving everything in house by march | he is happy to go another round | she wont be renewing, no hard feelings | talked abt
what happens when the agreement lapses in april | last session of the programme, asked if she wants a block of 10 more | keeping the
maintenance, dropping the hosting | asked him to re-sign by the 30th | put them on the annual plan w/ 2 months free | hes shopping around
before the term is up
""",
    "invoice": """
where is our money?? | asked Lena to look into nr 2044, was due on the 1st | he paid half, rest in jan | sent the final bill w/ the travel
costs | they need the cost centre on it, sent it again | agreed on 3 instalments | explained why its 12% more than last yr | told me the
payment run is on the 15th | transfer came in today | she disputes 2 hrs on the bill
""",
    "announce": """
told her im raising my day rate... no, told her i take on a second coach | we're closed 24 dec - 2 jan, let him know | wrote that Sven is
their new contact from monday | mailed about the switch to the new platform on the 8th | let them know the old app stops working in june |
introduced the new colleague who will run their account
""",
    "newsletter": """
sent my quarterly letter to the list | she is on the xmas mail now | same text to all 40 | put him on the distribution list
""",
    "admin": """
thurs doesnt work, wed 4pm instead | sent 3 slots | pm call, budget burn at 60%, on plan | got the signed nda back | steerco prep with her,
slides | he asked for the login data and the invite again | told his pa id call back on fri | agreed on tue 11 at theirs | monthly jour fixe
| went over open tickets, 4 left | sent the protocol of the mtg | moved by a wk bc he's ill | date for the photo shoot is fixed, 12 may
""",
}

# Hard on purpose: most name neither the thing nor the money.
TERSE = {
    "checkin": """
hows the hip? walking w/o stick | spoke briefly, she is in the middle of moving house | he turned 3 corners he says, new meds work | rang bc
the trains were down and i knew she was stuck in Leipzig | she adopted a greyhound, sent pics | quick sms, good luck for the audition
tonight | he is in lisbon till june, remote, loves it | saw her in the supermarket, we chatted by the cheese | first day of school for Ole,
he was more nervous than the kid | all fine over there | her flight was cancelled twice, home at last
""",
    "listen": """
he let rip about procurement at his own place, felt better after | told me she might be made redundant | she thinks nobody reads her
newsletter, down about it | wanted to talk, their best engineer leaves | he is sick of sales people calling him all day | not sleeping, big
audit next week | she said our onboarding felt like an airport | he's unsure if the merger is good for his people | poured her heart out,
mum has dementia | said it straight: we were arrogant in that meeting
""",
    "help": """
wrote her a script that renames the scans | he couldnt print labels, remote session, works | found her a sub for the sick trainer | helped
pick a laptop for his son | gave feedback on her talk, cut 10 slides | read through the lease with him, spotted the break clause | stayed on
chat till the backup was restored | explained pivot tables again, no prob | made her a checklist for the ISO audit
""",
    "thanks": """
you were right abt the onboarding, we changed it, cheers | sent muffins to their support team for putting up w/ us | thx call: her tip saved
us a week | named the feature after him, he laughed | wrote a linkedin recommendation for her out of gratitude
""",
    "celebrate": """
their 100th restaurant opened! sent a video | she is a mum!!! sent flowers | birthday song on the voicemail | congratulated on the ISO
certificate | he beat his marathon time, kudos
""",
    "ask": """
asked her to shoot holes in our plan for the new portal | would you read the draft for me? - gladly | what annoys you most abt our invoices?
- the pdf names | he'll be in our customer council | showed him two sketches, he prefers the second
""",
    "introduce": """
wrote Ida and Karim a mail, both fight w/ hiring welders | gave him the number of a good physio | they met thru me and are now planning a
stand together
""",
    "social": """
ice cream w/ her and the girls | cycled to work together | watched the final at his place | pub quiz, came last | museum on sunday, she's
great on Vermeer
""",
    "pitch": """
dropped in that we also do payroll | he took the brochure but looked bored | quoted 14 days, he gulped | showed her what premium does, aha
moment | she'd go for it if we throw in training | we're on the shortlist | he needs 3 quotes bc of the rules | asked him to try it free for
a month | put our name in the hat for the tender | sent the revised offer after the haggling | told her about the discount for nonprofits |
he'll run it past his boss | met their buyer, tough nut | she loves it but no money this year | sent ref customers | asked if i can talk to
the other department too | tried to get a foot in w/ the Berlin office
""",
    "renewal": """
contract talk, she wants monthly notice | he's leaving us for a cheaper one | wants to go from 3 yrs to 1 | asked if we do the retainer
again in 27 | they cancel per end of march | extension signed, phew | she wants a break from coaching in summer, may come back | final
report sent and asked what's next for us | service contract up for review
""",
    "invoice": """
he forgot to pay again, nudged | sent her a proforma | asked to split the bill in two | mahnung 2 | bounced direct debit | rate goes to 140
from jan, told him | accounts say it's in the next run | wrong vat id, corrected and sent again | the deposit came | she wants a discount
for late delivery, gave 5%
""",
    "announce": """
told him we got bought by Kyndra | new opening times mailed | wrote that the api v1 is switched off in sept | showed everyone the new logo |
told her i'm on parental leave from april, Ruth stands in | we have a booth at hannover, told him hall 5
""",
    "newsletter": """
december mailing is out, he's on it | she got the round mail | sent all coachees the spring programme | bulk invite to the summer party for
all clients
""",
    "admin": """
zoom at 10, just logistics | monthly report call, 15 min | she cant do friday, moved it a week | asked for access to the shared drive | sent
directions and parking info for thursday | tried to reach him re the date, no luck | booked the room for the offsite w/ her | project
meeting nr 7, minutes to follow | he confirmed | asked who is the new contact in IT | signed off the time sheets | sent the questionnaire
before the workshop | wk 14 works for both of them | handover w/ her successor
""",
}

# An ordinary week.
PLAIN = {
    "checkin": """
rang to see if the storm hit them, only a fence down | how was crete? burnt and happy | texted, his team was relegated, poor guy | she's got
a new hip and a new fella | popped in, 5 min, he was up a ladder | hes back on his feet after the flu | last day before her sabbatical,
wished her well | kids are back at uni, house is quiet she says | he sounded low, will ring again sunday | met her new puppy on zoom | told
me about the allotment, courgettes everywhere | asked what the doctor said, wait and see
""",
    "listen": """
got the whole story of the break up | he is furious about how support treated his intern | fed up with commuting, thinks of moving to the
coast | she feels left out of decisions at head office | talked me through what went wrong with the launch on their side, self critical |
hates our new invoice layout and said so | his investors want growth, he wants sleep | she misses her old team | thinks we talk too much
about features, wants us to ask more
""",
    "help": """
fixed his outlook sync, 20 min | sent the how-to for the export she had asked for | proofed her speech for the wedding | sat in on his
vendor meeting as moral support | recovered the deleted folder, he nearly hugged me | got her a contact at the chamber of commerce | trained
his deputy for a morning | helped her draft a complaint to the phone company about the bill | took over the on call shift so he could go to
his son's match
""",
    "thanks": """
thank you card to the receptionist, always so kind | told the ceo in front of him what he did for us | passed on our devs thanks for the
perfect bug report | lunch on us for all the testing | cheers for the lift last week, left him a bottle
""",
    "celebrate": """
bar mitzvah of his son, sent a card | cake for their 5th birthday as a company | congrats, she made partner! | sang for his 60th | raised a
glass to the award
""",
    "ask": """
asked her what we should stop doing | ran the idea for the new help page past him, he tore it apart, useful | invited four of them to shape
the training | his view on remote work? surprising | would she mentor one of our juniors
""",
    "introduce": """
hooked her up with Leo for the audit question | told Sam to ring Petra, same school problem | intro to my tax adviser for him
""",
    "social": """
bouldering with the two of them | pizza at the office after the workshop | had a beer, talked about his divorce | went sailing, no wind,
good talk | bumped into her at the market, had a coffee
""",
    "pitch": """
follow up call on the quote, still thinking | demo for the ops team, 6 people | told him what the bigger plan would save him | he wants a
price for 12 months | presented our new offer to the board | she said budget is frozen until q2 | lunch, talked about a second project |
sent case studies | cold called her, not interested | he is comparing us to two others | talked about adding hr to the system | sold the
extra workshop! | offered her a trial | she asked whether we also do audits | upsell attempt, failed | proposal out, decision next week
""",
    "renewal": """
called about the contract ending in march | she'll renew but smaller | he wants out of the maintenance contract | renewal meeting w/
purchasing, hard | 6 more months agreed | end of pilot talk, go or no go | asked if they are staying with us | subscription lapsed, rang
""",
    "invoice": """
second reminder, no reaction | asked when the money will come | resent inv 3301 with the new address | negotiated the late fee away | he
queried the travel expenses on the invoice | they paid | new hourly rate announced | asked for a down payment | bill was too high he says,
sent him the breakdown
""",
    "announce": """
told her we are moving to the new system in may | mail re price change | let him know that i am away in july | introduced our new service
line | sent the release info | new office, new number, mailed it | we were acquired, called to tell him
""",
    "newsletter": """
newsletter nr 8 | sent the summer mailing | xmas card to everyone on the list | blog digest sent
""",
    "admin": """
set up the quarterly | fixed a date for the review, 3 feb | call w/ the project team, status green | moved to next week | sent him the
agenda for monday | she asked for the slides again | confirmed for 2pm | no time this week, try again monday | organised the room and the
beamer | weekly, short | he's my new contact there, exchanged details | sent the calendar link
""",
}

# Another ordinary week: shops, clinics, builders.
OTHERS = {
    "checkin": """
just a quick hello, he's snowed under but ok | asked how the move went, boxes everywhere | her mum had a fall, rang to see how they cope |
texted happy you landed safe | he's back from paternity leave, shattered and proud | saw him at the gym, all good | she starts her new role
monday, a bit scared | rang, nobody home, left a message
""",
    "listen": """
moaned about his landlord for half an hour | she feels the team is drifting apart since the office closed | he told me why he nearly left us
last year | her idea: a shared folder for all site managers | angry about the missed delivery, rightly | they are short of staff and she is
covering nights
""",
    "help": """
set up his new phone with him | found the error in her formula | lent them our projector for the open day | drafted the job ad with her |
talked her through the grant form | stood in for their trainer who was ill
""",
    "thanks": """
said thanks for sticking with us through the outage | wrote to tell her how useful her comments were | brought croissants for the night
shift
""",
    "celebrate": """
happy birthday! | her daughter graduated, sent a card | congrats on the new shop | champagne for their 20 years
""",
    "ask": """
asked for her honest view of the new site | he agreed to be interviewed about how he works
""",
    "introduce": """
introduced them to the baker next door | put her in touch with my sister, same illness
""",
    "social": """
bbq at his place with the families | coffee in the sun
""",
    "pitch": """
talked about the new module, she wants to see prices | quote sent for the garden office | he likes it, needs to convince his partner | first
call with a prospect, send deck | tried to sell the yearly package | demo rebooked for the 9th | he asked what it costs for three sites |
sent proposal v3 | she chose the other supplier
""",
    "renewal": """
contract runs til june, they want to extend | renewed for two years | she's cancelling, too pricey | service agreement signed | asked about
next season, he is in
""",
    "invoice": """
chased payment | he says the invoice never arrived | sent the credit note | new prices from april explained | paid at last
""",
    "announce": """
told them about the new warehouse | maintenance window on sunday, mailed | sent the invite to our open day
""",
    "newsletter": """
spring newsletter | mailed all customers about easter
""",
    "admin": """
monthly catch up, nothing special | found a date for the kickoff | call to go through the open points | he postponed again | sent minutes
and next steps | short sync before the board meeting
""",
}

# Care in the words of sales, and sales in plain ones.
FALSE_FRIENDS = {
    "checkin": """
asked if the heating works again | he's had a rough week, sent a funny gif | rang to wish a good trip to Ghana | she's learning to drive at
52, love it | quick chat in the lift, twins are teething | called on the anniversary of her dad's death | he sounds happier since he cut his
hours | dropped a line after the news about the factory | new job is great, new boss less so | how did the exam go? waiting
""",
    "listen": """
she is torn between two offers, one in Oslo | told me honestly that our last release made his day worse | grumpy, nobody from us called
after the incident | he worries that the new owner will sell the site | she'd like fewer mails from us and more phone | a lot going on:
merger, new kitchen, teenage son
""",
    "help": """
put together a reading list on pricing for her thesis | drove the spare part over myself | we found out why the till froze, a usb stick |
taught his team keyboard shortcuts | checked her english translation
""",
    "thanks": """
thanks to him the bug is gone, told his manager so | sent a thank-you to the whole crew | bouquet for her for hosting us
""",
    "celebrate": """
eid greetings | cheers to the new baby, wee card | they got the grant! called at once
""",
    "ask": """
asked what she'd want from us in an ideal world | we tested the new flow with her, she was brutal
""",
    "introduce": """
connected two founders who both fight with payroll | gave Mia's number to him with her ok
""",
    "social": """
tapas with Jordi | watched the derby
""",
    "pitch": """
explained our packages | he's after a discount | they want a second demo w/ IT | told her about our winter offer | proposal declined | spoke
to the decision maker | left flyers and my card | would upgrade if we add sso | interested, call back in march
""",
    "renewal": """
they extend for one year | contract terminated | talked retention, they had an offer from a rival | coaching package is used up, wants 5
more
""",
    "invoice": """
invoice sent | asked to pay by friday | wrong amount on the bill, fixed | explained the fee | late payment, third time
""",
    "announce": """
informed about new shipping times | told him that we merge with Brandt | launch mail
""",
    "newsletter": """
info mail to all partners | newsletter bounced, got his new address
""",
    "admin": """
appointment for thursday made | wants to talk next week, sent calendly | status report | he is the new project lead, first call | teams link
didn't work, rescheduled | arranged the handover | asked for documents for the audit file
""",
}

# Builders, plumbers, bookkeepers.
TRADES = {
    "checkin": """
rang, he was just leaving for the hospital, his wife is in labour | hi to Greta, still off sick, slowly better | asked about the twins'
first day at nursery | he got the all clear from the doctor!! | she was in a hurry, promised to talk properly next week about her mum |
message to say i saw his interview and liked it | back from the Alps with a broken wrist | no news, just a nice natter | his flat flooded,
sleeping at his brother's | ran into him at parents evening
""",
    "listen": """
she is dreading the reorg | let off steam about the council for twenty minutes | feels we only call when something is broken | told me in
confidence that he is thinking about selling up | says the weekly report is useless to her, would rather have a call | upset, the apprentice
quit without a word
""",
    "help": """
rewired the plug in his office while i was there | got his mail running again on the new phone | went through the tax letter with her line
by line | lent him a trailer | reviewed her application for the council job | showed them how to read the meter themselves
""",
    "thanks": """
thanked Olga for the plants she gave us | told her the talk she gave got us three new ideas, grateful | card for the crew who stayed late
""",
    "celebrate": """
her firm turned 30, brought prosecco | congrats on the baby, sent a blanket | he passed the master craftsman exam!
""",
    "ask": """
asked how he would word the sign on our door | she tested the booking page for us and found two bugs | got his opinion on the van colour
""",
    "introduce": """
introduced him to the lady from the chamber | gave her the name of my accountant, they will meet
""",
    "social": """
watched the match together | lunch, talked about bees
""",
    "pitch": """
gave him a rough figure for the roof | she is thinking about solar, sent the leaflet | offered a maintenance plan | he compared our offer
with the one from Bauer | quote no 2, a bit lower | asked if he knows anybody else who needs us | visited to measure up for the new kitchen
| they want to see references | she said yes to the website | not now, maybe after summer
""",
    "renewal": """
yearly service contract, he signs again | asked whether to keep the retainer | she stops at the end of the year | licence runs out in
october, told him
""",
    "invoice": """
sent the bill for the boiler | still waiting for the money from march | asked for an advance on materials | he paid cash | reminder sent |
hourly rate goes up in january
""",
    "announce": """
told him that we don't do weekends any more | sent the note about our new workshop address | let everyone know we close in august
""",
    "newsletter": """
spring mailing to all | put her on the mailing list
""",
    "admin": """
fixed thursday 8am for the boiler | he couldnt come, new date next week | called to confirm the delivery | site meeting with the architect |
needs the papers by monday, sent | asked for the keys and the parking permit | schedule for the works sent
""",
}

EVERY = {
    "easy": EASY,
    "oblique": OBLIQUE,
    "terse": TERSE,
    "plain": PLAIN,
    "others": OTHERS,
    "false friends": FALSE_FRIENDS,
    "trades": TRADES,
}
