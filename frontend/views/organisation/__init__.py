"""Pages of employers, agencies and training centres."""
