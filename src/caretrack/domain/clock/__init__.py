"""The clock: cadences, who is due, care against sales."""
