"""Saved searches: the list, the links in messages, and feeds."""
