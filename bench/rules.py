"""How often the word rules are right on labelled texts; see README.md beside this file."""

import sys
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE.parent / "src"), str(HERE.parent / "tests")]


def drafts() -> None:
    """Precision and recall of the draft check, by rule and over all."""
    import labelled
    from caretrack.domain.draft.check import check_draft
    from labelled.draft_score import score, wrong

    tables = {
        "table": [draft for name in labelled.sets("drafts") for draft in labelled.drafts(name)]
    }
    tables |= {
        name.removeprefix("drafts/"): labelled.drafts(name)
        for name in labelled.sets("drafts/held-out")
    }
    for name, table in tables.items():
        misread = sum(1 for _ in wrong(table, check_draft))
        print(f"drafts, {name}: {len(table)}, {len(table) - misread} read exactly as expected")
        print(f"  {'rule':<16}{'right':>6}{'false':>6}{'missed':>7}  precision  recall")
        for rule, (right, false, missed) in score(table, check_draft).items():
            precision, recall = right / max(1, right + false), right / max(1, right + missed)
            print(f"  {rule:<16}{right:>6}{false:>6}{missed:>7}  {precision:9.2f}  {recall:6.2f}")
    good = [draft for drafts in tables.values() for draft in drafts if not draft.rules]
    faulted = [draft for draft, *_ in wrong(good, check_draft)]
    print(f"of {len(good)} drafts with nothing to mend, {len(faulted)} are found fault with")


def asked() -> None:
    """How many notes are asked about, and what the others are wrongly taken for."""
    import labelled
    from caretrack.domain.kinds.families import BUILT_IN, CARE, SALES
    from caretrack.domain.kinds.guess import guess

    family = {kind.kind: kind.family for kind in BUILT_IN}
    tables = [*labelled.sets("notes/scored"), "notes/unseen", *labelled.sets("notes/oblique")]
    print("kinds: of the notes, how many are asked about; of the others, what is wrong")
    print(f"  {'table':<14}{'notes':>6}{'asked':>7}{'sales as care':>18}{'care as sales':>18}")
    rows = {}
    for name in tables:
        rows[name] = [(guess(note), family[kind]) for note, kind in labelled.lines(name)]
    rows["all"] = [one for found in rows.values() for one in found]
    for name, found in rows.items():
        wrong = ""
        for meant, said in ((SALES, CARE), (CARE, SALES)):
            sure = [family[one.kind] for one, of in found if one.sure and of == meant]
            share = sure.count(said) / max(1, len(sure))
            wrong += f"{f'{sure.count(said)} of {len(sure)}, {share:.1%}':>18}"
        share = sum(not one.sure for one, _ in found) / len(found)
        print(f"  {name.split('/')[-1]:<14}{len(found):>6}{share:>7.0%}{wrong}")


def other_lists() -> None:
    """Notes on which nobody was reached, and notes in other languages."""
    import labelled
    from caretrack.domain.kinds.families import BUILT_IN
    from caretrack.domain.kinds.guess import UNREAD, guess
    from caretrack.domain.model import MISSED

    family = {kind.kind: kind.family for kind in BUILT_IN}
    for name in [*labelled.sets("notes/tried"), *labelled.sets("notes/languages")]:
        right, of = Counter[str](), Counter[str]()
        for note, label in labelled.lines(name):
            found = guess(note)
            of[label] += 1
            right[label] += (
                found.state == UNREAD
                if label == "unread"
                else (found.kind == MISSED) is (label == "tried")
                if label.endswith("tried")
                else found.sure and family[found.kind] == family[label]
            )
        print(f"{name}: " + ", ".join(f"{label} {right[label]} of {of[label]}" for label in of))
    english = [
        note
        for name in [
            *labelled.sets("notes/scored"),
            "notes/unseen",
            *labelled.sets("notes/oblique"),
        ]
        for note, _ in labelled.lines(name)
    ]
    unread = sum(guess(note).state == UNREAD for note in english)
    print(f"of {len(english)} English notes, {unread} are taken for another language")


def kinds() -> None:
    """What the notes of each table are taken for: by family, and all of them by kind."""
    import labelled
    from caretrack.domain.kinds.families import BUILT_IN, CARE, SALES
    from caretrack.domain.kinds.guess import guess

    family = {kind.kind: kind.family for kind in BUILT_IN}
    taken = {
        name.split("/")[-1]: Counter(
            (kind, guess(note).kind) for note, kind in labelled.lines(name)
        )
        for name in [*labelled.sets("notes/scored"), "notes/unseen"]
    }
    print(f"kinds: {sum(sum(one.values()) for one in taken.values())} notes, by family")
    print(
        f"  {'table':<14}{'notes':>6}{'care as care':>14}{'as sales':>10}{'sales as sales':>16}"
        f"{'as care':>9}  recall of care, of sales"
    )
    for name, one in [*taken.items(), ("all", sum(taken.values(), Counter()))]:
        of = Counter[tuple[str, str]]()
        for (meant, said), count in one.items():
            of[family[meant], family[said]] += count
        care, sales = (
            of[own, own] / max(1, of[own, CARE] + of[own, SALES]) for own in (CARE, SALES)
        )
        row = f"{of[CARE, CARE]:>14}{of[CARE, SALES]:>10}{of[SALES, SALES]:>16}{of[SALES, CARE]:>9}"
        print(f"  {name:<14}{sum(one.values()):>6}{row}{care:>16.2f}{sales:>10.2f}")
    every = sum(taken.values(), Counter())
    print(
        f"kinds: what each was taken for; right "
        f"{sum(n for (meant, said), n in every.items() if meant == said)} of {sum(every.values())}"
    )
    print(" " * 12 + "".join(f"{kind[:6]:>7}" for kind in family))
    for meant in family:
        print(f"  {meant:<10}" + "".join(f"{every[meant, said] or '.':>7}" for said in family))


def proposals() -> None:
    """Precision and recall of what notes propose, by category."""
    import labelled
    from caretrack.domain.talk.proposals import propose
    from labelled.proposal_score import readings, score

    for name in labelled.sets("proposals"):
        notes = labelled.lines(name)
        print(f"{name}: {len(notes)} notes")
        print(f"  {'what':<16}{'right':>6}{'false':>6}{'missed':>7}  precision  recall")
        for what, (right, false, missed) in score(readings(notes, propose)).items():
            precision, recall = right / max(1, right + false), right / max(1, right + missed)
            print(f"  {what:<16}{right:>6}{false:>6}{missed:>7}  {precision:9.2f}  {recall:6.2f}")


def proposal_times() -> None:
    """What proposing costs: the lists, an ordinary note, and long ones, in milliseconds of CPU."""
    from datetime import date
    from time import process_time

    started = process_time()
    from caretrack.domain.talk.proposals import propose

    imported = process_time()
    dense = "his daughter starts at Leeds in January, worried about the Q3 budget. "
    today = date(2026, 11, 29)
    propose(dense, today)
    read = process_time()
    print(
        f"proposals: import {1e3 * (imported - started):.1f}, lists {1e3 * (read - imported):.1f}"
    )
    plain = "we went through the numbers and the plan for next week, all fine"
    for what, note in {
        "a plain note": plain,
        "a note with two facts": dense,
        "100,000 characters, plain": plain * 1_600,
        "100,000 characters of facts, one line": dense * 1_500,
        "100,000 characters of facts, lines": dense.replace(". ", "\n") * 1_500,
    }.items():
        times = []
        for _ in range(9):
            started = process_time()
            propose(note, today)
            times.append(process_time() - started)
        print(f"  {what:<40}{1e3 * sorted(times)[4]:8.2f}")


def days() -> None:
    """How often people, day, kind and channel of a touch are right in the prose of a day."""
    from time import process_time

    from caretrack.domain.day.touches import read_day
    from labelled import day_score

    for name in ("tuned", "held-out", "fresh", "unseen"):
        total, readings = day_score.score(name)
        print(f"days/{name}: {len(readings)} paragraphs, {total['labels']} touches in them")
        print(f"  read {total['read']}, of these right: people {total['people']}, and then")
        print("  " + ", ".join(f"{what} {total[what]}" for what in ("day", "kind", "channel")))
        print(f"  left out as they should: {total['left']} of {total['left labels']}")
    day, cast = day_score.READ_ON, day_score.cast()
    for what, text in {
        "three sentences": day_score.paragraphs("tuned")[0].text,
        "10,000 characters": "Called Ana about the house. She is fine and so on. " * 200,
    }.items():
        times = []
        for _ in range(5):
            started = process_time()
            read_day(text, cast, day, day)
            times.append(process_time() - started)
        print(f"  {what:<20}{1e3 * sorted(times)[2]:8.1f} ms")


if __name__ == "__main__":
    proposal_times()  # first: what it imports is imported by the others, too
    drafts()
    kinds()
    asked()
    other_lists()
    proposals()
    days()
