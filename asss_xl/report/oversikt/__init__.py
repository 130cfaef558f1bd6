"""What gathers the chapters: front page, what-if, goals, checks, method, data."""
