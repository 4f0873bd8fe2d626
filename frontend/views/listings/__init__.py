"""Pages of vacancies, courses and organisations, and what search engines read of them."""
