"""The texts that a person can have: one list of them for all that reads or writes them."""

from typing import NamedTuple


class PersonText(NamedTuple):
    """A text that a person can have, by the name of its column.

    `label` stands before it on a page, `what` is the help of its option. `searched` texts are in
    the full-text index; `long` ones may have several lines.
    """

    name: str
    label: str
    what: str
    searched: bool = True
    long: bool = False


# The texts of a person except the name, in the order of the columns and of the form. All code that
# writes, reads, merges, erases, searches or shows these texts uses this list.
PERSON_TEXTS = (
    PersonText("company", "Company", "Where they work."),
    PersonText("role", "Role", "What they do there."),
    PersonText("department", "Department", "Which part of the company they are in."),
    PersonText("duties", "Duties", "What they answer for, where the role does not say it."),
    PersonText("say", "Say it", "How to say the name.", searched=False),
    PersonText("met", "Met", "Where and when you met."),
    PersonText("service", "Service", "What you do for them: 'payroll, since 2023'."),
    PersonText("prefers", "Prefers", "The channel they like best: call, email …", searched=False),
    PersonText("zone", "Zone", "Their time zone, such as Asia/Seoul.", searched=False),
    PersonText("hours", "Hours", "When to reach them, their time: '9-15'.", searched=False),
    PersonText("address", "Address", "Where their post goes.", searched=False, long=True),
    PersonText("owner", "Owner", "Who of a team looks after them.", searched=False),
    PersonText("note", "Note", "Anything else.", long=True),
)
TEXT_NAMES = tuple(text.name for text in PERSON_TEXTS)
