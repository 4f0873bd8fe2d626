"""Benches of search and matching, for development: how good the answers are, and how fast."""
