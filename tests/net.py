"""How far the net is cast: few enough for every run, or the whole figures of a release under
`PORTAL_NET=full`.
"""

import os


def figure(daily: int, full: int) -> int:
    """The figure of this run."""
    return full if os.environ.get("PORTAL_NET") == "full" else daily
