"""Whether a month's results are still what they were, and are what their inputs give."""
