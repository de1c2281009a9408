"""Read transcripts: `$ command` lines with output, alone or in the fenced blocks of Markdown."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

INDENT = "  "
CARE = re.compile(r"(?:^|[\s|;&(])care(?=\s|$)")
FENCE = re.compile(r"^( *)(`{3,})\s*\w*")
NOT_REPLAYED = re.compile(r"^\s*<!-- not replayed(?::\s*(.*?))?\s*-->\s*$")
UNSEEN = re.compile(r"^\s*<!-- replayed unseen: (.+?) -->\s*$")


class BadTranscript(ValueError):
    """The file itself cannot be read as a transcript."""


@dataclass
class Step:
    """One command and its expected output; an unseen one has none and must exit with 0.

    In the file, `margin` stands before the command and `indent` before each line of output.
    """

    line: int
    command: str
    expected: list[str] = field(default_factory=list)
    indent: str = INDENT
    margin: str = ""
    unseen: bool = False

    def text(self) -> list[str]:
        """The lines of the file that this step is."""
        first, *more = self.command.split("\n")
        lines = [
            f"{self.margin}$ {first}",
            *(f"{self.margin}> {line}".rstrip(" ") for line in more),
        ]
        return [*lines, *(f"{self.indent}{line}" if line else "" for line in self.expected)]


Part = str | Step


def steps(parts: Sequence[Part]) -> list[Step]:
    """The commands of a transcript, without the lines between them."""
    return [part for part in parts if isinstance(part, Step)]


def _command(lines: list[str], at: int, margin: str = "") -> tuple[str, int]:
    command, at = [lines[at].removeprefix(margin)[2:]], at + 1
    while at < len(lines) and re.match(r"> |>$", lines[at].removeprefix(margin)):
        command.append(lines[at].removeprefix(margin)[2:])
        at += 1
    return "\n".join(command), at


def without_blank_end(lines: list[str]) -> list[str]:
    """The lines up to the last one that is not blank."""
    end = len(lines)
    while end and not lines[end - 1].strip():
        end -= 1
    return lines[:end]


def parse(text: str) -> list[Part]:
    """Read a transcript: indented lines are output; `#` and blank lines between are comments."""
    lines, parts, at = text.split("\n"), list[Part](), 0
    while at < len(lines):
        if lines[at].startswith("$ "):
            step = Step(at + 1, "")
            step.command, start = _command(lines, at)
            at = start
            while at < len(lines) and (lines[at].startswith(INDENT) or not lines[at].strip()):
                at += 1
            step.expected = [
                line.removeprefix(INDENT) for line in without_blank_end(lines[start:at])
            ]
            at = start + len(step.expected)
            parts.append(step)
        elif not lines[at].strip() or lines[at].startswith("#"):
            parts.append(lines[at])
            at += 1
        else:
            raise BadTranscript(
                f"line {at + 1} is neither `$ command`, output (indented by two spaces) nor `# "
                f"comment`: {lines[at]!r}"
            )
    return parts


def _fenced(lines: list[str], first: int, margin: str) -> list[Part]:
    parts, at = list[Part](), 0
    while at < len(lines):
        if not lines[at].startswith(f"{margin}$ "):
            parts.append(lines[at])
            at += 1
            continue
        step = Step(first + at, "", indent=margin, margin=margin)
        step.command, start = _command(lines, at, margin)
        at = start
        while at < len(lines) and not lines[at].startswith(f"{margin}$ "):
            at += 1
        step.expected = [line.removeprefix(margin) for line in without_blank_end(lines[start:at])]
        at = start + len(step.expected)
        parts.append(step)
    return parts


def parse_markdown(text: str) -> list[Part]:
    """Read fenced blocks that use `care`, in any language, unless a comment above says why not."""
    lines, parts, at, above = text.split("\n"), list[Part](), 0, ""
    while at < len(lines):
        unseen, fence = UNSEEN.match(lines[at]), FENCE.match(lines[at])
        if unseen:
            parts.append(Step(at + 1, unseen[1], unseen=True))
        parts.append(lines[at])
        at += 1
        if fence:
            margin, ticks = fence[1], fence[2]
            end = next((n for n in range(at, len(lines)) if lines[n].strip() == ticks), len(lines))
            block = _fenced(lines[at:end], at + 1, margin)
            left_out = NOT_REPLAYED.match(above)
            if left_out and not left_out[1]:
                raise BadTranscript(
                    f"line {at}: a block that is not replayed needs the reason: <!-- not "
                    "replayed: why -->"
                )
            replayed = not left_out and any(CARE.search(step.command) for step in steps(block))
            parts += block if replayed else lines[at:end]
            at = end
            parts += lines[at : at + 1]
            at += 1
        above = lines[at - 1] if at <= len(lines) and lines[at - 1].strip() else above
    return parts


def render(parts: Sequence[Part]) -> str:
    """The text of the file again; what was parsed and not changed gives the same bytes."""
    lines = list[str]()
    for part in parts:
        if isinstance(part, str):
            lines.append(part)
        elif not part.unseen:
            lines += part.text()
    return "\n".join(lines)


def read(path: Path) -> list[Part]:
    """The parts of a transcript, or of the blocks of a Markdown file."""
    text = path.read_bytes().decode()
    return parse_markdown(text) if path.suffix == ".md" else parse(text)
