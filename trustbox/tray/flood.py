"""When a flood begins and when it is over, told by what came within the hour. In memory alone: a stored hour would say when somebody wrote (SAFETY P-4)."""

import threading
import time
from collections import deque

from django.utils import timezone

from office.models.law import law_value

HOUR = 3600  # seconds


class Gauge:
    """Counts the online letters of each body; every process of the portal counts its own, and none counts by address."""

    def __init__(self):
        self.lock, self.times = threading.Lock(), {}

    def count(self, body) -> bool:
        """Count one letter more. Whether it belongs into the tray: so many came within the hour before it that the flood is on."""
        with self.lock:
            times = self.times_of(body)
            if times is None:
                return False
            high = is_full(times)
            times.append(time.monotonic())
            return high

    def is_high(self, body) -> bool:
        """Whether the next letter would go into the tray."""
        with self.lock:
            times = self.times_of(body)
            return times is not None and is_full(times)

    def times_of(self, body):
        """The last letters of a body, as many as the law value lets into the journal in an hour; None where no value is in force."""
        try:
            most = law_value("appeal_flood", on=timezone.localdate())
        except LookupError:
            return None
        if body.pk not in self.times or self.times[body.pk].maxlen != most:
            self.times[body.pk] = deque(self.times.get(body.pk, ()), maxlen=most)
        return self.times[body.pk]


def is_full(times) -> bool:
    """As many as may come, and the first of them within the hour."""
    return len(times) == times.maxlen and (not times.maxlen or time.monotonic() - times[0] < HOUR)


GAUGE = Gauge()
