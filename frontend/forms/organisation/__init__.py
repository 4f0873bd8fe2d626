"""Forms of employers, agencies and training centres."""
