"""Notes and what they speak for: the tables of the tests of kinds."""

from caretrack.domain.kinds import CARE, SALES

# Notes as they are typed after a call, set apart by "|"; most were written before the rule that they try.
BY_KIND = {
    "pitch": """
walked him through our new pricing tiers | demo of the premium plan | offered a discount if they upgrade | pitched the analytics add-on,
he'll think about it | sent over a proposal for phase 2 | quick call about the upgrade, she is not interested right now | showed her what
the enterprise tier can do | tried to sell him the support package again | sent the quote for 20 more seats | follow-up on the proposal,
no answer yet | cold call, left voicemail about our black friday deal | discovery call w/ him and the CTO, big opportunity | cross-sell
conversation re: onboarding package | he wants a demo of the new module | she asked for a discount on the annual plan | special offer for
existing customers, emailed it | lunch, pitched the premium plan over dessert | upsold two seats | gave them a free trial of pro until
christmas | ran thru the deck w/ the whole buying team | closing call, he needs sign off from finance
""",
    "renewal": """
renewal call | talked about their renewal in march, leaning yes | contract is up in june, asked if they want to extend | end of programme
call, wants to carry on for another six months | sent the renewal paperwork | she will renew for another year | negotiated the terms of
the new contract with legal | retainer runs out next month, floated a 12 month extension | he signed the contract! | end-of-program wrap
up and next steps for signing up again | she's thinking of cancelling the subscription, tried to save it | got verbal yes on renewing
""",
    "invoice": """
sent the invoice | chased the overdue payment | payment reminder no. 2 | invioce 1043 resent | he says the invoice will be paid on friday
| told her the prices go up 5% in january | still hasn't paid, rang accounts | price increase letter sent | reminded them about the
outstanding balance | asked for the PO number so we can bill them | let him know his card was declined | emailed the bill for october
""",
    "announce": """
announced the new release | told him version 3 is out | let everyone know about the launch of our mobile app | emailed her about our new
feature | showed off the new dashboard we're launching next week | product update by mail | invited them to our webinar on the new
integrations | heads up about the planned maintenance | we've moved offices, sent the notice
""",
    "newsletter": """
sent the November newsletter | monthly mailing | christmas mailshot to all customers | quarterly newsletter went out, she was on the list
| bulk email with the case study
""",
    "admin": """
booked the Q3 review | rescheduled to Tuesday | status update call | weekly sync, nothing new | moved our meeting to thursday | set up a
call for next week | sent a calendar invite for the 14th | confirmed tomorrow's time | quarterly business review | fixed a date for the
workshop | update call re: project timeline | he can't make friday, pushed it back a week | sent the agenda and the zoom link | standup
with his team | QBR with her & two managers | project status, all green
""",
    "checkin": """
her daughter starts school in May, worried about the Q3 budget | just wanted to see how he's holding up | all good, back from holidays in
Crete | rang for no reason, he was glad | checked in after the surgery, recovering slowly | did not pitch anything, just talked | no sales talk, she needed ten minutes of quiet | is moving house in june,
has not found a nursery yet | busy, tired, new boss since monday | asked how the marathon went - 3:48! | dog died last week, he's gutted |
voicemail, said i was thinking of her | his son got into uni in Leeds | she's preparing
a demo for her own investors | they are launching their new shop in Lyon in april | mum in hospital, sent her my best | didn't mention the
renewal, wrong moment | up to her neck in budget season | deal with her supplier fell through, she sounded flat | short chat, he starts
the new job in january | they lost a big contract, layoffs coming | wanted to know how the first week with the baby is going | landlord
put up the price of the flat, looking for something smaller | she renewed her passport, off to Japan at last
""",
    "listen": """
she is afraid that her renewal with the landlord falls through | nervous about his pitch to the board on thursday | he complained about the slow export | she vented for half an hour about her manager | long talk about his worries, mostly i listened |
told me what annoys him about the new editor, three ideas | got an earful about support response times | feedback on the onboarding: too
many emails | she opened up about the divorce | moaned about our invoices, format is unreadable | he suggested a dark mode | unhappy with
how we handled the outage, heard him out | ranted about the price rise, didn't argue
""",
    "help": """
helped fix the import that kept failing | walked her through the export so she could finish her report | sorted out the login problem for
his new starter | debugged the webhook with him til 7 | sent a template for her board report | delivered the workshop, 12 people, good
energy | answered her question about permissions | dug out the old files he had lost | support call, reset his 2FA | helped her rehearse
her pitch for the accelerator | looked over his CV | explained how the billing export works for her accountant
""",
    "thanks": """
thanked her for the referral | sent a thank you note for the kind review | told him how much his feedback changed the roadmap, thanks
again | dropped off a box of chocolates to say thanks | quoted her in the team meeting and let her know, much appreciated
""",
    "celebrate": """
congratulated on the new baby | birthday card | happy birthday text | congrats on closing the deal with Nestlé! | he got promoted, sent
champagne | ten years of her company, raised a glass | sent flowers for the opening of her shop | merry christmas, handwritten card
""",
    "ask": """
asked what he thinks of the new onboarding | wanted her opinion on the draft of the pricing page | invited him to the customer advisory
board | asked if she'd test the beta and tell us what is missing | asked for advice on the hiring market in Porto
""",
    "introduce": """
introduced her to Ben | put him in touch with Eva about the warehouse move | connected Gil and Chloé, both build boats | made an intro to
our accountant
""",
    "social": """
lunch at the harbour | coffee, talked about sailing the whole time | beers after the match | went for a walk along the river with her and
the dog | dinner with him and his wife | football on saturday, we lost 3-1
""",
}

# Which kind it is does not matter here; the family does.
BY_FAMILY = {
    CARE: """
George had to cancel at the last minute | cancelled lunch, her son is ill | had to cancel our walk, it poured |
she sent us an invoice for lunch, ha | called just because, not a sales call | no agenda, no pitch, told me about the allotment | price of
olive oil drives him mad | her invoice to the city has been unpaid for 90 days, she can't sleep | his newsletter is great, told him so |
he pitched me his idea for a podcast | proud of the offer she got from Siemens | the launch of her book went well | he's off to Norway for
two weeks, very excited | rang after reading about the fire at his warehouse, everyone safe | her mum is doing better | how did the audit
go? she passed! | sat with her for an hour going thru the error logs | long chat on the phone about leaving her job | he lost his father
on sunday | sent him an article on beekeeping | she said our support is too slow at weekends | he thinks the editor is ugly and told me
why | thank you call after her talk at the conference | took him to the match | popped in with cake | met her new dog | his knee is still
bad, no running til spring | got her tickets for the opera | they're expecting twins in april!! | found a recruiter for him | told Ana
that Ben is hiring, swapped their numbers | invited her to help choose the next features | she'd love to see a calendar view, wrote it
down | told her the fix she asked for is in, she was chuffed | stayed late to get his data back | exam results: her daughter got straight
As | he is worried about the renewal of his visa | her company was sold, she may have to move to Berlin | wrote a reference letter for his
daughter | struggling with staff shortages, could hear it in his voice | her contract with the university ends in june, unsure what comes
next | he's negotiating the price of a van | they got a new investor, relieved | condolence card | quick hello before christmas | no
business today, just tea | he hates the weekly status meetings at his new job | she has to cut her budget by 20% | his invoice software
broke, showed him a workaround | caught up over breakfast | called to apologise for the outage | owned up to our mistake with the data and
said sorry | asked about the new house, kitchen almost done | talked football | i told him i'd keep my fingers crossed for the operation |
praised his talk in front of everyone | 50th birthday on tuesday, sent a bottle of port | she won a big client | he's selling the boat |
proof-read her grant proposal | first day back after maternity leave, asked how it feels | spent the morning at her bakery learning how
they work | her first marathon is on sunday, wished her luck | he's burnt out, told him to take his time with everything | sat through the
budget worries with her | he can't sleep because of the audit | they had a break-in, asked what they need | her team is great but the boss
is difficult | we talked about how his dad is coping alone | helped her with the slides for the conference | found the cause of the slow
sync, fixed overnight | patched the bug he reported, told him the same day | she liked the book | introduced Tom and Priya, both into
pottery | walked round the lake | sunday roast at theirs | listened, said little | she told me off for the late reply, fair enough | feels
ignored by our support team | asked which part of our service they'd drop | what would make your week easier? - fewer forms | sent a
handwritten note after the funeral | thanked for his patience during the outage | thx for the intro to Marta | wedding anniversary, sent a
card | his startup got funded, party on saturday | her book deal came through | he's closing his shop after 30 years | got the job!! |
retirement party | her landlord raised the rent | interviewing nannies, stressed | moving to Canada, her visa came | he had a scare at the
doctor's | no pitch today. she cried | rang to say well done on the award | helped carry boxes at the move | shared my notes on hiring |
taught her pivot tables | visited the new workshop, beautiful light | asked after her son | she's learning portuguese, we tried a few
words | stuck in hospital, brought magazines | saw his exhibition | he asked for my advice about a job offer | talked about books |
worried about layoffs | gave him my old bike | he's cross about the invoice mix-up and rightly so | she has doubts about the merger |
garden, dogs, weather, then her divorce | can't afford the nursery fees | her cat is ill, she was in tears | asked how the interview went
| he's training for a triathlon | fixed his broken report | lunch with Marta, she's getting married | listened to his complaints about
shipping | wished her a happy birthday | thanked him for the kind words | caught up after the holidays, kids are well | sent him a book on
gardening | introduced her to a designer i know | asked for her honest opinion on our docs | he is stressed about the merger | helped her
prepare for the interview | just said hello | she was unhappy with the last delivery, apologised | he wants to learn to sail | walked the
dogs together | congratulated him on the award | rang to ask how the move went | he's scared of losing his job | sent soup, she has the
flu | she told me about her trip to Kyoto | solved the login issue | coffee and a long chat about his kids | didn't talk business at all |
she is proud of her team's launch | worried about her visa renewal | he has an invoice dispute with his builder | remembered his mother's
anniversary, wrote a few lines | his daughter broke her arm | got her a ticket for the game | she's training a new colleague, exhausted |
told me his wife is pregnant | looked after his plants while he was away | he's overwhelmed at work | rang her after the storm | explained
how to restore the backup | asked for ideas on how we could do better | he's unhappy in the new job | sent birthday flowers | sorry for
your loss card | dinner, they cooked for us | we talked about faith | praised his team | helped clean up the data | asked what she needs
most from us this year | just checking in, no reason | she's on the mend | saw her son's school play | he has sold his car | took the
blame for the bug | invited her to speak at our user day | she was quiet, something's up | asked after the baby | told her to rest | gave
her a lift to the airport | told him we changed the export after his complaint | thanked her for her honest criticism | told me he'd
rather be painting | had a laugh about the old office | her flat was burgled | dropped him at the station, talked about his dad | rang
when I heard about the redundancy | he gave me a tour of his brewery | she wants to go part time next year | helped with the data
migration on sunday | her thesis is done! | found out she sings in a choir | he's lonely since the divorce | asked what would make our
reports more useful | apologised for the billing mistake | she's annoyed about the new login screen | wrote to say how much I enjoyed her
article | they adopted a cat | worried about cash flow | swim in the lake, then cake | sent a care package | saw he'd won the award, rang
straight away | she was glad somebody asked | long call, mostly about school choices | he's up for promotion | talked about the offer from
the other firm, whether she should move | fixed the invoice template for her | her father is very ill | sat down and listened for an hour
| just called to say hi | he started painting again | congratulated her on the promotion | the kids have chickenpox | helped her move the
files | she fears the reorganisation | thanked them for their patience | drinks after work | asked for feedback on how we work together |
connected her with a lawyer | back from maternity leave | sad about the team breaking up | fixed the printing problem | he's proud of his
new garden | dog had puppies | got engaged! | sent a get well card | she didn't sleep all week
""",
    SALES: """
he wants to cancel his subscription | they cancelled the contract | she may cancel |
checked in on the status of the proposal | coffee with Ben to talk about extending the contract | just checking in to see if you got my
quote | happy birthday mail with 10% off the next order | thanked him for paying the invoice | rang to see if they've decided about the
bigger package | he'll sign next week | sent contract for countersignature | asked whether she would be up for a case study in exchange
for 15% off | dropped the price to 900 and he agreed | intro call, presented our services | they went with a competitor, lost the deal |
talked budget for next year's licences | second reminder for invoice 2291 | left vm re unpaid invoice | mentioned that support hours run
out in december and what a top up costs | invited to our launch event in Lisbon | emailed everybody the summer opening hours | new
catalogue sent out | zoom to go over the SOW | he moved the call again, now weds 10am | emails back and forth to find a slot | pinged her
about the missing PO | sent renewal quote, she'll discuss w/ her boss | chatted about expanding to the Madrid office, 30 more licences |
told her about the black friday offer | free month if she refers someone | annual review meeting, pushed the gold plan | asked for his VAT
number for the invoice | monthly report sent | onboarding kickoff scheduled | explained the new price list | price negotiation, met in the
middle | wants to downgrade, talked him out of it | contract negotiations dragging on | she accepted the offer | trial ends friday, asked
if she wants to go on | their subscription lapsed, called to win them back | checked in re: the renewal | happy new year mail to all
clients | sold her the extra day of training | forwarded the product brochure | final invoice paid at last, said thanks | got the green
light for phase two | reminded him of thursday's demo | agreed dates for the rollout | emailed T&Cs and the order form | offered 3 months
free if she stays | she's not ready to buy yet | gave him the spiel about pro | called to upsell | announced price changes | told her
we're discontinuing the old plan | our black friday mailing | touched base on the outstanding quote | asked for a decision on phase one by
friday | rang re late payment, "cheque in the post" | he's weighing us against two other vendors | she wants to add five users | talked
him through the options, bronze silver gold | went over pricing again | told her about the referral bonus | scope call for the website
relaunch | sent her the link to our new booking page | shared the roadmap deck | walkthrough of the dashboard for his boss, they may buy
in q1 | gave notice that rates rise from april | invoice queries | they haven't settled june yet | nudged accounts about the money |
mailed the price list for 2027 | price hike email | got him to commit to 12 months | extended for another six months | rolling over to
next year, same terms | she opted out of the auto-renewal | cancelled, wanted to know why, tried to keep him | pencilled in 3 dec for the
handover | asked for a testimonial for our site | pushed the masterclass, 2 places left | told them about the early bird price | end of
year offer | tried to get him on the retainer | mentioned our new coaching programme | sale closed! | follow up after the demo | gave a
presentation of our services to the board | lunch & upsell | chased for signature | sent the SLA and the DPA | weekly call | monthly
catch-up, went through the numbers | call to plan the next sprint | he postponed | asked when would be good for a call | sent xmas e-card
to the whole list | blog post sent to all subscribers | special edition is out, told her | new team member introduced to all accounts by
mail | event invite: our spring open house | price objection again, will talk to her cofounder | checked in, she'd like more info on the
advanced plan | renewed! | proposal v2 | quick one about the unpaid balance | sent him the invoice for september | showed the new
reporting module, she seemed keen | reminder about the open invoice | scheduled next month's review | tried to get him to upgrade to
business | emailed about the price change in january | contract expires end of feb, needs an answer | quarterly check-in about usage and
renewal | our december newsletter | product demo with his two developers | sent over the quote he asked for | pushed our meeting to next
tuesday | told everyone about the new version | talked numbers, he wants 20% off | meeting to discuss expanding the contract | followed up
on my offer | upsell call, she'll think about it | sent pricing | booking call for the december session | payment still outstanding, rang
again | sent a meeting invite | proposed the annual plan | they signed! | status meeting with the team | service announcement: new support
hours | called to close the deal | pitch went ok i think | let him know his invoice is overdue | offered the add-on at half price |
reviewed the contract with her | left a voicemail about the invoice | sent terms and conditions | she asked what the gold plan costs |
demo booked for thursday | told her prices are going up | quick reminder that the contract ends in may | he wants to pause the
subscription | did the renewal over lunch | christmas newsletter | sent the new price list | explained the discount structure | update
call with the project team | annual contract review | sent an offer for the workshop | suggested she upgrades before january | he agreed
to a trial | invoice no 88 paid, thanked him | moved friday's session to monday | introduced our new product line | asked for payment by
the 30th | emailed our autumn brochure | met about the proposal, he wants changes | told him the offer ends sunday | confirmed our call on
the 3rd | sales call | she said no to the upsell | mentioned that the licence is due | she hasn't paid since august, third email | call
re. q1 renewals, wants it cheaper | offered to extend the trial by 14 days | ran a product tour for the new hires | made her an offer she
can't refuse, ha | he booked a slot for monday | black friday mail to the whole base | hinted at a bigger plan | told him about our
referral scheme | went over the fees for next year | postponed until january | closing the books, asked for outstanding sums | swapped
emails about dates | emailed the group about the price change | talked to her about adding the payroll module | asked if they'd like a
quote | shared a link to the sign-up page | weekly status | introduced the new pricing, lukewarm | chased the PO | end of contract chat,
they stay | account review with the whole team | sent her the updated agreement | discussed his subscription | sent the contract over |
asked if they want the extra module | told him the invoice was late again | our autumn newsletter | set up next week's call | demo went
well | sent the offer, waiting | payment plan agreed | renewal reminder | he's got questions about pricing | status call with Jo |
rescheduled again | pitched the retainer idea | feature announcement | tried to upsell | got the signature | new release email |
negotiated a discount | told her about the new premium support | collections call
""",
}


def notes(table):
    """Each note of a table, on one line, and what it speaks for."""
    return [(" ".join(note.split()), expected) for expected, lines in table.items() for note in lines.split("|")]
