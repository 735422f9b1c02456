"""How it looks: the Word report, the Excel summary, the record.

And files written whole or not at all.
"""
