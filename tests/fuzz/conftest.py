"""The samples of the fuzz tests are made by what makes those of the readers."""

import sys
from pathlib import Path

sys.path.append(str(Path(__file__).parents[1] / "formats"))
