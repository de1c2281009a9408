"""Reads that serve one page or one command each."""
