"""What came back: the return workbook's layout, its reader and its checks."""
