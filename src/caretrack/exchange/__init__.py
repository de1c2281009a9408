"""One file per format: bytes to records, records to bytes."""
