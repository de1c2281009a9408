from pathlib import Path

import pytest

from transcript import ROOT, replay
from transcript_file import read, steps

README = ROOT / "README.md"

pytestmark = pytest.mark.skipif(not README.exists(), reason="there is no README.md yet")


def test_the_readme_has_examples_that_are_replayed() -> None:
    assert [step for step in steps(read(README)) if not step.unseen]


def test_the_program_prints_what_the_readme_says(
    tmp_path: Path, forked: tuple[str, ...], pytestconfig: pytest.Config
) -> None:
    accept = pytestconfig.getoption("--accept")
    differences = replay(README, tmp_path, accept, forked)
    if differences and not accept:
        pytest.fail(
            f"{differences}\n\nIf this is right: ./check test tests/test_readme.py --accept",
            pytrace=False,
        )
