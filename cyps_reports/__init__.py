"""Turns a children's service's monthly returns into a Word report and an Excel summary."""

__version__ = "0.1.0"
