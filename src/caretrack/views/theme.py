"""The colours of the pages: few, calm, and never the only thing that says something."""

STYLES = {
    "head": "bold",
    "name": "bold",
    "quiet": "dim",
    "late": "yellow",
    "owed": "magenta",
    "soon": "cyan",
    "care": "green",
    "sales": "yellow",
    "id": "dim",
}
