"""Read the rows of Monica's JSON export.

It has everybody with what hangs on them, then relationships and activities, and the types of all of
that at its end. Here they become rows of the tables that an SQL dump has: an id is a uuid, and a
column is a property.
"""

from collections.abc import Iterator, Mapping
from typing import Any, BinaryIO

from caretrack.errors import CareError
from caretrack.formats.json_pieces import BrokenJson, JsonPieces
from caretrack.formats.monica.tables import LEFT_OUT, TABLES, Row
from caretrack.formats.source import Source

# What a collection is called -> the table of its values.
_TABLES = {
    "contact": "contacts",
    "user": "users",
    "relationship": "relationships",
    "activity": "activities",
    "photo": "photos",
    "document": "documents",
    "call": "calls",
    "contact_field": "contact_fields",
    "debt": "debts",
    "gift": "gifts",
    "note": "notes",
    "reminder": "reminders",
    "task": "tasks",
    "address": "addresses",
    "pet": "pets",
    "conversation": "conversations",
    "life_event": "life_events",
}
# The name of a property -> the column of the table.
_COLUMNS = {
    "users": {"me_contact": "me_contact_id"},
    "activities": {"type": "activity_type_id"},
    "contact_fields": {"type": "contact_field_type_id"},
    "conversations": {"contact_field_type": "contact_field_type_id"},
    "gifts": {"recipient": "is_for"},
    "life_events": {"type": "life_event_type_id"},
    "life_event_types": {"translation_key": "default_life_event_type_key"},
    "contacts": {"gender": "gender_id", "first_met_through": "first_met_through_contact_id"},
}
# The properties of a contact that are special days.
_DAYS = {
    "birthdate": "birthday_special_date_id",
    "deceased_date": "deceased_special_date_id",
    "first_met_date": "first_met_special_date_id",
}
_TYPES = ("activity_types", "contact_field_types", "genders", "life_event_types")


class MonicaJson:
    """The rows of a JSON export, as they stand in the file."""

    def __init__(self, source: Source, file: BinaryIO) -> None:
        """Begin at the start of the file; `source.position` follows."""
        self._path = source.path
        self._json = JsonPieces(source, file)

    def rows(self) -> Iterator[tuple[str, Row]]:
        """Give the rows of TABLES and LEFT_OUT, each with its table.

        Raises CareError, with the line, for what is no JSON.
        """
        try:
            for key in self._json.keys("the export"):
                if key == "account":
                    yield from self._account()
                else:
                    self._json.skip()
            if self._json.next():
                raise BrokenJson("there is more behind the end of the export")
        except (BrokenJson, UnicodeDecodeError) as error:
            why = str(error) if isinstance(error, BrokenJson) else "this is not UTF-8"
            raise CareError(
                f"{self._path}, line {self._json.line:,}: {why}", "Nothing was changed."
            ) from error

    def _account(self) -> Iterator[tuple[str, Row]]:
        for key in self._json.keys("the account"):
            if key == "data" and self._json.next() == "[":
                for _ in self._json.items():
                    yield from self._collection()
            elif key in ("properties", "instance") and self._json.next() == "{":
                yield from self._lists()
            else:
                self._json.skip()

    def _collection(self) -> Iterator[tuple[str, Row]]:
        """Give the rows of `{"count": …, "type": "contact", "values": […]}`."""
        table = ""
        for key in self._json.keys("a collection"):
            if key == "type":
                table = _TABLES.get(_text(self._json.value()), "")
            elif key == "values" and self._json.next() == "[":
                for _ in self._json.items():
                    if table in LEFT_OUT:
                        # A photo is in there, whole.
                        self._json.skip()
                        yield table, {}
                    elif table:
                        yield from _rows(table, self._json.value(), "")
                    else:
                        self._json.skip()
            else:
                self._json.skip()

    def _lists(self) -> Iterator[tuple[str, Row]]:
        """Give the types, and count the journal entries."""
        for key in self._json.keys("the account"):
            if key not in (*_TYPES, "journal_entries") or self._json.next() != "[":
                self._json.skip()
                continue
            for _ in self._json.items():
                if key == "journal_entries":
                    self._json.skip()
                    yield "entries", {}
                else:
                    yield from _rows(key, self._json.value(), "")


def _rows(table: str, value: Any, contact: str) -> Iterator[tuple[str, Row]]:
    """Give the row of a value, and the rows of what hangs on it."""
    if not isinstance(value, dict):
        return
    uuid = _text(value.get("uuid"))
    properties = _object(value.get("properties"))
    row = {
        key: text for key, item in (*value.items(), *properties.items()) if (text := _text(item))
    }
    for key, column in _COLUMNS.get(table, {}).items():
        if key in row:
            row[column] = row.pop(key)
    row |= {"id": uuid, "contact_id": contact}
    if table == "contacts":
        for key, column in _DAYS.items():
            day = _object(properties.get(key))
            if day:
                row[column] = _text(day.get("uuid")) or f"{key} of {uuid}"
                yield "special_dates", _of_table("special_dates", day, row[column])
        yield from _hanging_on(uuid, value, properties)
    if table == "conversations":
        for message in _list(properties.get("messages")):
            written = _object(_object(message).get("properties"))
            yield (
                "messages",
                {**_of_table("messages", written, ""), "conversation_id": uuid},
            )
    yield table, row


def _hanging_on(
    uuid: str, value: Mapping[str, Any], properties: Mapping[str, Any]
) -> Iterator[tuple[str, Row]]:
    """Give the rows of what hangs on a contact: their tags, and the collections in it."""
    for tag in _list(properties.get("tags")):
        if name := _text(tag):
            yield "tags", {"id": name, "name": name}
            yield "contact_tag", {"contact_id": uuid, "tag_id": name}
    for collection in map(_object, _list(value.get("data"))):
        table = _TABLES.get(_text(collection.get("type")), "")
        for item in _list(collection.get("values")):
            if table == "activities" and isinstance(item, str):
                yield "activity_contact", {"activity_id": item, "contact_id": uuid}
            elif table in ("pets", "addresses"):
                yield table, _with_category(table, item, uuid)
            elif table and not (table in ("photos", "documents") or isinstance(item, str)):
                # Photos and documents are counted where they are.
                yield from _rows(table, item, uuid)


def _with_category(table: str, item: Any, contact: str) -> Row:
    """Return the row of a pet or an address, whose kind or place is within it."""
    properties = _object(_object(item).get("properties"))
    row = {**_of_table(table, properties, ""), "contact_id": contact}
    if category := _text(properties.get("category")):
        row["pet_category_id"] = category
    return row


def _of_table(table: str, values: Mapping[str, Any], row_id: str) -> dict[str, str]:
    found = {key: text for key in TABLES[table] if (text := _text(values.get(key)))}
    return {**found, "id": row_id} if row_id else found


def _text(value: Any) -> str:
    """Return a value as an SQL dump has it: 1 for true; "" for null, a list and an object."""
    if isinstance(value, bool):
        return str(int(value))
    if value is None or isinstance(value, dict | list):
        return ""
    return str(value)


def _object(value: Any) -> Mapping[str, Any]:
    # An empty object is an empty list for PHP.
    return value if isinstance(value, dict) else {}


def _list(value: Any) -> list[Any]:
    if isinstance(value, dict):
        # A list with a gap is an object for PHP.
        return list(value.values())
    return value if isinstance(value, list) else []
