"""The approved plan as frozen data: measures, milestones, and all that is said of them."""
