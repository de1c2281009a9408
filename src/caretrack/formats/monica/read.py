"""Read an export of Monica, be it its JSON, its SQL, or a dump of its database."""

from collections import Counter
from collections.abc import Iterator, Mapping

from caretrack.domain.records import Item, Refused, TieRecord
from caretrack.errors import CareError
from caretrack.formats.monica.json import MonicaJson
from caretrack.formats.monica.people import MonicaPeople
from caretrack.formats.monica.relatives import Relatives
from caretrack.formats.monica.sql import SqlDump
from caretrack.formats.monica.tables import MonicaTables, Row
from caretrack.formats.monica.touches import MonicaTouches
from caretrack.formats.monica.values import is_set, name_of
from caretrack.formats.source import ReadOptions, Source
from caretrack.formats.text import name_fault

HINT = "In Monica: Settings, Export; either of the two files can be read."
HINT_5 = "Export its contacts as vCards, and import those."
# An id that a person can look for; a uuid is not one.
_LONGEST_ID = 12


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give people, ties and touches of an export of Monica.

    What is left out is counted in one remark. Raises CareError for a file that ends in the middle,
    and for one that is not of Monica.
    """
    tables = _tables_of(source)
    if _is_5(tables):
        raise CareError(f"{source.path} is a dump of Monica 5, which cannot be read", HINT_5)
    account, remark = _account(tables)
    if remark:
        source.remarks.append(remark)
    me = frozenset(row["me_contact_id"] for row in tables.all("users") if row.get("me_contact_id"))
    contacts = {row["id"]: row for row in tables.all("contacts") if _is_of(row, account)}
    relatives = Relatives(tables, me)
    people = MonicaPeople(tables, relatives, options.today)
    if tables.without_id:
        yield Refused("the contacts", "they have no id", number=tables.without_id)
    counts = Counter(tables.left_out(account))
    there = _counts(tables, contacts)
    uids: dict[str, str] = {}
    places: dict[str, str] = {}
    for number, (contact_id, row) in enumerate(contacts.items(), start=1):
        if contact_id in me:
            counts["your own contact"] += 1
        elif not is_set(row, "is_partial"):
            where = f"contact {contact_id if len(contact_id) <= _LONGEST_ID else number}"
            if fault := name_fault(name_of(row)):
                yield Refused(where, fault)
                continue
            uids[contact_id], places[contact_id] = _uid(row), where
            yield people.person(row, uids[contact_id], where)
            tables.let_go(contact_id)
    counts["relatives of nobody"] += sum(
        is_set(row, "is_partial") and not relatives.is_named(contact_id)
        for contact_id, row in contacts.items()
    )
    yield from relatives.ties(uids)
    for contact_id, uid in uids.items():
        through = contacts[contact_id].get("first_met_through_contact_id", "")
        if through in uids:
            yield TieRecord(uids[through], "introduced", uid, places[contact_id])
    touches = MonicaTouches(tables, uids, options.keep_text)
    yield from touches.touches(places)
    counts.update(people.counts)
    counts.update(touches.counts)
    source.remarks += [
        f"{head}: {said}"
        for head, found in (("in the export", there), ("left out", counts))
        if (said := ", ".join(f"{what} {number:,}" for what, number in found.items() if number))
    ]
    source.position = source.size


def _tables_of(source: Source) -> MonicaTables:
    tables = MonicaTables()
    with source.open() as file:
        head = file.read(64).lstrip(b"\xef\xbb\xbf \t\r\n")
        file.seek(0)
        reader = (MonicaJson if head[:1] == b"{" else SqlDump)(source, file)
        for table, row in reader.rows():
            tables.add(table, row)
    is_json = head[:1] == b"{"
    # Other programs have a table of contacts, too, but not with this column.
    mine = is_json or any("account_id" in row for row in tables.all("contacts"))
    if not (tables.has_contacts and (mine or _is_5(tables))):
        what = "JSON" if is_json else "an SQL dump"
        raise CareError(f"{source.path} is {what}, but has no contacts of Monica in it", HINT)
    return tables


def _is_5(tables: MonicaTables) -> bool:
    return any("vault_id" in row for row in tables.all("contacts"))


def _account(tables: MonicaTables) -> tuple[str, str]:
    """Return the account whose contacts come in, "" for the only one, and what is said of it.

    A dump of a whole instance has the people of everybody who uses it.
    """
    accounts = Counter(
        row["account_id"]
        for row in tables.all("contacts")
        if "account_id" in row and "deleted_at" not in row
    )
    if len(accounts) < 2:
        return "", ""
    account, number = accounts.most_common(1)[0]
    emails = {row.get("account_id"): row["email"] for row in tables.all("users") if "email" in row}
    whose = emails.get(account, f"number {account}")
    return account, (
        f"there are {len(accounts)} accounts in it: only that of {whose} comes in, with "
        f"{number:,} contacts; the others export theirs in Monica"
    )


def _counts(tables: MonicaTables, contacts: Mapping[str, Row]) -> dict[str, int]:
    """Return how much there is in an export, by words that Monica's users know."""
    relatives = sum(is_set(row, "is_partial") for row in contacts.values())
    people = {"contacts": len(contacts) - relatives, "relatives without a page": relatives}
    return {**people, **tables.counts()}


def _is_of(row: Row, account: str) -> bool:
    return "deleted_at" not in row and (not account or row.get("account_id") == account)


def _uid(row: Row) -> str:
    """Return what tells a contact for ever: Monica 2 had no uuids at first."""
    return row.get("uuid") or f"monica:{row['id']}:{row.get('created_at', '')}"
