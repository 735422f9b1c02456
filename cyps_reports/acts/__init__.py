"""What an officer does in a month, as functions that take a frozen request and return data, under any face."""
