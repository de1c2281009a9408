"""What to talk about: facts, openers, occasions, ties, standing."""
