"""Kinds of touch, their families, and how a note is read."""
