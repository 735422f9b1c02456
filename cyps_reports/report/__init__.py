"""What we say: the report as sections of blocks, and its wording; not how it looks."""
