"""What the tests of the trust box share."""

import pytest

from trustbox.tray.flood import GAUGE


@pytest.fixture(autouse=True)
def calm():
    """No letter of another test counts towards a flood."""
    GAUGE.times.clear()
