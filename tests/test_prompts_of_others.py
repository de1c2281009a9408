"""What others' pages say of somebody who has died prompts nothing, wherever care prompts."""

import pytest

import stored
from conftest import Care

WIDOW = (
    ["add", "Anna Hay"],
    ["add", "Tom Hay", "--nickname", "Tommy"],
    ["occasion", "anna", "Tom's birthday", "24 Nov"],
    ["event", "anna", "2026-11-22", "Tom's operation"],
    ["learn", "anna", "family", "Tom has a new job"],
    ["promise", "anna", "send Tom the book by tomorrow"],
    ["log", "anna", "-k", "checkin", "--", "Tom is in hospital"],
)
PROMPTS = (
    ("due", "--json"),
    ("due", "--within", "60", "--json"),
    ("occasions", "--json"),
    ("export", "--to", "ics"),
    ("gesture", "anna", "--json"),
)


def prompts(care: Care, *command: str) -> str:
    said = care(*command).out
    # A promise to Anna is owed to her all the same.
    return said.replace("send Tom the book", "")


@pytest.mark.parametrize("command", PROMPTS)
def test_nothing_prompts_by_the_name_of_somebody_who_has_died(
    care: Care, command: tuple[str, ...]
) -> None:
    stored.fill(care.journal, *WIDOW)
    assert "Tom" in prompts(care, *command) or command[0] == "gesture"
    assert care("archive", "tom", "--why", "died").code == 0
    assert "Tom" not in prompts(care, *command)
    assert care("undo").code == 0
    assert "Tom" in prompts(care, *command) or command[0] == "gesture"


def test_what_is_kept_stays_on_the_page_without_an_idea(care: Care) -> None:
    stored.fill(care.journal, *WIDOW)
    care("archive", "tom", "--why", "died")
    page = care("profile", "anna", "--json").json
    (day,) = [item for item in page["occasions"] if item["label"] == "Tom's birthday"]
    assert day["idea"] == ""
    assert not any("Tom" in item["text"] for item in page["openers"])
    assert "family: Tom has a new job" in str(care("find", "job").out)


@pytest.mark.parametrize("why", ["moved to Lisbon", "her husband died"])
def test_of_who_went_into_the_archive_alive_all_prompts_on(care: Care, why: str) -> None:
    stored.fill(care.journal, *WIDOW)
    care("archive", "tom", "--why", why)
    assert "Tom's birthday" in care("occasions", "--json").out


def test_the_birthday_of_another_one_of_the_name_stays(care: Care) -> None:
    stored.fill(
        care.journal,
        ["add", "Tom Hay"],
        ["add", "Tom Berg"],
        ["add", "Eva Berg"],
        ["occasion", "eva", "Tom's birthday", "24 Nov"],
        ["archive", "tom hay", "--why", "died"],
    )
    assert "Tom's birthday" in care("occasions", "--json").out
