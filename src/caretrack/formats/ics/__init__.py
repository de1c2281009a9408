"""Calendars, read and written."""
