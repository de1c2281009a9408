"""Write the pictures of README.md: pages of `care demo` as SVG, exported by rich.

    python docs/make_pictures.py [FOLDER]

The day, ids and width are fixed, so a picture changes only when its page does. A test compares them
(tests/test_pictures.py). A picture loads nothing: the font is whichever the reader has.
"""

import os
import random
import re
import subprocess
import sys
import tempfile
from datetime import date
from io import StringIO
from pathlib import Path
from unittest.mock import patch

from rich._export_format import CONSOLE_SVG_FORMAT
from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

from caretrack.app.sample import write_sample
from caretrack.journal.connection import open_journal

HERE = Path(__file__).resolve().parent / "pictures"
TODAY = date(2026, 11, 21)
WIDTH = 96

LETTER = """\
Hi Ana,

hope you're doing well! Just checking in. We have a special offer on our starter plan this month: \
20 % off if you sign
by Friday. We also launched our new planning module, and our team would \
love to show you our roadmap.

Best, Sam
"""

PAGES: dict[str, tuple[list[str], str]] = {
    "due": (["due"], ""),
    "profile": (["profile", "ben"], ""),
    "check": (["check", "ana", "-"], LETTER),
    "stats": (["stats"], ""),
}

# Ink on paper, in colours that can be read on it, on light and dark pages alike.
THEME = TerminalTheme(
    (250, 250, 247),
    (36, 41, 47),
    [
        (36, 41, 47),
        (179, 38, 30),
        (30, 110, 60),
        (138, 90, 0),
        (20, 84, 160),
        (125, 55, 130),
        (0, 105, 120),
        (110, 118, 129),
    ],
    [
        (87, 96, 106),
        (200, 50, 40),
        (40, 130, 75),
        (160, 105, 0),
        (40, 105, 190),
        (145, 75, 150),
        (10, 125, 140),
        (140, 148, 158),
    ],
)
WITHOUT_FONTS = re.sub(
    r"@font-face \{\{.*?\}\}\s*", "", CONSOLE_SVG_FORMAT, flags=re.DOTALL
).replace(
    "Fira Code, monospace",
    "ui-monospace, 'SF Mono', Menlo, Consolas, 'DejaVu Sans Mono', monospace",
)


def sample(path: Path) -> None:
    """The demo's journal at `path`, with the same ids every time."""
    dice = random.Random(2026)
    same_ids = patch("caretrack.journal.rows.os.urandom", dice.randbytes)
    with same_ids, open_journal(path, TODAY, make=True) as journal, journal.change("demo"):
        write_sample(journal)


def shown(journal: Path, arguments: list[str], typed: str) -> str:
    """What `care` prints on a terminal of WIDTH columns."""
    env = {
        "PATH": os.environ["PATH"], "PYTHONPATH": os.environ.get("PYTHONPATH", ""),
        "HOME": str(journal.parent), "LANG": "C.UTF-8",
        "CARE_JOURNAL": str(journal), "CARE_TODAY": TODAY.isoformat(), "FORCE_COLOR": "1",
        "COLUMNS": str(WIDTH),
    }  # fmt: skip
    command = [sys.executable, "-m", "caretrack", *arguments]
    done = subprocess.run(
        command, env=env, input=typed, capture_output=True, text=True, check=True, encoding="utf-8"
    )
    return done.stdout


def picture(name: str, page: str) -> str:
    """A page as SVG."""
    console = Console(
        record=True, width=WIDTH, file=StringIO(), force_terminal=True, color_system="truecolor"
    )
    console.print(Text.from_ansi(page), end="")
    title = " ".join(["care", *(word for word in PAGES[name][0] if word != "-")])
    return console.export_svg(
        title=title, theme=THEME, code_format=WITHOUT_FONTS, unique_id=f"care-{name}"
    )


def pictures() -> dict[str, str]:
    """Every picture by its name."""
    with tempfile.TemporaryDirectory() as folder:
        journal = Path(folder) / "journal.db"
        sample(journal)
        return {name: picture(name, shown(journal, *page)) for name, page in PAGES.items()}


def main() -> None:
    """Write them all."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else HERE
    folder.mkdir(parents=True, exist_ok=True)
    for name, svg in pictures().items():
        (folder / f"{name}.svg").write_text(svg, encoding="utf-8")
        print(folder / f"{name}.svg")


if __name__ == "__main__":
    main()
