"""English dates and numbers: as the Kyrgyz ones; «11/30/2026» is read here as no day at all."""

from config.formats.ky.formats import *  # noqa: F403

YEAR_MONTH_FORMAT = "F Y"
MONTH_DAY_FORMAT = "j F"
