"""The sheets of the Excel summary."""
