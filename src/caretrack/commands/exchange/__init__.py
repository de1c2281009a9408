"""Commands that talk to other programs."""
