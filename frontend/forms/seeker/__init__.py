"""Forms of job seekers."""
