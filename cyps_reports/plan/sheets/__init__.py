"""The sheets of the plan workbook: what their columns and cells are for, and how they look."""
