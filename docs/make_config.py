"""Write docs/config.md from the declared settings; tests/test_config.py compares them.

python docs/make_config.py
"""

from pathlib import Path

from caretrack.settings.declared import ANY, ENVIRONMENT, SETTINGS, Setting, default
from caretrack.settings.values import describe, format_value

HERE = Path(__file__).resolve().parent

HEAD = """\
# Settings

<!-- Made by docs/make_config.py from src/caretrack/settings/declared.py. Change one of these. -->

`care config` shows every setting, its value, and where that comes from: an option, the environment,
the config file, the journal, or nobody (the default). `care config KEY` shows one, `care config KEY
VALUE` writes it, `care config KEY default` takes it out of the file. `--path` says where the file
is, `--edit` opens it in your editor and checks what you wrote before it takes the place of what was
there, `--json` is for programs.

The file is TOML, at `~/.config/caretrack/config.toml` on Linux, or wherever `$CARE_CONFIG` says.
There need not be any. It is made for you alone (0600), and a link stays a link. `care config` keeps
your comments. `care undo` does not reach it; the old value is said when one is changed.

Everything in it is checked: a key or a table that is none is refused with the nearest, a value with
what is wanted, both with the line. What is wrong stops no `care config`, no `care doctor` and no
`care help`.

```toml
theme = "calm"

[due]
limit = 5

[dates]
month_first = true

[me]
name = "Sam Reyes"
emails = ["sam@studio.example", "sam@home.example"]

[new_journal]
cadence = "45d"

[kinds.workshop]
words = ["half a day", "whiteboard*"]

[check]
generic = ["hope all is good"]
allow = ["our summer price list"]

[colours]
late = "bold #d08000"
```

## In the file

| key | default | takes | what it does |
|---|---|---|---|
"""

TAIL = """
A list is typed as `a,b,c`: `care config me.emails sam@studio.example,sam@home.example`. A phrase
with a comma in it is written in the file.

**Words for kinds.** `kinds.KIND.words` are words of a note that speak for a kind of this journal,
one of your own (`care kinds add workshop care`) or a built-in one. They go before the words that
`care` has for the same family, and never before those of sales: in a note that tells of a
whiteboard and of an invoice, the invoice decides, for in doubt it is sales. `*` at the end of a
word of three letters or more is any ending. `care kinds --words KIND` shows them; words for a kind
that the journal has not are told by `care kinds` and `care config`, and do nothing.

**Phrases for `care check`.** A phrase in `check.generic` is faulted as a generic opener wherever it
stands, but not where something of theirs is said in the same breath, as with every other. What
touches a phrase in `check.allow` is never faulted for its words.

**Colours.** A style is a colour at most (black, red, green, yellow, blue, magenta, cyan, white,
each also as `bright_red`, or `#ff8800`), with bold, dim, italic, underline or reverse; `none` is
none of these. `theme = "none"` is a page without any colour or weight. `NO_COLOR` takes the colours
and leaves the weights. No page says anything by colour alone.

## In the journal

| key | default | what it does |
|---|---|---|
| `cadence` | 30 | how long people go without a caring touch, if nothing else is set for them: \
`care config cadence 45d` |
| `crowd` | 5 | the most people that a caring touch may be with and still reset their clocks: \
`care config crowd 8` |
| `country` | | the country of phone numbers that do not name one: \
with `care config country DE`, `030 1234567` is `+49 30 1234567` |

These belong to the journal, and config.toml refuses them: who is due and which numbers are one
follows from them, so a journal must give the same answer on every machine that it is moved to.
They can be undone, as everything in it. What a journal begins with is `new_journal.cadence`,
`new_journal.crowd` and `new_journal.country`; one that is there keeps its own.

## In the environment

| variable | |
|---|---|
"""


def page() -> str:
    """The whole of docs/config.md."""
    rows = "".join(
        _row(key, setting, what) for setting in SETTINGS.values() for key, what in _keys(setting)
    )
    variables = "".join(f"| `{name}` | {what} |\n" for name, what in ENVIRONMENT.items())
    return f"{HEAD}{rows}{TAIL}{variables}"


def _keys(setting: Setting) -> list[tuple[str, str]]:
    return [(setting.key.replace(ANY, name), what) for name, what in setting.names.items()] or [
        (setting.key, setting.what)
    ]


def _row(key: str, setting: Setting, what: str) -> str:
    value = "" if ANY in key else format_value(default(key))
    return f"| `{key.replace(ANY, 'KIND')}` | {value} | {describe(setting)} | {what} |\n"


if __name__ == "__main__":
    (HERE / "config.md").write_text(page(), encoding="utf-8")
