import pytest

from caretrack.domain.people.set_aside import is_role_mailbox, why_no_person
from caretrack.domain.records import PersonRecord


@pytest.mark.parametrize(
    "address",
    [
        "info@lagoon.example", "INFO@lagoon.example", "no-reply@lagoon.example",
        "sales.team@lagoon.example", "office2@lagoon.example", "kontakt@laden.example",
        "customer_service@shop.example", "buchhaltung@werk.example", "contabilità@bottega.example",
    ],
)  # fmt: skip
def test_the_mailbox_of_an_office(address: str) -> None:
    assert is_role_mailbox(address)


@pytest.mark.parametrize(
    "address",
    ["ana@lagoon.example", "ana.info@lagoon.example", "a.silva@x.example", "infante@x.example",
     "42@x.example", "@x.example", "nobody"],
)  # fmt: skip
def test_the_mailbox_of_a_person(address: str) -> None:
    assert not is_role_mailbox(address)


def record(name: str, company: str = "", *emails: str, unnamed: bool = False) -> PersonRecord:
    return PersonRecord(name, "card 1", company=company, emails=emails, unnamed=unnamed)


@pytest.mark.parametrize(
    ("card", "why"),
    [
        (record("info@lagoon.example", "", "info@lagoon.example", unnamed=True), "a mailbox"),
        (record("Lagoon Foods", "Lagoon Foods", unnamed=True), "a company"),
        (record("Lagoon Foods", "Lagoon Foods", "office@lagoon.example"), "a mailbox"),
        (record("Lagoon Support", "", "support@lagoon.example"), "a mailbox"),
        (record("Sales", "", "sales@x.example", "info@x.example"), "a mailbox"),
        (record("Ana Silva", "Lagoon", "info@lagoon.example"), ""),
        (record("Ana Silva", "", "hello@ana-silva.example"), ""),
        (record("ana@x.example", "", "ana@x.example", unnamed=True), ""),
        (record("Lagoon Foods", "Lagoon Foods", "ana@lagoon.example", unnamed=True), ""),
        (record("Lagoon Foods", "Lagoon Foods"), ""),
        (record("Info"), ""),
    ],
)
def test_what_is_of_no_person_is_set_aside(card: PersonRecord, why: str) -> None:
    found = why_no_person(card)
    assert found.startswith(why) if why else found == ""
