"""Documents and trackers as neutral tables, whatever program wrote them."""
