"""What `care doctor` says of each check, and what to do."""

import shlex
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

# A backup older than this, in days, has a word of advice.
OLD = 7
RESTORE = "`care restore` a backup."
REBUILD = "`care doctor --rebuild` makes them again."

# What was seen, and what to do, by the code of `journal/doctor/`.
WORDS = {
    "file_sound": ("every page is sound", ""),
    "file_damaged": ("damaged: {error}", RESTORE),
    "references_sound": ("every entry has its person", ""),
    "references_broken": ("rows that point nowhere: {count}", RESTORE),
    "triggers_sound": ("{count} triggers in place", ""),
    "triggers_and_other_programs": (
        "{count} triggers in place; {outside} changes by another program",
        "",
    ),
    "triggers_missing": ("triggers missing or changed: {count}", REBUILD),
    "derived_sound": ("clocks, timeline and index agree with the entries", ""),
    "derived_differs": ("clocks, timeline or index do not agree with the entries", REBUILD),
    "derived_not_checked": ("not checked: {error}", ""),
    "value_unreadable": (
        "a value cannot be read: {error}",
        "Mend it with another program, or `care restore` a backup.",
    ),
    "forget_cut_off": (
        "one was cut off: what it erased may still be in the bytes of the file",
        "`care forget` finishes it.",
    ),
    "drafts": ("drafts that `care check` read, as hashes for 90 days: {count}", ""),
    "version": ("journal version {version}, SQLite {sqlite}, {rows} rows", ""),
    "private": ("{mode:04o}: only you can read it", ""),
    "others_can_read": ("{mode:04o}: others can read {first}{more}", "chmod 600 {typed}"),
    "others_can_write": ("{mode:04o}: others can write into {first}", "chmod 700 {typed}"),
    "others_can_write_above": (
        "{mode:04o}: others can write into {first}, and replace what is in it",
        "chmod o-w {typed}",
    ),
    "place": ("{path}", ""),
    "synced": (
        "{path} lies where it is synced or shared ({by})",
        "Move it out: two machines writing at once damage it.",
    ),
    "too_large": (
        "none is made by itself: the journal is larger than {mb} MB",
        "`care backup FILE` now and then, or a backup of the whole machine.",
    ),
    "no_backup": ("none yet: one is made at the first write of each day", ""),
    "backups_gone": (
        "none, though the journal was written on more than one day",
        "The next write makes one; `care backup FILE` makes one now.",
    ),
    "backups_ahead": (
        "{count}, all named for days to come: the clock was wrong",
        "The next write makes one of today.",
    ),
    "backups": ("{count}, the newest {age}{ahead_too}", ""),
    "backups_old": (
        "{count}, the newest {age}{ahead_too}; no touch of a later day",
        "`care backup FILE` on another disk is for the day when this one fails.",
    ),
    "backups_behind": (
        "{count} that open, the newest of {day}; there are touches or changes of later days",
        "The next write makes one; `care backup FILE` makes one now.",
    ),
    "backups_impossible": (
        "no backup can be made: {why}{newest_too}",
        "Mend that. Until then, `care backup FILE` to another place.",
    ),
    "backups_damaged": (
        "{number} of {total} cannot be restored: {first}: {why}",
        "They are not counted. `care backup --check` names each; rm {typed}",
    ),
    "backups_kept_damaged": (
        "kept before a restore, damaged as the journal was: {first}{more}",
        "When you miss nothing: rm {typed}",
    ),
    "copies_left": (
        "left in clear by a command that was killed: {number}",
        "The next command that writes takes them away; or now: rm -r {typed}",
    ),
    "texts_left": ("kept from the editor: {number}", "Read, and delete: {typed}"),
}


class CheckRow(NamedTuple):
    """One check as it is shown: its name, True if all is well, what was seen, what to do."""

    check: str
    fine: bool
    seen: str
    advice: str = ""


def check_row(check: str, fine: bool, code: str, values: Mapping[str, Any]) -> CheckRow:
    """Return a check of the journal in words."""
    if code == "backups" and (values["days"] or 0) > OLD:
        code = "backups_old"
    said = {**values, **_about_files(values.get("files", ())), **_about_backups(values)}
    seen, advice = (text.format_map(said) for text in WORDS[code])
    return CheckRow(check, fine, seen, advice)


def _about_files(files: list[Path]) -> dict[str, Any]:
    """Return the first file, how many there are, and up to three as a shell takes them."""
    if not files:
        return {}
    return {
        "first": files[0],
        "more": f", and {len(files) - 1} more" if len(files) > 1 else "",
        "number": len(files),
        "typed": shlex.join(map(str, files[:3])),
    }


def _about_backups(values: Mapping[str, Any]) -> dict[str, str]:
    if values.get("days") is None:
        return {"newest_too": ""}
    days, ahead = values["days"], values["ahead"]
    return {
        "age": "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago",
        "ahead_too": f"; {ahead} of days to come, from a wrong clock" if ahead else "",
        "newest_too": f"; the newest is of {values['day']}",
    }
