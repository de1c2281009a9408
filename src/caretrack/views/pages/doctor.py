"""What `care doctor` says of each check, and what to do."""

import shlex
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from caretrack.views import words
from caretrack.views.pages.differences import DifferenceRow, said_of, title

# A backup older than this, in days, has a word of advice.
OLD = 7
RESTORE = "`care restore` a backup."
REBUILD = "`care doctor --rebuild` makes them again."
FIRST = "First settle the entries that differ from their log; then `care doctor --rebuild`."
# Copies or days that a line names.
NAMED = 3

# What was seen, and what to do, by the code of `journal/doctor/`.
WORDS = {
    "no_journal": ("there is none yet", ""),
    "journal_lost": (
        "there is none, although there are backups of it",
        "`care restore {newest_typed}` says what would come back, and asks.",
    ),
    "journal_lost_for_good": (
        "there is none, although there are backups of it; none of them is sound",
        "`care backup --check` says what is wrong with each.",
    ),
    "not_checked": ("{error}", "Mend that, and run `care doctor` again."),
    "file_sound": ("every page is sound", ""),
    "indexes_differ": (
        "indexes that do not match their tables: {count} lines",
        "`care doctor --rebuild` makes the indexes again. Then run `care doctor` once more: only "
        "with them can it compare every entry with its log.",
    ),
    "file_damaged": ("damaged: {error}", RESTORE),
    "schema_differs": (
        "not laid out as care makes it: {columns_named}",
        "Another program or a failing disk changed it. `care restore` a backup.",
    ),
    "references_sound": ("everything that an entry refers to is there", ""),
    "references_broken": ("rows that refer to something that is not there: {count}", RESTORE),
    "references_broken_entries_first": (
        "rows that refer to something that is not there: {count}",
        "First do what the other lines say; then run `care doctor` once more.",
    ),
    "triggers_sound": ("{count} triggers in place", ""),
    "triggers_and_other_programs": (
        "{count} triggers in place; {outside} changes by another program",
        "",
    ),
    "lines_of_no_command": (
        "lines that belong to no known command: {count}",
        "`care undo` cannot take them back. `care doctor --rebuild` counts them as another "
        "program's.",
    ),
    "triggers_missing": ("triggers missing or changed: {count}", REBUILD),
    "rows_agree": ("every entry matches its log", ""),
    "rows_agree_but_unknown": (
        "every entry matches its log; not compared, because another program wrote them: {count}",
        "",
    ),
    "derived_sound": ("clocks, timeline and index agree with the entries{waiting}", ""),
    "derived_differs": ("these do not match the entries: {parts_named}", REBUILD),
    "derived_differs_entries_first": ("these do not match the entries: {parts_named}", FIRST),
    "value_unreadable": (
        "a value cannot be read: {error}",
        "Mend it with another program, or `care restore` a backup.",
    ),
    "forget_cut_off": (
        "a `care forget` was cut off: what it erased may still be in the file",
        "`care forget`, without a name, finishes it.",
    ),
    "drafts": ("drafts that `care check` remembers for 90 days, as hashes: {count}", ""),
    "older_version": (
        "the journal has version {version}, this care uses {ours}; entries, clocks and index "
        "are checked once it has been upgraded",
        "The next command upgrades it, after a backup.",
    ),
    "days": ("no entry is dated after today, {today}", ""),
    "days_unreadable": (
        "days that cannot be read: {count}; {column} of {row} in {table} is '{value}'",
        "Mend them with another program, or `care restore` a backup.",
    ),
    "days_tomorrow": (
        "after today, {today}: {listed}",
        "Each counts once its day has come.",
    ),
    "days_ahead": (
        "after today, {today}: {listed}",
        "If this machine's clock is right, mend the day: care edit {id} --date DAY. "
        "If not, set the clock.",
    ),
    "days_ahead_fixed": (
        "after today, {today}: {listed}",
        "If this machine's clock is wrong, set it. If it was wrong when that was entered, "
        "`care undo --list` has the command to take back.",
    ),
    "cadences_unreadable": (
        "cadences that are none: {count}; that of {whose} is '{cadence}'",
        "Mend it with another program, or `care restore` a backup.",
    ),
    "cadences_none": (
        "cadences that are none: {count}; that of {whose} is '{cadence}'",
        "Another program wrote it. Say what it is: care {mend} 30d",
    ),
    "clock": ("the last change was at {last:%Y-%m-%d %H:%M} UTC", ""),
    "clock_unknown": ("nothing has been written yet", ""),
    "clock_behind": (
        "this machine says {now:%Y-%m-%d %H:%M} UTC, but the last change was at "
        "{newest:%Y-%m-%d %H:%M} UTC",
        "If this machine's clock is wrong, set it. If it was wrong then, `care history` "
        "shows the days to mend.",
    ),
    "may_be_written": ("the journal can be written; {room} free", ""),
    "disk_read_only": (
        "nothing can be logged: the disk of {folder} is read-only",
        "Mount it writable, or move the journal to another disk.",
    ),
    "header_damaged": (
        "nothing can be logged: a byte in the head of the file is wrong, so SQLite only reads it",
        "`care backup FILE`, then `care restore FILE`: the copy has all of it, and a sound head.",
    ),
    "may_not_be_written": ("nothing can be logged: {first} is read-only", "chmod u+w {typed}"),
    "disk_full": (
        "the disk of {folder} is nearly full: {room} free",
        "Make room, or move the journal to another disk.",
    ),
    "version": ("journal version {version}, SQLite {sqlite}, {rows} rows", ""),
    "private": ("{mode:04o}: only you can read it", ""),
    "others_can_read": ("{mode:04o}: others can read {first}{more}", "chmod 600 {typed}"),
    "others_can_write": ("{mode:04o}: others can write into {first}", "chmod 700 {typed}"),
    "others_can_write_above": (
        "{mode:04o}: others can write into {first}, and replace what is in it",
        "chmod o-w {typed}",
    ),
    "others_can_write_file": ("{mode:04o}: others can write into {first}", "chmod 600 {typed}"),
    "of_another_user": (
        "{first}{more} belongs to user {owner}, who can change it; you are user {me}",
        "Run `care` as that user. If it is yours: chown {me} {typed}",
    ),
    "place": ("{path}", ""),
    "mounted_alone": (
        "{path} is mounted by itself, without its folder",
        "Mount the folder: what SQLite and care keep beside the journal must stay with it, or a "
        "crash cannot be repaired.",
    ),
    "hard_linked": (
        "{path} is one of {names} names of the same file (hard links)",
        "Keep one name: after a crash, the journal can only be repaired under the name it was "
        "written by.",
    ),
    "place_behind_link": ("{path} leads to {real}", ""),
    "synced_behind_link": (
        "{path} leads to {real}, in a place that other machines can write to ({by})",
        "Move it out: two machines writing at once damage it.",
    ),
    "synced": (
        "{path} is in a place that other machines can write to ({by})",
        "Move it out: two machines writing at once damage it.",
    ),
    "backup_failed": (
        "{why}",
        "The next write tries again, an hour later at the earliest; `care backup FILE` makes one "
        "now.",
    ),
    "no_backup": ("none yet: the first write of each day makes one", ""),
    "backups_gone": (
        "none, though the journal was written on more than one day",
        "The next write makes one; `care backup FILE` makes one now.",
    ),
    "backups_ahead": (
        "{count}, all dated after today: the clock was wrong",
        "The next write makes one for today.",
    ),
    "backups": ("{count}, the newest {age}{ahead_too}", ""),
    "backups_old": (
        "{count}, the newest {age}{ahead_too}; no touch since",
        "`care backup FILE` on another disk is for the day when this one fails.",
    ),
    "backups_behind": (
        "{count} sound, the newest of {day}; nothing from later days is backed up",
        "The next write makes one; `care backup FILE` makes one now.",
    ),
    "backups_to_restore": (
        "{count} sound, the newest of {day}; whether anything was written since is not known",
        "`care restore {newest_typed}` says what would come back, and asks.",
    ),
    "backups_impossible": (
        "no backup can be made: {why}{newest_too}",
        "Until that is mended, back up elsewhere: care backup FILE.",
    ),
    "backups_damaged": (
        "{number} of {total} cannot be restored: {first}: {why}",
        "`care backup --check` names each. To delete{some}: rm {typed}",
    ),
    "backups_kept_damaged": (
        "a damaged journal that a restore replaced: {first}{more}",
        "Once you are sure that nothing is missing: rm {typed}",
    ),
    "copies_left": (
        "unencrypted files that a killed command left: {number}",
        "The next command that writes deletes them. To do it now{some}: rm -r {typed}",
    ),
    "texts_left": (
        "texts you typed that were not stored: {number}",
        "Read them, then{some}: rm -r {typed}",
    ),
}


# What has a day ahead, by table and column: one, and several.
AHEAD = {
    ("people", "added_on"): ("person added", "people added"),
    ("people", "archived_on"): ("person archived", "people archived"),
    ("people", "known_on"): ("person known", "people known"),
    ("people", "taken_in_on"): ("person taken in", "people taken in"),
    ("touches", "happened_on"): ("touch", "touches"),
    ("facts", "learned_on"): ("fact learned", "facts learned"),
    ("facts", "retired_on"): ("fact retired", "facts retired"),
    ("facts", "reached_on"): ("goal reached", "goals reached"),
    ("actions", "made_on"): ("promise made", "promises made"),
    ("actions", "done_on"): ("promise or gesture done", "promises or gestures done"),
    ("feedback", "heard_on"): ("feedback heard", "pieces of feedback heard"),
    ("feedback", "acted_on"): ("feedback acted on", "pieces of feedback acted on"),
    ("feedback", "told_on"): ("feedback answered", "pieces of feedback answered"),
}
# The days that `care edit --date` changes.
EDITED = {"happened_on", "learned_on", "heard_on"}
PLURALS = {
    "people": ("person", "people"),
    "touches": ("touch", "touches"),
    "actions": ("promise or gesture", "promises or gestures"),
    "feedback": ("piece of feedback", "pieces of feedback"),
}


class CheckRow(NamedTuple):
    """One check as it is shown: its name, the verdict, what was seen, what to do.

    `fine` is True if all is well, False if something is wrong, None if it could not be checked.
    """

    check: str
    fine: bool | None
    seen: str
    advice: str = ""


def verdict(fine: bool | None) -> str:
    """Return a verdict in a word or two."""
    return "not checked" if fine is None else "fine" if fine else "wrong"


def summary(found: Sequence[CheckRow]) -> str:
    """Return the last line: what is to be mended, and what could not be checked."""
    wrong = sum(item.fine is False for item in found)
    unknown = words.count(sum(item.fine is None for item in found), "thing")
    unchecked = any(item.fine is None for item in found)
    if wrong:
        rest = f"; {unknown} could not be checked" if unchecked else ""
        return f"{words.count(wrong, 'thing')} to mend{rest}."
    if unchecked:
        return f"All that could be checked is well; {unknown} could not be checked."
    return "All is well."


def check_rows(
    check: str,
    fine: bool | None,
    code: str,
    values: Mapping[str, Any],
    differing: Sequence[DifferenceRow] = (),
) -> list[CheckRow]:
    """Return a check of the journal in words; a line for each copy, and each entry that differs."""
    if code == "rows_differ":
        return [CheckRow(check, fine, *said) for said in said_of(differing)]
    if code == "copies":
        return [CheckRow(check, fine, *_about_copy(copy)) for copy in values["copies"]]
    if code == "backups" and (values["days"] or 0) > OLD:
        code = "backups_old"
    if values.get("entries_first"):
        code += "_entries_first"
    said = {
        **values,
        **_about_files(values.get("files", ())),
        **_about_backups(values),
        **_about_parts(values),
        **(_about_days(values["rows_ahead"]) if "rows_ahead" in values else {}),
    }
    if code == "days_ahead" and not said["id"]:
        code = "days_ahead_fixed"
    seen, advice = (text.format_map(said) for text in WORDS[code])
    return [CheckRow(check, fine, seen, advice)]


def mended_line(rows: Sequence[Any], accepted: bool) -> str:
    """Return what was mended, each row by its sort, id and people."""
    named = "; ".join(title(row.table, row.id, row.whose) for row in rows[:NAMED])
    more = f"; and {len(rows) - NAMED} more" if len(rows) > NAMED else ""
    did = "Kept as it stands" if accepted else "Put back as the log has it"
    return f"{did}: {named}{more}. `care undo` takes it back."


def _about_files(files: Sequence[Path]) -> dict[str, Any]:
    """Return the first file, how many there are, and up to three as a shell takes them."""
    if not files:
        return {}
    return {
        "first": files[0],
        "more": f", and {len(files) - 1} more" if len(files) > 1 else "",
        "number": len(files),
        "typed": shlex.join(map(str, files[:3])),
        "some": ", the first three" if len(files) > 3 else "",
    }


def _about_backups(values: Mapping[str, Any]) -> dict[str, str]:
    typed = shlex.quote(str(values.get("newest", "")))
    if values.get("days") is None:
        return {"newest_too": "", "newest_typed": typed}
    days, ahead = values["days"], values["ahead"]
    return {
        "age": "today" if days <= 0 else "yesterday" if days == 1 else f"{days} days ago",
        "ahead_too": f"; {ahead} dated after today, from a wrong clock" if ahead else "",
        "newest_too": f"; the newest is of {values['day']}",
        "newest_typed": typed,
    }


def _about_parts(values: Mapping[str, Any]) -> dict[str, str]:
    """Return the parts that differ, what is not counted yet, and the room on the disk."""
    said = {}
    if "parts" in values:
        said["parts_named"] = ", ".join(values["parts"])
    if "columns" in values:
        said["columns_named"] = words.few(values["columns"])
    if "stale" in values:
        more = words.count(values["stale"], "row")
        said["waiting"] = (
            f"; {more} of another program not counted yet: the next command counts them"
            if values["stale"]
            else ""
        )
    if "free" in values:
        free = values["free"] / 1_000_000
        said["room"] = f"{free / 1000:,.1f} GB" if free >= 1000 else f"{free:,.0f} MB"
    return said


def _about_days(ahead: Sequence[Any]) -> dict[str, str]:
    """Return what lies ahead, each with its last day, and the id of one that can be edited."""
    return {
        "listed": "; ".join(
            f"{words.count(item.number, *AHEAD[item.table, item.column])}"
            f"{', the last' if item.number > 1 else ''} on {item.newest}"
            f"{f' ({item.name})' if item.name else ''}"
            for item in ahead
        ),
        "id": next((item.id for item in ahead if item.column in EDITED), ""),
    }


def _about_copy(copy: Any) -> tuple[str, str]:
    """Return what a copy beside the journal has, and what to do with it."""
    typed = shlex.quote(str(copy.path))
    if copy.missing is None:
        return (
            f"{copy.path} is a copy made by another program, and does not open",
            f"If you do not need it: rm {typed}",
        )
    more = [
        words.count(count, *PLURALS.get(table, (table.removesuffix("s"), table)))
        for table, count in copy.missing.items()
    ]
    if copy.changed:
        more.append(f"{words.count(copy.changed, 'later edit')}")
    if not more:
        return (
            f"{copy.path} is a copy of the journal, with nothing that the journal lacks",
            f"rm {typed}",
        )
    return (
        f"{copy.path} is a copy of the journal, with what the journal lacks: {', '.join(more)}",
        f"care --journal {typed} export --to json -o copy.json; care import copy.json --dry-run",
    )
