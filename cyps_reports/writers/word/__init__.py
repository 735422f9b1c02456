"""The Word report: its house style, its text and tables, its places to write."""
