"""What stands in the header of the file of a journal: whose it is, and its version."""

VERSION = 11
APPLICATION_ID = 0x63617265  # "care"
