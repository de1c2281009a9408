"""Drafts as people write them, whom each is for, and what is to be found in it: half of them have nothing to mend.

None was taken from anywhere. The two sets that were held out were written after the rules, and read by them for the first time
then; bench/README.md has these first scores. What the rules still misread of them stays in. Labels that broke
the definitions of domain/drafts.py (two adjacent openers counted as one) were mended later; the first scores are from before.
"""

from datetime import date
from typing import NamedTuple

from caretrack.domain.drafts import Reader
from caretrack.domain.model import Fact
from caretrack.domain.openers import Opener

TODAY = date(2026, 11, 21)


class Draft(NamedTuple):
    """A letter for one of READERS ("" for nobody); `rules` are the names of those that find something, apart by spaces."""

    reader: str
    text: str
    rules: str = ""
    family: str = "care"


def _facts(*lines):
    """Facts from "category | day | text", told; a category that ends in "?" was noticed."""
    for number, line in enumerate(lines):
        category, on, text = line.split(" | ")
        source = "noticed" if category.endswith("?") else "told"
        yield Fact(f"fct{number}", "prs1", category.strip("?"), text, source, date.fromisoformat(on), None, None)


READERS = {
    "ana": Reader(
        "Ana Silva",
        names=("Anita", "Ben Okoro", "Rui"),
        company="Lagoon Foods",
        role="Head of Finance",
        facts=tuple(
            _facts(
                "worry | 2026-10-14 | the Q3 budget: two teams, one pot",
                "family | 2026-08-17 | daughter Mia starts school in May",
                "goal | 2026-08-17 | close the books in five days instead of twelve",
                "hobby | 2026-06-02 | sings fado on Thursdays",
            )
        ),
        topics=((date(2026, 10, 14), "the move to Porto is done, the Q3 budget is not"),),
        openers=(Opener("fact", "worry, 14 Oct: the Q3 budget: two teams, one pot. Ask how it goes.", "fct0", date(2026, 10, 14)),),
    ),
    "ben": Reader(
        "Ben Okoro",
        names=("Ana Silva",),
        company="Lagoon Foods",
        role="Head of Operations",
        facts=tuple(
            _facts(
                "goal | 2026-09-12 | open a second site by spring",
                "worry | 2026-11-08 | churn among the small shops",
                "hobby | 2026-10-08 | restores an old sailing boat",
            )
        ),
        topics=(
            (date(2026, 11, 8), "worried about churn, sounded tired"),
            (date(2026, 10, 8), "half a day in his warehouse, fixed the label printer"),
        ),
        openers=(
            Opener("promise", "You promised: the churn numbers of firms like his, by Wed 18 Nov 2026.", "act1", date(2026, 11, 18)),
            Opener("fact", "worry, 8 Nov: churn among the small shops. Ask how it goes.", "fct1", date(2026, 11, 8)),
        ),
    ),
    "chloe": Reader("Chloé Dubois", company="Atelier Nord", role="Founder"),
    "gil": Reader(
        "Gil Ruiz",
        company="Ruiz & Hijos",
        role="Owner",
        facts=tuple(_facts("joy | 2026-11-04 | his granddaughter's first steps", "want | 2026-07-24 | a quiet August for once")),
        topics=((date(2026, 11, 4), "just to hear how the new oven does"),),
        openers=(Opener("occasion", "Birthday, turns 50, on Tue 24 Nov 2026.", "occ1", date(2026, 11, 24)),),
    ),
    "luk": Reader(
        "Łukasz Żak",
        names=("Luk",),
        company="Piekarnia Żak",
        role="Baker",
        facts=tuple(_facts("need | 2026-10-07 | one screen for both shops")),
        topics=(
            (date(2026, 11, 12), "thanked him for sending us two bakers"),
            (date(2026, 10, 7), "found the missing deliveries with him"),
        ),
    ),
    "minh": Reader(
        "Minh Nguyễn",
        names=("Chloé Dubois",),
        company="Sông Hồng Tea",
        role="Buyer",
        facts=tuple(_facts("hobby | 2026-09-22 | marathon in spring")),
    ),
    "noor": Reader(
        "Noor Haddad",
        names=("Samira Haddad",),
        company="Cedar Clinics",
        role="Practice Manager",
        facts=tuple(
            _facts(
                "worry | 2026-11-06 | nobody to cover the holidays, two nurses short",
                "family? | 2026-05-02 | looks after her father in the evenings",
            )
        ),
        topics=((date(2026, 11, 6), "two nurses short, still laughing"),),
    ),
    "priya": Reader(
        "Priya Raman",
        company="Monsoon Bikes",
        role="Head of Service",
        facts=tuple(_facts("worry | 2026-10-24 | nine days for a spare part", "challenge | 2026-10-24 | stock and bookings are two lists")),
        topics=((date(2026, 11, 13), "sent her the stock template"),),
    ),
    "hana": Reader("Hana Kobayashi", company="Studio Mori"),
    "ines": Reader(
        "Inês Duarte",
        company="Quinta do Vale",
        role="Winemaker",
        facts=tuple(
            _facts(
                "worry | 2026-04-30 | frost in April took a third of the vines",
                "goal | 2026-09-03 | bottle under her own label by 2027",
                "family | 2026-09-03 | son Tomás studies in Ghent",
            )
        ),
        topics=((date(2026, 10, 20), "label design is with the printer"),),
    ),
    "omar": Reader(
        "Omar Farouk",
        company="Delta Freight",
        role="Operations Director",
        facts=tuple(_facts("challenge | 2026-10-02 | drivers leave after three months", "hobby | 2026-08-11 | coaches under-12 football")),
        topics=((date(2026, 11, 3), "new depot in Tanta opens in January"),),
    ),
    "pete": Reader(
        "Pete Lindqvist",
        company="Lindqvist Joinery",
        role="Owner",
        facts=tuple(
            _facts("passion | 2026-06-15 | beekeeping, six hives", "worry | 2026-10-29 | his back, and who takes over the workshop")
        ),
        topics=((date(2026, 10, 29), "operation on the knee in December"),),
    ),
}

DIRTY = (
    Draft(
        "ana",
        "Hi Ana,\n\nHope this email finds you well! Just checking in to see how everything is going on your end. Let me know if you need anything.\n\nBest,\nTom",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "ben",
        "Hey Ben, how’s it going? Long time no speak! We should catch up soon. Stay safe, Tom",
        "generic-opener generic-opener reflex-sign-off reflex-sign-off not-personal",
    ),
    Draft(
        "chloe",
        "Dear Chloé,\n\nI hope you are doing well in these strange times. I am reaching out because our new starter plan is now available, with 20% off until the end of the month. Would you like to book a demo?\n\nKind regards,\nTom",
        "generic-opener generic-opener selling selling not-personal",
    ),
    Draft("gil", "happy monday gil! hows things? hang in there", "generic-opener generic-opener reflex-sign-off"),
    Draft(
        "priya",
        "Hi Priya,\n\nI trust you had a great weekend. I wanted to touch base and see if you had any questions about the proposal I sent over. The price is valid until Friday, so don't miss out!\n\nLooking forward to hearing from you.\n\nTom",
        "generic-opener generic-opener selling selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "noor",
        "Hello Noor, how are you and your family? All is good here. Please do not hesitate to reach out if you have any questions. Take care of yourself!",
        "generic-opener reflex-sign-off reflex-sign-off not-personal",
    ),
    Draft(
        "minh",
        "Dear Minh,\n\nWe are delighted to announce the launch of our new platform. We have worked hard on it all year and our team is proud of what we built. We think that our customers will love our new dashboard, and we have added the reports that we were asked for. Our support team is at hand at any hour.\n\nSign up for our webinar here.\n\nThe team",
        "selling selling selling not-personal about-us asks-nothing",
    ),
    Draft(
        "luk",
        "Hi Łukasz, hope you and your team are keeping well. Just wanted to let you know that your contract ends on 31 December. Shall we set up a quick call to talk about the renewal?",
        "generic-opener selling selling not-personal",
    ),
    Draft(
        "",
        "Hi there,\n\nHope all is well with you and yours. Keep up the great work!",
        "generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "how have you been? its been a while since we last spoke. lets grab a coffee sometime",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "ana",
        "Ana, a quick note to remind you that invoice 2291 is still outstanding. The payment was due on 1 November. Hope Mia is well!",
        "selling selling asks-nothing",
    ),
    Draft(
        "ben",
        "Hi Ben,\n\nHow is the boat coming along? By the way, our premium plan has a new module for second sites, it is only €49 per month. Click here to see it.\n\nTom",
        "selling selling",
    ),
    Draft(
        "chloe",
        "Hi Chloé, how is the weather in Lyon? Still raining here. Stay warm and have a great rest of your week!",
        "reflex-sign-off reflex-sign-off",
    ),
    Draft(
        "gil",
        "Dear Gil,\n\nI hope this message finds you in good health. We have had a very busy quarter. We moved our office, I hired two people, and our product got an award. I was on stage to collect it, and we were in the local paper. My team and I were very happy about it.\n\nWith kind regards,\nTom",
        "generic-opener not-personal about-us asks-nothing",
    ),
    Draft(
        "priya",
        "Hi Priya! Circling back on this. Feel free to reach out anytime. Thanks in advance",
        "generic-opener reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "noor",
        "hi noor, what's up? r u ok? everything alright with you? talk soon x",
        "generic-opener generic-opener generic-opener not-personal",
    ),
    Draft(
        "",
        "Dear valued customer,\n\nAs a thank you we offer you a special discount of 15 % on your next order. Use code WINTER15. Offer ends Sunday. Do not wait!",
        "selling selling selling asks-nothing not-personal",
    ),
    Draft(
        "minh",
        "Hi Minh, I was in Hanoi last week and thought of your tea. Our spring collection is out and I'd love to show you our new catalogue. Book a slot with me here: example.org/tom",
        "selling selling asks-nothing",
    ),
    Draft(
        "luk",
        "Hello Łukasz, I hope, that you are well and your family is also well. I write you for asking how is your business going. I wish you all the best and stay healthy.",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "ana",
        "Hope your having a good week Ana! Just chekcing in. Loking foward to hearing from you",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "ben",
        "Ben, did you get my quote? If you sign by Friday we will add three months free. Reply YES and I will send the contract over. How is the boat?",
        "selling selling selling",
    ),
    Draft(
        "chloe",
        "Happy Friday Chloé! Can you believe it's already November? Any plans for the weekend? Enjoy the sunshine!",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "gil",
        "Gil, time flies! Our annual maintenance plan renews on 1 December and prices will go up by 4 %. Happy birthday by the way.",
        "generic-opener selling asks-nothing",
    ),
    Draft(
        "priya",
        "Dear Ms Raman,\n\nI hope that this letter reaches you in good spirits.\n\nPlease find enclosed our brochure. Our solutions for companies like yours save up to 30 % of the time. If there is anything we can do for you, we are only a phone call away.\n\nYours sincerely,\nT. Berg",
        "generic-opener selling selling reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "noor",
        "Hi Noor,\nI know it's hard right now. You've got this! Keep your chin up and stay strong.\nTom",
        "reflex-sign-off reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "Hi! Hope you had a lovely Christmas and a good start to the new year. What have you been up to?",
        "generic-opener generic-opener not-personal",
    ),
    Draft(
        "ana",
        "Hi Ana,\n\nQuick question: are you free on Tuesday for a 15 minute call? I'd like to walk you through our new reporting module.\n\nTom",
        "selling selling not-personal",
    ),
    Draft(
        "ben",
        "Hi Ben, hope you're well mate. Been ages! We've been flat out here, we launched a new version and I have been travelling a lot for our customers. Our team is growing, we hired four people and I hardly see my desk. We are also moving to our own building in spring, I can't wait. Anyway, all the best to you and yours",
        "generic-opener generic-opener reflex-sign-off selling not-personal about-us asks-nothing",
    ),
    Draft(
        "minh",
        "Good morning Minh, trust this finds you well. As per my last email, we await your kind response. Thanks & regards",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "luk",
        "Hi Luk, just a friendly reminder that your trial expires on Friday. Upgrade to the pro plan now and lock in the current price.",
        "generic-opener selling selling not-personal asks-nothing",
    ),
    Draft(
        "gil",
        "Hi Gil, greetings of the day! How do you do? Hope business is going great. Have a nice day.",
        "generic-opener generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "priya",
        "Priya! thinking of you. sending positive vibes. keep going!! xx",
        "generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft("", "Only 3 seats left for our masterclass, register now. We would love to have you there!", "selling not-personal asks-nothing"),
    Draft(
        "noor",
        "Dear Noor, we have not heard from you in a while. Is everything ok with the service? If there's anything we can help you with, please let us know. We're always here to help.",
        "generic-opener generic-opener reflex-sign-off reflex-sign-off not-personal",
    ),
    Draft(
        "ana",
        "Dear Ana,\nI'm following up on my last email regarding the offer below. As a reminder, our offer for 20 extra seats is still on the table. Should you have any questions please do not hesitate to contact me.\nTom",
        "generic-opener selling selling reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "chloe",
        "Hi Chloé, I hope you are well. Attached is our offer for the starter plan, as you asked for on the phone: €49 a month, 20 % off in the first year. Have a nice day!",
        "generic-opener reflex-sign-off",
        "sales",
    ),
)

CLEAN = (
    Draft("ana", "Hi Ana,\n\nHow's it going with Mia's first week at school? I remember how nervous you both were in August.\n\nTom"),
    Draft(
        "ana",
        "Hi Ana, I hope the move to Porto went well. Is the view of the river as good as you said? And how did the Q3 budget go in the end?",
    ),
    Draft(
        "ben",
        "Ben, as promised, here are the churn numbers of six firms like yours. Page 2 has the small shops. The third month is where they all lose people, so you are not alone in it. Ring me when you have read it.",
    ),
    Draft(
        "ben",
        "Hi Ben,\n\nYou sounded tired on the 8th, and I have been thinking about it. How are you? I mean it, and I have time on Thursday evening if you want to talk about the small shops, or about the boat, or about nothing.\n\nTom",
    ),
    Draft(
        "gil", "Happy birthday, Gil! 50 years, and you still get up before the oven does. I hope the granddaughter helps with the candles."
    ),
    Draft("gil", "Gil, did your granddaughter walk all the way to the kitchen yet? Send me a picture when she does."),
    Draft(
        "priya",
        "Hi Priya,\n\nI kept thinking about the nine days for a spare part. Which parts are the worst? If it is the hubs, I know somebody in Leeds who keeps them in stock, and I would be glad to bring you two together.\n\nTom",
    ),
    Draft(
        "noor",
        "Dear Noor, checking in about your father's operation. Did they keep him in overnight? I am around all weekend if you need somebody to drive.",
    ),
    Draft(
        "noor",
        "Noor - did the locum agency find you two nurses for the holidays? If they did not, tell me on Monday and I'll ask my sister's clinic. x Tom",
    ),
    Draft(
        "luk",
        "Cześć Łukasz, dziękuję! The two bakers you sent us start on Monday. What did you tell them about us? They arrived with flowers.",
    ),
    Draft(
        "minh",
        "Hi Minh,\n\nHow's the training for the marathon going? You said the long runs were killing your knee. Chloé told me that she serves your oolong now, and that people ask for it by name.\n\nTom",
    ),
    Draft("chloe", "Chloé, I walked past Atelier Nord this morning and saw the new sign. Who painted it? It made me stop."),
    Draft(
        "ana",
        "Dear Ana,\n\nI was so sorry to hear about your grandmother. You told me how she taught you fado in her kitchen. There is no need to answer this.\n\nWith love,\nTom",
    ),
    Draft("ana", "congrats on closing the books in five days!! who would have thought in august. what was the trick?"),
    Draft(
        "ben",
        "Hi Ben, I heard that you signed the lease for the second site. Congratulations! What did the landlord say about the renewal clause that worried you?",
    ),
    Draft("ben", "Thank you, Ben, for showing my nephew around the warehouse. He has not stopped talking about the label printer."),
    Draft("", "how's it going with Mia's first week at school?"),
    Draft("", "I hope the move to Porto went well"),
    Draft("", "just checking in about your father's operation, is he home yet?"),
    Draft("", "Congratulations on selling the house! Where will you go now?"),
    Draft(
        "",
        "You offered me coffee the last time I was in town. Does that still stand? I am there on the 3rd, and I would like to hear about your sabbatical.",
    ),
    Draft("", "How are you coping with the school fees now that both your daughters are at university?"),
    Draft(
        "priya",
        "You once said that stock and bookings should be one list. Could you show me how you do it today? I don't want to sell you anything, I'd like to learn from how your mechanics work.",
    ),
    Draft(
        "ana",
        "Ana, two questions, no pitch: what did the board say about the budget, and who looks after you while you look after everybody else?",
    ),
    Draft(
        "gil",
        "Hola Gil, how was your quiet August? Did you really close the bakery for three weeks? I'd love to hear what you did with the mornings.",
    ),
    Draft(
        "luk",
        "Luk, I owe you an answer about the deliveries. We found out why they went missing: the route was saved twice. It is mended since last night. Is one screen for both shops still what you need most?",
    ),
    Draft(
        "noor",
        "Hi Noor, hang in there with the holidays: I asked around, and Dr Amari can cover 24 to 27 December. Shall I give her your number?",
    ),
    Draft(
        "noor",
        "hi noor, i know you are two nurses short so this is short too. i can sit at your front desk on the 23rd. useful or in the way?",
    ),
    Draft(
        "minh",
        "Hello Minh, I read that it rained for a week in Hà Nội before the harvest. What does that do to the tea? And could you still run?",
    ),
    Draft("minh", "Good luck on Sunday, Minh! I will be at kilometre 38 with a banana, as you asked. Marathon is marathon."),
    Draft(
        "chloe",
        "Bonjour Chloé,\n\nwe did talk only about my product the last time, I am sorry for that. I would like to know more of the Atelier: how did it begin, and which piece are you most proud of?\n\nTom",
    ),
    Draft(
        "ana",
        "Hi Ana, I saw Rui at the fair and he told me that you sang in front of 200 people last Thursday. Why did you not say a word?! Next time I want a ticket.",
    ),
    Draft(
        "ben",
        "Ben, quick one. You asked in October if the printer could do two label sizes. It can, since today. Tell me if it does not, I will come by.",
    ),
    Draft(
        "priya",
        "Hi Priya, thanks again for being so frank about our nine days. You were right, we were slow. We changed two things because of you: parts are now ordered at noon, and you see the day of arrival. Do you notice any difference?",
    ),
    Draft("ana", "Hope you enjoyed the concert on Thursday, Ana! Was it the one with the guitar player from Coimbra?"),
    Draft("gil", "Take good care of that granddaughter, Gil, and of the knee. When do you see the doctor again?"),
    Draft(
        "chloe",
        "Dear Chloé, here is our offer for Atelier Nord, as you asked for: three seats at €49 a month, and the training in your workshop. The contract runs for a year. Which of the three points in it would you like changed?",
        "",
        "sales",
    ),
    Draft(
        "ben",
        "Hi Ben, our renewal talk is next week, and I would like to come prepared: what has the label printer cost you in hours this year, and what did we promise and not do?",
        "",
        "sales",
    ),
)

HELD_OUT_FIRST = (
    Draft(
        "ana",
        "Good morning Ana,\n\nHope you're keeping well and that the summer treated you kindly. I thought I'd drop you a line to see how things are.\n\nWarm regards,\nTom",
        "generic-opener generic-opener generic-opener not-personal asks-nothing",
    ),
    Draft(
        "ana",
        "Ana! I just heard fado on the radio and had to think of you. Are you still singing on Thursdays, or does the closing eat all your evenings?",
    ),
    Draft(
        "ben", "Hi Ben, how's the shop hunt going? If the place near the station falls through, I know the owner of the old post office."
    ),
    Draft(
        "ben",
        "Ben, hope you and the team are smashing it! We're running a flash sale this week: 30% off all annual plans. Interested? Ping me.",
        "generic-opener selling selling not-personal",
    ),
    Draft(
        "chloe",
        "Hi Chloé,\n\nI've just seen that your stools are in the window of the museum shop. You must be over the moon! How did that come about?",
    ),
    Draft(
        "chloe",
        "Dear Chloé,\n\nI am writing to introduce our company. We provide accounting software for small workshops. Our clients save four hours a week. May I call you on Tuesday to tell you more?\n\nSincerely,\nTom Berg",
        "selling selling selling not-personal",
    ),
    Draft("gil", "Hey Gil, how's life? Busy as ever I guess. Let's talk soon. Cheers!", "generic-opener reflex-sign-off not-personal"),
    Draft(
        "gil", "Querido Gil, fifty on Tuesday! Your daughter told me about the party, and of course I come. What do I bring, wine or flour?"
    ),
    Draft(
        "priya",
        "Priya, the supplier I told you of in Leeds has hubs in stock again, 40 pieces. Do you want his number? No strings, he is just a nice man with a lot of hubs.",
    ),
    Draft(
        "priya",
        "Hi Priya - hope the week's been kind to you. Wanted to flag that your subscription is coming up for renewal on the 15th. Happy to jump on a call if that helps.",
        "generic-opener selling selling not-personal asks-nothing",
    ),
    Draft(
        "noor", "Dear Noor,\nhow did the first night without the two nurses go? I saw the lights on at eleven. Please eat something.\nT."
    ),
    Draft(
        "noor",
        "Hi Noor, sorry I've been quiet. Hope all's good at your end! If there's anything at all I can do, just shout. Look after yourself x",
        "generic-opener generic-opener reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "luk",
        "Dzień dobry Łukasz! How is the new screen working in the second shop? My mother bought your rye bread on Saturday and there is none left.",
    ),
    Draft(
        "luk",
        "Hi Łukasz, please find attached invoice 3310. Payment within 14 days would be appreciated. Many thanks for your business!",
        "selling selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft("minh", "Hi Minh, 12 weeks to go! How are the legs? And is the knee holding up on the long runs?"),
    Draft(
        "minh",
        "Hello dear Minh, I hope you are fine. How are you doing these days? I am fine too. Please write me when you can. God bless you.",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "",
        "Hi all, a quick reminder that registration for our customer day closes tomorrow. Sign up here. There will be cake!",
        "selling selling not-personal asks-nothing",
    ),
    Draft(
        "", "Thank you for the afternoon in your studio. I still smell of turpentine, and my wife wants to know where to buy the blue one."
    ),
    Draft("", "Yo, long time! What's good? Hit me up whenever", "generic-opener generic-opener reflex-sign-off"),
    Draft("", "How did your mum's hip operation go? Is she up and about?"),
    Draft(
        "ana",
        "Dear Ana,\n\nLast month we opened our Lisbon office, and I wanted you to be among the first to know. I have been busy hiring, we signed a lease, we found a lovely designer, and I flew there and back eleven times. My colleagues say that I should slow down. Our next step is a bigger kitchen, because we all cook.\n\nYours,\nTom",
        "about-us not-personal asks-nothing",
    ),
    Draft(
        "ana",
        "Hi Ana, I promised to tell you what came of your remark about the reports: we built the filter, it has your name in our notes, and it goes live on Monday. Would you be the first to break it?",
    ),
    Draft("ben", "Ben - did the small shops answer? You said you'd ask ten of them why they leave. I would bet on the delivery days."),
    Draft(
        "priya",
        "Dear Priya, just a short note to say I've not forgotten about the stock list. I'll bring a draft on Wednesday. What should it never do?",
    ),
    Draft(
        "chloe",
        "Hello Chloé! I hope you had a wonderful summer break and are well rested. Our autumn workshops are now open for booking and the first ten people get a free seat. Warmly, Tom",
        "generic-opener selling not-personal asks-nothing",
    ),
    Draft("gil", "Hi Gil, is the oven behaving? When I rang on the 4th you were waiting for a part. Stay safe around that thing!"),
)


HELD_OUT = (
    Draft(
        "ana",
        "Dear Ana, I trust all is well with you. We haven't spoken in a while, so I figured I'd check in. Do let me know if there is anything I can help you with. Kind regards, Tom",
        "generic-opener generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "ana",
        "Hi Ana, you said in October that two teams share one pot. Did the board see it your way? If you want to think aloud, I am on the train on Friday from nine to eleven.",
    ),
    Draft("ana", "Morning Ana! Mia's first swimming badge, I saw the picture. She looks so proud, and so do you."),
    Draft(
        "ana",
        "Hello Ana, as one of our most loyal customers you get 25% off any upgrade until Sunday! Don't miss this chance and claim your discount today.",
        "selling selling not-personal asks-nothing",
    ),
    Draft(
        "ben",
        "Hey mate, how you doing? Everything good? Hit me back when you get a sec. Stay well!",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "ben",
        "Ben, the varnish you were looking for is sold by a chandler in Hull. I rang them: two tins left, they put one aside in your name. How is the hull?",
    ),
    Draft(
        "ben",
        "Hi Ben, sorry to bother you. The payment for September is now 20 days overdue. Could you have a look? Thanks, Tom",
        "selling not-personal",
    ),
    Draft(
        "chloe",
        "Hello Chloé,\n\nHope you're enjoying the sunny weather. I'd love to show you our new booking tool, it only takes 15 minutes. Does Thursday suit you?\n\nTom",
        "generic-opener selling not-personal",
    ),
    Draft(
        "chloe",
        "Chloé, a friend of mine is looking for a table that seats twelve, oak, with a story. Would you like to meet her? She does not mind waiting.",
    ),
    Draft("chloe", "hi chloé how r u doing, hope ur well", "generic-opener generic-opener"),
    Draft("gil", "Gil, I had your almond cake again yesterday and nobody spoke for ten minutes. Who taught you?"),
    Draft(
        "gil",
        "Dear Gil, Season's greetings from all of us! It has been a great year for our company. We grew by a third, we won a prize, we moved, and our people are the best. We look forward to another successful year. Our office is closed from 24 December.\n\nYour team",
        "not-personal about-us asks-nothing",
    ),
    Draft(
        "gil",
        "Hi Gil! Hope you are having a great start to the week. Any questions about the contract? Otherwise I'd need your signature by Friday.",
        "generic-opener selling not-personal",
    ),
    Draft("luk", "Łukasz, how do the two bakers get on? Ours start at four now, and they complain about my coffee."),
    Draft(
        "luk",
        "Hi Luk, wishing you a wonderful week ahead. As always, feel free to call me with any questions or concerns.",
        "reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "minh",
        "Dear Minh, I did not sleep well after our call. You were right about the late delivery, and I was short with you. I am sorry. May I come by on Wednesday and hear the rest of it?",
    ),
    Draft(
        "minh",
        "Hi Minh! Quick check-in: how's everything? We just launched a referral program, you'd get $100 for every friend who signs up. Check it out!",
        "generic-opener generic-opener selling asks-nothing not-personal",
    ),
    Draft(
        "noor", "Noor, what did your father say about the new chair? Tell him that I lost at chess again, without him nobody lets me win."
    ),
    Draft(
        "noor",
        "Hi Noor,\nI know things are crazy right now so I'll keep it short. Thinking of you! We will get through this together.\nTake care,\nTom",
        "generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "priya",
        "Priya, you are down to six days for a part, I hear. Six! What did your mechanics do differently, and may I tell others about it?",
    ),
    Draft(
        "priya",
        "Good afternoon Priya, it was nice speaking to you. As discussed please find attached the proposal. Please review and revert at the earliest. Awaiting your response.",
        "selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "Thanks for having us on Sunday. The soup! And your uncle's stories about the ferry, I could have listened all night. When is he here again?",
    ),
    Draft(
        "",
        "Hope this note finds you well. It's been ages. How's the family? Let's do lunch sometime!",
        "generic-opener generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft("", "I heard about the flood on the radio. Is your cellar dry? I have a pump and a strong son, and we can be there in an hour."),
    Draft(
        "ben",
        "Ben, our renewal talk is on the 12th. Before that I'd like to know, off the record: which of our promises did we not keep this year?",
        "",
        "sales",
    ),
    Draft(
        "priya",
        "Hi Priya, how did the stocktake go? Somebody told me that you counted 4,000 spokes by hand. Hang in there until the new shelves come on Monday!",
    ),
)


EVERY = {"table": (*DIRTY, *CLEAN), "held out, first": HELD_OUT_FIRST, "held out, second": HELD_OUT}


def wrong(drafts, read):
    """The drafts that are not read as expected: (draft, rules that found nothing but should, rules that should not have found)."""
    for draft in drafts:
        found = sorted(finding.rule for finding in read(draft.text, READERS.get(draft.reader), TODAY, family=draft.family).findings)
        missed, false = sorted(draft.rules.split()), []
        for rule in found:
            if rule in missed:
                missed.remove(rule)
            else:
                false.append(rule)
        if missed or false:
            yield draft, missed, false


def score(drafts, read):
    """How many findings of each rule are right, false and missed: {rule: [right, false, missed]}; "all" adds them up."""
    counts = {}
    for draft in drafts:
        for rule in draft.rules.split():
            counts.setdefault(rule, [0, 0, 0])[0] += 1
    for _, missed, false in wrong(drafts, read):
        for rule in missed:
            counts[rule][0] -= 1
            counts[rule][2] += 1
        for rule in false:
            counts.setdefault(rule, [0, 0, 0])[1] += 1
    counts = dict(sorted(counts.items()))
    return {**counts, "all": [sum(column) for column in zip(*counts.values(), strict=True)]}
