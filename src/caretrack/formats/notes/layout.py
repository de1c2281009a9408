"""The words in which a vault of our own is written, and by which it is read again.

Each heading of a note has lines of one sort below it. What stands under any other heading is the
person's own text.
"""

PERSON = "person"  # the `type` of a note that is about a person
INDEX = "People"  # the note that lists them all

# Properties beside those of a person: the id of the journal, their cadence, and where they are.
OURS = "care"
EVERY = "every"
KNOWN_ON = "known"
ARCHIVED = "archived"

NOTE = "What you wrote down"
KNOWN = "What is known"
DAYS = "Days"
EVENTS = "Days that come once"
TIES = "Who they know"
ACTIONS = "Promises and gestures"
FEEDBACK = "What they said of our work"
TOUCHES = "In touch"
HEADINGS = (NOTE, KNOWN, DAYS, EVENTS, TIES, ACTIONS, FEEDBACK, TOUCHES)

# What stands before the text of a touch, beside its channel and its kind.
FROM_THEM = "from them"
MOOD = "mood"
THERE = "there"
