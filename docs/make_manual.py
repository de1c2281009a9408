"""Write the contents and the table of commands into `manual.md`, from its headings and the app.

    python docs/make_manual.py

A test compares them; whoever adds a command or a heading runs it again.
"""

import re
import sys
from pathlib import Path

from caretrack.command_table import GROUPS

PAGE = Path(__file__).resolve().parent / "manual.md"
HEADING = re.compile(r"^(##|###) (.+)$", re.MULTILINE)
FENCED = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)


def main() -> None:
    """Write the page."""
    PAGE.write_text(filled(PAGE.read_text(encoding="utf-8")), encoding="utf-8")
    sys.stdout.write(f"wrote {PAGE.name}\n")


def filled(text: str) -> str:
    """The page with its contents and its table of commands as they are now."""
    for part, lines in (("contents", contents(text)), ("commands", commands())):
        begin, end = f"<!-- {part}, by docs/make_manual.py -->\n", f"<!-- /{part} -->"
        before, found, rest = text.partition(begin)
        after = rest.partition(end)[2]
        if not (found and after):
            raise SystemExit(f"{PAGE.name} has no {begin.strip()} and {end} to write between")
        text = f"{before}{begin}\n{lines}\n\n{end}{after}"
    return text


def contents(text: str) -> str:
    """A list of the headings, each a link."""
    return "\n".join(
        f"{'  ' * (len(level) - 2)}- [{title}](#{anchor(title)})"
        for level, title in HEADING.findall(FENCED.sub("", text))
    )


def anchor(title: str) -> str:
    """The address of a heading, as GitHub and GitLab make it."""
    return re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-")


def commands() -> str:
    """A table of all commands, in their groups."""
    return "\n\n".join(
        f"**{group}**\n\n| command | |\n|---|---|\n"
        + "\n".join(f"| `care {name}` | {line} |" for name, line in lines.items())
        for group, lines in GROUPS.items()
    )


if __name__ == "__main__":
    main()
