"""What came back: the return workbook's layout, its writer, its reader and its checks."""
