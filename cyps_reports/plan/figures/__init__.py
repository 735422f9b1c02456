"""Figures: how they are typed, rounded and printed, and what one may be and should reach."""
