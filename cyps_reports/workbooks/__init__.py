"""Spreadsheet files as plain grids of cells, whatever program saved them.

And how sheets of our own are written and printed.
"""
