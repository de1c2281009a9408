"""How changes made on several machines become one journal."""
