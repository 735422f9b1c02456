"""What we write to people: emails, feedback to the owners of returns, and what is asked of whom."""
