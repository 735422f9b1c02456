"""The names of the sheets that others lead to."""

MEASURES, MILESTONES = "Measures", "Milestones"
