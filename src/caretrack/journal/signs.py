"""What a touch shows, as bits of one number in the timeline (`signs`).

They follow the rules of `domain.talk.one_sided` and `domain.talk.personal`, so that `stats` reads
the timeline alone. A change of those rules is a change here, and a migration.
"""

FROM_THEM = 1  # they got in touch
TALK = 2  # two sides were in it
LETTER = 4  # a letter or a message of yours that could have been answered
ASK = 8
THANKS = 16
PERSONAL = 32  # just to hear from them
# The area that it was about, by its place in `AREAS`, from 1 on; 0 for none.
ABOUT = 64
THEIRS = FROM_THEM | TALK


def area(column: str) -> str:
    """Return the SQL expression for the number of the area in a column."""
    return (
        f"(CASE {column} WHEN 'product' THEN 1 WHEN 'marketing' THEN 2 WHEN 'sales' THEN 3 "
        "WHEN 'service' THEN 4 ELSE 0 END)"
    )


_TALK = """(k.family <> 'tried' AND (t.mood IS NOT NULL
        OR t.channel IN ('call', 'video', 'meeting', 'event') OR t.kind IN ('listen', 'social')
        OR (t.channel = 'other' AND k.family = 'care')))"""
# Of a touch `t` and its kind `k`.
SIGNS = f"""((t.from_them <> 0) * {FROM_THEM} + {_TALK} * {TALK}
    + (t.channel IN ('email', 'chat', 'letter') AND NOT t.from_them AND t.source_uid IS NULL
        AND t.kind <> 'newsletter' AND NOT {_TALK}) * {LETTER}
    + (t.kind = 'ask') * {ASK} + (t.kind = 'thanks') * {THANKS}
    + (t.kind IN ('checkin', 'listen', 'celebrate', 'social')) * {PERSONAL}
    + {area("t.about")} * {ABOUT})"""
