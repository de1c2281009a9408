"""Names of the invented people of the benchmark, and the words of their notes."""


def each(text: str) -> list[str]:
    """Return the words of a text as a list."""
    return text.split()


FIRST = each("""
Ana Ben Chloé Dmitri Eva Femke Gil Hanna Ilse João Kofi Łukasz Minh Noor Oscar Priya Quentin Renée
Samira Tomás Ursula Viktor Wei Ximena Yusuf Zoë Aarav Beatriz Çağla Deepa Émile Fatima Giulia
Hiroshi Ingrid Jürgen Kwame Lars Mariam Nguyệt Øyvind Paula Rania Søren Thandi Ulla Vera Wojciech
Yael Zuzana Björn Aisha Conor Daria Eszter Faisal Grace Håkon Iva Jorge Kateryna Leila Mateo Nadia
Omar Petra
""")

LAST = each("""
Silva Okoro Dubois Ivanov Lind Bakker Ruiz Virtanen Weber Ferreira Mensah Żak Nguyễn Haddad Raman
Moreau Kowalska Hernández Becker Novák Zhang García Yılmaz Müller Sharma Costa Öztürk Patel Lefèvre
Rahman Rossi Tanaka Berg Schäfer Boateng Hansen Aziz Phạm Nilsen Romero Khoury Møller Nkosi Svensson
Kovács Wiśniewski Levi Horváth Ångström Abdi O'Brien Petrova Szabó Farouk Campbell Dahl Jurić
Morales Shevchenko Karimi Vargas Popescu Mahmoud Dvořák Smith Jones MacLeod Sato Kim Park Chen Wang
Adeyemi Mbeki Costigan Fischer Rojas Takahashi Eriksen
""")

COMPANY_FIRST = each(
    "Lagoon Fjord Atelier Cedar Monsoon Kestrel Harbour Linden Granite Saffron Juniper Delta "
    "Piekarnia Nordic Orchard Copper"
)
COMPANY_LAST = each(
    "Foods Data Nord Clinics Bikes Press Works Logistics Energy Partners Tea Robotics Hotels "
    "Textiles Studio Farms"
)
ROLES = (
    "Founder",
    "Head of Operations",
    "Buyer",
    "Practice Manager",
    "Product Lead",
    "Owner",
    "Baker",
    "Doctor",
    "Quality Lead",
    None,
)

# COMMON is in about one note of five, RARE in five notes of any journal.
COMMON, RARE = "budget", "kingfisher"

VOCABULARY = each(f"""
the the the the and and and to to to a a a her her his his of of for for with with about about on
they they was was is is it that we our {COMMON} {COMMON} {COMMON} {COMMON} team week office call
customers export report daughter son school move house garden flat train holiday summer winter
spring autumn plan launch hiring quarter contract meeting template stock delivery missing late slow
fast happy tired worried proud calm busy quiet new old second first next last launch site shop oven
bike clinic nurse doctor hospital knee marathon choir boat sailing harbour lunch coffee dinner walk
match ticket answer question invoice price offer renewal demo trial upgrade newsletter survey idea
complaint praise thanks birthday anniversary wedding baby mother father sister brother dog cat piano
guitar book film festival language course exam degree thesis grant audit supplier packaging
warehouse truck route driver shift roster calendar deadline milestone backlog release version login
password screen phone printer label order return refund voucher discount margin growth churn
forecast pipeline partner investor board strategy brand campaign website banner photo video podcast
article interview talk stage audience slides room hotel flight visa passport weather storm snow sun
beach mountain hike camp tent river lake bridge market cheese bread wine tea soup spice recipe
kitchen table chair window roof paint carpenter plumber landlord lease rent mortgage bank loan tax
accountant lawyer insurance claim accident repair engine tyre asked told said heard showed sent
wrote promised helped found fixed checked compared explained listened laughed thought hopes wants
needs fears likes loves misses left joined started stopped finished changed grew lost won bought
sold built opened closed moved came went
""")

FACTS = (
    ("worry", "how to keep the {0} and the {1} both going"),
    ("goal", "a second {0} by the {1}"),
    ("family", "a {0} with their {1}"),
    ("challenge", "a {0} that nobody asked for, and the {1}"),
    ("hobby", "{0} and {1} at weekends"),
    ("joy", "the first {0} after the {1}"),
    ("want", "one {0} less, and a {1} more"),
    ("need", "somebody for the {0} who knows the {1}"),
    ("who", "came to the {0} from the {1}"),
    ("passion", "everything about the {0}, and the {1}"),
)
