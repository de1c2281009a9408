"""Mail, read: mbox and Maildir."""
