"""`care completion`: the script by which a shell completes commands, options and names."""

from pathlib import Path
from typing import Annotated

from caretrack import streams
from caretrack.errors import WrongUsage
from caretrack.options import Json
from caretrack.parameters import Argument
from caretrack.session import Session
from caretrack.views.page import ListPage, answer

EXAMPLES = (
    "care completion",
    "care completion fish > ~/.config/fish/completions/care.fish",
    "care completion bash > ~/.local/share/bash-completion/completions/care",
)
SHELLS = Path(__file__).parents[2] / "shells"
# What to type once; no line too long for 80 columns, so that it can be copied from a terminal.
WHERE = {
    "bash": (
        "mkdir -p ~/.local/share/bash-completion/completions",
        "care completion bash > ~/.local/share/bash-completion/completions/care",
    ),
    "zsh": (
        "mkdir -p ~/.zfunc",
        "care completion zsh > ~/.zfunc/_care",
        "echo 'fpath=(~/.zfunc $fpath)' >> ~/.zshrc",
        "echo 'autoload -Uz compinit && compinit' >> ~/.zshrc",
    ),
    "fish": (
        "mkdir -p ~/.config/fish/completions",
        "care completion fish > ~/.config/fish/completions/care.fish",
    ),
}


def command(
    _session: Session,
    shell: Annotated[
        str | None,
        Argument(metavar="[bash|zsh|fish]", help="The shell; without it, they are listed."),
    ] = None,
    json: Json = False,
) -> None:
    """Print the script that completes commands, options, people, kinds, categories, tags and
    companies on TAB.

    Put it where your shell looks for such scripts, and open a new shell. `docs/completion.md` has
    the lines for each, and what to do where there is no such place. It asks `care` at each TAB, so
    it is never out of date.
    """
    if shell is None:
        rows = [(name, line) for name, lines in WHERE.items() for line in lines]
        value = [{"shell": name, "install": line} for name, line in rows]
        answer(json, value, ListPage(("shell", "install"), rows))
        return None if json else streams.say("then open a new shell")
    name = shell.strip().lower()
    if name not in WHERE:
        raise WrongUsage(
            f"there is no completion for '{shell[:40]}'", f"There is for {', '.join(WHERE)}."
        )
    script = (SHELLS / f"care.{name}").read_text(encoding="utf-8")
    return (
        streams.put_json({"shell": name, "script": script}) if json else streams.put_parts([script])
    )
