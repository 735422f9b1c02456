"""Sending: the mail server, what was sent already, and the conversation with the server."""
