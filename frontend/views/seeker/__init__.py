"""Pages of job seekers: their profile, what it brings them, and their data."""
