"""The sections of the Word report."""
