"""Reading plain text: phrases in a note, the parts of a letter."""
