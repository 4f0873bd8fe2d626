"""Forms of pages; what they write goes through services."""
