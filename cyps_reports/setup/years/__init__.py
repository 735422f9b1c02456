"""From one plan year to the next."""
