"""Python's cycle collector, told what is here to stay."""

import gc

YOUNG = 20_000
"""Objects between two looks at the youngest generation. A batch makes tens of thousands that die by their counts; at
Python's 700 the collector walked them a hundred times per batch for nothing: 9 % of the chain's CPU (`make bench`)."""


def calm() -> None:
    """Call once, when a service is ready: its models, lexicons and connections are not looked at again."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, 20, 20)
