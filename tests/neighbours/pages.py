"""What a page of docs/ says to put into which file, or to type: the tests do just that."""

import re

from transcript import ROOT


def blocks(page: str, language: str) -> list[str]:
    """The fenced blocks of that language on a page, in their order."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


def tried(page: str, name: str) -> str:
    """What stands in a page under `<!-- tried: NAME -->`."""
    text = (ROOT / "docs" / page).read_text(encoding="utf-8")
    found = re.search(rf"<!-- tried: {re.escape(name)} -->\n```\n(.*?)```", text, re.DOTALL)
    assert found, name
    return found[1]
