"""The calendar feed: a secret address per person and organisation, revocable, without a cookie."""

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from office.deferred import load_at_call
from office.models.person import Person
from office.open_pages import public_page
from office.registers.links import Link
from office.registers.policy import policy
from office.roles import Act, may
from plans.filters import with_register_columns
from plans.models.feed import Feed
from plans.models.measure import Measure
from plans.progress.board import drop_repeated_originals, due_items

KIND = "text/calendar; charset=utf-8"
write_calendar = load_at_call("plans.progress.calendar_file.write_calendar")


def own_feeds(request):
    return Feed.objects.of(request.organisation).filter(person=request.user)


@policy(Act.PROVE)
def manage_feed(request):
    """Create, show or revoke the own feed address."""
    if request.method == "POST":
        own_feeds(request).delete()
        if request.POST.get("act") == "open":
            Feed.objects.create(organisation=request.organisation, person=request.user)
        return redirect("mine:feed")
    row = own_feeds(request).first()
    address = f"{settings.PUBLIC_ADDRESS}{reverse('open:calendar', args=[row.token])}" if row else ""
    context = {
        "title": _("Terms in your own calendar"),
        "address": address,
        "back": Link(_("My measures"), reverse("mine:register")),
    }
    return render(request, "plans/feed.html", context)


@public_page
def serve_calendar(request, token):
    """iCalendar of what the token's person executes; for clerk and head, of all running measures."""
    row = get_object_or_404(Feed.objects.with_address(token).select_related("person", "organisation"))
    with translation.override("ky"):
        content = calendar_bytes(row.person, row.organisation)
    return HttpResponse(content, content_type=KIND)


def calendar_bytes(person: Person, organisation) -> bytes:
    """iCalendar bytes of the open due items; an empty calendar for a person without rights."""
    items = drop_repeated_originals(due_items(calendar_measures(person, organisation)))
    return write_calendar(f"{organisation.name_ky}: иш-чаралар", items)


def calendar_measures(person, organisation):
    rows = Measure.objects.visible_to(person).open().of_running_plans()
    rows = rows.filter(organisation=organisation, parts=None)
    answers_for_all = may(person, Act.KEEP, organisation) or may(person, Act.SIGN, organisation)
    return with_register_columns(rows if answers_for_all else rows.executed_by(person))
