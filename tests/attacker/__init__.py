"""Somebody who reads all that was published and reckons what was kept back.

It imports nothing of the program, and knows its rules only as anybody does who has read them.
"""
