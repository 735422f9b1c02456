"""Improvement plans in the style of different councils, each with what is to be read from it.

A council is one file: the document as plain data, and the plan that a careful officer would type
from it, by hand. `word_like`, `google_like` and `sheets` make files of the documents as different
programs save them; `scoring` says what of an imported plan is right.
"""
