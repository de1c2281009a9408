"""`care import`: from the records of a file to the journal."""
