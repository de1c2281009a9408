"""Notes that the rules were never mended by, to say what a stranger may expect: read the score, and do not mend by what it shows."""

UNSEEN = {
    "checkin": """
rang him on the way home, he's ok, bit lonely | how's the leg? still in plaster | popped in with nothing in particular | her first
christmas alone, called | he is off to see the northern lights
""",
    "listen": """
complained about our phone menu | she's thinking about giving up the shop | money worries, the bank said no | told me the new software
makes his days longer
""",
    "help": """
got her back into her account | sent him the names of two plumbers | read the lease for her | site visit, repaired the pump
""",
    "thanks": """
card for her because she stood up for us | thanked the night crew
""",
    "celebrate": """
five years together, sent a plant | he finished his marathon, texted
""",
    "ask": """
wanted to know what she would keep
""",
    "introduce": """
gave Ada and Tom each other's mail
""",
    "social": """
burgers with the crew
""",
    "pitch": """
showed the fall collection | she's interested in the small package | sent three options | he has to ask his wife about the price | call
with a new prospect | talked about extending the project to Spain | they want a cheaper version
""",
    "renewal": """
contract signed for 2027 | they don't need us after march | asked about the renewal, he was evasive
""",
    "invoice": """
invoice 88 sent | he will pay in two parts | asked why we charge for the trip
""",
    "announce": """
wrote about the new opening hours | said that prices stay but delivery changes
""",
    "newsletter": """
may newsletter sent
""",
    "admin": """
moved it to 4 | discussed the timeline | got his signature on the form | quick call to check the numbers | set the date with his assistant
""",
}
