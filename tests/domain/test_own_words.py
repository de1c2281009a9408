import pytest

from caretrack.domain.language.own_words import own_words, without_greeting


@pytest.mark.parametrize(
    "rest",
    [
        "On Fri, 20 Nov 2026 at 09:30, Ana Silva <ana@lagoon.example> wrote:\n\n> please pay\n"
        "> now",
        "On Fri, 20 Nov 2026 at 09:30, Ana Silva\n<ana@lagoon.example> wrote:\n\nplease pay",
        "Am 20.11.26 um 09:30 schrieb Ana Silva:\n> zahlen",
        "Le ven. 20 nov. 2026 à 09:30, Ana Silva <ana@lagoon.example> a\nécrit :\n\nfacture",
        "El vie, 20 nov 2026 a las 9:30, Ana Silva (<ana@lagoon.example>) escribió:\n> factura",
        "Em sex., 20 de nov. de 2026 às 09:30, Ana Silva <ana@lagoon.example>\nescreveu:\n\n"
        "> fatura",
        "Ana Silva wrote:\n> pay",
        "-----Original Message-----\nFrom: Ana\npay",
        "________________________________\nFrom: Ana Silva <ana@lagoon.example>\nSent: Friday\n"
        "To: me\nSubject: Lunch\n\npay",
        "Von: Ana Silva\nGesendet: Freitag\nAn: me\nBetreff: zahlen",
        "*De :* Ana Silva\n*Envoyé :* vendredi\npay",
        "---------- Forwarded message ---------\nFrom: Ana",
        "-- \nMax\nSales",
        "Sent from my iPhone",
        "Kind regards,\n\nMax Meyer\nHead of Sales\nBook a demo\n\n",
        "Mit freundlichen Grüßen\nMax Meyer\nRechnungen bitte an x@mine.example",
        "This e-mail and any attachments are confidential and intended for the recipient only: "
        "pay.",
        "-----BEGIN PGP SIGNATURE-----\nabc",
        "=====\nMax Meyer, Head of Sales",
    ],
)
def test_what_is_not_their_own_is_taken_off(rest: str) -> None:
    assert (
        own_words(f"Hi Ana,\n\nshall we walk?\nTomorrow?\n\n{rest}\n")
        == "Hi Ana,\n\nshall we walk?\nTomorrow?"
    )


@pytest.mark.parametrize(
    ("text", "own"),
    [
        ("> pay?\n\nNo, and\n\n> when?\nNever.", "No, and\n\nNever."),
        ("On Friday, Ana wrote:\n> pay?\nNo.\n> when?\nNever.", "No.\nNever."),
        (
            "Hi Ana,\n\nsee you.\n\nBest,\nMax\n\nP.S. bring the dog",
            "Hi Ana,\n\nsee you.\n\nP.S. bring the dog",
        ),
        ("Thanks!\nMax", "Thanks!\nMax"),
        ("On Friday,\nthen:\nby\nthe\nsea", "On Friday,\nthen:\nby\nthe\nsea"),
        ("On Friday we meet.\nFrom: here we walk", "On Friday we meet.\nFrom: here we walk"),
    ],
)
def test_what_is_their_own_stays(text: str, own: str) -> None:
    assert own_words(text) == own


@pytest.mark.parametrize(
    ("words", "without"),
    [
        ("Hello Ana,\nshall we walk?", "shall we walk?"),
        ("Hello Ana, shall we walk?", "Hello Ana, shall we walk?"),
        ("Shall we walk?\nTomorrow?", "Shall we walk?\nTomorrow?"),
        ("Dear Ana", ""),
    ],
)
def test_a_first_line_that_only_greets_is_taken_off(words: str, without: str) -> None:
    assert without_greeting(words) == without
