"""The page of `care stats --html`."""

from pathlib import Path

# How the page looks: the letters of the system, light and dark, on a phone and on paper.
STYLE_SHEET = Path(__file__).with_name("style.css")
