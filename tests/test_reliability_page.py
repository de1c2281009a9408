"""SECURITY.md and docs/reliability.md: what proves a promise is there to be run."""

from __future__ import annotations

import re

import pytest

from transcript import ROOT

PAGES = ("SECURITY.md", "docs/reliability.md")
RELIABILITY = (ROOT / "docs" / "reliability.md").read_text(encoding="utf-8")
RUN = re.compile(r"(?:\./check test|pytest|python)((?: [-\w./:]*(?:tests|bench)/[-\w./:]+)+)")


def named() -> list[str]:
    texts = [(ROOT / page).read_text(encoding="utf-8") for page in PAGES]
    return sorted({word for text in texts for found in RUN.findall(text) for word in found.split()})


def test_every_promise_has_its_proof() -> None:
    promises = RELIABILITY.partition("## What is not promised")[0].split("\n## ")[1:]
    assert [part.split("\n", 1)[0] for part in promises if "\n    ./check test " not in part] == []


@pytest.mark.parametrize("proof", named())
def test_what_is_to_be_run_is_there(proof: str) -> None:
    path, *node = proof.split("::")
    assert (ROOT / path).exists()
    for name in node:
        assert f"def {name}(" in (ROOT / path).read_text(encoding="utf-8")


def test_what_was_run_is_a_table_that_is_whole() -> None:
    rows = [line for line in RELIABILITY.partition("## What was run")[2].split("\n") if "|" in line]
    assert {line.replace("\\|", "").count("|") for line in rows} == {rows[0].count("|")}
