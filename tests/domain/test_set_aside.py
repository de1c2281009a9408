import pytest

from caretrack.domain.people.set_aside import is_role_mailbox, may_be_a_person, why_no_person
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
        (record("Lagoon Foods", "Lagoon Foods"), "a company"),
        (record("Lagoon", "Lagoon GmbH"), "a company"),
        (record("Harbour Travel", "Harbour Travel", "hello@harbour.example"), "a mailbox"),
        (record("Reception", "", "office@x.example"), "a mailbox"),
        (record("Team Lagoon", "", "info@lagoon.example"), "a mailbox"),
        (record("Head Office", "", "hello@x.example"), "a mailbox"),
        (record("Team Fjord", "", "info@lagoon.example"), "a mailbox"),
        (record("Ana Sales", "", "info@lagoon.example"), ""),
        (record("Head Office", "", "ben@x.example"), ""),
        (record("Lagoon", "", "info@lagoon.example"), ""),
        # Who works under their own name.
        (record("Ana Silva", "Ana Silva", "info@anasilva.example"), ""),
        (record("Ana Silva", "Ana Silva"), ""),
        (record("Robert Klein", "Robert Klein", "info@klein.example", unnamed=True), ""),
        (record("Zola Okoro", "Zola Okoro", "info@okoro.example", unnamed=True), "a mailbox"),
        (record("Info"), ""),
    ],
)
def test_what_is_of_no_person_is_set_aside(card: PersonRecord, why: str) -> None:
    found = why_no_person(card)
    assert found.startswith(why) if why else found == ""


@pytest.mark.parametrize(
    "name",
    [
        "Ana Silva", "Zola Okoro", "Rose Hill", "Zoe Black", "José Ortega y Gasset", "J. R. Kern",
        "Mark Stone", "Hans-J. Jüttner", "Ludwig van Beethoven", "王小明", "阿部花子", "김민수",
    ],
)  # fmt: skip
def test_the_name_of_a_company_that_may_be_a_person(name: str) -> None:
    assert may_be_a_person(name)


@pytest.mark.parametrize(
    "name",
    [
        "Lagoon", "Lagoon Foods", "Harbour Travel", "Silva GmbH", "Silva & Söhne", "Orsini s.r.l.",
        "Ana Silva Photography", "Blue Garden", "4 Winds", "Okoro and Sons", "Marie S.A.",
        "Association of Friends of the Harbour", "Familia Haro", "北京商社", "東京会社", "大学病院",
        "",
    ],
)  # fmt: skip
def test_the_name_of_a_company_that_is_no_person(name: str) -> None:
    assert not may_be_a_person(name)
    assert not may_be_a_person(name, surely=True)
