"""The page in the browser: a face of the acts that asks and shows, and does nothing by itself."""
