"""One file per command, or per small family: parse, ask the domain and the journal, show. No SQL, no arithmetic, no rich."""
