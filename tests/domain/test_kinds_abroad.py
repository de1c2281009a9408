"""Titles and notes in other languages: what is about an offer, a price, a contract is sales."""

import pytest

from caretrack.domain.kinds.families import BUILT_IN, CARE
from caretrack.domain.kinds.guess import guess

FAMILY = {kind.kind: kind.family for kind in BUILT_IN}


@pytest.mark.parametrize(
    ("kind", "titles"),
    [
        (
            "pitch",
            "Verkaufsgespräch mit Ana|Verkaufsgespraech|Verkaufstermin|Angebotsbesprechung"
            "|Angebotspräsentation|Preisverhandlung|Preisgespräch Q3|Produktvorführung"
            "|Vertriebstermin|Akquise|Auftragsverhandlung|Nachverhandlung|Ausschreibung",
        ),
        (
            "pitch",
            "Offre commerciale|Proposition commerciale|Réunion commerciale|Point commercial"
            "|Rendez-vous commercial|Négociation tarifaire|Démonstration produit|Appel d'offres"
            "|Présentation de l'offre|Bon de commande",
        ),
        (
            "pitch",
            "Propuesta comercial|Visita comercial|Llamada de ventas|Reunión de ventas|Cotización"
            "|Negociación|Licitación|Demostración de producto",
        ),
        (
            "pitch",
            "Proposta comercial|Reunião comercial|Reunião de vendas|Negociação|Cotação",
        ),
        (
            "pitch",
            "Offerta commerciale|Incontro commerciale|Trattativa|Chiamata di vendita"
            "|Dimostrazione prodotto|Riunione commerciale",
        ),
        (
            "pitch",
            "Verkoopgesprek|Offertebespreking|Prijsonderhandeling|Productdemo|Salesgesprek",
        ),
        ("pitch", "Rozmowa handlowa|Spotkanie handlowe|Negocjacje cenowe|Przetarg"),
        (
            "renewal",
            "Vertragsverlängerung 2027|Vertragsverhandlung|Vertragsunterzeichnung|Rahmenvertrag"
            "|Lizenzverlängerung|Avenant au contrat|Renovaciones|Contractverlenging"
            "|Contractonderhandeling",
        ),
        (
            "invoice",
            "Rechnungsbesprechung|Rechnungsklärung|Schlussrechnung|Preisliste|Acompte|Boleto"
            "|Nota fiscal|Factuurvraag",
        ),
    ],
)
def test_a_title_of_a_sale_says_which_it_is(kind: str, titles: str) -> None:
    assert {title: guess(title).kind for title in titles.split("|")} == dict.fromkeys(
        titles.split("|"), kind
    )


@pytest.mark.parametrize(
    "note",
    [
        "Lunch, then the Angebotspräsentation",
        "Call: Verkaufsgespräch",
        "Coffee, Vertragsverhandlung after it",
        "Dinner and the proposition commerciale",
        "Lunch + propuesta comercial",
    ],
)
def test_a_sale_in_another_language_is_sales_whatever_else_was_done(note: str) -> None:
    assert FAMILY[guess(note).kind] == "sales"


@pytest.mark.parametrize(
    "note",
    [
        "Coffee; she was at the Preisverleihung",
        "Lunch at the centro commerciale",
        "Walk through the centro comercial",
        "Coffee: he is Vertriebsleiter now",
        "Lunch; she vented about the move",
        "Dinner, her brother sang in the Weihnachtsoratorium",
    ],
)
def test_words_that_only_look_like_a_sale_take_no_care_away(note: str) -> None:
    assert FAMILY[guess(note).kind] == CARE
