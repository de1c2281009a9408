"""Read mail (mbox, Maildir, .eml) as touches of channel email with the people of the journal.

A thread makes one touch a day, in either direction; it is from them where their mail is the first
of that day. Of mails of strangers only the header is read. The text of the others is read to see
what was done in it (S1.4), and not kept.

What you sent to more people than a caring touch may have (`crowd`, S1.7) is a newsletter. Mail that
people of the journal sent to many, lists, invitations, automatic replies, drafts and spam are no
touches: they are counted, and reported at the end. What bounced reached nobody: it is `missed`.
"""

from collections.abc import Iterator

from caretrack.domain.records import Item
from caretrack.formats.known_names import KnownNames
from caretrack.formats.mail.letters import Reading
from caretrack.formats.mail.touches import touches_of
from caretrack.formats.source import ReadOptions, Source


def read(source: Source, options: ReadOptions) -> Iterator[Item]:
    """Give the mails of people of the journal as touches.

    A mail that cannot be read is refused, the others come in. Raises CareError where the file or
    folder cannot be read at all.
    """
    reading = Reading(options, KnownNames(options.names, options.mine))
    told = set()
    for refused in reading.letters_of(source):
        told.add(refused.where)
        yield refused
    if reading.missed_some():
        # Rare: an address stood alone before the name that belongs to it was read.
        source.position = 0
        reading = Reading(options, reading.names)
        yield from (item for item in reading.letters_of(source) if item.where not in told)
    kept = list(reading.letters.values())
    reading.letters.clear()
    yield from touches_of(kept, reading, source.remarks)
