"""How a plan gets into the plan workbook: from a document that somebody has already."""
