"""When: months and dates as they are written and typed, periods, years, and when things are due."""
