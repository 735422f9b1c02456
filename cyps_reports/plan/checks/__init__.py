"""What is wrong with a plan, or odd about it."""
