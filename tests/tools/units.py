"""Every kind of unit that a plan may count in."""

from cyps_reports.plan.model.units import EXAMPLES, KNOWN, unit_named

UNITS = (*KNOWN, *(unit for name in EXAMPLES if (unit := unit_named(name))))
"""Those that mean something of their own, then some in a plan's own words, like `people` and
`per 10,000`.
"""
