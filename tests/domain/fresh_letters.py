"""Drafts that were written before their writer had seen the rules, or after the rules were mended for the set before.

They were labelled by the definitions in the docstring of domain/drafts.py, and read by the rules for the first time then; bench/README.md
has these first scores. None was taken from anywhere. What the rules still misread of them stays in.
"""

from draft_letters import Draft

# Written by somebody who had read nothing of the rules but what they say they do.
THIRD = (
    Draft(
        "ines",
        """Hi Inês,

Hope all is well in your world! It has been a hot minute since we last caught up, so I thought I'd drop you a line and see how you're getting on.

Would be great to connect whenever you have a moment.

Warmly,
Tom""",
        "generic-opener generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft("omar", "hey Omar!! how r things? all good here. lmk if u need anything 👍", "generic-opener reflex-sign-off not-personal"),
    Draft(
        "pete",
        """Dear Pete,

I wanted to let you know that from 1 January our hourly rate goes up from £85 to £92. This reflects rising costs and lets us keep the same people on your account. Existing quotes will be honoured until the end of the year.

Thank you for your understanding.

Tom""",
        "selling selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "hana",
        "Hello Hana, just popping into your inbox to see if you had a chance to look at the proposal I sent on Monday. We're running a Black Friday "
        "deal on the annual plan and I'd hate for you to miss out. Shall I send over the order form?",
        "generic-opener selling selling selling not-personal",
    ),
    Draft(
        "ben",
        """Ben, quick one. Your subscription renews on the 30th and the card on file was declined. Could you update the billing details before then so there's no break in service?

Hope the shops are behaving!
Tom""",
        "selling selling",
    ),
    Draft(
        "ana",
        """Hi Ana,

What a quarter. We moved into the new office in September, hired six people, and finally finished the rewrite that I kept going on about. Our ops lead left and I've been covering for her, which means I answer tickets at midnight. We won a regional award too, and our little team went out to celebrate it properly. I honestly can't remember when I last took a weekend off.

How's life with you?

Tom""",
        "generic-opener not-personal about-us",
    ),
    Draft(
        "noor",
        """Dear Noor,

Trusting this note finds you and the team in good health. As the year draws to a close I wanted to take a moment to reach out to all the people we are lucky enough to work with.

Wishing you a peaceful festive season and a prosperous new year.

Tom Berg""",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "Dear Sir or Madam, we are a leading provider of cloud telephony for small firms. Our clients save an average of 23% on their bills. I would "
        "welcome the opportunity to present our services to you in a short call. When would suit?",
        "selling selling selling not-personal",
    ),
    Draft(
        "minh",
        "Hi Minh, long time! Just thought I'd say hi. How's everything? Anyway, hope we can catch up soon. x",
        "generic-opener generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "luk",
        """Dzień dobry Łukasz! I hope the week is treating you kindly. We've just released version 4, with a brand new mobile app and offline mode. Download it from the link below and tell your bakers!

https://example.org/v4

Tom""",
        "generic-opener selling selling asks-nothing",
    ),
    Draft(
        "chloe",
        """Hi Chloé,

I hope you had a relaxing break. Nothing urgent from my side, I only wanted to keep in touch. My door is always open.

Have a lovely week,
Tom""",
        "generic-opener generic-opener reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "gil",
        "Gil! As promised, the price list for the bigger oven. If you order before Christmas they throw in the stone base, and I get you 8% off. Shall "
        "I reserve one?",
        "selling selling selling",
    ),
    Draft(
        "priya",
        "Priya, I never heard back about the quote. Did it get lost? The offer lapses on the 30th and I've got to close my quarter, so a yes or no by "
        "Wednesday would be a massive help.",
        "selling selling not-personal",
    ),
    Draft(
        "hana",
        "Hi Hana! Happy Friday! Any plans for the weekend? Enjoy the sunshine! T",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "omar",
        """Omar,

our new fleet dashboard goes live on Monday. It shows fuel, hours and late stops on one screen, and the first two months are on us. There is a live demo on Thursday at 10, sign up here.

Best of luck with the under-12s on Saturday!
Tom""",
        "selling selling selling asks-nothing",
    ),
    Draft(
        "ines",
        "Hi Inês, sorry for radio silence. How have you been keeping? Here all fine, busy as ever. We must have lunch one of these days. Um abraço",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "",
        "Hi Dave, gentle nudge on invoice 4471, now 21 days overdue. I've attached it again for convenience. Could you let me know when we can expect "
        "payment?",
        "selling selling not-personal",
    ),
    Draft(
        "pete",
        "Morning Pete. I'm conscious that it has been a while. I have no agenda, I simply wanted to see how the land lies. Mind how you go. Tom",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "noor",
        "Noor, a thought: with two nurses short you may want our Rota Plus module. It's €79 a month per site, no set-up fee if you commit by December. "
        "I can switch it on today. Shall I?",
        "selling selling selling",
    ),
    Draft(
        "ana",
        "Dear Ana, further to our conversation, please find attached the minutes of the meeting and the updated statement of work. Kindly review and "
        "revert with your signature at the earliest. Thanking you in anticipation.",
        "selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "ines",
        "Inês, I was at the wine fair in Ghent and thought of Tomás. Has he found a room yet? My sister lets one near Sint-Pieters, two stops from the "
        "faculty, and would be glad to have a student in it. Tom",
    ),
    Draft("omar", "Omar, how did the under-12s do on Saturday? You said the keeper had a broken finger."),
    Draft(
        "hana",
        """Dear Hana,

your talk at the timber conference has stayed with me, above all the slide with the joint that needs no glue. I tried it at home at the weekend, and failed. Where would a beginner go wrong? I'd love to hear how you learned it.

Tom""",
    ),
    Draft(
        "pete",
        "Pete, good luck on Tuesday with the knee. I'll keep the bees in mind. If the feeders need topping up while you're laid up, I can drive over on "
        "Saturday, I'm in Falun anyway. Would ten o'clock do?",
    ),
    Draft(
        "ben",
        "Hi Ben, here are the churn numbers that I promised: eleven firms of your size, small shops only. The median is 4.1% a month, so yours is not as "
        "bad as it felt. Page 3 has what the best two did in the first ninety days. Tom",
    ),
    Draft(
        "ana",
        "Ana, congratulations on closing the books in seven days! That's five fewer than in spring. Your team must be over the moon. Tom",
    ),
    Draft(
        "noor",
        "Noor, I am so sorry about your father. You told me how he used to wait up for you with soup. There is nothing you need to do for us this month, "
        "I have spoken with Samira. Tom",
    ),
    Draft("", "Hi Sam, did the boiler people turn up in the end? You sounded so cold on the phone yesterday."),
    Draft(
        "chloe",
        "Chloé, a reader's question: your piece about repairing chairs says that beech cracks where ash bends. I have one of each in the kitchen and "
        "both have cracked. What did I do?",
    ),
    Draft("minh", "minh! saw the marathon route is out, it goes straight past our office. want water or a banana at km 30?"),
    Draft(
        "luk",
        "Łukasz, how is it with one screen for both shops, two weeks in? What still drives you up the wall? I'd rather hear it from you than guess.",
    ),
    Draft("gil", "Gil, fifty on Tuesday! Happy birthday from all of us. Is the granddaughter old enough for cake?"),
    Draft(
        "priya",
        "Priya, you wrote that the stock template saved you an hour a day. That made my week. May I show your sheet to two other workshops, with your "
        "name on it or without, as you prefer?",
    ),
    Draft(
        "ana",
        "Ana, I owe you an apology. The report on Tuesday had last year's pot in it, and you had to find out in front of your board. It was my mistake: I "
        "copied the wrong sheet. It's corrected, and from now on a second pair of eyes looks at it before it leaves here. What else did it break for you?",
    ),
    Draft(
        "pete",
        "Hi Pete, I read about a joiner in Dalarna who handed his workshop to two of his apprentices, half each, over five years, and thought of what you "
        "said about who takes over. Cutting attached. Does that sound like madness to you? Tom",
    ),
    Draft(
        "omar",
        "Omar, three drivers have now told me the same thing: it's the rota, not the pay, that makes them leave. Would it help if I came to Tanta for a "
        "morning and rode along with one of them? You'd get what I hear, unpolished.",
    ),
    Draft(
        "",
        "Dear Mrs Whitlock, thank you for the jar of quince jelly, it was gone by Sunday. My daughter asks whether the tree is old, or whether you bought "
        "the fruit at the market.",
    ),
    Draft(
        "hana",
        "Hana, you asked who could teach your two apprentices to sharpen. I asked around: Aiko Mori in Leiden does a day in her own workshop and speaks "
        "Japanese. Shall I introduce you?",
    ),
    Draft(
        "gil",
        "Hi Gil, our technician tells me that the oven cut out twice last week, and that you baked at your brother's. That's not good enough from us. A "
        "new controller comes on Monday, at our cost. Is half past four still when you light it?",
    ),
    Draft(
        "ines",
        "Inês, I've read the frost forecast for the weekend with you in mind. How are the vines, and how do you sleep? You said in April you sat up three "
        "nights with the candles. If it's coming again, I'd rather move our Thursday meeting than have you drive in tired.",
    ),
)

# Written when the rules had been mended for the third.
FOURTH = (
    Draft(
        "ben",
        "Hi Ben! Hope your Monday isn't too manic. I realised we hadn't crossed paths in months, which is shocking. Fancy a catch-up at some point?",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "omar",
        "Omar, our winter tyre package is £340 per truck fitted, and if you book five before 1 December the sixth is free. Want me to put you down? How are the under-12s?",
        "selling selling",
    ),
    Draft(
        "",
        "Good afternoon, I came across your profile and was impressed by what you have achieved. I help founders double their revenue in ninety days. Worth a quick chat next week?",
        "selling selling not-personal",
    ),
    Draft(
        "noor",
        "Dear Noor, we wanted to say a big thank you for your business this year. It has been a pleasure serving you and we look forward to another great year together. Have a restful break and see you on the other side!",
        "reflex-sign-off reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "priya",
        "Hey Priya, you around? Need to get the SOW countersigned today otherwise procurement bounces it. Also the deposit is still open on our side, can you chase your accounts team?",
        "selling selling not-personal",
    ),
    Draft(
        "gil",
        "Dear Gil, every year around this time I like to reflect on how fortunate I am. We've grown to twenty people, I've been on stage in Berlin and Lyon, our product won two awards, and we finally have a proper kitchen in the office. I became a father in June, which changed everything for me. We could not have wished for a better year, and I am excited about what we will build next.",
        "about-us not-personal asks-nothing",
    ),
    Draft(
        "hana", "Hi Hana, how's your day looking? Me, can't complain. Don't be a stranger!", "generic-opener reflex-sign-off not-personal"
    ),
    Draft(
        "luk",
        "Łukasz, the maintenance agreement for the label printers runs out on 31 December. I've prepared the extension for another 24 months at the same conditions. Just sign page 3 and send it back, then everything stays as it is.",
        "selling selling selling not-personal asks-nothing",
    ),
    Draft(
        "ana",
        "Ana, hope you had a nice one at the weekend. No news from me, just wanted to pop up in your inbox so you don't forget me :)",
        "generic-opener generic-opener not-personal asks-nothing",
    ),
    Draft(
        "pete",
        "Afternoon Pete, only me! All quiet on the western front here. What's occurring with you? Keep on trucking!",
        "generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "minh",
        "Hello Minh, we have expanded our team and are now able to serve clients in Vietnam directly. Please find our company profile enclosed. We would be honoured to be considered for any upcoming projects.",
        "selling selling selling not-personal asks-nothing",
    ),
    Draft(
        "ines",
        "Inês, did you decide about the corks? The supplier gives me the old price until the 28th only, after that it's 12 cents more. Also, how are the vines?",
        "selling",
    ),
    Draft(
        "chloe",
        "Hi Chloé! Wishing you and yours a fab week. If I can be of any use, you have my number. Big hugs",
        "reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "Hey, been meaning to write for ages! Life, eh? Anyway how are you all doing? We need to get something in the diary.",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "ana",
        "Ana, one question. Which of the three packages did you settle on? Finance wants the PO number before I can release the licences, and the introductory rate is gone after Thursday.",
        "selling selling not-personal",
    ),
    Draft(
        "ben",
        "Ben, I stood in one of your small shops in Leeds yesterday. The girl behind the till told me she hadn't had a delivery before noon all week. Did you know? I'd start there with the churn.",
    ),
    Draft(
        "noor",
        "Noor, no questions today. I've found a retired nurse, Mrs Okafor, who would do two mornings a week until Easter. Her number is at the bottom. I told her about you. Will you ring her?",
    ),
    Draft(
        "priya",
        "Priya, the hub that took nine days: the courier lost it in Bristol, twice. I have it on my desk now and drop it off tomorrow on my way to work. Anything else that you're waiting for?",
    ),
    Draft(
        "omar",
        "Omar, thanks for letting me sit in on the early shift. I hadn't understood how long they wait at the gate. If I draw it up as a timeline, who ought to see it besides you?",
    ),
    Draft("gil", "Gil, the first steps! Send me the film. And how is she on the stairs?"),
    Draft(
        "hana",
        "Dear Hana, a year ago today you handed us the keys to the studio and said, don't touch the windows. We haven't. The light at four o'clock is still the best thing about working here. Do you ever miss it?",
    ),
    Draft(
        "pete",
        "Pete, how did the operation go? Did they let you keep the old knee, as you threatened? I've told nobody in the workshop, as you wished.",
    ),
    Draft(
        "luk",
        "Łukasz, our new release has the thing you asked for in October: one screen for both shops. You'll see it on Monday. Would you tell me honestly what is still clumsy about it?",
    ),
    Draft(
        "ana",
        "Ana, I heard the fado on the radio this morning, thought of your Thursdays, and nearly missed my exit. When do you sing next, and may strangers come?",
    ),
    Draft(
        "",
        "Dear Mr Adeyemi, you asked me why the pump fails in the cold. It's the seal: it hardens below four degrees. I've put a softer one in an envelope for you, it costs nothing, and fitting it takes ten minutes. Does the old one show a crack on the inside?",
    ),
    Draft(
        "minh",
        "Minh, I owe you the name of that physio: Dr Lan Tran, Hai Ba Trung street, tell her it's your Achilles and that I sent you. How far did you get on Sunday before it hurt?",
    ),
    Draft(
        "ines",
        "Inês, my condolences on your grandmother. You wrote of her hands, and of the way she tasted must with her eyes shut. I'll be thinking of you on Friday.",
    ),
    Draft(
        "chloe",
        "Chloé, we lost your drawing. It was in the red folder on Tuesday, and on Wednesday it was not. I have looked everywhere and I am ashamed. May I pay you for drawing it again, and is there anything that we could learn from how you keep yours?",
    ),
    Draft("ben", "hi ben, boat question. epoxy or the old varnish for a rudder? my dad swears by varnish but he also sank twice"),
    Draft(
        "hana",
        "Hana, you said you never know what to charge. Neither did my wife, until she wrote down one week in quarter hours. Shall I ask her whether she'd show you her sheet? She's in Utrecht, you could take the tram together.",
    ),
)

# Written when the rules had been mended for the fourth.
FIFTH = (
    Draft(
        "ana",
        "Hello Ana! Trust you had a pleasant few days off. I'm getting back to everyone I haven't had the chance to talk to this quarter. Do shout if there's something on your mind!",
        "generic-opener generic-opener reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "ben",
        "Ben, quick heads-up: we're revising our terms from February, minimum commitment goes to 24 months. If you renew by Christmas you keep the present conditions. Tell me if you want me to send the papers over.",
        "selling selling selling not-personal",
    ),
    Draft(
        "chloe",
        "Bonjour Chloé! Comment ça va? Everything rosy on your side of the pond? I'm still alive and kicking. Toodle-oo!",
        "generic-opener generic-opener not-personal",
    ),
    Draft(
        "gil",
        "Dear Gil, we'd love for you to be a reference for our new brochure. Two quotes and a photo, that's all. In return we knock ten percent off next year's licence.",
        "selling not-personal",
    ),
    Draft(
        "hana",
        "Hi Hana, I run a small agency that gets design studios more leads on Instagram. We've done it for forty of your peers. Could I borrow ten minutes of your time to explain?",
        "selling selling not-personal",
    ),
    Draft(
        "ines",
        "Inês, thinking about you guys over there. Strength! Better times will come. We're by your side.",
        "generic-opener reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "luk",
        "Hi Łukasz, following my voicemail. The bakery suite goes up by six percent on 1 March; order today and you're spared. Regards",
        "generic-opener selling not-personal asks-nothing",
    ),
    Draft(
        "minh",
        "hey minh hows tricks? havent heard a peep from you haha. gimme a bell when ur free",
        "generic-opener generic-opener reflex-sign-off not-personal",
    ),
    Draft(
        "noor",
        "Dear Noor, I am pleased to share that we have been named supplier of the year. Our engineers worked day and night, our investors are thrilled, and I could not be prouder of what we have become. Next year we open in Dubai and Doha, we double the team, and I will finally take a holiday. We are grateful for everyone who came along with us on this ride.",
        "about-us not-personal asks-nothing",
    ),
    Draft(
        "omar",
        "Salaam Omar, hope your family and your health are good. Any update on the tender? My boss is asking every day. We can go five percent lower if you confirm before Sunday.",
        "generic-opener selling selling not-personal",
    ),
    Draft(
        "pete",
        "Pete, Tom here. No special reason for writing. Thought it would be good to hear your voice again one of these days. Keep well and keep warm!",
        "generic-opener reflex-sign-off reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "priya",
        "Hi Priya, hope you're not working too hard! Our roadmap webinar is next Tuesday at 4, it would be great to have you there. Link below. As always, any questions, fire away.",
        "generic-opener selling reflex-sign-off not-personal asks-nothing",
    ),
    Draft(
        "",
        "Hi there, sorry to chase. We still haven't received the transfer for October. Accounts will have to put the service on hold from Monday. Please let us know once it's done.",
        "selling selling not-personal",
    ),
    Draft(
        "ana",
        "Ana, you'll have seen that Acme moved to our enterprise tier and cut closing to four days. I can get you the same deal till year end. Worth half an hour?",
        "selling selling selling",
    ),
    Draft(
        "ben",
        "Ben mate. Alright? Been snowed under, sorry. Pint soon? Laters",
        "generic-opener reflex-sign-off",
    ),
    Draft(
        "ana",
        "Ana, I've read the two-pots memo twice. If the second team kept its own number for travel, would the rest of the Q3 budget still balance? I can't make it work on paper and I'd like to understand.",
    ),
    Draft(
        "ben",
        "Ben, we shipped the shelf labels to the old address on Friday, my fault. The courier has turned round and will be with you before eight tomorrow. Who's there to open up?",
    ),
    Draft(
        "chloe",
        "Chloé, the plum chair arrived without a scratch, and my son refuses to get out of it. He wants to know why one leg is darker. Is that on purpose?",
    ),
    Draft(
        "gil",
        "Gil, I kept a seat for you at the tasting, next to your daughter. No need to answer, just come hungry. It starts at seven at the harbour.",
    ),
    Draft(
        "hana",
        "Hana, your question about the contract with the museum kept me awake. Clause nine lets them keep the drawings. I'd strike it. Do you want me to mark up the page, or would you rather ring their lawyer first?",
    ),
    Draft(
        "ines",
        "Inês, the label came back from the printer today. The green is darker than on your screen, closer to the leaf you pinned on the wall. Do you like it, or shall they print again?",
    ),
    Draft(
        "luk",
        "Łukasz, twelve rye loaves, and every one of them gone by ten. You ought to have seen the queue! Is your sister still doing the early shift?",
    ),
    Draft(
        "minh",
        "Minh, well run. 3:41 with that wind is something. How many toenails did it cost?",
    ),
    Draft(
        "noor",
        "Noor, I asked HR here how they share out Christmas. Each picks one day they'd hate to work, and nobody has to work that. Silly, but it has held for six years. Would yours laugh at it?",
    ),
    Draft(
        "omar",
        "Omar, remember the boy who wanted to be a goalkeeper and was afraid of the ball? You told me the story in August. Mine is the same now. What did you do with him?",
    ),
    Draft(
        "pete",
        "Pete, I've got forty kilos of fondant here that a customer ordered and never fetched. Your six hives could have it before the frost, free, I only want the buckets back. Saturday or Sunday?",
    ),
    Draft(
        "priya",
        "Priya, the template: column F adds up wrongly when a booking is moved. You found it, we've mended it, and I've put your initials in the change log. Is there anything else in it that makes you swear?",
    ),
    Draft(
        "",
        "Lieve Sanne, the train was full of people in football scarves and I stood all the way to Utrecht, but I'd do it again for that soup. What was the green stuff on top?",
    ),
    Draft(
        "",
        "Dear Dr Osei, thank you for speaking up on Thursday. Nobody had told us that the form can't be read with a screen reader. We've taken it down until it can. Could Ama try the new one before anybody else sees it?",
    ),
    Draft(
        "ben",
        "Hi Ben, second site: the bakery on Canal Street gives up its lease in March. Two hundred square metres, loading bay at the back, and the landlord owes me a favour. Shall I ask him what he wants for it?",
    ),
)

FRESH = {"third": THIRD, "fourth": FOURTH, "fifth": FIFTH}
