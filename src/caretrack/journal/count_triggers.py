"""How many touches there are, by month, kind, channel and mood: triggers keep it."""

# What touches are counted by, in the order of `touch_counts`.
COUNTED = "substr({row}.happened_on, 1, 7), {row}.kind, {row}.channel, coalesce({row}.mood, 0)"
TOUCH_COUNTS = f"""
SELECT {COUNTED.format(row="t")}, count(*) FROM touches AS t WHERE t.deleted_at IS NULL {{only}}
GROUP BY 1, 2, 3, 4
"""


def count_triggers() -> dict[str, str]:
    """Return the triggers that keep `touch_counts`, by name.

    An import goes without the one for new touches, and counts them by statement at its end.
    """
    new, old = (COUNTED.format(row=row) for row in ("NEW", "OLD"))
    same = f"OLD.deleted_at IS NULL AND (month, kind, channel, mood) = ({old})"
    add = (
        f"INSERT INTO touch_counts SELECT {new}, 1 WHERE NEW.deleted_at IS NULL "
        "ON CONFLICT (month, kind, channel, mood) DO UPDATE SET touches = touches + 1;"
    )
    take_off = (
        f"UPDATE touch_counts SET touches = touches - 1 WHERE {same}; "
        f"DELETE FROM touch_counts WHERE touches = 0 AND {same};"
    )
    moments = {
        "insert": ("AFTER INSERT ON touches", add),
        "update": (
            "AFTER UPDATE OF happened_on, kind, channel, mood, deleted_at ON touches",
            f"{take_off} {add}",
        ),
        "delete": ("AFTER DELETE ON touches", take_off),
    }
    return {
        f"count_touches_{name}": f"CREATE TRIGGER count_touches_{name} {moment} BEGIN {body} END"
        for name, (moment, body) in moments.items()
    }
