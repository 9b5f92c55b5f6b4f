"""Declarations: who has not filed one."""

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Subquery
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from office.models.person import Person
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.roles import Act, may
from standards.notices import pages
from standards.notices.models.declaration import Declaration


def without_declaration(organisation):
    """People of the organisation's staff today with the day they came (`hired_on`), without a standing
    declaration filed since (LAW rule 55). One query.
    """
    here = organisation.appointments.today().staff()
    standing = Declaration.objects.of(organisation).standing()
    filed = standing.filter(filer=OuterRef("pk"), filed_on__gte=OuterRef("hired_on"))
    first = here.filter(person=OuterRef("pk")).order_by("starts").values("starts")[:1]
    people = Person.objects.annotate(hired_on=Subquery(first)).exclude(hired_on=None)
    return people.filter(~Exists(filed))


@policy(Act.WATCH, READ_METHODS)
def undeclared_people_page(request):
    """Who has filed no declaration after hiring."""
    organisation = request.organisation
    if organisation is None or not may(request.user, Act.WATCH, organisation):
        raise PermissionDenied
    people = without_declaration(organisation).order_by("hired_on", *Person._meta.ordering)
    context = {
        "title": _("Without a declaration of interests"),
        "people": people,
        "count": len(people),
        "back": Link(_("Declarations of interests"), reverse("declarations:register")),
    }
    return render(request, "standards/without_declaration.html", context)


def declaration_list_context(request, rows):
    """List context: for the officer the link to those without a declaration; export links."""
    organisation = request.organisation
    watches = organisation is not None and may(request.user, Act.WATCH, organisation)
    url = reverse("declarations:missing") if watches else ""
    return {**pages.notice_list_context(request, rows), "missing_url": url}
