"""What it means on a date: ratings, states of deadlines, direction of travel, exceptions, changes.

What a row still needs, and what is asked of managers, stand here too.
"""
