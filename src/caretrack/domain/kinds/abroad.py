"""The few words of other languages that decide a kind: invoice, offer, contract, no answer."""

from caretrack.words import word_lists


def phrases_abroad(kind: str) -> list[str]:
    """Return the phrases of other languages that speak for a kind, none for most of them."""
    return word_lists("kinds_abroad").get(kind, "").splitlines()
