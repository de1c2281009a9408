"""The question of `care import` about people of a file who are called like one of ours."""

from collections.abc import Sequence

from caretrack import streams
from caretrack.domain.people.namesakes import Namesake
from caretrack.views.pages.imports import namesake_words

YES, NO, ALL, NONE = "yes", "no", "all", "quit"


def ask_about(found: Sequence[Namesake]) -> list[Namesake]:
    """Return the namesakes with the answers, without those who are somebody else.

    Where two here have the name, nobody is asked.
    """
    answer, answered = "", []
    for one in found:
        if not one.person_id:
            answered.append(one)
            continue
        if not answer:
            streams.say(
                "Some have the name of somebody here, and an address or number that nobody here "
                "has. y: the same person, and it is kept; n: somebody else; a: all are; q: none."
            )
        if answer not in (ALL, NONE):
            question = f"{namesake_words(one)}: is this your {one.name}? [y/N/a/q]"
            answer = streams.choose(question, [YES, NO, ALL, NONE], NO)
        if answer in (YES, ALL):
            answered.append(one._replace(taken=True))
    return answered
