"""Exports of Monica as its own exporters write them, with a row of every sort.

They are made of one set of tables, so that the SQL and the JSON are of one account.
"""

import json
from typing import Any

Table = list[dict[str, Any]]

AT = "2021-03-0{} 10:15:0{}"


def uuid(number: int) -> str:
    return f"0000000{number}-aaaa-4bbb-8ccc-dddddddddddd"


def contact(number: int, first: str, last: str | None = None, **more: Any) -> dict[str, Any]:
    plain = {
        "id": number,
        "account_id": 1,
        "first_name": first,
        "middle_name": None,
        "last_name": last,
        "nickname": None,
        "gender_id": 1,
        "description": None,
        "uuid": uuid(number),
        "is_starred": 0,
        "is_partial": 0,
        "is_active": 1,
        "is_dead": 0,
        "deceased_special_date_id": None,
        "last_talked_to": None,
        "stay_in_touch_frequency": None,
        "birthday_special_date_id": None,
        "birthday_reminder_id": None,
        "first_met_through_contact_id": None,
        "first_met_special_date_id": None,
        "first_met_where": None,
        "first_met_additional_info": None,
        "job": None,
        "company": None,
        "food_preferences": None,
        "created_at": f"2021-01-0{number} 09:00:00",
        "deleted_at": None,
    }
    return plain | more


def of(contact_id: int, number: int, **values: Any) -> dict[str, Any]:
    """A row that hangs on a contact, written down at a time of its own."""
    made = f"2021-03-0{contact_id} 10:15:0{number}"
    return {"id": contact_id * 10 + number, "account_id": 1, "contact_id": contact_id} | (
        values | {"created_at": made, "updated_at": made}
    )


def day(number: int, on: str, *, about: int = 0, no_year: int = 0) -> dict[str, Any]:
    return {
        "id": number,
        "account_id": 1,
        "uuid": uuid(number).replace("a", "e"),
        "is_age_based": about,
        "is_year_unknown": no_year,
        "date": on,
    }


def tables() -> dict[str, Table]:
    """Ana, Ben, who died, Eva in the archive, Ana's daughter, an uncle, and the user."""
    return {
        "accounts": [{"id": 1, "api_key": "s3cret", "number_of_invitations_sent": None}],
        "activities": [
            {
                "id": 1,
                "account_id": 1,
                "activity_type_id": 1,
                "summary": "Dinner at O'Hara's",
                "description": "They told of the move.\nIt was loud.",
                "happened_at": "2023-05-06",
                "created_at": "2023-05-07 08:00:00",
            },
            {
                "id": 2,
                "account_id": 1,
                "activity_type_id": None,
                "summary": "Video call about her thesis",
                "description": None,
                "happened_at": "2023-06-01",
                "created_at": "2023-06-01 08:00:00",
            },
            {
                "id": 3,
                "account_id": 1,
                "activity_type_id": None,
                "summary": "Alone",
                "description": None,
                "happened_at": "2023-06-02",
                "created_at": "2023-06-02 08:00:00",
            },
        ],
        "contacts": [
            contact(
                1,
                "Ana",
                "Silva",
                middle_name="Maria",
                nickname="Aninha",
                gender_id=2,
                description='Met again "by chance" \\ in 2020',
                is_starred=1,
                birthday_special_date_id=1,
                birthday_reminder_id=10,
                first_met_through_contact_id=2,
                first_met_special_date_id=4,
                first_met_where="Porto fair",
                stay_in_touch_frequency=30,
                last_talked_to="2023-06-01 00:00:00",
                job="Head of Finance",
                company="Lagoon Foods",
                food_preferences="vegetarian; no nuts",
            ),
            contact(2, "Ben", "Okoro", is_dead=1, deceased_special_date_id=3),
            contact(3, "Eva", None, is_active=0, last_talked_to="2022-02-02 00:00:00"),
            contact(4, "Mia", None, gender_id=2, is_partial=1, birthday_special_date_id=2),
            contact(5, "Rui", "Silva", birthday_special_date_id=5),
            contact(6, "Me", "Myself"),
        ],
        "activity_contact": [
            {"activity_id": 1, "account_id": 1, "contact_id": 1},
            {"activity_id": 1, "account_id": 1, "contact_id": 5},
            {"activity_id": 2, "account_id": 1, "contact_id": 1},
        ],
        "activity_types": [
            {"id": 1, "account_id": 1, "name": "ate", "translation_key": "ate_restaurant"}
        ],
        "addresses": [
            of(1, 1, place_id=1, name="Home"),
            of(1, 2, place_id=2, name="Work"),
        ],
        "calls": [
            of(1, 1, called_at="2023-07-01 00:00:00", content="asked how she is", contact_called=0),
            of(1, 2, called_at="2023-07-02 00:00:00", content=None, contact_called=1),
        ],
        "companies": [{"id": 1, "account_id": 1, "name": "Delta"}],
        "contact_field_types": [
            {"id": 1, "account_id": 1, "name": "Email", "protocol": "mailto:", "type": "email"},
            {"id": 2, "account_id": 1, "name": "Phone", "protocol": "tel:", "type": "phone"},
            {"id": 3, "account_id": 1, "name": "Telegram", "protocol": "telegram:", "type": None},
            {"id": 4, "account_id": 1, "name": "LinkedIn", "protocol": None, "type": None},
            {"id": 5, "account_id": 1, "name": "Locker", "protocol": None, "type": None},
            {"id": 6, "account_id": 1, "name": "Whatsapp", "protocol": "https://wa.me/"}
            | {"type": None},
        ],
        "contact_fields": [
            of(1, 1, contact_field_type_id=1, data="ana@lagoon.example"),
            of(1, 2, contact_field_type_id=2, data="+3515550142"),
            of(1, 3, contact_field_type_id=3, data="anasilva"),
            of(1, 4, contact_field_type_id=4, data="ana-silva-1"),
            of(1, 5, contact_field_type_id=5, data="B 12"),
            of(5, 1, contact_field_type_id=6, data="+351 555 0199"),
        ],
        "contact_tag": [{"contact_id": 1, "tag_id": 1, "account_id": 1}],
        "conversations": [of(1, 1, contact_field_type_id=3)],
        "days": [{"id": 1, "account_id": 1, "date": "2021-01-01", "rate": 3}],
        "debts": [of(1, 1, in_debt="yes", status="inprogress", amount=500)],
        "documents": [of(1, 1, original_filename="cv.pdf")],
        "entries": [
            {"id": 1, "account_id": 1, "title": None, "post": "A long day."},
            {"id": 2, "account_id": 1, "title": "It's", "post": "x"},
        ],
        "genders": [
            {"id": 1, "account_id": 1, "name": "Man", "type": "M"},
            {"id": 2, "account_id": 1, "name": "Woman", "type": "F"},
        ],
        "gifts": [
            of(1, 1, name="a book of maps", comment="the old one", status="idea", date=None),
            of(1, 2, name="tea", comment=None, status="offered", date="2023-03-14 00:00:00"),
            of(1, 3, name="a mug", comment=None, status="received", date=None),
        ],
        "life_event_types": [
            {"id": 1, "account_id": 1, "name": None, "default_life_event_type_key": "moved"},
            {"id": 2, "account_id": 1, "name": "Won a race", "default_life_event_type_key": None},
        ],
        "life_events": [
            of(1, 1, life_event_type_id=1, name="to Lisbon", note=None)
            | {"happened_at": "2022-09-01 00:00:00", "happened_at_day_unknown": 0},
            of(5, 1, life_event_type_id=2, name=None, note="in Berlin")
            | {"happened_at": "2019-04-01 00:00:00", "happened_at_day_unknown": 0},
        ],
        "messages": [
            of(1, 1, conversation_id=11, content="How are you?", written_at="2023-08-01 00:00:00")
            | {"written_by_me": 0},
            of(1, 2, conversation_id=11, content="Fine!", written_at="2023-08-01 00:00:00")
            | {"written_by_me": 1},
        ],
        "notes": [
            of(1, 1, body="Likes quiet places.\nNever on Mondays; she's off.", is_favorited=0),
            of(5, 1, body="100% sure: 'quotes', \\back\\ and \"more\"", is_favorited=1),
        ],
        "occupations": [of(5, 1, company_id=1, title="Baker", currently_works_here=1)],
        "pets": [of(1, 1, pet_category_id=4, name="Rex")],
        "photos": [{"id": 1, "account_id": 1, "original_filename": "a.jpg"}],
        "places": [
            {"id": 1, "account_id": 1, "street": "Rua 1", "city": "Porto", "province": None}
            | {"postal_code": "4000-001", "country": "PT"},
            {"id": 2, "account_id": 1, "street": None, "city": "Lisboa", "province": None}
            | {"postal_code": None, "country": "PT"},
        ],
        "relationship_types": [
            {"id": 1, "account_id": 1, "name": "child", "name_reverse_relationship": "parent"},
            {"id": 2, "account_id": 1, "name": "parent", "name_reverse_relationship": "child"},
            {"id": 3, "account_id": 1, "name": "uncle", "name_reverse_relationship": "nephew"},
            {"id": 4, "account_id": 1, "name": "nephew", "name_reverse_relationship": "uncle"},
            {"id": 5, "account_id": 1, "name": "friend", "name_reverse_relationship": "friend"},
        ],
        "relationships": [
            {"id": number, "account_id": 1, "relationship_type_id": sort}
            | {"contact_is": whose, "of_contact": who}
            for number, (sort, whose, who) in enumerate(
                [(1, 1, 4), (2, 4, 1), (3, 1, 5), (4, 5, 1), (5, 6, 1), (5, 1, 6)], start=1
            )
        ],
        "reminders": [
            of(1, 0, initial_date="2021-03-14", title="Birthday of Ana", description=None)
            | {"frequency_type": "year", "frequency_number": 1, "delible": 0},
            of(1, 1, initial_date="2021-06-20", title="wedding anniversary", description=None)
            | {"frequency_type": "year", "frequency_number": 1, "delible": 1},
            of(1, 2, initial_date="2030-01-02", title="exam", description="statistics")
            | {"frequency_type": "one_time", "frequency_number": 1, "delible": 1},
            of(1, 3, initial_date="2020-01-02", title="over", description=None)
            | {"frequency_type": "one_time", "frequency_number": 1, "delible": 1},
            of(1, 4, initial_date="2020-01-02", title="ring her", description=None)
            | {"frequency_type": "week", "frequency_number": 2, "delible": 1},
        ],
        "special_dates": [
            day(1, "1976-03-14"),
            day(2, "2015-05-12"),
            day(3, "2020-02-03"),
            day(4, "2019-10-05"),
            day(5, "1950-01-01", about=1),
        ],
        "tags": [{"id": 1, "account_id": 1, "name": "Old friends", "name_slug": "old-friends"}],
        "tasks": [
            of(1, 1, title="lend her the atlas", description=None, completed=0),
            of(1, 2, title="done", description=None, completed=1),
        ],
        "users": [
            {"id": 1, "first_name": "Me", "email": "me@home.example", "me_contact_id": 6}
            | {"password": "$2y$10$x", "account_id": 1}
        ],
    }


def exported_sql(found: dict[str, Table], prefix: str = "") -> str:
    """As Monica's exporter writes it: `addslashes`, and no quotes around what is a number."""
    head = "# " + "*" * 60 + "\n# Me Myself dump of data\n# Export date: 2024-05-06 07:08:09\n"
    parts = [head, "# How to use:\n# * create a fresh database\n\nSET FOREIGN_KEY_CHECKS=0;\n\n"]
    for table, rows in found.items():
        names = ",".join(f"`{name}`" for name in rows[0])
        values = ",\n".join(f" ({','.join(map(_php, row.values()))})" for row in rows)
        parts.append(f"INSERT IGNORE INTO `{prefix}{table}` ({names}) VALUES\n{values};\n\n")
    # Where there are no photos of contacts, it writes this.
    parts.append("INSERT IGNORE INTO `contact_photo` (`contact_id`, `photo_id`) VALUES\n;\n\n")
    return "".join([*parts, "SET FOREIGN_KEY_CHECKS=1;"])


def _php(value: Any) -> str:
    if value is None:
        return "NULL"
    text = str(value)
    try:
        float(text)
    except ValueError:
        escaped = text.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"')
        return f"'{escaped}'"
    return text


def dumped_sql(found: dict[str, Table]) -> str:
    """As mysqldump writes it: the columns where the table is made, many rows in a statement."""
    parts = ["-- MySQL dump 10.13  Distrib 8.0.36, for Linux (x86_64)\n--\n-- Host: db\n"]
    parts.append("/*!40101 SET @OLD_CHARACTER_SET_CLIENT=@@CHARACTER_SET_CLIENT */;\n")
    for table, rows in sorted(found.items()):
        lines = [f"  `{name}` varchar(255) DEFAULT 'a,b;''c('" for name in rows[0]]
        lines += [
            "  PRIMARY KEY (`id`,`x`)",
            "  CONSTRAINT `f` FOREIGN KEY (`a`) REFERENCES `b` (`c`)",
        ]
        made = ",\n".join(lines)
        parts.append(f"DROP TABLE IF EXISTS `{table}`;\n/*!40101 SET x */;\n")
        parts.append(f"CREATE TABLE `{table}` (\n{made}\n) ENGINE=InnoDB COMMENT='it''s; here';\n")
        values = ",".join(f"({','.join(map(_mysql, row.values()))})" for row in rows)
        parts.append(f"LOCK TABLES `{table}` WRITE;\nINSERT INTO `{table}` VALUES {values};\n")
        parts.append("UNLOCK TABLES;\n")
    return "".join([*parts, "-- Dump completed on 2024-05-06  7:08:09\n"])


def _mysql(value: Any) -> str:
    if value is None or isinstance(value, int):
        return "NULL" if value is None else str(value)
    escaped = value.replace("\\", "\\\\").replace("'", "\\'").replace('"', '\\"')
    return "'" + escaped.replace("\n", "\\n").replace("\r", "\\r") + "'"


def exported_json(found: dict[str, Table]) -> str:
    """As Monica's JSON exporter writes it: everybody with what hangs on them, and no ids."""
    contacts = [_contact_json(found, row) for row in found["contacts"]]
    data = [
        _collection("user", [_user_json(row) for row in found["users"]]),
        _collection("contact", contacts),
        _collection("relationship", [_tie_json(found, row) for row in found["relationships"]]),
        _collection("photo", [_plain(row, "original_filename") for row in found["photos"]]),
        _collection("document", [_plain(row, "original_filename") for row in found["documents"]]),
        _collection("activity", [_activity_json(row) for row in found["activities"]]),
    ]
    types = ("activity_types", "contact_field_types", "genders", "life_event_types")
    whole = {
        "version": "1.0-preview.1",
        "app_version": "4.1.2",
        "export_date": "2024-05-06T07:08:09.000000Z",
        "url": "https://crm.example",
        "exported_by": uuid(9),
        "account": {
            "uuid": uuid(9),
            "created_at": None,
            "updated_at": None,
            "data": data,
            "properties": {
                "journal_entries": [_plain(row, "post") for row in found["entries"]],
                "modules": [],
                "audit_logs": [{"properties": {"x": "[{"}}],
            },
            "instance": {name: [_type_json(name, row) for row in found[name]] for name in types},
        },
    }
    return json.dumps(whole, ensure_ascii=False, indent=4)


def _collection(sort: str, values: list[Any]) -> dict[str, Any]:
    return {"count": len(values), "type": sort, "values": values}


def _iso(moment: str | None) -> str | None:
    if moment is None:
        return None
    return f"{moment[:10]}T{moment[11:] or '00:00:00'}.000000Z"


def _id(table: str, number: Any) -> str:
    return f"{table}-{number}"


def _value(row: dict[str, Any], properties: dict[str, Any], row_id: str) -> dict[str, Any]:
    # What is empty is not there, and an empty object is an empty list.
    there = {key: value for key, value in properties.items() if value is not None}
    return {
        "uuid": row_id,
        "created_at": _iso(row.get("created_at")),
        "updated_at": None,
        "properties": there or [],
    }


def _plain(row: dict[str, Any], *names: str, table: str = "x") -> dict[str, Any]:
    dates = ("happened_at", "called_at", "written_at", "date", "initial_date", "last_talked_to")
    marks = ("is_", "written_by_me", "contact_called", "completed", "delible")
    properties = {
        name: _iso(row.get(name))
        if name in dates
        else bool(row[name])
        if name.startswith(marks) and row.get(name) is not None
        else row.get(name)
        for name in names
    }
    return _value(row, properties, _id(table, row["id"]))


def _with(value: dict[str, Any], **more: Any) -> dict[str, Any]:
    properties = {**(value["properties"] or {}), **more}
    there = {key: item for key, item in properties.items() if item is not None}
    return {**value, "properties": there or []}


def _user_json(row: dict[str, Any]) -> dict[str, Any]:
    return {
        **_value(row, {"me_contact": uuid(row["me_contact_id"])}, uuid(8)),
        "email": row["email"],
    }


def _tie_json(found: dict[str, Table], row: dict[str, Any]) -> dict[str, Any]:
    names = {kind["id"]: kind["name"] for kind in found["relationship_types"]}
    properties = {"type": names[row["relationship_type_id"]]}
    ends = {end: uuid(row[end]) for end in ("contact_is", "of_contact")}
    return _value(row, properties | ends, _id("relationship", row["id"]))


def _activity_json(row: dict[str, Any]) -> dict[str, Any]:
    kind = row["activity_type_id"]
    value = _plain(row, "summary", "description", "happened_at", table="activity")
    return _with(value, type=_id("activity_types", kind) if kind else None)


def _type_json(table: str, row: dict[str, Any]) -> dict[str, Any]:
    value = _plain(row, "name", "protocol", "type", "translation_key", table=table)
    return _with(value, translation_key=row.get("default_life_event_type_key"))


def _contact_json(found: dict[str, Table], row: dict[str, Any]) -> dict[str, Any]:
    def mine(table: str, *names: str, **types: str) -> list[dict[str, Any]]:
        values = []
        for item in found[table]:
            if item["contact_id"] == row["id"]:
                linked = {
                    key: _id(f"{column.removesuffix('_id')}s", item[column])
                    for key, column in types.items()
                }
                values.append(_with(_plain(item, *names, table=table), **linked))
        return values

    dates = {item["id"]: item for item in found["special_dates"]}
    days = {
        key: {
            "uuid": dates[row[column]]["uuid"],
            "is_age_based": bool(dates[row[column]]["is_age_based"]),
            "is_year_unknown": bool(dates[row[column]]["is_year_unknown"]),
            "date": _iso(dates[row[column]]["date"]),
        }
        for key, column in (
            ("birthdate", "birthday_special_date_id"),
            ("deceased_date", "deceased_special_date_id"),
            ("first_met_date", "first_met_special_date_id"),
        )
        if row[column]
    }
    tag_names = {item["id"]: item["name"] for item in found["tags"]}
    tags = [
        tag_names[item["tag_id"]]
        for item in found["contact_tag"]
        if item["contact_id"] == row["id"]
    ]
    through = row["first_met_through_contact_id"]
    value = _plain(
        row,
        *("first_name", "middle_name", "last_name", "nickname", "description", "is_starred"),
        *("is_partial", "is_active", "is_dead", "job", "company", "food_preferences"),
        *("last_talked_to", "stay_in_touch_frequency"),
    )
    value = _with(
        value,
        avatar={"avatar_source": "default", "has_avatar": False},
        tags=tags or None,
        gender=_id("genders", row["gender_id"]),
        first_met_through=uuid(through) if through else None,
        **days,
    )
    places = {item["id"]: item for item in found["places"]}
    rests = mine("addresses", "name")
    homes = [item for item in found["addresses"] if item["contact_id"] == row["id"]]
    for rest, home in zip(rests, homes, strict=True):
        rest["properties"] |= {
            key: text
            for key, text in places[home["place_id"]].items()
            if text and key not in ("id", "account_id")
        }
    pets = mine("pets", "name")
    for pet in pets:
        pet["properties"]["category"] = "dog"
    talks = mine("conversations", contact_field_type="contact_field_type_id")
    for talk in talks:
        talk["properties"]["messages"] = [
            _plain(item, "content", "written_at", "written_by_me", table="messages")
            for item in found["messages"]
            if _id("conversations", item["conversation_id"]) == talk["uuid"]
        ]
    data = [
        ("call", mine("calls", "called_at", "content", "contact_called")),
        ("contact_field", mine("contact_fields", "data", type="contact_field_type_id")),
        ("debt", mine("debts", "amount", "status")),
        ("gift", mine("gifts", "name", "comment", "status", "date")),
        ("note", mine("notes", "body")),
        (
            "reminder",
            mine(
                "reminders",
                *("initial_date", "title", "description", "frequency_type", "frequency_number"),
                "delible",
            ),
        ),
        ("task", mine("tasks", "title", "description", "completed")),
        ("address", rests),
        ("pet", pets),
        ("conversation", talks),
        (
            "life_event",
            mine("life_events", "name", "note", "happened_at", type="life_event_type_id"),
        ),
    ]
    activities = [
        _id("activity", item["activity_id"])
        for item in found["activity_contact"]
        if item["contact_id"] == row["id"]
    ]
    collections = [_collection(sort, values) for sort, values in data if values]
    if activities:
        collections.append(_collection("activity", activities))
    return {**value, "uuid": row["uuid"], "data": collections}
