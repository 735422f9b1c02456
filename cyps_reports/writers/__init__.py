"""How it looks: the Word report, the Excel summary, the record; and files written whole or not at all."""
