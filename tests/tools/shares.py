"""How much is made up at random: all of it with --full, and a share of it without."""

from hypothesis import HealthCheck, settings

_WHOLE, _SHARE = 100, 20
"""How many examples a test has that does not say so itself."""

# By the clock, a test that hypothesis repeats would fail on a busy machine.
for _name, _examples in (("whole", _WHOLE), ("share", _SHARE)):
    settings.register_profile(
        _name,
        max_examples=_examples,
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow],
    )


def use(*, is_full: bool) -> None:
    """Settles how much is made up, before the tests are read."""
    settings.load_profile("whole" if is_full else "share")


def share_of(examples: int) -> int:
    """How many are made up of so many examples."""
    return max(1, examples * settings().max_examples // _WHOLE)
