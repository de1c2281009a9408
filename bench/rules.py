"""How often the word rules are right, on tables that were written for them; README.md beside this file says how to read it."""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests" / "domain")]


def drafts() -> None:
    """Precision and recall of the draft check, by rule and over all."""
    import draft_letters

    from caretrack.domain.drafts import read

    for name, table in draft_letters.EVERY.items():
        misread = sum(1 for _ in draft_letters.wrong(table, read))
        print(f"drafts, {name}: {len(table)}, {len(table) - misread} read exactly as expected")
        print(f"  {'rule':<16}{'right':>6}{'false':>6}{'missed':>7}  precision  recall")
        for rule, (right, false, missed) in draft_letters.score(table, read).items():
            precision, recall = right / max(1, right + false), right / max(1, right + missed)
            print(f"  {rule:<16}{right:>6}{false:>6}{missed:>7}  {precision:9.2f}  {recall:6.2f}")


if __name__ == "__main__":
    drafts()
