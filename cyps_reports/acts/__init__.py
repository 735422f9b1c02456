"""What an officer does in a month.

Functions that take a frozen request and return data, under any face.
"""
