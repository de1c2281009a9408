"""More notes to try the rules on, by another hand than new_notes.py; each set was scored before the rules were mended by it."""

# Typed in ten seconds after a call, before the rules were opened.
CALLS = {
    "checkin": """
rang to see how the move went | her mum is still in hospital, talked a while | quick hello, he's back from paternity leave, tired but happy
| asked how the first week at the new job was | chatted about the kids and the garden for ten minutes | called because I hadn't heard from
him since the flood | wrote to her after the news about the layoffs, she is ok for now | he has covid again, told him to rest
""",
    "listen": """
she is fed up with the export, three crashes this week | long rant about head office cutting his team | he told me the onboarding felt
rushed and nobody answered his mails | vented about her new boss | he worries he won't make payroll in march | she has an idea for the
calendar view, wants it to show holidays | angry that the site was down on Black Friday | talked about her burnout, first time she said it
out loud
""",
    "help": """
fixed her login | walked him thru the import, works now | spent an hour debugging the printer script with Tomasz | sent the missing files
again, he has them | delivered the final translation | reset his password and explained two factor | ran the training for her team, went
fine | looked over his cv
""",
    "thanks": """
sent a thank you card for the referral | thanked him for his patience during the outage | flowers to say thanks for speaking at our event |
put her name in the release notes and told her
""",
    "celebrate": """
happy birthday text | congratulated him on the promotion to VP | 10 years in business, sent a cake | baby is here! sent a card
""",
    "ask": """
asked what she thinks of the new dashboard | she tested the beta for us, asked her three questions | wanted his opinion on our hiring plan
""",
    "introduce": """
put her in touch with Marek about the warehouse | intro mail between Joan and Felix
""",
    "social": """
beers after the conference | lunch at the thai place, talked football | walked the dog with Petra
""",
    "pitch": """
demo of reporting module, she liked it | showed him the premium plan | sent proposal for phase 2 | offered 10% off if she signs before the
end of the month | quote for 5 extra seats | tried to interest her in the analytics add-on, not now | presented our new service to the
board | he wants a trial, set one up | followed up on the proposal, no answer | discovery call w/ procurement, budget about 20k | sent deck
+ pricing
""",
    "renewal": """
contract runs out in june, asked if they stay | renewed for another 12 months | she wants to cancel, offered a lower tier | sent the new
agreement for signature | end of programme call, talked about what's next | subscription expires on the 30th, sent reminder | signed the
extension
""",
    "invoice": """
sent q3 invoice | chased the unpaid bill | second reminder, 45 days overdue | he asked why the price went up, explained | got the deposit,
sent receipt | need PO number before we can bill them | payment arrived, thanks sent
""",
    "announce": """
told her about the new feature that ships monday | mailed everybody about the price of shipping change | let him know we're moving offices
| new version out, sent the release notes
""",
    "newsletter": """
october newsletter | xmas card to whole list | monthly digest sent | webinar invite to all customers
""",
    "admin": """
booked the kickoff for tuesday | weekly status call | moved thursday's meeting to friday 10am | sent agenda and zoom link | project update,
milestone 2 is on track | no show, rescheduled | asked for the vat number and billing address | left a voicemail to set up a time
""",
}

# The same, harder: the thing itself is seldom named.
ASIDES = {
    "checkin": """
her dog died, we cried a little | he is doing better after the surgery | saw her post about the marathon, sent a line | bumped into him at
the market, his knee is better | just a short call, she's on holiday in crete | she sounded low, asked twice
""",
    "listen": """
complained the invoices are hard to read | not happy with our last delivery, late again | he feels ignored by our support team | scared
that AI will take the jobs of her translators | wishes the app had dark mode | let off steam about procurement | told me why they left
their old supplier | stressed, two people quit and the audit is in a week | she doesn't know if she wants to go on with the business
""",
    "help": """
migrated her mailbox | showed her how to filter the list | found the bug, patch tonight | answered his question about export | stayed late
to get their launch out | wrote a recommendation letter for his daughter | installed the new router at the shop
""",
    "thanks": """
box of chocolates for the help with the case study | told her how much I value her honest words
""",
    "celebrate": """
she passed her exam!! sent a gif | they won the award, called to say bravo | wedding present
""",
    "ask": """
would she join the advisory board? yes | showed him two drafts of the logo, he chose the blue one | interviewed her for the customer story
""",
    "introduce": """
recommended our accountant to him, gave her number | they should know each other, mailed both
""",
    "social": """
drinks w/ the whole gang | played padel | went to see the match in dortmund together
""",
    "pitch": """
mentioned we also do payroll, he'll think about it | told her about the gold tier | they picked somebody else, too expensive | he said yes
to the workshop package | sold two more licences | went through our slides with the CFO | cold call, not interested | asked if she knows
anyone who'd buy | gave a tour of the product | she's comparing us with two others, decision in May | wants to see the tool, showed it |
made him an offer for the whole year | estimate for the roof sent over | lead from the fair, called to qualify
""",
    "renewal": """
will stay another year, good | he's not continuing after summer, budget cut | QBR with the team, usage numbers | discussed terms for next
year | asked whether they keep the retainer | PO for year two came in
""",
    "invoice": """
billed october hours | asked when they are going to pay | bank details corrected and resent | credit card declined, sent new link | gently
nudged about the 1,200 still open | rate goes up in january, told him | he disputes two hours on the bill
""",
    "announce": """
wrote that support closes between xmas and new year | told him that we launch the mobile app in march | we got a new colleague, introduced
in a short mail to clients
""",
    "newsletter": """
added to the mailing | bulk mail about the summer opening hours
""",
    "admin": """
tried to call, no answer | sent minutes | he confirmed 3pm | asked for the signed NDA | short sync, nothing new | sent calendar link |
agreed to talk next week | gave her access to the shared folder | called back about the appointment
""",
}

# After the first mending.
ERRANDS = {
    "checkin": """
hadn't spoken in months, rang for a chat, he's taken up gardening | asked about her exam, next tuesday | ran into him on the tram, looks
well | sent him a picture of the old team | how is the new flat? still no curtains | she's on sick leave until april, wrote a few lines |
called since it was his first day back
""",
    "listen": """
he says the handover was a mess and I agree | she's worried the plant will close | wants more say in the roadmap | our hotline kept her
waiting 40 min, furious | told me about the fight with his partner over the shop | thinks of leaving the company, boss is impossible | gave
us an earful about the new design | long talk about his retirement
""",
    "help": """
got the printer going | sent her the missing invoice template she needed for her own clients | updated his website text for free | answered
3 questions about the API | on site all day, line is running again | explained how the tax thing works | translated a letter for her dad
""",
    "thanks": """
thx note to Kim for covering | praised his talk in front of the team | sent a bottle of wine because she recommended us
""",
    "celebrate": """
40th birthday, sang | twins born! card in the post | their shop is one year old, brought a plant
""",
    "ask": """
what would you change? she had five ideas | asked for his feedback on the prototype
""",
    "introduce": """
connected Ama with the lawyer
""",
    "social": """
breakfast with Lu and her partner | went for a run
""",
    "pitch": """
talked through the offer, she'll sleep on it | he needs approval from the CFO | asked for case studies and references | lost to competitor
on price | explained what the premium support includes | she wants 3 days of training in march, sending quote | sent info about the
workshop series | asked again about the upgrade, still no | new enquiry, wedding for 80 | he ordered 200 pieces | met the new IT head,
showed what we can do | got a maybe | follow up mail, no reply
""",
    "renewal": """
she'd like to continue but with fewer hours | contract ends dec, talk in nov | auto renewal in 30 days, warned him | cancelled his
membership
""",
    "invoice": """
3 invoices open, she promised to pay friday | paid, finally | discussed the fee for january | he found a mistake in the bill, sent a new
one
""",
    "announce": """
new phone number, told everyone | we stop selling the small size from may, told her | system maintenance on sunday, informed
""",
    "newsletter": """
sent out the easter mailing | christmas wishes to all customers
""",
    "admin": """
tuesday 3pm ok | called to arrange the delivery | got the documents, thanks | he will send the list by friday | short call to prepare the
meeting | changed the date again | asked who will attend | project meeting, 6 people, all green
""",
}

# After the second, mostly admin and small help.
VISITS = {
    "checkin": """
short text, thinking of him this week | how did the interview go? he's hopeful | called, she was in the car, all well | we spoke about the
weather and his roses | visited them in the new building | long time no see, had a chat at the expo
""",
    "listen": """
he is tired of all the meetings, thinks of part time | she doesn't like the new boss | two complaints about the courier, took notes |
problems at home, he said little | she feels our reports are too long | he has big plans for the shop, told me everything | afraid of the
merger
""",
    "help": """
helped her set up the new laptop | we solved the delivery problem for him | sent him a list of good schools | checked her grant application
| spent the afternoon with his team on the data | made a small excel for her | turned the server back on at 3am | shared my notes on hiring
""",
    "thanks": """
told him that we changed it because of him | wrote a nice review for her shop | thank you mail after the workshop
""",
    "celebrate": """
champagne, the new factory is open | wished a happy ramadan | his promotion came thru, called
""",
    "ask": """
which colour should we take? he said green | she filled in our survey and we talked it over
""",
    "introduce": """
sent Rosa his way, both do ceramics
""",
    "social": """
padel and a beer | had sushi with the team | kids' party at theirs
""",
    "pitch": """
went to see her about the new kitchen, measured | she will talk to her boss about our offer | gave him the brochure | call with their
purchasing lady | asked if he needs anything else this year | put together a package for her | he says we are too expensive | tried to get
a meeting with the boss | she tested the trial version and will buy | second visit, they want to compare | they took the small package |
mentioned the course in may | what's their budget? around 8k | closed the deal!!
""",
    "renewal": """
they want out by summer | one more year, same conditions | maintenance contract again? | will not extend, hired somebody internally
""",
    "invoice": """
sent bill | has not paid since august | paid half | account is blocked until they pay
""",
    "announce": """
from january we are 4 people, told her | told her that Nina takes over | new catalogue is out
""",
    "newsletter": """
put in the newsletter list | holiday greetings to everyone in the crm
""",
    "admin": """
meeting on the 14th at theirs | wrote to find a date | he can't on wednesday | technical call with IT | sent pictures of the site |
approval of drawings received | quick question about the address | waiting for his files
""",
}

# After the third.
SCRAPS = {
    "checkin": """
rang at lunch, he was feeding the baby | message: how was the trip? | she moved into the new office, likes the light | nothing special,
good to hear him | wrote after the storm, roof ok | saw him at the fair, five minutes, tired feet
""",
    "listen": """
he can't find staff, third month now | she said our last workshop was boring | too much work, no sleep, thinks of stopping | idea from him:
a button for print | was annoyed that I came late | she's proud of what the team did, told the story twice
""",
    "help": """
explained the new law to her | fixed two things on his page | found her a supplier for boxes | delivered early as he needed it for the fair
| did a backup of her phone | spoke to the council on his behalf
""",
    "thanks": """
told her the tip with the font was gold | thank-you lunch for the volunteers
""",
    "celebrate": """
she got the prize, rang | silver wedding, sent roses
""",
    "ask": """
asked him how he'd name it | joined our panel, gave good criticism
""",
    "introduce": """
made the link between Olu and Bernd
""",
    "social": """
ice cream with her and the kids | drove to the match together
""",
    "pitch": """
offer sent, 12 days | he wants to think about it | presented the new range in the shop | asked for a price on 300 pcs | first talk with the
new buyer | lunch to talk about a bigger project | no interest at the moment | suggested a paid workshop | they'll try it for a month |
decision postponed to autumn | got the job!! start in march
""",
    "renewal": """
talked about next year's contract | they will leave at the end of june | sent renewal papers | same again for 2027, agreed
""",
    "invoice": """
money is late | bill was wrong, corrected | asked him to pay the rest | new price list
""",
    "announce": """
let her know about the closing in august | informed about the new app | told him we have a second office now
""",
    "newsletter": """
quarterly news to all | sent invitation for the open day to the whole list
""",
    "admin": """
meeting cancelled | checked dates for the photo | he asks for the plan until friday | phone number changed, noted | status: testing done,
waiting for feedback | set up the next call | sent her the address
""",
}

EVERY = {
    "calls": CALLS,
    "asides": ASIDES,
    "errands": ERRANDS,
    "visits": VISITS,
    "scraps": SCRAPS,
}
