"""What tells that a single file is a note about a person, from its first bytes."""

import re

_FRONT = re.compile(r"\ufeff?---[ \t]*\n(?:[^\n]*\n)*?---[ \t]*(?:\n|\Z)")
_ORG = re.compile(r"^\*+ [^\n]*\n(?:[^\n*]*\n)?[ \t]*:PROPERTIES:", re.MULTILINE)


def notes_format(text: str) -> str:
    """Return `markdown` for a note about a person, `org` for people in Org, "" for neither."""
    if _FRONT.match(text):
        from caretrack.errors import CareError
        from caretrack.formats.notes.front import read_note
        from caretrack.formats.notes.person import is_about_a_person

        try:
            if is_about_a_person(read_note(text, lambda _: False), ""):
                return "markdown"
        except CareError:
            return ""
    if _ORG.search(text):
        from caretrack.formats.notes.org import is_org_contacts

        return "org" if is_org_contacts(text) else ""
    return ""
