"""Accounts for chats: one name for each service, how they are typed, and what a click opens."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from caretrack.domain.people.chats import (
    account_of,
    chat_link,
    clean_account,
    known_service,
    page_key,
    page_of,
    service_named,
    without_pages,
)
from caretrack.errors import CareError, WrongUsage


@pytest.mark.parametrize(
    ("text", "service"),
    [
        ("Skype", "skype"),
        ("SKYPE-USERNAME", "skype"),
        ("Jabber", "xmpp"),
        ("Google Talk", "gtalk"),
        ("X", "twitter"),
        ("ymsgr", "yahoo"),
        ("Silent Circle", "silent-circle"),
        ("s-k-y-p-e", "skype"),
        ("X\u00b9", "twitter"),
        ("", ""),
        (" - ", ""),
    ],
)
def test_a_service_has_one_name(text: str, service: str) -> None:
    assert service_named(text) == service
    assert service_named(service) == service


def test_a_service_that_is_not_known_has_no_name_of_ours() -> None:
    assert known_service("GTalk") == "gtalk"
    assert known_service("Silent Circle") == ""


@pytest.mark.parametrize(
    ("service", "name", "account"),
    [
        ("Skype", " ana.silva ", "skype:ana.silva"),
        ("Skype", "live:ana", "skype:live:ana"),
        ("twitter", "@ana", "twitter:ana"),
        ("matrix", "@ana:lagoon.example", "matrix:@ana:lagoon.example"),
        ("mastodon", "@ana@lagoon.example", "mastodon:@ana@lagoon.example"),
        ("irc", "//lagoon.example/ana", "irc:lagoon.example/ana"),
        ("skype", "", ""),
        ("", "ana", ""),
    ],
)
def test_an_account_is_a_service_and_a_name(service: str, name: str, account: str) -> None:
    assert account_of(service, name) == account


@pytest.mark.parametrize(
    ("typed", "account"),
    [
        ("skype:ana.silva", "skype:ana.silva"),
        (" Jabber: ana@lagoon.example", "xmpp:ana@lagoon.example"),
        ("Telegram:@ana", "telegram:ana"),
    ],
)
def test_an_account_is_typed_with_its_service(typed: str, account: str) -> None:
    assert clean_account(typed) == account


@pytest.mark.parametrize("typed", ["ana.silva", "skype:", ":ana", "https://lagoon.example/ana"])
def test_an_account_without_a_service_is_refused(typed: str) -> None:
    with pytest.raises(WrongUsage, match="does not say on which service"):
        clean_account(typed)


def test_an_empty_account_is_refused() -> None:
    with pytest.raises(CareError, match="the account is empty"):
        clean_account(" ")


@given(st.text(max_size=30), st.text(max_size=30))
def test_an_account_typed_again_is_the_same(service: str, name: str) -> None:
    account = account_of(service, name)
    if account:
        first, _, rest = account.partition(":")
        assert account_of(first, rest) == account


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("http://www.linkedin.com/in/ana/", "https://linkedin.com/in/Ana"),
        ("https://m.facebook.com/ana", "facebook.com/ana"),
        ("https://tiktok.com/@ana", "https://www.tiktok.com/ana"),
    ],
)
def test_one_page_written_in_two_ways_is_one(one: str, other: str) -> None:
    assert page_key(one) == page_key(other)


def test_pages_that_differ_behind_the_question_mark_are_two() -> None:
    page = "https://facebook.com/profile.php?id="
    assert page_key(f"{page}1") != page_key(f"{page}2")


def test_an_account_whose_page_is_there_is_not_kept_twice() -> None:
    accounts = ["twitter:ana", "telegram:ana", "whatsapp:+351912345678", "skype:ana", "xing:Ana_S"]
    pages = [
        "http://twitter.com/ana",
        "https://wa.me/351912345678",
        "https://xing.com/profile/ana_s",
    ]
    assert without_pages(accounts, pages) == ["telegram:ana", "skype:ana"]


def test_an_account_has_a_page_where_its_service_has_them() -> None:
    assert page_of("linkedin", "anasilva") == "https://www.linkedin.com/in/anasilva"
    assert page_of("skype", "ana") == ""


@pytest.mark.parametrize(
    ("account", "link"),
    [
        ("skype:ana.silva", "skype:ana.silva?chat"),
        ("skype:ana silva", ""),
        ("xmpp:ana@lagoon.example", "xmpp:ana@lagoon.example"),
        ("xmpp:ana", ""),
        ("telegram:ana_silva", "tg://resolve?domain=ana_silva"),
        ("telegram:+351 912 345 678", "tg://resolve?phone=351912345678"),
        ("telegram:ana silva", ""),
        ("whatsapp:+351 912 345 678", "https://wa.me/351912345678"),
        ("whatsapp:ana", ""),
        ("signal:+351912345678", "https://signal.me/#p/+351912345678"),
        ("signal:ana.01", ""),
        ("matrix:@ana:lagoon.example", "https://matrix.to/#/@ana:lagoon.example"),
        ("matrix:ana", ""),
        ("icq:1234", ""),
    ],
)
def test_a_click_opens_a_chat_where_the_service_has_a_link(account: str, link: str) -> None:
    assert chat_link(account) == link


@given(st.sampled_from(["skype", "xmpp", "telegram", "whatsapp", "signal", "matrix"]), st.text())
def test_a_link_is_plain_and_has_no_blank(service: str, name: str) -> None:
    link = chat_link(f"{service}:{name}")
    assert link.isascii()
    assert not any(char.isspace() or not char.isprintable() for char in link)
