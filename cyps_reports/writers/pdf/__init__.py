"""The report as a tagged PDF."""
