"""The sign of Monica's exports, to be seen in the first bytes of a file."""

import re

# Monica writes where and when first; `jq --sort-keys` puts the account there.
_JSON = re.compile(
    r'\s*\{\s*"(?:version"\s*:\s*"[^"]*"\s*,\s*"app_version"'
    r'|account"\s*:\s*\{\s*"(?:uuid|created_at)")'
)
# A dump begins with comments, and then with one of these.
_SQL = re.compile(
    r"(?:\s++|(?:#|--)[^\n]*\n|/\*.*?\*/;?)*+"
    r"(?:INSERT\s(?:IGNORE\s)?INTO|REPLACE\sINTO|(?:CREATE|DROP) (?:TABLE|DATABASE)|SET [\w@.]+ *="
    r"|LOCK TABLES|START TRANSACTION|USE `)",
    re.IGNORECASE | re.DOTALL,
)
_TABLE = re.compile(
    r"(?:INTO|TABLE)\s+(?:IF NOT EXISTS\s+)?[`\"]?\w*?(?:accounts|activities|contacts)[`\"]?[\s(]",
    re.IGNORECASE,
)


def is_monica(text: str) -> bool:
    """True if a text begins as Monica's JSON does, or as an SQL dump with one of its tables.

    Other programs have tables of these names, too: the reader knows more.
    """
    return bool(_JSON.match(text) or (_SQL.match(text) and _TABLE.search(text)))
