"""The draft check: what to mend in a letter before it is sent."""
