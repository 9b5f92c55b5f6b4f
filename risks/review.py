"""When the list is due for its review (281 p.13): once a year, and as soon as structure or functions change."""

from dateutil.relativedelta import relativedelta
