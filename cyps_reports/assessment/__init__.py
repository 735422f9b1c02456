"""What it means on a date: ratings, states of deadlines, direction of travel, exceptions."""
