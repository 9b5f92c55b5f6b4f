"""Flood detection by an hourly count of online letters, in memory only: a stored time would say when somebody
wrote (SAFETY P-4).
"""

import threading
import time
from collections import deque

from office import clock
from office.models.law import law_value

HOUR = 3600  # seconds


class Gauge:
    """Counts the online letters of each organisation; every process of the portal counts its own, and none
    counts by address.
    """

    def __init__(self):
        self.lock, self.times = threading.Lock(), {}

    def count(self, organisation) -> bool:
        """Record one online letter. Returns True when the hourly limit was reached before it: the letter goes
        to quarantine.
        """
        with self.lock:
            times = self.times_of(organisation)
            if times is None:
                return False
            high = is_full(times)
            times.append(time.monotonic())
            return high

    def is_high(self, organisation) -> bool:
        """Whether the next letter would go into the tray."""
        with self.lock:
            times = self.times_of(organisation)
            return times is not None and is_full(times)

    def times_of(self, organisation):
        """The last letters of an organisation, as many as the law value lets into the journal in an hour;
        None where no value is in force.
        """
        try:
            most = law_value("appeal_flood", on=clock.today())
        except LookupError:
            return None
        if organisation.pk not in self.times or self.times[organisation.pk].maxlen != most:
            self.times[organisation.pk] = deque(self.times.get(organisation.pk, ()), maxlen=most)
        return self.times[organisation.pk]


def is_full(times) -> bool:
    """As many as may come, and the first of them within the hour."""
    return len(times) == times.maxlen and (not times.maxlen or time.monotonic() - times[0] < HOUR)


GAUGE = Gauge()
