"""Work that a process of its own does while something else is done."""
