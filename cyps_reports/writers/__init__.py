"""How it looks: the report as Word, web page and PDF, the Excel summary, emails, the record."""
