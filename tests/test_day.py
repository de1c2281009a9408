"""`care day` at a terminal: what is asked, what can be corrected, and that nothing is lost."""

import signal
from pathlib import Path

import pytest

import stored
from conftest import Care
from pseudo_terminal import Terminal, plain

DAY = (
    "Lunch with Ana and Ben, Ben is worried about churn. Called Gil, no answer. "
    "I promised Ana to send the list by Friday."
)


@pytest.fixture
def people(care: Care) -> Care:
    stored.fill(
        care.journal,
        ["add", "Ana Silva", "--company", "Lagoon"],
        ["add", "Ben Okoro", "--company", "Lagoon"],
        ["add", "Gil Ruiz"],
        ["add", "Tom Reed"],
        ["add", "Tom Baker", "--company", "Nordwind"],
    )
    return care


def terminal(care: Care, *args: str, env: dict[str, str | None] | None = None) -> Terminal:
    return Terminal(care.command("day", *args), care.environment(env), care.home)


def notes(care: Care) -> list[tuple[str, list[str]]]:
    """Each touch: its note and its people."""
    touches = care("history", "--json").json
    return [(one["note"], [who["name"] for who in one["people"]]) for one in touches]


def kept(care: Care) -> list[Path]:
    return list(care.journal.parent.glob(".care-*/*"))


def test_all_is_shown_and_enter_writes_it_with_what_was_learned_and_promised(people: Care) -> None:
    with terminal(people, DAY) as screen:
        screen.answer("Write these?", "")
        code, shown = screen.end()
    assert code == 0
    assert "1  Ana Silva, Ben Okoro · today · meeting · social (care)" in plain(shown)
    assert "2    Ben Okoro · worry: churn" in plain(shown)
    assert "you promised: send the list, by Fri 27 Nov 2026" in plain(shown)
    assert len(notes(people)) == 2
    assert [fact["text"] for fact in people("profile", "ben", "--json").json["facts"]] == ["churn"]
    (promise,) = people("open", "--json").json["promises"]
    assert (promise["text"], promise["due_on"]) == ("send the list", "2026-11-27")
    assert people("undo").code == 0
    assert notes(people) == []
    assert people("open", "--json").json["promises"] == []
    assert people("profile", "ben", "--json").json["facts"] == []


def test_a_row_is_changed_by_its_number_and_a_key(people: Care) -> None:
    with terminal(people, DAY) as screen:
        screen.answer("Write these?", "1")
        screen.answer("Change", "p")
        screen.expect("People")
        screen.type("\x15Ana, Nobody\n")
        screen.expect("nobody is called 'Nobody'")
        screen.expect("People")
        screen.type("\x15Ben Okoro, Gil Ruiz\n")
        screen.answer("Write these?", "1")
        screen.answer("Change", "d")
        screen.expect("Day")
        screen.type("\x15yesterday\n")
        screen.answer("Write these?", "1")
        screen.answer("Change", "k")
        screen.expect("Kind")
        screen.type("\x15sales\n")
        screen.answer("Write these?", "1")
        screen.answer("Change", "c")
        screen.expect("Channel")
        screen.type("\x15call\n")
        screen.answer("Write these?", "1")
        screen.answer("Change", "f")
        screen.expect("from them")
        screen.answer("Write these?", "y")
        assert screen.end()[0] == 0
    touch = next(one for one in people("history", "--json").json if one["happened_on"][-2:] == "20")
    assert [who["name"] for who in touch["people"]] == ["Ben Okoro", "Gil Ruiz"]
    assert (touch["family"], touch["channel"], touch["from_them"]) == ("sales", "call", True)


def test_a_row_can_be_dropped_and_what_is_kept_changed(people: Care) -> None:
    with terminal(people, DAY) as screen:
        screen.answer("Write these?", "2")
        screen.answer("Change", "e")
        screen.expect("Fact")
        screen.type("\x15goal: fewer people leave\n")
        screen.answer("Write these?", "3")
        screen.answer("Change", "x")
        screen.answer("Write these?", "3")
        screen.answer("Change", "x")
        screen.answer("Write", "")
        assert screen.end()[0] == 0
    assert [who for _, who in notes(people)] == [["Ana Silva", "Ben Okoro"]]
    (fact,) = people("profile", "ben", "--json").json["facts"]
    assert (fact["category"], fact["text"]) == ("goal", "fewer people leave")
    assert people("open", "--json").json["promises"] == []


def test_a_promise_and_a_mood_are_changed_too(people: Care) -> None:
    text = "Rang Ben, he is miserable. I promised him to call on Monday. "
    with terminal(people, text) as screen:
        screen.answer("Write it?", "2")
        screen.answer("Change", "e")
        screen.answer("Mood", "1")
        screen.answer("Write it?", "3")
        screen.answer("Change", "e")
        screen.expect("Promise")
        screen.type("\x15write to him by Friday\n")
        screen.answer("Write it?", "")
        assert screen.end()[0] == 0
    (promise,) = people("open", "--json").json["promises"]
    assert (promise["text"], promise["due_on"]) == ("write to him", "2026-11-27")
    assert people("history", "--json").json[0]["mood"] == 1


def test_a_day_of_theirs_is_kept_as_an_event(people: Care) -> None:
    with terminal(
        people, "Rang Gil, his operation is on 4 December. His exam is in June."
    ) as screen:
        screen.answer("Write it?", "")
        code, shown = screen.end()
    assert code == 0, shown
    days = [one["happens_on"] for one in people("profile", "gil", "--json").json["events"]]
    assert days == ["2026-12-04"]
    assert people("undo").code == 0
    assert people("profile", "gil", "--json").json["events"] == []


def test_who_is_meant_is_asked_and_who_is_new_can_be_added(people: Care) -> None:
    text = "Coffee with Tom. Met Zoltan. Lunch with the Lagoon people. Zoltan called again."
    with terminal(people, text) as screen:
        screen.answer("Which?", "1")
        screen.answer("Who is it?", "+")
        screen.answer("several", "1, 9")
        screen.answer("several", "1 2")
        screen.answer("Write these?", "")
        code, shown = screen.end()
    assert code == 0, shown
    assert {tuple(who) for _, who in notes(people)} == {
        ("Tom Baker",),
        ("Zoltan",),
        ("Ana Silva", "Ben Okoro"),
    }


def test_enter_leaves_a_name_out_and_it_is_asked_once(people: Care) -> None:
    with terminal(people, "Coffee with Tom. Met Zoltan. Tom called. Rang Gil.") as screen:
        screen.answer("Which?", "")
        screen.answer("Who is it?", "")
        screen.answer("Write it?", "")
        code, shown = screen.end()
    assert code == 0
    assert [who for _, who in notes(people)] == [["Gil Ruiz"]]
    assert "left out “Coffee with Tom.”" in " ".join(plain(shown).split())
    assert shown.count("Which?") == 1


def test_the_prompt_ends_with_an_empty_line(people: Care) -> None:
    with terminal(people) as screen:
        screen.answer("Today:", "Called Gil.")
        screen.answer("And:", "He is fine.")
        screen.answer("And:", "")
        screen.answer("Write it?", "")
        assert screen.end()[0] == 0
    assert notes(people) == [("Called Gil. He is fine.", ["Gil Ruiz"])]
    assert kept(people) == []


@pytest.mark.parametrize("way", ["no", "^C", "hang up", "end of input"])
def test_nothing_that_was_typed_is_lost(people: Care, way: str) -> None:
    with terminal(people) as screen:
        screen.answer("Today:", "Called Gil.")
        screen.answer("And:", "He is fine.")
        if way == "no":
            screen.answer("And:", "")
            screen.answer("Write it?", "n")
        elif way == "^C":
            screen.expect("And:")
            screen.press("\x03")
        elif way == "hang up":
            screen.expect("And:")
            screen.send(signal.SIGHUP)
        else:
            screen.expect("And:")
            screen.press("\x04")
        code, _ = screen.end()
    assert code != 0
    assert notes(people) == []
    (path,) = kept(people)
    assert path.read_text().split() == ["Called", "Gil.", "He", "is", "fine."]


def test_the_text_is_changed_in_the_editor(people: Care) -> None:
    editor = people.home / "editor"
    editor.write_text('#!/bin/sh\necho "Rang Ben." >>"$1"\n')
    editor.chmod(0o755)
    with terminal(people, "Slept well.", env={"EDITOR": str(editor)}) as screen:
        screen.answer("No touch in it", "e")
        screen.answer("Write it?", "")
        assert screen.end()[0] == 0
    assert notes(people) == [("Rang Ben.", ["Ben Okoro"])]
    with terminal(people, "-e", env={"EDITOR": str(editor)}) as screen:
        screen.answer("No touch in it", "")
        code, _ = screen.end()
    assert code == 1
    assert len(kept(people)) == 1


def test_a_dry_run_writes_nothing_and_keeps_what_was_typed(people: Care) -> None:
    with terminal(people, "--dry-run") as screen:
        screen.answer("Today:", "Called Gil.")
        screen.answer("And:", "")
        code, shown = screen.end()
    assert code == 0
    assert "Would log" in shown
    assert "what you wrote is kept in" in shown
    assert notes(people) == []
    assert len(kept(people)) == 1


def test_without_anybody_to_ask_a_missing_text_names_the_ways(people: Care) -> None:
    with terminal(people, "--json") as screen:
        code, shown = screen.end()
    assert code == 2
    assert "the text is missing" in shown


def test_what_is_piped_stays_where_the_journal_is_locked(people: Care) -> None:
    stopped = people("day", "-", stdin="Called Gil.", env={"EDITOR": "false"}, today="2026-11-21")
    assert stopped.code == 0
    again = people("day", "-", stdin="Called Gil.")
    assert (again.code, again.out) == (0, "")
    assert "it is in the journal" in again.err


def test_a_name_that_was_misheard_is_left_out_with_the_one_it_may_be(people: Care) -> None:
    done = people("day", "Lunch with Anna and Ben. Met Anna.")
    assert "nobody is called “Anna”; did you mean Ana Silva?" in done.err
    assert "care log 'Ana Silva' 'Met Anna.'" in done.err
    (line,) = [line for line in done.err.splitlines() if "care edit" in line]
    assert people(*line.replace("'", "").split()[1:4], "Ana Silva").code == 0
    assert notes(people) == [("Lunch with Anna and Ben.", ["Ben Okoro", "Ana Silva"])]


def test_a_hostile_text_is_shown_without_what_drives_a_terminal(people: Care) -> None:
    done = people("day", "Met Ana \x1b[31m\u202e and Tom\x07.")
    assert "\x1b" not in done.out + done.err
    assert "\u202e" not in done.out + done.err


@pytest.mark.parametrize(
    "words",
    ["Called Ana about the house. She is fine and so on. ", "and Ana met Ben ", "@a ", "  "],
)
def test_a_very_long_text_is_read_in_seconds(people: Care, words: str) -> None:
    text = f"Met Ben. {words * (30_000 // len(words))} Called Ana."
    assert people("day", "--dry-run", "-", stdin=text).code == 0


def test_what_stands_there_a_thousand_times_is_left_out_once(people: Care) -> None:
    done = people("day", "-", stdin="Lunch with Tom. " * 1_000 + "Met Tom and Ben " * 1_000)
    assert done.err.count("Lunch with Tom.”") == 1
    assert done.err.count("logged without Tom") == 1
    assert done.out.count("Logged") == 1


def test_what_is_no_text_is_said_once(people: Care) -> None:
    done = people("day", "-", stdin=b"\xff\xfe called Ben")
    assert (done.code, done.out) == (1, "")
    assert (
        done.err
        == "care: the text on stdin is not text in UTF-8. Save it as UTF-8 and try again.\n"
    )
