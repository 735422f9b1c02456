"""What the officer writes into the report: where, read back from where, and against the figures."""
