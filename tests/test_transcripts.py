from pathlib import Path

import pytest

from transcript import ROOT, replay

TRANSCRIPTS = sorted((ROOT / "tests" / "transcripts").glob("**/*.txt"))


def test_there_are_transcripts() -> None:
    assert TRANSCRIPTS


@pytest.mark.parametrize("path", TRANSCRIPTS, ids=lambda path: path.stem)
def test_the_program_prints_what_the_transcript_says(
    path: Path, tmp_path: Path, forked: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    accept = pytestconfig.getoption("--accept")
    differences = replay(path, tmp_path, accept, forked)
    if differences and not accept:
        pytest.fail(
            f"{differences}\n\nIf this is right: ./check test tests/test_transcripts.py --accept "
            f"-k {path.stem}",
            pytrace=False,
        )
