"""Russian dates and numbers: read and written as the Kyrgyz ones, only the names of months stand otherwise."""

from config.formats.ky.formats import *  # noqa: F403

YEAR_MONTH_FORMAT = "F Y г."
MONTH_DAY_FORMAT = "j E"
