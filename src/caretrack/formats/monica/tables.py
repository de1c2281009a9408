"""The tables of Monica of which something comes in, and the rows of them, gathered.

Both exports become rows of these tables. A row has its columns by name; what is empty is not there.
"""

from collections.abc import Iterator, Mapping

# A row of a table: its columns by name.
Row = Mapping[str, str]

# The columns that are read. All other tables, and all other columns, are passed over.
TABLES: dict[str, tuple[str, ...]] = {
    "contacts": (
        *("id", "uuid", "account_id", "vault_id", "created_at", "deleted_at"),
        *("first_name", "middle_name", "last_name", "nickname", "gender_id", "description"),
        *("is_starred", "is_partial", "is_active", "is_dead", "last_talked_to"),
        *("stay_in_touch_frequency", "birthday_special_date_id", "birthday_reminder_id"),
        *("deceased_special_date_id", "deceased_reminder_id", "first_met_special_date_id"),
        *("first_met_reminder_id", "first_met_through_contact_id", "first_met_where"),
        *("first_met_additional_info", "job", "company", "food_preferences", "food_preferencies"),
    ),
    "users": ("account_id", "email", "me_contact_id"),
    "special_dates": ("id", "is_age_based", "is_year_unknown", "date"),
    "genders": ("id", "type", "name"),
    "tags": ("id", "name"),
    "contact_tag": ("contact_id", "tag_id"),
    "contact_field_types": ("id", "name", "protocol", "type"),
    "contact_fields": ("contact_id", "contact_field_type_id", "data"),
    "places": ("id", "street", "city", "province", "postal_code", "country"),
    "addresses": (
        *("contact_id", "place_id", "name"),
        *("street", "city", "province", "postal_code", "country"),
    ),
    "companies": ("id", "name"),
    "occupations": (
        *("contact_id", "company_id", "title", "description", "currently_works_here"),
        *("start_date", "end_date"),
    ),
    "relationship_types": ("id", "name"),
    "relationships": ("contact_is", "of_contact", "relationship_type_id", "type"),
    "notes": ("contact_id", "body", "created_at"),
    "pet_categories": ("id", "name"),
    "pets": ("contact_id", "pet_category_id", "name"),
    "reminders": (
        *("id", "contact_id", "initial_date", "next_expected_date", "title", "description"),
        *("frequency_type", "frequency_number", "delible"),
    ),
    "life_event_types": ("id", "name", "default_life_event_type_key"),
    "life_events": (
        *("contact_id", "life_event_type_id", "name", "note", "happened_at"),
        *("happened_at_month_unknown", "happened_at_day_unknown"),
    ),
    "gifts": (
        *("contact_id", "is_for", "name", "comment", "url", "status", "date", "created_at"),
        *("has_been_offered", "has_been_received", "offered_at", "received_at"),
    ),
    "tasks": ("contact_id", "title", "description", "completed", "status", "created_at"),
    "activity_types": ("id", "name", "translation_key", "key"),
    "activities": (
        *("id", "activity_type_id", "summary", "description", "happened_at"),
        *("date_it_happened", "created_at"),
    ),
    "activity_contact": ("activity_id", "contact_id"),
    "calls": ("contact_id", "called_at", "content", "contact_called", "created_at"),
    "conversations": ("id", "contact_id", "contact_field_type_id", "happened_at", "created_at"),
    "messages": ("conversation_id", "content", "written_at", "written_by_me"),
}
# What is left out, and what it is called in the one remark that counts it.
LEFT_OUT = {
    "debts": "debts",
    "photos": "photos",
    "documents": "documents",
    "entries": "journal entries",
    "days": "rated days",
}
# What is counted for the user, as Monica calls it.
_COUNTED = {
    "notes": "notes",
    "activities": "activities",
    "calls": "calls",
    "conversations": "conversations",
    "reminders": "reminders",
    "life_events": "life events",
    "gifts": "gifts",
    "tasks": "tasks",
    "pets": "pets",
}
# What hangs on a contact, or on something else, by this column.
_HANGS_ON = {
    "contact_tag": "contact_id",
    "contact_fields": "contact_id",
    "addresses": "contact_id",
    "occupations": "contact_id",
    "notes": "contact_id",
    "pets": "contact_id",
    "reminders": "contact_id",
    "life_events": "contact_id",
    "gifts": "contact_id",
    "tasks": "contact_id",
    "calls": "contact_id",
    "conversations": "contact_id",
    "activity_contact": "activity_id",
    "messages": "conversation_id",
}
# What of it only the record of a person takes up.
_READ_ONCE = (
    *("contact_tag", "contact_fields", "addresses", "occupations", "notes", "pets"),
    *("reminders", "life_events", "tasks"),
)


class MonicaTables:
    """The rows of an export. They are kept as tuples: there may be a hundred thousand.

    `without_id` is how many contacts had none, and were not kept.
    """

    def __init__(self) -> None:
        """Start with none."""
        self.without_id = 0
        self._lists: dict[str, list[tuple[str, ...]]] = {}
        self._by_id: dict[str, dict[str, tuple[str, ...]]] = {}
        self._hanging: dict[str, dict[str, list[tuple[str, ...]]]] = {}
        self._counts: dict[tuple[str, str], int] = {}

    def add(self, table: str, row: Row) -> None:
        """Add a row of a table of TABLES, or count one of LEFT_OUT."""
        if table in LEFT_OUT:
            key = (table, row.get("account_id", ""))
            self._counts[key] = self._counts.get(key, 0) + 1
            return
        values = tuple(row.get(column, "") for column in TABLES[table])
        if on := _HANGS_ON.get(table):
            self._hanging.setdefault(table, {}).setdefault(row.get(on, ""), []).append(values)
        elif "id" in TABLES[table]:
            row_id = row.get("id", "")
            # Nothing can hang on it, and the next of its kind would take its place.
            self.without_id += table == "contacts" and not row_id
            if row_id:
                # Monica 3 writes its contacts twice.
                self._by_id.setdefault(table, {})[row_id] = values
        else:
            self._lists.setdefault(table, []).append(values)

    def all(self, table: str) -> Iterator[Row]:
        """Give the rows of a table that hang on nothing, in the order of the file."""
        for values in (*self._by_id.get(table, {}).values(), *self._lists.get(table, ())):
            yield _row(table, values)

    def get(self, table: str, row_id: str) -> Row:
        """Return a row by its id, an empty one where there is none."""
        values = self._by_id.get(table, {}).get(row_id)
        return _row(table, values) if row_id and values else {}

    def of(self, table: str, owner: str) -> list[Row]:
        """Return the rows of a table that hang on this contact, activity or conversation."""
        found = self._hanging.get(table, {}).get(owner, ())
        return [_row(table, values) for values in found]

    def let_go(self, contact_id: str) -> None:
        """Forget what was read of a contact and is needed no more: all but their touches."""
        for table in _READ_ONCE:
            self._hanging.get(table, {}).pop(contact_id, None)

    def counts(self) -> dict[str, int]:
        """Return how many rows there are of what a user knows, by its words."""
        return {
            words: len(self._by_id.get(table, ()))
            + len(self._lists.get(table, ()))
            + sum(map(len, self._hanging.get(table, {}).values()))
            for table, words in _COUNTED.items()
        }

    def left_out(self, account_id: str) -> dict[str, int]:
        """Return how much of this account is left out, by its words."""
        found: dict[str, int] = {}
        for (table, account), number in self._counts.items():
            if account in ("", account_id) or not account_id:
                found[LEFT_OUT[table]] = found.get(LEFT_OUT[table], 0) + number
        return found

    @property
    def has_contacts(self) -> bool:
        """True if there is anybody in it."""
        return bool(self._by_id.get("contacts"))


def _row(table: str, values: tuple[str, ...]) -> Row:
    return {key: value for key, value in zip(TABLES[table], values, strict=True) if value}
