"""Lines of vCards and calendars as both formats want them: no longer than 75 octets, the rest on lines that begin with a space."""

LONGEST_OCTETS = 75


def folded(line: str) -> str:
    """The line in pieces, with CR LF between them, never cut within a letter."""
    if len(line) * 4 <= LONGEST_OCTETS or len(line.encode()) <= LONGEST_OCTETS:
        return line
    pieces, piece, size = [], "", 0
    for letter in line:
        octets = len(letter.encode())
        if size + octets > LONGEST_OCTETS:
            pieces.append(piece)
            # The space that begins the next line is one of its octets.
            piece, size = "", 1
        piece += letter
        size += octets
    return "\r\n ".join([*pieces, piece])
