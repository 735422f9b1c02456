"""The face of the command line.

What can be typed, as requests; results as lines; questions; and how a run is stopped.
"""
