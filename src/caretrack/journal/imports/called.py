"""Whether somebody of the journal is called so, by a name, a nickname or a phone number."""

from caretrack.domain.people.names import name_key
from caretrack.domain.people.phone import PhoneBook, phone_key
from caretrack.domain.people.plain_names import same_name_key
from caretrack.journal import phones
from caretrack.journal.connection import Journal


class CalledSo:
    """Tells it of all names and numbers that the journal had when it was made."""

    def __init__(self, journal: Journal) -> None:
        """Read the names and numbers of everybody."""
        self._country = phones.country(journal.db)
        rows = journal.db.execute("SELECT name_key FROM people WHERE deleted_at IS NULL")
        self._names = {same_name_key(row[0]) for row in rows}
        handles = journal.db.execute(
            "SELECT sort, value_key FROM handles JOIN people AS p ON p.id = person_id "
            "WHERE sort IN ('nickname', 'phone') AND p.deleted_at IS NULL"
        ).fetchall()
        self._nicknames = {key for sort, key in handles if sort == "nickname"}
        # Each number stands for itself: two people may have it.
        self._numbers = PhoneBook((key, key) for sort, key in handles if sort == "phone")

    def __call__(self, text: str) -> bool:
        """True if somebody is called so, or has this number."""
        key = name_key(text)
        if same_name_key(key) in self._names or key in self._nicknames:
            return True
        number = phone_key(text, self._country)
        return bool(number) and len(self._numbers.holders(number)) == 1
