"""What is told and made is held to what was looked at and approved."""
