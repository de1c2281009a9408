"""Words of one's own in config.toml for kinds that the journal has not: what is told of them."""

from pathlib import Path

from caretrack import streams
from caretrack.domain.kinds.families import nearest_kind
from caretrack.errors import CareError
from caretrack.journal import touches
from caretrack.journal.connection import Journal


def say_unknown_kinds(journal: Journal, where: Path) -> None:
    """Tell of words for kinds that this journal has not. A file that cannot be read is told of elsewhere."""
    from caretrack.settings.file import config_from, read

    try:
        named = config_from(read(where).values).kinds_words
    except CareError:
        return
    known = touches.kinds(journal) if named else {}
    for kind in named:
        if kind not in known:
            near = nearest_kind(kind, known)
            meant = (
                f"Did you mean {near}?" if near else f"`care kinds add {kind[:24]} care` makes it."
            )
            streams.say(
                f"{where} has words for '{kind[:40]}', and this journal has no such kind. {meant}"
            )
