"""A month's record, as-reported.json: what it holds, how it is kept, and what it was made from."""
