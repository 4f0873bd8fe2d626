"""Pages of the employment service centre's own staff."""
