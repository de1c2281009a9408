"""The evening in prose: from the sentences about a day to touches (`care day`)."""
