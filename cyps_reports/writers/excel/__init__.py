"""The Excel summary, and native charts, which Word has from Excel."""
