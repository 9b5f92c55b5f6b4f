"""The review of the list of corruption-prone positions (281 p.9, p.18): what of the staffing table calls for
it.
"""

from django.utils.translation import gettext as _

from office.lists.review import Review
from positions.editions.models import PositionEdition
from positions.models.posts import Post
from positions.papers import ANNEX_2


def staffing_review_reasons(edition, day):
    closed = Post.objects.of(edition.organisation).filter(closed_on__gt=day).exists()
    return ((closed, _("A post of the staffing table was closed.")),)


REVIEW = Review(PositionEdition, "position_editions", (ANNEX_2.form,), staffing_review_reasons)
