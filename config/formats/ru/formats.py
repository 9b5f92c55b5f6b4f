"""Russian dates and numbers: as the Kyrgyz ones, but for the place of the month's name."""

from config.formats.ky.formats import *  # noqa: F403

YEAR_MONTH_FORMAT = "F Y г."
MONTH_DAY_FORMAT = "j E"
