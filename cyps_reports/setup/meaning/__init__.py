"""What the tables of a document mean as a plan; whatever is not plain is left open."""
