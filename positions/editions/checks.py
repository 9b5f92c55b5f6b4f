"""Findings before the order that approves the list of corruption-prone positions.

Blocking: an empty list, a post without a level (281 annex 2, ****), a closed post, an undecided doubt of an
import. Warnings: criteria of point 9 not judged, a high level without a linked risk, rows not in the list
yet.
"""

from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.lists.checks import empty_list_finding, gather_findings
from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.posts import Level, Post


def position_list_findings(edition) -> list[dict]:
    """What to look at before the order, as `make_finding` puts it; those that stop it first.

    Empty when all is well.
    """
    organisation = edition.organisation
    nothing = None
    if not Exposure.objects.of(organisation).in_the_list().exists():
        nothing = empty_list_finding(
            _("The list is empty: there is nothing to approve."), reverse("exposures:register")
        )
    return gather_findings(
        [*position_list_blockers(organisation), *position_list_warnings(organisation)], nothing=nothing
    )


def exposure_register_address(**filters):
    return f"{reverse('exposures:register')}?{urlencode(filters)}"


def registered_exposures(organisation):
    return Exposure.objects.of(organisation).in_register().select_related("post").in_order()


def pending_position_imports(organisation):
    return PositionImport.objects.of(organisation).filter(state=PositionImport.State.READ)


def position_list_blockers(organisation):
    """What cannot be approved: (text, rows, address, True)."""
    rows = registered_exposures(organisation)
    yield (
        _("Posts without a level: %(n)s. Give each its level, or drop it with a ground."),
        rows.filter(level=""),
        exposure_register_address(state=Exposure.State.DRAFT),
        True,
    )
    yield (
        _("Posts of the list that are closed in the staffing table: %(n)s."),
        rows.filter(post__state=Post.State.CLOSED),
        reverse("exposures:register"),
        True,
    )
    yield (
        _("Files with doubts that nobody has decided: %(n)s."),
        [table_import for table_import in pending_position_imports(organisation) if table_import.undecided],
        reverse("position_imports:register"),
        True,
    )


def position_list_warnings(organisation):
    """What asks to be looked at: (text, rows, address, False)."""
    listed = registered_exposures(organisation).in_the_list()
    yield (
        _("Posts whose criteria of point 9 have not both been judged: %(n)s."),
        listed.filter(Q(freedom="") | Q(contact="")),
        reverse("exposures:register"),
        False,
    )
    yield (
        _("Posts of a high level that no risk of the register is linked to: %(n)s."),
        listed.filter(level=Level.HIGH, post__risks=None),
        exposure_register_address(level=Level.HIGH),
        False,
    )
    yield (
        _("Posts still being described, they are not in this list: %(n)s."),
        registered_exposures(organisation).filter(state=Exposure.State.DRAFT).exclude(level=""),
        exposure_register_address(state=Exposure.State.DRAFT),
        False,
    )
    yield (
        _("Files read and not yet accepted or put aside: %(n)s."),
        pending_position_imports(organisation),
        reverse("position_imports:register"),
        False,
    )
