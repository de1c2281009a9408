"""Write what a benchmark measured into a page, between markers."""

import sys
from pathlib import Path


def put(page: Path, name: str, text: str) -> None:
    """Put `text` between `<!-- name -->` and `<!-- /name -->` of a page.

    Ends the program with one line where the page has no such markers.
    """
    begin, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    before, found, rest = page.read_text(encoding="utf-8").partition(begin)
    _, closed, after = rest.partition(end)
    if not (found and closed):
        sys.exit(f"{page} has no {begin} and {end} to write between")
    page.write_text(f"{before}{begin}\n{text}\n{end}{after}", encoding="utf-8")
