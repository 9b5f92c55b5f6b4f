"""What the desk enters in the portal's lists when it starts: its register of the law, its book behind the wall, its daily acts."""

from django.utils.translation import gettext_lazy as _

from office.books import FURTHER
from office.models.wall import BOOK_NAMES
from office.papers import FORMS
from office.ticking import DAILY, RECOUNTS
from standards import desk_contexts, desk_counts, terms
from standards.models import Conflict, Declaration, Gift, Relative, Report
from standards.reporting import PARTS

TOLD = (Conflict, Relative, Gift, Declaration, Report)


def recount(body) -> int:
    """When the calendar changes every open term of the desk is counted anew at once."""
    return sum(terms.recount(model, body) for model in TOLD)


def settle_in():
    BOOK_NAMES[Report.BOOK] = BOOK_NAMES[f"{Report.BOOK}-head"] = _("Reports of corruption")
    FURTHER.append((_("Close relationships"), "kin:register"))
    FURTHER.append((_("Factors of corruption in drafts"), "factors:register"))
    FORMS.update(desk_contexts.FORMS)
    PARTS.extend(desk_counts.PARTS)
    DAILY.extend(terms.watch(model) for model in TOLD)
    RECOUNTS.append(recount)
