"""A tie between two people, as a value. Field names are the column names."""

from typing import NamedTuple


class Tie(NamedTuple):
    """How two people of the journal are connected: `person_id` is the `relation` of `other_id`."""

    id: str
    person_id: str
    other_id: str
    relation: str
    created_at: str = ""
    updated_at: str = ""
