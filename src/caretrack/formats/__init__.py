"""Files of other programs: bytes to records, records to bytes."""
