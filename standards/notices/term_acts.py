"""What the terms of notices do by themselves: daily, and at once when the working-day calendar changes."""

from standards.notices import terms
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative

NOTICES = (Conflict, Relative, Gift, Declaration, Report)
DAILY_WATCHES = [terms.daily_watch(model) for model in NOTICES]


def recount_notice_terms(organisation) -> int:
    """Count every open term of the notices anew. Returns how many moved."""
    return sum(terms.recount_register_terms(model, organisation) for model in NOTICES)
