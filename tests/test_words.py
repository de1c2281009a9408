from pathlib import Path

import pytest

from caretrack import words
from caretrack.words import FOLDER, phrase_list, word_lists, word_pairs, word_set

NAMES = sorted(path.stem for path in Path(FOLDER).glob("*.txt"))

TEXT = """; a comment
[small words]
a an
the

; between two lists
[short forms]
licence: license lic
you: u
"""


@pytest.fixture
def a_file(tmp_path, monkeypatch):
    monkeypatch.setattr(words, "FOLDER", tmp_path)
    (tmp_path / "made-up.txt").write_text(TEXT, encoding="utf-8")
    yield "made-up"
    word_lists.cache_clear()
    word_set.cache_clear()


def test_lists_are_read_without_comments(a_file):
    assert word_lists(a_file) == {
        "small words": "a an\nthe",
        "short forms": "licence: license lic\nyou: u",
    }


def test_a_list_is_words_lines_or_pairs(a_file):
    assert word_set(a_file, "small words") == {"a", "an", "the"}
    assert phrase_list(a_file, "small words") == ["a an", "the"]
    assert word_pairs(a_file, "short forms") == [("licence", ["license", "lic"]), ("you", ["u"])]


@pytest.mark.parametrize("name", NAMES)
def test_every_file_can_be_edited_without_surprises(name):
    text = Path(FOLDER, f"{name}.txt").read_text(encoding="utf-8")
    lines = text.split("\n")
    assert lines == [line.rstrip() for line in lines]
    headings = [line for line in lines if line.startswith("[")]
    assert [line.strip("[]") for line in headings] == list(word_lists(name)), "twice, or first"
    listed = [line for body in word_lists(name).values() for line in body.split("\n")]
    assert all(listed), "an empty list"
    assert not [line for line in listed if line.startswith(";")], "a comment inside a list"
    others = [line for line in lines if line and line[0] not in ";["]
    assert listed == others, "an empty line inside a list"
