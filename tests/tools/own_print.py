"""How a plan prints a figure, unit by unit, written down here without the program."""

from decimal import ROUND_HALF_UP, Decimal

BEFORE_AND_AFTER = {
    "%": ("", "%", "%"),
    "count": ("", "", ""),
    "score": ("", "", ""),
    "£m": ("£", "m", "m"),
    "£000": ("£", "k", "k"),
    "£": ("£", "", ""),
    "ratio": ("1:", "", ""),
    "days": ("", " days", " day"),
    "weeks": ("", " weeks", " week"),
    "minutes": ("", " minutes", " minute"),
    "years": ("", " years", " year"),
    "people": ("", " people", " person"),
    "households": ("", " households", " household"),
    "schools": ("", " schools", " school"),
    "per 10,000": ("", " per 10,000", " per 10,000"),
    "per 1,000": ("", " per 1,000", " per 1,000"),
}
"""What stands before a figure of each unit, behind it, and behind a 1."""

WHOLE = ("count", "people", "households", "schools")
"""The units of what cannot be divided."""

MOST_PLACES = {"%": 2, "£m": 3, "per 10,000": 1, "per 1,000": 2}
"""With how many decimals plans write figures of a unit; of others one at most."""


def places_of(figure: Decimal) -> int:
    """How many decimals a figure is written with."""
    return len(f"{figure:f}".partition(".")[2])


def at_places(figure: Decimal, places: int) -> Decimal:
    """The figure rounded half-up."""
    return figure.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)


def shown(figure: Decimal, unit: str) -> str:
    """The figure as a reader sees it: `78.5%`, `£1.285m`, `1:14`, `1 person`, `−£3`."""
    before, after, after_one = BEFORE_AND_AFTER[unit]
    number = f"{abs(figure):,f}"
    sign = "−" if figure < 0 else ""
    return f"{sign}{before}{number}{after_one if number == '1' else after}"


def typed(figure: Decimal, unit: str) -> str:
    """The figure as a manager types it."""
    return shown(figure, unit).replace("−", "-")
