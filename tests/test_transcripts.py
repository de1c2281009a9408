from pathlib import Path

import pytest

from transcript import ROOT, replay
from transcript_ids import has_longer_id

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("**/*.txt"))

# With the ids of this run: two that begin alike are shown longer, and move columns.
TRIES = 3


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_program_prints_what_the_transcript_says(
    path: Path, tmp_path: Path, forked: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    accept = pytestconfig.getoption("--accept")
    for number in range(TRIES):
        place = tmp_path / str(number)
        place.mkdir()
        differences = replay(path, place, accept, forked)
        if accept or not has_longer_id(differences):
            break
    if differences and not accept:
        pytest.fail(
            f"{differences}\n\nIf this is right: ./check test tests/test_transcripts.py --accept "
            f"-k {path.stem}",
            pytrace=False,
        )
