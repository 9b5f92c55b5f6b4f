"""The home page, the language, the body at hand, and the pages for what went wrong."""

from datetime import date
from itertools import starmap

from django.conf import settings
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.http import HttpResponseRedirect, HttpResponseServerError
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_POST

from config import duty_reminders
from config.first_steps import list_first_steps
from monitoring import reminders as monitoring_reminders
from office import clock
from office.accounts import registers as removals
from office.accounts.language import choose_language
from office.duties import MINE, Source, my_day_lines
from office.law import registers as law_registers
from office.models.commission import Meeting
from office.open_pages import not_found_page, open_to_everyone
from office.operations import reminders as machine_reminders
from office.papers.models import Order
from office.recovery import registers as closed_books
from office.registers.links import MyDayLine
from office.registers.policy import READ_METHODS, policy
from office.retention import registers as disposals
from office.roles import Act, may
from office.wall import duties as wall_duties
from plans import deadlines
from plans.delegation import actions as delegation_actions
from plans.progress import acceptance
from plans.progress import reminders as plan_reminders
from positions import reminders as position_reminders
from positions.editions.review import REVIEW as REVIEW_OF_POSITIONS
from risks.assessments import reminders as sheet_reminders
from risks.counts import risk_summary
from risks.editions.review import REVIEW as REVIEW_OF_RISKS
from risks.sessions import actions as sessions_actions
from standards.acquaintance import actions as acquaintance_actions
from standards.notices import pages
from trustbox.journal import worklist

TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
SHOWN = 20
NEAR_DAYS = 7


def papers_to_sign(rows):
    return rows.filter(state=Order.State.AGREEMENT)


def papers_to_finish(rows):
    return rows.filter(state__in=[Order.State.DRAFT, Order.State.SIGNED])


def planned_meetings(rows):
    return rows.filter(state=Meeting.State.PLANNED)


def paper_source(model, act, rows_of) -> Source:
    """Papers of one kind that wait for this person's hand, each with its address; the oldest first."""

    def lines(person, organisation):
        rows = rows_of(model.objects.visible_to(person, act)).order_by("pk")[:SHOWN]
        return [MyDayLine(str(row), row.get_absolute_url(), state=row.get_state_display()) for row in rows]

    return Source(lines, (act,), (lambda: rows_of(model.objects.anywhere().filter(organisation__in=MINE)),))


def meeting_lines(person, organisation):
    """Sittings that are planned, with the days until then; those whose day has passed wait for minutes."""
    today = clock.today()
    rows = planned_meetings(Meeting.objects.visible_to(person, Act.KEEP)).order_by("held_on", "pk")[:SHOWN]
    for row in rows:
        left = (row.held_on - today).days
        yield MyDayLine(
            str(row),
            reverse("meetings:edit", args=[row.pk]) if left <= 0 else row.get_absolute_url(),
            state=row.get_state_display(),
            urgency="overdue" if left < 0 else "soon" if left <= NEAR_DAYS else "",
            term=meeting_term(left) if left <= NEAR_DAYS else "",
            day=row.held_on,
        )


def meeting_term(left):
    if left < 0:
        return _("the minutes are not closed")
    return _("%(days)s days left") % {"days": left} if left else pgettext("term", "today")


def unconfirmed_source(register, rows) -> Source:
    """For whoever answers for the install: how many rows of a register of the law wait to be confirmed (LAW
    rule 3).
    """

    def lines(person, organisation):
        if organisation is None or not may(person, Act.LEGAL):
            return []
        count = rows().count()
        address = f"{register.url('register')}?confirmed=False"
        return [MyDayLine(f"{register.title}: {count}", address, state=_("to be confirmed"))] if count else []

    return Source(lines, (Act.LEGAL,), (rows,))


# What each room puts on «My day», the most pressing room first.
MY_DAY_SOURCES = (
    *worklist.MY_DAY,
    *wall_duties.MY_DAY,
    acceptance.MY_DAY,
    removals.MY_DAY,
    wall_duties.VAULT_DAY,
    duty_reminders.MY_DAY,
    *plan_reminders.MY_DAY,
    *delegation_actions.MY_DAY,
    *deadlines.MY_DAY,
    REVIEW_OF_RISKS.my_day,
    REVIEW_OF_POSITIONS.my_day,
    position_reminders.MY_DAY,
    sessions_actions.MY_DAY,
    sheet_reminders.MY_DAY,
    *monitoring_reminders.MY_DAY,
    *pages.MY_DAY,
    *acquaintance_actions.MY_DAY,
    paper_source(Order, Act.SIGN, papers_to_sign),
    paper_source(Order, Act.AGREE, papers_to_finish),
    Source(
        meeting_lines,
        (Act.KEEP,),
        (lambda: planned_meetings(Meeting.objects.anywhere().filter(organisation__in=MINE)),),
    ),
    *starmap(unconfirmed_source, law_registers.TO_BE_CONFIRMED),
    closed_books.MY_DAY,
    disposals.MY_DAY,
    *machine_reminders.MY_DAY,
)


def group_by_urgency(lines):
    """[{heading, lines}]: what is overdue, what falls due today or soon, and what waits without pressing;
    in each group by day, then what has none. Groups without a line are left out.
    """
    headings = {"overdue": _("Overdue"), "soon": _("Today and soon"), "": _("Waits for you")}
    groups = {urgency: [] for urgency in headings}
    for line in lines:
        urgency = line.urgency if line.urgency in groups else ""
        groups[urgency].append(line)
    return [
        {
            "urgency": urgency,
            "heading": headings[urgency],
            "lines": sorted(found, key=lambda line: line.day or date.max),
        }
        for urgency, found in groups.items()
        if found
    ]


def shown_summary(request):
    """The numbers of the risks; None for a body that keeps none, as a district office."""
    summary = risk_summary(request)
    return summary if summary["total"] or summary["edition"] else None


@policy(None, READ_METHODS)
def home_page(request):
    """«Менин күнүм»: what waits for me, and three numbers of my body."""
    known = request.organisation and may(request.user, Act.READ, request.organisation)
    context = {
        "groups": group_by_urgency(my_day_lines(MY_DAY_SOURCES, request.user, request.organisation)),
        "first_steps": list_first_steps(request.user, request.organisation),
        "summary": shown_summary(request) if known else None,
    }
    return render(request, "home.html", {**context, "title": _("My day")})


@open_to_everyone
@require_POST
def set_language(request):
    """Keep the reader's language and go back to where they were."""
    language, back = request.POST.get("language"), request.POST.get("next", "/")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}, request.is_secure()):
        back = "/"
    response = HttpResponseRedirect(back)
    if language in dict(settings.LANGUAGES):
        choose_language(response, request.user, language)
    return response


@policy(None, ("POST",))
def choose_organisation(request):
    """Store the chosen organisation in the session."""
    chosen = request.POST.get("body", "")
    if chosen in {str(organisation.pk) for organisation in request.user.bodies}:
        request.session["body"] = int(chosen)
    return redirect("home")


@login_not_required
def bad_request(request, exception=None):
    if isinstance(exception, TOO_MUCH):
        return render(request, "413.html", status=413)
    return render(request, "400.html", status=400)


@login_not_required
def permission_denied(request, exception=None):
    return render(request, "403.html", status=403)


@login_not_required
def not_found(request, exception=None):
    if request.path.startswith(reverse("open:bodies")):
        return not_found_page(request)
    return render(request, "404.html", status=404)


@login_not_required
def too_many_tries(request):
    """A password was tried too often by somebody who is signed in."""
    return render(request, "429.html", status=429)


@login_not_required
def form_expired(request, reason=""):
    """The form's token does not fit the session: opened long ago, or in another sign-in."""
    return render(request, "403.html", {"expired": True}, status=403)


@login_not_required
def server_error(request):
    """Nothing here may fail: no context processors, no database."""
    with translation.override(translation.get_language() or "ky"):
        return HttpResponseServerError(render_to_string("500.html"))
