"""What we send out: the blank return workbook, with its live ratings and what is still to do."""
