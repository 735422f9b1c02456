"""Spreadsheet files as plain grids of cells, whatever program saved them."""
