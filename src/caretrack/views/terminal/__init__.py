"""Pages for a terminal. Only this folder imports rich."""
