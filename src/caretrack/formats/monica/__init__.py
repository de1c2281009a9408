"""Read what Monica exports: its JSON, its SQL dump, and a dump of its database by mysqldump."""
