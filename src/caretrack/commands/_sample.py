"""The people of `care demo`. None of them exists; every day is so many days before today, so that the page is never stale."""

from typing import NamedTuple


class Spoke(NamedTuple):
    """One touch: how many days ago, kind, channel, note; their mood, and whether they got in touch."""

    ago: int
    kind: str
    channel: str
    note: str
    mood: int | None = None
    from_them: bool = False


class Sample(NamedTuple):
    """One person. `facts` are (category, text, days ago, source), `promises` and `gestures` (text, days from today or None),
    `feedback` (tone, about, text, days ago, days ago it was acted on or None, what was done), `birthday` days from today and age."""

    name: str
    company: str
    role: str
    added: int
    every: int | None = None
    say: str | None = None
    met: str | None = None
    tags: tuple[str, ...] = ()
    nicknames: tuple[str, ...] = ()
    touches: tuple[Spoke, ...] = ()
    facts: tuple[tuple[str, str, int, str], ...] = ()
    promises: tuple[tuple[str, int | None], ...] = ()
    gestures: tuple[tuple[str, int | None], ...] = ()
    feedback: tuple[tuple[str, str, str, int, int | None, str | None], ...] = ()
    birthday: tuple[int, int | None] | None = None


PEOPLE = (
    Sample(
        "Ana Silva", "Lagoon Foods", "Head of Finance", 400, tags=("vip",), met="at the Porto fair, three years ago",
        touches=(
            Spoke(96, "help", "video", "went through the import together until it ran", 4),
            Spoke(64, "celebrate", "email", "congratulated her on the new office", 5),
            Spoke(38, "checkin", "call", "the move is done, the Q3 budget is not", 3),
            Spoke(21, "invoice", "email", "sent the October invoice"),
            Spoke(6, "invoice", "email", "payment reminder for October"),
        ),
        facts=(
            ("worry", "the Q3 budget: two teams, one pot", 38, "told"),
            ("family", "daughter Mia starts school in May", 96, "told"),
            ("goal", "close the books in five days instead of twelve", 96, "told"),
            ("together", "would test new reports with us before others see them", 64, "told"),
        ),
        gestures=(("a card for Mia's first day at school", None),),
    ),
    Sample(
        "Ben Okoro", "Lagoon Foods", "Head of Operations", 700, every=14, say="BEN oh-KOR-oh", met="at the Porto fair, three years ago",
        tags=("vip",),
        touches=(
            Spoke(141, "pitch", "meeting", "showed the planning module"),
            Spoke(70, "listen", "call", "the small shops leave after three months", 3),
            Spoke(44, "help", "meeting", "half a day in his warehouse, fixed the label printer", 4, True),
            Spoke(13, "listen", "call", "worried about churn, sounded tired", 2, True),
        ),
        facts=(
            ("goal", "open a second site by spring", 70, "told"),
            ("worry", "churn among the small shops", 13, "told"),
            ("boundary", "his brother", 300, "noticed"),
            ("hobby", "restores an old sailing boat", 44, "told"),
        ),
        promises=(("the churn numbers of firms like his", -3),),
    ),
    Sample(
        "Chloé Dubois", "Atelier Nord", "Founder", 51, say="klo-AY doo-BWAH",
        touches=(Spoke(40, "pitch", "video", "demo of the starter plan"), Spoke(12, "newsletter", "email", "the autumn newsletter")),
    ),
    Sample(
        "Eva Lind", "Fjord Data", "Product Lead", 260, touches=(
            Spoke(90, "ask", "video", "asked what she would change in the export", 4),
            Spoke(19, "listen", "email", "the export is slow, twice a week now", 3, True),
        ),
        facts=(("challenge", "a team of four for the work of nine", 90, "told"), ("passion", "choir, second alto", 90, "told")),
        feedback=(("complaint", "product", "the export is slow", 19, None, None),),
    ),
    Sample(
        "Gil Ruiz", "Ruiz & Hijos", "Owner", 500, touches=(
            Spoke(120, "social", "meeting", "lunch in his own restaurant", 5),
            Spoke(17, "checkin", "call", "just to hear how the new oven does", 4),
        ),
        facts=(("joy", "his granddaughter's first steps", 17, "told"), ("want", "a quiet August for once", 120, "told")),
        birthday=(3, 50),
    ),
    Sample(
        "Łukasz Żak", "Piekarnia Żak", "Baker", 330, say="WOO-kash zhak", nicknames=("Luk",),
        touches=(Spoke(45, "help", "chat", "found the missing deliveries with him", 4), Spoke(9, "thanks", "call", "thanked him for sending us two bakers", 5)),
        facts=(("need", "one screen for both shops", 45, "told"),),
        feedback=(("idea", "product", "print tomorrow's orders at four in the morning", 45, 5, "it is in the new release"),),
    ),
    Sample(
        "Minh Nguyễn", "Sông Hồng Tea", "Buyer", 210, say="ming nwin", touches=(Spoke(60, "introduce", "email", "brought her together with Chloé, who needs tea for her shop", 4),),
        facts=(("hobby", "marathon in spring", 60, "told"), ("fear", "", 60, "declined")),
    ),
    Sample(
        "Noor Haddad", "Cedar Clinics", "Practice Manager", 150, every=21,
        touches=(Spoke(15, "checkin", "call", "two nurses short, still laughing", 3),),
        facts=(("worry", "nobody to cover the holidays", 15, "told"),),
        promises=(("the contact of the locum agency", 4),),
    ),
    Sample(
        "Oscar Weber", "Weber Druck", "Owner", 600,
        touches=(Spoke(200, "social", "event", "sat together at the printers' day", 4), Spoke(33, "renewal", "call", "end of the contract year"),
                 Spoke(11, "invoice", "email", "price list for next year")),
        facts=(("who", "third generation, prints wine labels", 200, "told"),),
    ),
    Sample(
        "Priya Raman", "Monsoon Bikes", "Head of Service", 90,
        touches=(Spoke(28, "listen", "video", "customers wait nine days for a part", 3), Spoke(8, "help", "email", "sent her the stock template", 4, True)),
        facts=(("worry", "nine days for a spare part", 28, "told"), ("better", "if stock and bookings were one list", 28, "noticed")),
        feedback=(("praise", "service", "you answer faster than my own team", 8, None, None),),
    ),
    Sample(
        "田中 美咲", "Kawa Foods", "Quality Lead", 120, say="tanaka misaki", nicknames=("Misaki",),
        touches=(Spoke(20, "checkin", "video", "the audit went well", 5),),
        facts=(("goal", "one audit a year instead of three", 20, "told"),),
    ),
    Sample(
        "Samira Haddad", "Cedar Clinics", "Doctor", 150, touches=(Spoke(7, "social", "meeting", "coffee after the clinic", 4),),
        facts=(("family", "Noor is her sister", 7, "told"),),
    ),
)  # fmt: skip

TIES = (
    ("Ana Silva", "colleague", "Ben Okoro"),
    ("Noor Haddad", "sister", "Samira Haddad"),
    ("Minh Nguyễn", "supplier", "Chloé Dubois"),
)
TAG_CADENCE = ("vip", 30)
