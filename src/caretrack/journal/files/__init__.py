"""The files of a journal: private, checked, backed up."""
