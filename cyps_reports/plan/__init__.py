"""What was promised.

The approved plan, its figures and dates, its workbook and what it gets wrong.
"""
