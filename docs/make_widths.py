"""Write the table of character widths from that of rich; tests/test_widths.py compares them.

python docs/make_widths.py

rich has it from wcwidth, which makes it from the files of the Unicode Consortium.
"""

from collections.abc import Iterable
from pathlib import Path
from textwrap import wrap

from rich._unicode_data import load

UNICODE = "17.0.0"
TABLE = Path(__file__).resolve().parent.parent / "src/caretrack/views/terminal/width_table.py"
HEAD = f'''\
"""How wide characters are on a terminal, by Unicode {UNICODE}.

Made by docs/make_widths.py from the table of rich, which has it from wcwidth. What is not here is
one column wide. Codes are hexadecimal; a range has both its ends.
"""
'''


def page() -> str:
    """Return the module."""
    table = load(UNICODE)
    wide = [(first, last) for first, last, width in table.widths if width == 2]
    # rich counts control characters apart from its table.
    zero = [(0x00, 0x1F), (0x7F, 0x9F)]
    zero += [(first, last) for first, last, width in table.widths if not width and first]
    parts = [
        HEAD,
        _constant("ZERO", "These take no column of their own.", zero),
        _constant("WIDE", "These take two.", wide),
        _constant(
            "WIDENED",
            "These take two before U+FE0F, which asks for an emoji.",
            ((ord(char), ord(char)) for char in sorted(table.narrow_to_wide)),
        ),
    ]
    return "\n".join(parts)


def _constant(name: str, comment: str, ranges: Iterable[tuple[int, int]]) -> str:
    merged: list[list[int]] = []
    for first, last in ranges:
        if merged and merged[-1][1] == first - 1:
            merged[-1][1] = last
        else:
            merged.append([first, last])
    said = " ".join(
        f"{first:x}" if first == last else f"{first:x}-{last:x}" for first, last in merged
    )
    return (
        f'# {comment}\n{name} = """\n'
        + "\n".join(wrap(said, 96, break_on_hyphens=False))
        + '\n"""\n'
    )


if __name__ == "__main__":
    TABLE.write_text(page(), encoding="utf-8")
