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
    "place": ("{path}", ""),
    "synced": (
        "{path} lies where it is synced or shared ({by})",
        "Move it out: two machines writing at once damage it.",
    ),
    "too_large": (
        "none by itself: the journal is larger than {mb} MB",
        "`care backup FILE` now and then, or a backup of the whole machine.",
    ),
    "no_backup": ("none yet: one is made at the first write of each day", ""),
    "backups": ("{count}, the newest {age}", ""),
    "backups_old": (
        "{count}, the newest {age}",
        "Nothing was written since; "
        "`care backup FILE` on another disk is for the day when this one fails.",
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
    if code == "backups" and values["days"] > OLD:
        code = "backups_old"
    said = {**values, **_about_files(values.get("files", ())), **_about_age(values.get("days"))}
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


def _about_age(days: int | None) -> dict[str, str]:
    if days is None:
        return {}
    return {"age": "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago"}
