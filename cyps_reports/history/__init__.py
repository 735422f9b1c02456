"""Earlier months: what was returned for them, and what was reported then."""
