"""Each parser reads some hundred damaged samples; `run.py` beside this goes on as long as asked."""

from pathlib import Path

import pytest
from parsers import PARSERS, SAMPLES

from caretrack.formats.registry import NAMES
from run import fuzz

# A Maildir is a folder of what `eml` reads.
FOLDERS = {"maildir"}
CASES = 60


@pytest.mark.untraced
@pytest.mark.parametrize("name", PARSERS)
def test_a_damaged_file_or_text_is_read_or_refused(
    name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    cases, faults, _ = fuzz(name, 20, seed=1, most=CASES)
    assert faults == {}
    assert cases > 0


def test_every_format_is_fuzzed() -> None:
    assert set(NAMES) - FOLDERS <= set(PARSERS)
    assert set(PARSERS) == set(SAMPLES)
