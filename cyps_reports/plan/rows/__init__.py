"""What stands in the rows and cells of the plan workbook, as values of the plan."""
