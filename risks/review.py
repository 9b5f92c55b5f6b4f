"""When the list is due for its review: at least once a year, and as soon as structure or functions change (281 p.12–13; LAW rule 33)."""

from datetime import timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from office.models import Unit, law_value
from office.roles import Act, may
from office.workdays import add_months
from positions.models import Post
from risks.models import Edition, FunctionKind

SOON = timedelta(days=30)


def newest(organisation):
    """The newest approved edition of the list this body keeps, or None."""
    approved = Edition.objects.of(organisation).approved().select_related("annex__order", "organisation")
    return approved.order_by("-begun_on", "-pk").first()


def approved_on(edition):
    """The day of its order, until the number comes the day of the signature."""
    return edition.order.date or timezone.localdate(edition.order.signed_at)


def due_on(edition):
    """The day by which the list must have been reviewed."""
    day = approved_on(edition)
    return add_months(day, law_value("lists_review", on=day))


def reminder(organisation, today=None) -> dict | None:
    """`{urgency, term, how, text, url, changes}` when the review is due within a month or something has changed, else None."""
    today = today or timezone.localdate()
    edition = newest(organisation)
    if edition is None:
        return None
    due, changes = due_on(edition), what_changed(edition)
    if due - SOON > today and not changes:
        return None
    work = Edition.objects.of(organisation).in_work().filter(form=edition.form).first()
    return {
        "urgency": "overdue" if due <= today else "soon",
        "term": _("review by %(day)s") % {"day": date_format(due, "SHORT_DATE_FORMAT")},
        "how": _("A year from %(day)s, the day of the approving order (281 p. 13)")
        % {"day": date_format(approved_on(edition), "SHORT_DATE_FORMAT")},
        "text": str(edition),
        "url": (work or edition).get_absolute_url(),
        "begun": work is not None,
        "changes": changes,
        "edition": edition,
    }


def what_changed(edition) -> list[str]:
    """What has changed in structure or functions since the edition was approved, in words; each offers a revision."""
    day, body = approved_on(edition), edition.organisation
    closed = Unit.objects.of(body).filter(closed_on__gt=day).exists()
    posts = Post.objects.of(body).filter(closed_on__gt=day).exists()
    kinds = FunctionKind.objects.filter(valid_from__gt=day).exists()
    found = (
        (closed, _("A unit of the staffing table was closed.")),
        (posts, _("A post of the staffing table was closed.")),
        (kinds, _("A kind of function came into force.")),
    )
    return [text for there, text in found if there]


def waits(person, organisation) -> list[dict]:
    """The reminder of the body at hand as a line of «My day», for whoever keeps its register."""
    one = reminder(organisation) if organisation and may(person, Act.KEEP, organisation) else None
    return [{**one, "state": _("yearly review")}] if one else []
