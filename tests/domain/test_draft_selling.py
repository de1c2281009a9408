from datetime import date

import pytest

from caretrack.domain.draft.check import check_draft
from caretrack.domain.draft.ideas import DraftReader
from caretrack.domain.model import Fact

TODAY = date(2026, 11, 21)


def sells(text, reader=None):
    return [
        finding.words
        for finding in check_draft(text, reader, TODAY).findings
        if finding.rule == "selling"
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Did you read our quote?",
        "I never heard back about the quote.",
        "The webinar is on Tuesday.",
        "We need the SOW.",
        "Your subscription is a bargain.",
        "Did you read our quote",
        "Have you read the quote from us?",
        "We spoke to her, quote attached.",
    ],
)
def test_a_word_of_trade_sells_where_it_is_yours(text):
    assert sells(text)


@pytest.mark.parametrize(
    "text",
    [
        "Did the roofer send his quote?",
        "I liked the quote you put on the wall.",
        "Is the plumber's quote too high?",
        "I had a quote from the roofer.",
        "We had a quote from the roofer.",
        "We liked his quote.",
        "We liked her very first quote.",
        "How was your webinar?",
        "Students get discount all over town.",
        "Hello, discount tea is no tea.",
        "The brochure was wrong, I am sorry.",
        "I found a sentence, and quote it here.",
    ],
)
def test_a_word_of_trade_that_is_theirs_or_mended_does_not(text):
    assert sells(text) == []


def test_one_word_that_trade_shares_with_life_does_not_sell_and_two_do():
    assert sells("Our terms are new.") == []
    assert sells("Our terms have a minimum of two years.") == ["terms"]
    assert sells("The terms have a minimum of two years.") == []
    assert sells("I had a plan, and a budget.") == []
    assert sells("I had a plan, a budget and a contract.") == ["plan"]
    assert sells("Do you have a plan, and a budget?") == []
    assert sells("Because you asked, we have a budget and a plan in it.") == []


@pytest.mark.parametrize(
    ("sold", "theirs"),
    [
        ("I like the plan and the budget you have.", "I like your plan and your budget."),
        ("I liked a plan and a budget, you know.", "I liked his plan and his budget, you know."),
        (
            "I am writing about the plan and the budget, you know.",
            "I am not writing about the plan and the budget, you know.",
        ),
        (
            "You have a plan I should check_draft, and a budget.",
            "Do you have a plan I should check_draft, and a budget?",
        ),
        ("Do you have a plan of ours, and a budget?", "Do you have a plan of mine, and a budget?"),
        ("I send you a plan and a budget.", "I send Ana a plan and a budget."),
        ("I send you a plan and a budget.", "Ana sends you a plan and a budget."),
        ("I send you a plan and a budget.", "I send you a plan and a budget that were wrong."),
    ],
)
def test_two_words_that_trade_shares_with_life_sell_where_they_are_yours_and_said_to_them(
    sold, theirs
):
    assert sells(sold) == ["plan"]
    assert sells(theirs) == []


@pytest.mark.parametrize(
    ("order", "plan"),
    [
        ("We want you to sign up here.", "You are going to sign up here."),
        ("This is the plan: sign up here.", "Who is planning to sign up here?"),
        ("The oven is hot\n\nSign up here", "I saw Marta sign up here."),
    ],
)
def test_an_order_sells_and_what_somebody_plans_or_does_is_no_order(order, plan):
    assert sells(order)
    assert sells(plan) == []


def test_what_the_journal_knows_of_its_reader_does_not_sell():
    text = "Shall we look at the budget and the plan?"
    fact = Fact(
        "fct1", "prs1", "worry", "the budget of next year", "told", date(2026, 10, 1), None, None
    )
    assert sells(text)
    assert sells(text, DraftReader("Ana Silva", facts=(fact,))) == []


@pytest.mark.parametrize(
    "push",
    [
        "Shall I reserve one?",
        "Please confirm.",
        "Order by Friday.",
        "It is 12 euros.",
        "It is valid until Friday.",
    ],
)
def test_what_pushes_after_an_offer_sells_too(push):
    assert sells(push) == []
    assert len(sells(f"Our brochure is out. {push}")) == 2


def test_a_question_with_an_act_pushes_whatever_it_begins_with():
    assert len(sells("Our brochure is out. Do you approve?")) == 2
    assert len(sells("Our brochure is out. They do approve.")) == 1


@pytest.mark.parametrize(("filler", "findings"), [(20, 2), (21, 1)])
def test_a_push_has_at_most_twenty_five_words_wherever_it_stands(filler, findings):
    push = f"Shall I {'really ' * filler}reserve one?"
    assert len(sells(f"Our brochure is out. {push}")) == findings
    assert len(sells(f"Our brochure is out, and the sea {'is very ' * 12}calm. {push}")) == findings


def test_a_price_pushes_later_too_an_act_only_at_once():
    assert len(sells("Our brochure is out. The sea is calm. It is 12 euros.")) == 2
    assert len(sells("Our brochure is out. The sea is calm. Shall I reserve one?")) == 1
    assert len(sells(f"Our brochure is out. Shall I {'really ' * 30}reserve one?")) == 1
    assert len(sells("Our brochure is out. They order a lot of fish.")) == 1
