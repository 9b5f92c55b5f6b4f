"""The review of the list of corruption-prone positions (281 p.9, p.18): what of the staffing table calls for it."""

from django.utils.translation import gettext as _

from office.review import Review
from positions.models import PositionEdition, Post


def posts(edition, day):
    closed = Post.objects.of(edition.organisation).filter(closed_on__gt=day).exists()
    return ((closed, _("A post of the staffing table was closed.")),)


REVIEW = Review(PositionEdition, "position_editions", posts)
