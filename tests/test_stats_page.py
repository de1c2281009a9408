"""The page of `care stats --html`: the content of the file, and how a real browser shows it.

Without Chromium the tests in a browser are skipped; with CARE_BROWSER_NEEDED=1 they fail instead.
"""

from __future__ import annotations

import base64
import hashlib
import os
import re
import shutil
import stat
import subprocess
from html.parser import HTMLParser
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

import stored
from caretrack.views.stats_html import svg
from conftest import Care, refused

HOSTILE = (
    "</style></title><script>document.title='hacked'</script><img src=x onerror=alert(1)> &amp; "
    "\"' \u202egnp"
)
NAME = 'Ana <b onmouseover="x">Bold</b> & O\'Neil'
CSS = {"care", "sales", "soft", "cover"}
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
# Added by the test: a console that reports, and the width of what is drawn.
SECONDS = 60


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A journal that fills every list of the page, with hostile or long names and words."""
    path = stored.fill(
        tmp_path_factory.mktemp("filled") / "journal.db",
        ["add", "Ana", "--company", "Lagoon", "--every", "5d"],
        ["add", "Ben", "--every", "10d"],
        ["add", "נועה לוי"],
        ["add", "W" * 120],
        [
            "log",
            "ana",
            "-d",
            "1 Oct",
            "-k",
            "ask",
            "--about",
            "product",
            "-m",
            "4",
            "--from-them",
            "x",
        ],
        ["log", "ana", "-d", "2 Oct", "-k", "ask", "x"],
        ["log", "ana", "-d", "3 Oct", "-k", "ask", "x", "-p", "x by 9 nov", "-l", "goal: x"],
        ["log", "ana", "-d", "9 Oct", "-k", "invoice", "-c", "email", "x"],
        ["log", "ana", "-d", "9 Nov", "-k", "pitch", "-c", "email", "-m", "2", "x"],
        ["log", "ben", "-d", "2 Jan", "-k", "pitch", "x"],
        ["feedback", "ana", "praise: x"],
        ["feedback", "ana", "praise: x", "--about", "service"],
        ["feedback", "ben", "complaint: x"],
    )
    for statement, *values in (
        ("UPDATE people SET name = ? WHERE name = 'Ana'", NAME),
        ("UPDATE people SET name = ? WHERE name = 'Ben'", HOSTILE),
        ("UPDATE people SET company = ? WHERE company IS NOT NULL", HOSTILE),
        ("UPDATE feedback SET text = ?", HOSTILE),
        ("UPDATE touches SET note = ?", HOSTILE),
    ):
        stored.write(path, statement, *values)
    return stored.fill(path, ["due"])  # which takes in what another program wrote


@pytest.fixture
def ana(care: Care, filled: Path) -> Care:
    shutil.copy(filled, care.journal)
    return care


class Page(HTMLParser):
    """The parts of a page: its tags with their attributes, and its words."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.open: list[str] = []
        self.words = ""
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in {"meta"}:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if self.open and self.open[-1] != "style":
            self.words += data + " "


def made(care: Care, *args: str) -> str:
    done = care("stats", "--html", "-", *args)
    assert (done.code, done.err) == (0, ""), done
    return done.out


def test_the_page_is_whole_in_itself(ana: Care) -> None:
    page = Page(made(ana))
    assert page.open == []
    tags = {tag for tag, _ in page.tags}
    assert not tags & {"script", "link", "img", "iframe", "object", "form", "a", "b", "base"}
    attributes = {(name, value) for _, attrs in page.tags for name, value in attrs.items()}
    assert not {
        name for name, _ in attributes if name.startswith("on") or name in {"src", "href", "style"}
    }
    assert not [value for _, value in attributes if value and "//" in value]


def test_the_policy_of_the_page_allows_its_one_style_sheet_and_nothing_else(ana: Care) -> None:
    text = made(ana)
    (style,) = re.findall("<style>(.*?)</style>", text, re.DOTALL)
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    assert f'<meta http-equiv="Content-Security-Policy" content="{policy}">' in text
    assert "@import" not in style and set(re.findall(r"url\((.*?)\)", style)) == {"#hatch"}


def test_names_and_words_are_text(ana: Care) -> None:
    text = made(ana)
    shown = HOSTILE.replace("\u202e", "\ufffd")
    assert NAME in Page(text).words
    assert shown in Page(text).words
    assert "\u202e" not in text


def test_every_chart_says_what_it_shows_and_has_its_numbers(ana: Care) -> None:
    page = Page(made(ana))
    charts = [attrs for tag, attrs in page.tags if tag == "svg" and attrs.get("role") == "img"]
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(charts) == 8
    assert len(ids) == len(set(ids))
    assert all(name in ids for chart in charts for name in str(chart["aria-labelledby"]).split())
    assert all(attrs.get("scope") in {"row", "col"} for tag, attrs in page.tags if tag == "th")
    assert "Nov 2026" in page.words


def test_an_empty_journal_has_a_page_that_says_so(care: Care) -> None:
    done = care("stats", "--html", "-")
    assert done.code == 0
    assert "Nothing yet: care add NAME" in Page(done.out).words
    assert "svg" not in {tag for tag, attrs in Page(done.out).tags if attrs.get("role")}


def test_somebody_without_any_touch_has_a_page(care: Care) -> None:
    care("add", "Ana", "--every", "never")
    words = Page(made(care)).words
    assert "Nobody has a cadence." in words and "No caring touch yet." in words


def test_what_the_cadences_ask_for_and_who_is_only_known_are_said(ana: Care) -> None:
    book = ana.home / "book.vcf"
    book.write_text("BEGIN:VCARD\nVERSION:3.0\nFN:Cem Kaya\nN:Kaya;Cem;;;\nEND:VCARD\n")
    only_known = care_of_one(ana, book)
    assert "1 person is known, not looked after yet: care triage" in Page(only_known).words
    ana("import", str(book))
    table = ana.home / "ours.csv"
    table.write_text("Name\n" + "".join(f"Person {letter}\n" for letter in "ABCDEFGHIJKL"))
    assert ana("import", str(table)).code == 0
    words = " ".join(Page(made(ana)).words.split())
    assert "1 person is known, not looked after yet: care triage" in words
    assert "caring touches a working day" in words


def care_of_one(care: Care, book: Path) -> str:
    """Return the page of a journal in which everybody is only known."""
    other = ("--journal", str(care.home / "other.db"))
    assert care(*other, "import", str(book)).code == 0
    done = care(*other, "stats", "--html", "-")
    assert done.code == 0, done.err
    return done.out


def test_the_file_is_its_owners_alone_and_never_replaced_unasked(ana: Care, tmp_path: Path) -> None:
    file = tmp_path / "care.html"
    done = ana("stats", "--html", str(file))
    assert (done.code, done.err) == (0, "")
    assert f"Wrote {file} · 4 people" in done.out
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    before = file.read_bytes()
    assert "is there already" in refused(ana("stats", "--html", str(file), "--months", "3"), 1)
    assert file.read_bytes() == before
    file.chmod(0o644)
    assert ana("stats", "--html", str(file), "--months", "3", "--force", "--json").json == {
        "file": str(file),
        "bytes": file.stat().st_size,
    }
    assert file.read_bytes() != before
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert list(tmp_path.glob(".care*")) == []


def test_nothing_but_a_page_is_replaced(ana: Care, tmp_path: Path) -> None:
    before = stored.digest(ana.journal)
    other, link = tmp_path / "notes.txt", tmp_path / "link.html"
    other.write_text("mine")
    link.symlink_to(ana.journal)
    for target in (ana.journal, other, link, Path("/dev/full")):
        assert "is not a page of" in refused(ana("stats", "--html", str(target), "--force"), 1)
    assert "is a folder" in refused(ana("stats", "--html", str(tmp_path), "--force"), 1)
    assert "there is no folder" in refused(
        ana("stats", "--html", str(tmp_path / "nowhere" / "x.html")), 1
    )
    assert "--force is for --html" in refused(ana("stats", "--force"), 2)
    assert (stored.digest(ana.journal), other.read_text()) == (before, "mine")


@given(st.lists(st.tuples(st.integers(0, 10**6), st.integers(0, 10**6)), min_size=1, max_size=60))
def test_bars_stay_in_their_drawing(counts: list[tuple[int, int]]) -> None:
    months = [f"{2020 + number // 12}-{number % 12 + 1:02d}" for number in range(len(counts))]
    within(
        *svg.mirrored(
            months, [up for up, _ in counts], [down for _, down in counts], ("care", "sales")
        )
    )
    within(*svg.bars([("a" * 9, [(up, "care"), (down, "sales")], "1 + 1") for up, down in counts]))


@given(st.lists(st.none() | st.floats(0, 1), min_size=1, max_size=60))
def test_lines_stay_in_their_drawing_and_have_gaps_where_there_is_nothing(
    values: list[float | None],
) -> None:
    months = [f"{2020 + number // 12}-{number % 12 + 1:02d}" for number in range(len(values))]
    drawn = within(*svg.shares(months, values, "cover"))
    assert len(list(drawn.iter("circle"))) == sum(value is not None for value in values)


def within(height: float, parts: list[str]) -> ElementTree.Element:
    """Return the drawing, which must be well-formed and within its frame."""
    root = ElementTree.fromstring(svg.drawing("1", "<title>", "&", height, parts))
    for item in root.iter():
        if item.tag == "rect":
            x, y, wide, tall = (float(item.attrib[name]) for name in ("x", "y", "width", "height"))
            assert (
                x >= -0.1 and x + wide <= svg.WIDE + 0.1 and y >= -0.1 and y + tall <= height + 0.1
            )
            assert wide > 0 and tall > 0
            assert item.attrib["class"] in CSS
        if item.tag in {"text", "circle"}:
            x, y = (float(item.attrib.get(name) or item.attrib[f"c{name}"]) for name in ("x", "y"))
            assert 0 <= x <= svg.WIDE and 0 <= y <= height
    return root


class Browser:
    """Chromium without a window, without a network and with a profile of its own."""

    def __init__(self, program: str, home: Path) -> None:
        self.program, self.home = program, home

    def __call__(
        self, page: Path, *options: str, width: int = 1200, dark: bool = False
    ) -> subprocess.CompletedProcess[str]:
        command = [
            self.program, "--headless", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
            "--no-first-run", "--hide-scrollbars",
            f"--user-data-dir={self.home / 'chromium'}", "--proxy-server=127.0.0.1:9",
            "--host-resolver-rules=MAP * ~NOTFOUND",
            "--enable-logging=stderr", "--log-level=0", f"--window-size={width},2000",
            f"--blink-settings=preferredColorScheme={0 if dark else 1}",
            *options, page.as_uri(),
        ]  # fmt: skip
        environment = {"PATH": os.environ["PATH"], "HOME": str(self.home), "LANG": "C.UTF-8"}
        done = subprocess.run(
            command,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=SECONDS,
            env=environment,
            cwd=self.home,
        )
        assert done.returncode == 0, done.stderr
        return done

    def dom(self, page: Path, **more: bool | int) -> str:
        """Return the page as the browser parsed it; its console must be empty."""
        done = self(page, "--dump-dom", **more)  # type: ignore[arg-type]
        assert "CONSOLE" not in done.stderr, done.stderr
        return done.stdout


@pytest.fixture
def browser(home: Path) -> Browser:
    program = next(filter(None, map(shutil.which, BROWSERS)), None)
    if program is None:
        assert os.environ.get("CARE_BROWSER_NEEDED") != "1", "no browser is installed"
        pytest.skip("no browser is installed")
    return Browser(program, home)


@pytest.fixture
def page_file(ana: Care, tmp_path: Path) -> Path:
    file = tmp_path / "care.html"
    assert ana("stats", "--html", str(file)).code == 0
    return file


def test_a_browser_shows_names_as_text_and_complains_of_nothing(
    page_file: Path, browser: Browser
) -> None:
    page = Page(browser.dom(page_file))
    assert NAME in page.words
    assert HOSTILE.replace("\u202e", "\ufffd") in page.words
    assert not {tag for tag, _ in page.tags} & {"script", "img", "b"}
    assert "<title>Care and sales, 12 months to Sat 21 Nov 2026</title>" in page_file.read_text()


def test_a_complaint_of_the_browser_would_be_seen(page_file: Path, browser: Browser) -> None:
    page_file.write_text(
        page_file.read_text().replace(
            "<main>", '<main><img src="x.png"><script>alert(1)</script><p style="color: red">'
        )
    )
    with pytest.raises(AssertionError, match="CONSOLE"):
        browser.dom(page_file)


# A phone-wide page around the page that reports what is wider. Only the tested copy has a script.
MEASURE = """<!doctype html><meta charset="utf-8"><iframe id="page" srcdoc="{page}"
width="{width}" height="800"></iframe><pre id="said"></pre>
<script>document.getElementById("page").onload = () => {{
  const inside = document.getElementById("page").contentDocument, out = [];
  const wide = inside.documentElement.scrollWidth;
  for (const item of inside.body.querySelectorAll("*")) {{
    const box = item.getBoundingClientRect();
    if (box.right > {width} + 0.5 && !item.closest(".scroll"))
      out.push(item.tagName + " " + item.className.baseVal);
    // A phone does not show that more is to the right, so only number tables may scroll.
    if (item.matches(".scroll") && item.querySelector(".words")
      && item.scrollWidth > item.clientWidth + 1) out.push("cut off");
  }}
  const seen = inside.defaultView.getComputedStyle(inside.body);
  const care = inside.querySelector("rect.care"), ink = inside.querySelector("h1");
  document.getElementById("said").textContent = [wide, out.join(","), seen.backgroundColor,
    inside.defaultView.getComputedStyle(ink).color,
    care && inside.defaultView.getComputedStyle(care).fill].join("|");
}};</script>"""


def measured(page: Path, browser: Browser, width: int, dark: bool = False) -> list[str]:
    """Return the page's width, the parts that are too wide, and three colours: paper, ink, care."""
    text = page.read_text().replace("&", "&amp;").replace('"', "&quot;")
    around = page.with_name("around.html")
    around.write_text(MEASURE.format(page=text, width=width))
    shown = browser.dom(around, dark=dark)
    return re.findall('<pre id="said">(.*?)</pre>', shown, re.DOTALL)[0].split("|")


@pytest.mark.parametrize("width", [320, 360, 768, 1200])
def test_nothing_is_wider_than_the_screen(page_file: Path, browser: Browser, width: int) -> None:
    wide, out, *_ = measured(page_file, browser, width)
    assert (int(wide) <= width, out) == (True, "")


def luminance(colour: str) -> float:
    """Return the relative luminance of a colour, from 0 to 1, as WCAG defines it."""
    parts = [int(part) / 255 for part in re.findall(r"\d+", colour)[:3]]
    linear = [
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    ]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_the_page_is_light_or_dark_as_the_reader_has_it_and_readable_in_both(
    page_file: Path, browser: Browser, dark: bool
) -> None:
    paper, ink, care = (
        luminance(colour) for colour in measured(page_file, browser, 1200, dark)[2:]
    )
    assert (paper < ink) == dark
    for colour, least in ((ink, 7.0), (care, 3.0)):
        assert (max(paper, colour) + 0.05) / (min(paper, colour) + 0.05) >= least


def test_the_page_prints_on_few_sheets_without_what_opens_and_closes(
    page_file: Path, browser: Browser
) -> None:
    sheet = page_file.with_suffix(".pdf")
    browser(page_file, f"--print-to-pdf={sheet}", "--no-pdf-header-footer")
    pages = len(re.findall(rb"/Type\s*/Page\b", sheet.read_bytes()))
    assert 1 <= pages <= 3
