"""The journal's side of sharing it: what changed here, and what others changed."""
