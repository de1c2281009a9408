"""Letters that were sent, and drafts to somebody else: which are copies, and which only speak of the same. All are made up."""

NAMES = ("Ana Silva", "Anita", "Mia", "Lagoon Foods")

LAUNCH = """Hi Ben,

I kept thinking about what you said on Tuesday, that the small shops leave after three months. We went through the
last forty of them and most had never set up their second user. So we are going to ring each new shop in week two and do it together
with them. Would you like to listen in on one of those calls? I would love to know what you hear that we do not.

Best wishes,
Tomás
--
Tomás Reis · Harbour Software · 12 Quay Street
"""

SCHOOL = """Dear Ben,

How did Leo's first week at the new school go? You were not sure whether he would find somebody to sit with. I remembered it on Monday
when I walked past the gate here and saw all those enormous bags on those small backs. If you have five quiet minutes, ring me, I would like to hear about it.

Warm regards
Tomás
"""

THANKS = "Hi Ben, thank you for lunch yesterday, it was lovely to see you. Tomás"

STORM = """Hallo Ben, wie habt ihr den Sturm überstanden? Im Radio hieß es, dass bei euch am Hafen das Wasser bis an die Lagerhallen stand. Falls ihr
Leute braucht, die beim Aufräumen anpacken: wir sind zu viert und haben am Samstag Zeit. Sag einfach Bescheid, wir bringen Schaufeln mit.

Viele Grüße
Tomás
"""

BIRTHDAY = """Happy birthday, Ben! I hope that somebody bakes you the lemon cake you told me about and that nobody rings about work. Fifty is a
good age to buy the boat, they say.

Tomás"""

RENEWED = """Hi Ben,

Thank you for renewing. I know that you weighed it for a long time, and I would like the next year to be worth it: tell me the one thing that
annoys you most each week and we start with that. No survey, no form, just answer this mail.

Cheers,
Tomás"""

FOOTER = """This e-mail and everything attached to it may be confidential and is meant for the person or the company to whom it is addressed and for nobody else. If
you have it by mistake please tell the sender and delete it. Harbour Software is registered at 12 Quay Street and answers for nothing that is said here."""

# what it shows, the text that Ben was sent, the draft to Ana
COPIES: tuple[tuple[str, str, str], ...] = (
    ("the same, word for word", LAUNCH, LAUNCH),
    ("another name in the greeting", LAUNCH, LAUNCH.replace("Ben", "Ana")),
    ("another greeting and another sign-off", LAUNCH, LAUNCH.replace("Hi Ben", "Good morning Ana").replace("Best wishes,\nTomás", "Talk soon,\nT.")),
    ("a child's name changed", SCHOOL, SCHOOL.replace("Ben", "Ana").replace("Leo", "Mia").replace("he would", "she would")),
    ("a number and a day changed", LAUNCH, LAUNCH.replace("Ben", "Ana").replace("forty", "60").replace("Tuesday", "Friday")),
    ("typographic apostrophes and other line ends", SCHOOL, SCHOOL.replace("'", "’").replace("\n", " \n").replace("Ben", "Ana")),
    ("in capitals", LAUNCH, LAUNCH.upper()),
    (
        "a reworded word here and there",
        LAUNCH,
        """Hello Ana,

I kept thinking about what you told me on Tuesday, that the small shops leave after three months. We looked through the
last forty of them and most had never set up a second user. So we are going to call each new shop in week two and do it together
with them. Would you want to listen in on one of those calls? I would love to hear what you notice that we do not.

Best,
Tomás""",
    ),
    (
        "a reworded word in every sentence of a short one",
        RENEWED,
        """Hi Ana,

Thanks for renewing. I know that you considered it for a long time, and I want the next year to be worth it: tell me the one thing
that annoys you most every week and we start with that. No survey, no form, just reply to this mail.

Cheers,
Tomás""",
    ),
    (
        "every fifth word or so reworded",
        SCHOOL,
        """Dear Ana,

So how was Mia's first week at the new school? You were unsure whether she would find anybody to sit with. I thought of it on Monday
when I came past the gate here and saw all those huge bags on those small shoulders. If you have ten quiet minutes, call me, I would like to hear of it.

Warm regards
Tomás
""",
    ),
    (
        "a sentence added at the front",
        SCHOOL,
        """Dear Ana,

I am writing this on the train to Porto, with the laptop on my knees. How did Mia's first week at the new school go? You were not sure whether
she would find somebody to sit with. I remembered it on Monday when I walked past the gate here and saw all those enormous bags on those small backs.
If you have five quiet minutes, ring me, I would like to hear about it.

Tomás""",
    ),
    (
        "half of it left out",
        LAUNCH,
        """Hi Ana,

We went through the last forty of them and most had never set up their second user. So we are going to ring each new shop in week two and
do it together with them.

Tomás""",
    ),
    (
        "its two halves changed round",
        RENEWED,
        """Hi Ana,

Tell me the one thing that annoys you most each week and we start with that. No survey, no form, just answer this mail. Thank you for renewing. I
know that you weighed it for a long time, and I would like the next year to be worth it.

Cheers,
Tomás""",
    ),
    (
        "with a paragraph of her own, and the rest pasted",
        LAUNCH,
        """Hi Ana,

How is Mia? Did the first week go well?

I kept thinking about what you said on Tuesday, that the small shops leave after three months. We went through the last forty of them and most had
never set up their second user. So we are going to ring each new shop in week two and do it together with them. Would you like to listen in?

Tomás""",
    ),
    ("in German", STORM, STORM.replace("Ben", "Ana").replace("Schaufeln", "Eimer").replace("Samstag", "Sonntag")),
    ("without umlauts", STORM, STORM.replace("ü", "u").replace("ß", "ss").replace("Ben", "Ana")),
    ("a birthday", BIRTHDAY, BIRTHDAY.replace("Ben", "Ana").replace("lemon", "carrot").replace("Fifty", "Forty")),
    (
        "in answer to her own mail, which is quoted",
        LAUNCH,
        LAUNCH.replace("Ben", "Ana").replace("Best wishes,", "\nOn Fri, 20 Nov 2026, Ana Silva wrote:\n> shall we speak about the stock?\n> and about the train\n\nBest wishes,"),
    ),
    ("with her company's name in the place of his", RENEWED.replace("annoys you", "annoys you at Kestrel Bikes"), RENEWED.replace("annoys you", "annoys you at Lagoon Foods")),
)  # fmt: skip

# what it shows, the text that Ben was sent, the honest draft to Ana
HONEST: tuple[tuple[str, str, str], ...] = (
    (
        "the same subject in other words",
        LAUNCH,
        """Hi Ana,

your remark about shops giving up within a quarter has stayed with me. I had a look: of the sixty that joined in spring, those with two people in the system
are nearly all still here. We will therefore help everybody to invite a colleague in their first fortnight. May I show you the list, and would you tell me which ones you know?

Best wishes,
Tomás
--
Tomás Reis · Harbour Software · 12 Quay Street
""",
    ),
    (
        "the same question of another child",
        SCHOOL,
        """Dear Ana,

How was Mia's first week? You said that the walk there worried her more than the lessons, with that crossing by the bakery. Does she go with the
neighbours' girl now? Tell me when we speak on Thursday.

Warm regards
Tomás
""",
    ),
    ("thanks for lunch, which anybody may be thanked for", THANKS, THANKS.replace("Ben", "Ana")),
    (
        "thanks for lunch, and what it was about",
        THANKS,
        "Hi Ana, thank you for lunch yesterday, it was lovely to see you. What you said about your mother's garden made me ring mine on the way home; "
        "she sends you the name of the rose, it is a Gertrude Jekyll. How is the hip? Tomás",
    ),
    (
        "stock phrases only",
        """Hi Ben, I hope all is well with you. Please let me know if there is anything I can do to help. I look forward to hearing from you soon.""",
        """Hi Ana, the export runs at night now, as you asked for in June. It took us until this week and I am sorry that you had to wait. Please let me know
if there is anything I can do to help with the year-end numbers. I look forward to hearing from you soon.""",
    ),
    (
        "the same signature under another letter",
        LAUNCH,
        """Hi Ana,

the tomatoes that you gave me are on the balcony and have their first flowers. Does it matter that they stand in the wind? And did the auditor come?

Best wishes,
Tomás
--
Tomás Reis · Harbour Software · 12 Quay Street
""",
    ),
    (
        "another storm in the same town",
        STORM,
        """Hallo Ana, Mia hat mir am Telefon vom Sturm erzählt. Steht der Kirschbaum noch? Ich habe eine Säge und am Samstag nichts vor.

Viele Grüße
Tomás
""",
    ),
    (
        "another birthday",
        BIRTHDAY,
        """Happy birthday, Ana! May the sea be warm enough for your swim before breakfast. I still laugh about the seal that followed you last year. What are you
wishing for, now that the second shop is open?

Tomás""",
    ),
    (
        "his letter quoted in full, under an answer of my own",
        LAUNCH,
        "Hi Ana,\n\nBen and I are trying this with new shops, see below. Does it sound like something for your own customers, or do they come with a team already?\n\n"
        + "\n".join(f"> {line}" for line in LAUNCH.split("\n")),
    ),
    (
        "his letter under an answer of my own, as some programs do it",
        LAUNCH,
        "Hi Ana,\n\nBen and I are trying this with new shops, see below. Does it sound like something for your own customers?\n\n"
        "-----Original Message-----\nFrom: Tomás Reis\nSent: Tuesday\nTo: Ben Okoro\n\n" + LAUNCH,
    ),
    (
        "what a company puts under every mail",
        f"The auditor came and was content. {FOOTER}",
        f"Hi Ana, is the roof dry again? I can send the man who did ours.\n\n{FOOTER}",
    ),
    (
        "one renewed and so did the other",
        RENEWED,
        """Hi Ana,

your signed copy came this morning, with the drawing that Mia made on the back, which hangs over my desk. You said that the stock list is what
costs you your Fridays. May I come by and watch you do it once?

Cheers,
Tomás""",
    ),
    (
        "a sentence of directions that everybody gets",
        "Hi Ben, come to the second floor and ring at Harbour Software, the lift is on the left behind the bicycles. I will make the coffee you liked, and we look at the label printer first.",
        "Hi Ana, come to the second floor and ring at Harbour Software, the lift is on the left behind the bicycles. Bring Mia if the school is closed again, there is a "
        "box of bricks here and my daughter has left her best drawings on the wall. I would like to hear what the auditor said before we plan anything at all.",
    ),
    ("nothing in common", LAUNCH, "Did you find somebody for the roof before the rain? My cousin has finished his house and his people are free in March; shall I ask?"),
    ("no words at all", LAUNCH, "?!"),
    ("a greeting and no letter", LAUNCH, "Hi Ben"),
)  # fmt: skip
