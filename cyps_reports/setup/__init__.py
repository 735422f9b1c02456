"""Before month one and after the last.

How a plan gets into the plan workbook, what an officer's folder begins with, and next year's plan.
"""
