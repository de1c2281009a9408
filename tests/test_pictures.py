"""The pictures of README.md show the program as it is."""

from __future__ import annotations

import html
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

import pytest

DOCS = Path(__file__).resolve().parent.parent / "docs"


def words(svg: str) -> list[str]:
    """Return the text of a picture, without its drawing, which differs between versions of rich."""
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    return " ".join(html.unescape(text).replace("\xa0", " ") for text in texts).split()


@pytest.fixture(scope="module")
def drawn() -> dict[str, str]:
    sys.path.insert(0, str(DOCS))
    try:
        from make_pictures import pictures
    finally:
        sys.path.remove(str(DOCS))
    made: dict[str, str] = pictures()
    return made


@pytest.mark.parametrize("name", ["due", "profile", "check", "stats"])
def test_a_picture_shows_what_the_program_prints_now(drawn: dict[str, str], name: str) -> None:
    kept = (DOCS / "pictures" / f"{name}.svg").read_text(encoding="utf-8")
    assert words(kept) == words(drawn[name]), "if the page is right: python docs/make_pictures.py"
    assert len(words(kept)) > 50


def test_every_picture_is_in_the_readme_and_fetches_nothing(drawn: dict[str, str]) -> None:
    readme = (DOCS.parent / "README.md").read_text(encoding="utf-8")
    for path in sorted((DOCS / "pictures").iterdir()):
        assert path.stem in drawn
        assert f"(docs/pictures/{path.name})" in readme
        ElementTree.fromstring(path.read_text(encoding="utf-8"))
        assert "url(http" not in path.read_text(encoding="utf-8")
        assert "@import" not in path.read_text(encoding="utf-8")
