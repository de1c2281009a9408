"""The fields of `care edit`, as options and as a TOML form, for people and entries."""

from collections.abc import Mapping
from typing import Any, ClassVar

from caretrack.app.entries import (
    TONES,
    clean_channel,
    clean_crowd,
    clean_kind,
    day_in_the_past,
    day_to_come,
)
from caretrack.app.form import Form, one_of
from caretrack.app.owners import writer_to_be
from caretrack.app.person_form import PersonForm
from caretrack.domain.dates import parse_iso, spoken
from caretrack.domain.event import Event
from caretrack.domain.model import (
    AREAS,
    ASK,
    MOST_IN_A_CROWD,
    Action,
    Fact,
    Feedback,
    Occasion,
    Touch,
)
from caretrack.domain.other_words import known_mood
from caretrack.domain.person_texts import TEXT_NAMES
from caretrack.domain.talk.categories import clean_category
from caretrack.domain.talk.event_days import parse_event_day
from caretrack.domain.talk.occasions import typed_yearly
from caretrack.domain.text import clean_text
from caretrack.domain.tie import Tie
from caretrack.domain.yearly_day import parse_yearly_day
from caretrack.errors import CareError, WrongUsage
from caretrack.journal import entries, touches
from caretrack.journal.rows import update
from caretrack.journal.ties import clean_new_relation
from caretrack.session import Session

OPTIONS = (
    "name", *TEXT_NAMES, "every", "birthday", "email", "phone", "fax", "chat", "nickname",
    "text", "category", "date", "by", "kind", "channel", "mood", "tone", "about", "crowd", "label",
    "relation",
)  # fmt: skip


class TouchForm(Form):
    """A touch."""

    fields = ("date", "kind", "channel", "mood", "about", "crowd", "by", "note")
    what = "touch"

    def read(self) -> dict[str, Any]:
        """The touch's fields."""
        touch = touches.get(self.journal, self.row_id)
        return {
            "date": touch.happened_on.isoformat(), "kind": touch.kind, "channel": touch.channel,
            "mood": str(touch.mood or ""), "about": touch.about or "",
            "crowd": str(touch.crowd or ""), **({"by": touch.by} if touch.by else {}),
            "note": touch.note,
        }  # fmt: skip

    def write(self, given: Mapping[str, Any]) -> None:
        """Write what is given; the day is not to come."""
        values: dict[str, Any] = {}
        if "date" in given:
            values["happened_on"] = day_in_the_past(self.session, given["date"])
        if "kind" in given:
            values["kind"] = clean_kind(given["kind"], touches.kinds(self.journal))
        if "channel" in given:
            values["channel"] = clean_channel(given["channel"], "")
        if "mood" in given:
            values["mood"] = (
                None
                if given["mood"].strip() in {"", "none"}
                else int(one_of(known_mood(given["mood"]), ("1", "2", "3", "4", "5"), "mood"))
            )
        if "about" in given:
            values["about"] = (
                None
                if given["about"].strip() in {"", "none"}
                else one_of(given["about"], AREAS, "area")
            )
        if "crowd" in given:
            named = len(touches.get(self.journal, self.row_id).people)
            values["crowd"] = clean_crowd(_number_there(given["crowd"]), named)
        if "by" in given:
            values["by"] = writer_to_be(self.session, self.journal, given["by"])
        if "note" in given:
            values["note"] = clean_text(given["note"], "the note")
        if values.get("kind", touches.get(self.journal, self.row_id).kind) != ASK:
            if values.get("about"):
                raise WrongUsage(
                    "only a touch of kind ask can be about an area",
                    "Add --kind ask, or leave --about out.",
                )
            values["about"] = None
        update(self.journal.db, "touches", self.row_id, values)
        if "kind" in values:
            touches.answer_praise(self.journal, self.value())

    def value(self) -> Touch:
        """Return the touch."""
        return touches.get(self.journal, self.row_id)

    def title(self) -> str:
        """The day, and everybody in it."""
        touch = touches.get(self.journal, self.row_id)
        return f"{spoken(touch.happened_on)}, {', '.join(name for _, name in touch.people)}"


def _number_there(text: str) -> int | None:
    """Return how many were there, None for none. Raises WrongUsage for anything else."""
    typed = text.strip()
    if typed in {"", "none"}:
        return None
    number = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 9 else 0
    if not 1 <= number <= MOST_IN_A_CROWD:
        raise WrongUsage(
            f"'{typed[:40]}' cannot be the number of people",
            f"It takes a whole number from 1 to {MOST_IN_A_CROWD:,}, or none.",
        )
    return number


class EntryForm(Form):
    """An entry of one person: which column each field is, and how it is checked."""

    cls: ClassVar[type[Any]]
    columns: ClassVar[Mapping[str, str]] = {}

    def entry(self) -> Any:
        """The entry as it is now."""
        return entries.get(self.journal, self.cls, self.row_id)

    def read(self) -> dict[str, Any]:
        """The entry's fields."""
        item = self.entry()
        return {field: str(getattr(item, column) or "") for field, column in self.columns.items()}

    def check(self, field: str, text: str) -> Any:
        """Return the checked value of a field: here, any text that is not empty."""
        return clean_text(text, f"the {field}")

    def write(self, given: Mapping[str, Any]) -> None:
        """Write what is given."""
        values = {self.columns[field]: self.check(field, text) for field, text in given.items()}
        if values:
            entries.change(self.journal, self.cls, self.row_id, **values)

    def value(self) -> Any:
        """Return the entry."""
        return self.entry()

    def title(self) -> str:
        """Whose entry it is."""
        return self.who(self.entry().person_id)


class FactForm(EntryForm):
    """A fact."""

    cls, what = Fact, "fact"
    fields = ("category", "text", "date")
    columns: ClassVar[Mapping[str, str]] = {
        "category": "category",
        "text": "text",
        "date": "learned_on",
    }

    def check(self, field: str, text: str) -> Any:
        """The category among those that are known; the day not to come."""
        if field == "category":
            return clean_category(text, entries.categories(self.journal))
        return (
            day_in_the_past(self.session, text) if field == "date" else super().check(field, text)
        )


class ActionForm(EntryForm):
    """A promise or a gesture."""

    cls, what = Action, "promise or gesture"
    fields = ("text", "by")
    columns: ClassVar[Mapping[str, str]] = {"text": "text", "by": "due_on"}

    def check(self, field: str, text: str) -> Any:
        """The day by which it is due; none takes it away."""
        if field == "by":
            return None if text.strip() in {"", "none"} else day_to_come(self.session, text)
        return super().check(field, text)


class FeedbackForm(EntryForm):
    """A piece of feedback."""

    cls, what = Feedback, "piece of feedback"
    fields = ("text", "tone", "about", "date")
    columns: ClassVar[Mapping[str, str]] = {
        "text": "text",
        "tone": "tone",
        "about": "about",
        "date": "heard_on",
    }

    def check(self, field: str, text: str) -> Any:
        """Tone and area among those there are; the day not to come."""
        if field == "tone":
            return one_of(text, TONES, "tone")
        if field == "about":
            return one_of(text, AREAS, "area")
        return (
            day_in_the_past(self.session, text) if field == "date" else super().check(field, text)
        )


class OccasionForm(EntryForm):
    """An occasion."""

    cls, what = Occasion, "occasion"
    fields = ("label", "date")

    def read(self) -> dict[str, Any]:
        """The label, and the day as it may be typed."""
        item = self.entry()
        return {"label": item.label, "date": typed_yearly(item)}

    def write(self, given: Mapping[str, Any]) -> None:
        """Write what is given."""
        values: dict[str, Any] = (
            {"label": clean_text(given["label"], "the label")} if "label" in given else {}
        )
        if "date" in given:
            day = parse_yearly_day(given["date"], month_first=self.session.month_first)
            values |= {"month": day.month, "day": day.day, "year": day.year}
        entries.change(self.journal, Occasion, self.row_id, **values)


class EventForm(EntryForm):
    """An event."""

    cls, what = Event, "event"
    fields = ("text", "date")
    columns: ClassVar[Mapping[str, str]] = {"text": "text", "date": "happens_on"}

    def check(self, field: str, text: str) -> Any:
        """The day, to come or past."""
        if field == "date":
            return parse_event_day(text, self.session.today, self.session.month_first)
        return super().check(field, text)


class TieForm(EntryForm):
    """A tie."""

    cls, what, fields = Tie, "tie", ("relation",)
    columns: ClassVar[Mapping[str, str]] = {"relation": "relation"}

    def check(self, field: str, text: str) -> Any:
        """A known relation, or words of one's own."""
        return super().check(field, clean_new_relation(self.journal, text, besides=self.row_id))


FORMS: dict[str, type[Form]] = {
    "people": PersonForm,
    "touches": TouchForm,
    "facts": FactForm,
    "actions": ActionForm,
    "feedback": FeedbackForm,
    "occasions": OccasionForm,
    "events": EventForm,
    "ties": TieForm,
}


def value_text(value: Any) -> str:
    """Return a field's value as it is said: a day in full, "" for nothing."""
    text = ", ".join(value) if isinstance(value, list) else str(value)
    try:
        return spoken(parse_iso(text))
    except CareError:
        return text


def ask(form: Form, session: Session) -> dict[str, Any]:
    """Return the fields that the user changed in the editor.

    Raises CareError if what the editor left is not such a form.
    """
    import tomllib

    import tomlkit

    before = form.read()
    document = tomlkit.document()
    document.add(
        tomlkit.comment(f"A {form.what}. Save and leave the editor; an empty value takes it away.")
    )
    for key, value in before.items():
        document.add(
            key,
            # TOML reads a CR LF of several lines as LF.
            tomlkit.string(value, multiline=True)
            if isinstance(value, str) and "\n" in value and "\r" not in value
            else value,
        )
    try:
        after = tomllib.loads(session.edit(tomlkit.dumps(document), ".toml"))
    except tomllib.TOMLDecodeError as error:
        raise CareError(f"what you saved is not TOML: {error}", "Nothing was changed.") from error
    form.refuse_strangers(after)
    for key, value in after.items():
        listed = isinstance(value, list) and all(isinstance(item, str) for item in value)
        several = isinstance(before.get(key), list)
        if not (listed if several else isinstance(value, str)):
            raise CareError(
                f"{key} is not {'a list of texts' if several else 'a text in quotes'}",
                "Nothing was changed.",
            )
    return {key: value for key, value in after.items() if value != before.get(key)}
