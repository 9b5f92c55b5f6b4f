"""The review of the list of risks (281 p.12–13): what of structure and functions calls for it."""

from django.utils.translation import gettext as _

from office.lists.review import Review
from positions.models.posts import Post
from risks.editions.models import Edition
from risks.models.method import FunctionKind


def risk_review_reasons(edition, day):
    posts = Post.objects.of(edition.organisation).filter(closed_on__gt=day).exists()
    kinds = FunctionKind.objects.filter(valid_from__gt=day).exists()
    return (
        (posts, _("A post of the staffing table was closed.")),
        (kinds, _("A kind of function came into force.")),
    )


REVIEW = Review(Edition, "editions", tuple(Edition.Form.values), risk_review_reasons)
