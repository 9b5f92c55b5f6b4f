"""The desk of an employee: one page with six doors, and what stands beside the rows of its registers."""

from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q
from django.forms import Form
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.duties import ME, MINE, Source
from office.papers.downloads import KIND_NAMES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link, MyDayLine
from office.registers.move_view import confirm_page
from office.registers.policy import READ_METHODS, policy
from office.registers.record_view import record_section
from office.registers.rows import find_row
from office.roles import Act, may
from office.views import stored_file_response
from standards.expertise.models import DraftAct
from standards.notices import contexts, terms
from standards.notices.models.conflict import Conflict
from standards.notices.models.corruption_report import Report
from standards.notices.models.declaration import Declaration
from standards.notices.models.gift import Gift
from standards.notices.models.relative import Relative

REGISTER_TITLES = {
    Conflict: gettext_lazy("Conflicts of interest"),
    Relative: gettext_lazy("Relatives in subordination"),
    Gift: gettext_lazy("Gifts"),
    Declaration: gettext_lazy("Declarations of interests"),
    Report: gettext_lazy("Reports of corruption"),
}
NOTICES_SHOWN = 20
DECISION_FRESH = timedelta(days=7)  # how long a decision stands on «My day»


@dataclass(frozen=True)
class NoticeLink:
    """One thing an employee is obliged to tell: which point says so, in its words, and to whom it goes."""

    label: str | Promise
    route: str
    icon: str
    point: str
    quote: str | Promise
    goes_to: str | Promise
    query: str = ""

    @property
    def url(self):
        return reverse(self.route) + self.query


HEAD, OFFICER = gettext_lazy("Goes to the head"), gettext_lazy("Goes to the authorised officer")
NOTICE_LINKS = (
    NoticeLink(
        gettext_lazy("I have a conflict of interest"),
        "conflicts:create",
        "signpost-split",
        "16",
        gettext_lazy(
            "Where a conflict of interest arises or may arise, the employee is obliged to inform the head "
            "of it."
        ),
        HEAD,
    ),
    NoticeLink(
        gettext_lazy("I know of a corruption fact by another employee"),
        "reports:create",
        "exclamation-triangle",
        "21",
        gettext_lazy(
            "Where facts of corruption by other employees become known, the employee is obliged to report "
            "them to the officer in writing, at once."
        ),
        OFFICER,
        "?kind=fact",
    ),
    NoticeLink(
        gettext_lazy("I was pushed to an offence"),
        "reports:create",
        "shield-exclamation",
        "23",
        gettext_lazy(
            "To report that somebody approached them to push them to a corruption offence is a duty of the "
            "employee."
        ),
        OFFICER,
        "?kind=push",
    ),
    NoticeLink(
        gettext_lazy("A relative is in my subordination"),
        "relatives:create",
        "diagram-3",
        "14.6",
        gettext_lazy(
            "It is forbidden to hold a post in direct subordination to close relatives or under their "
            "control."
        ),
        HEAD,
    ),
    NoticeLink(
        gettext_lazy("I was given a gift"),
        "gifts:create",
        "gift",
        "14.4",
        gettext_lazy(
            "It is forbidden to accept payments and gifts from persons and companies in connection with the "
            "service."
        ),
        OFFICER,
    ),
    NoticeLink(
        gettext_lazy("I file a declaration of interests"),
        "declarations:create",
        "file-earmark-person",
        "18.3",
        gettext_lazy(
            "A declaration not filed, or filed untrue or incomplete, is a ground for dismissal or another "
            "liability."
        ),
        OFFICER,
    ),
)


def pressing_notices(person, models=REGISTER_TITLES):
    """Own and addressed notices, most pressing first, up to SHOWN per register; one query each."""
    return [
        row
        for model in models
        for row in model.objects.visible_to(person).pressing().select_related("organisation")[:NOTICES_SHOWN]
    ]


@policy(None, READ_METHODS)
def desk_page(request):
    """«Мен билдиришим керек»: the six doors, my own notices, what waits for my decision."""
    tells = request.organisation is not None and may(request.user, Act.TELL, request.organisation)
    rows = pressing_notices(request.user)
    context = {
        "title": _("I must tell"),
        "notice_links": NOTICE_LINKS if tells else (),
        "own_notices": [row for row in rows if row.is_of(request.user)],
        "notices_to_decide": [row for row in rows if not row.is_of(request.user) and row.is_waiting],
        "further": further_links(request),
        "registers": [
            Link(title, reverse(f"{model.SPACE}:register")) for model, title in REGISTER_TITLES.items()
        ],
    }
    return render(request, "standards/desk.html", context)


def further_links(request):
    """Papers of the desk beside what employees tell: the expertise of drafts, the reference of a person."""
    found = (
        (_("Expertise of drafts of acts"), "expertises:register", Act.READ),
        (_("References of people"), "references:register", Act.DECIDE),
        (_("Without a declaration of interests"), "declarations:missing", Act.WATCH),
    )
    return [Link(label, reverse(route)) for label, route, act in found if may(request.user, act)]


def filled_sections(request, row):
    """What is told in full; of the decision and its proof only what stands there by now."""
    register = request.resolver_match.func.register
    (heading, names), *later = register.sections
    shown = [(heading, names)] + [
        (title, [name for name in some if getattr(row, name)]) for title, some in later
    ]
    return [record_section(register, row, title, some) for title, some in shown if some]


def employee_notice_context(request, row):
    """Record context: sections, term, links, URL to delete a draft."""
    may_read = may(request.user, Act.READ, row.organisation)
    linked = [getattr(row, name, None) for name in ("post", "risk", "proof_order")] if may_read else []
    drops = row.is_editable and row.may_give(request.user)
    return {
        "sections": filled_sections(request, row),
        "terms": [terms.term_in_full(row)] if row.is_given else [],
        "links": [Link(str(one), one.get_absolute_url()) for one in linked if one] + proof_file_links(row),
        "drop_url": reverse(f"{row.SPACE}:drop", args=[row.pk]) if drops else "",
    }


def proof_file_links(row):
    url = reverse(f"{row.SPACE}:proof", args=[row.pk])
    return [Link(str(row.proof_file), url, note=_("file of the proof"))] if row.proof_file else []


def proof_file_page(register):
    """The file of the proof, byte for byte, for whoever may read the row."""

    @policy(None, READ_METHODS, register=register)
    def view(request, pk):
        file = find_row(register, request, pk).proof_file
        if file is None:
            raise Http404
        return stored_file_response(request, file, file.name)

    return view


def notice_list_context(request, rows):
    """List context: export links for whoever reads more than their own rows."""
    return {
        "exports": export_links(request, f"{rows.model.SPACE}:export") if may_read_others(request) else []
    }


def may_read_others(request):
    return any(may(request.user, act) for act in (Act.DECIDE, Act.WATCH))


def register_export_page(register):
    """The given rows this person may read, as Excel, CSV, Word or PDF."""

    @policy(None, READ_METHODS, register=register)
    def view(request, kind):
        if kind not in KIND_NAMES:
            raise Http404
        if request.organisation is None or not may_read_others(request):
            raise PermissionDenied
        organisation = request.organisation
        rows = register.filters(request.GET, queryset=register.rows(request.user), request=request).qs
        context = contexts.notice_register_context(register.model, organisation, rows)
        form = contexts.REGISTER_SHEETS[register.model][0].form
        make = partial(make_list_file, kind, form, with_page(context, organisation))
        return file_or_redirect(
            request, make, kind, f"{organisation.code}-{register.space}", register.url("register")
        )

    return view


def draft_deletion_page(register):
    """Throw away a draft of one's own: nobody else has ever seen it."""

    @policy(Act.TELL, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        if not row.is_editable or not row.may_give(request.user):
            raise PermissionDenied
        if request.method == "POST":
            row.delete()
            messages.success(request, _("The draft was thrown away."))
            return redirect("desk:page")
        return confirm_page(
            request,
            row,
            Form(),
            label=_("Throw the draft away"),
            consequence=_("It was never given; nothing of it stays in the register."),
            danger=True,
        )

    return view


def notice_duty_lines(model, person, organisation):
    """My-day lines of one register: notices to decide, decisions of the last week on one's own."""
    fresh = clock.today() - DECISION_FRESH
    return [
        desk_my_day_line(row, **row.clock)
        for row in pressing_notices(person, (model,))
        if (row.is_decided and row.decided_on >= fresh if row.is_of(person) else row.is_waiting)
    ]


def draft_duty_lines(person, organisation):
    """My-day lines of conclusions that wait for this person's answer."""
    mine = DraftAct.objects.visible_to(person).filter(drafter=person).waiting_for_an_answer()
    return [
        desk_my_day_line(draft, urgency="later", text=_("waits for your answer"))
        for draft in mine[:NOTICES_SHOWN]
    ]


def desk_my_day_line(row, *, urgency, text):
    return MyDayLine(
        str(row), row.get_absolute_url(), state=row.get_state_display(), urgency=urgency, term=text
    )


def pressing_rows_of(model):
    """Notices of a register that wait, or were decided within the last week."""
    fresh = Q(decided_on__gte=clock.today() - DECISION_FRESH)
    return model.objects.anywhere().filter(Q(state="given") | fresh, organisation__in=MINE)


MY_DAY = (
    *(
        Source(partial(notice_duty_lines, model), waits=(partial(pressing_rows_of, model),))
        for model in REGISTER_TITLES
    ),
    Source(
        draft_duty_lines,
        waits=(
            lambda: (
                DraftAct.objects.anywhere().filter(organisation__in=MINE, drafter=ME).waiting_for_an_answer()
            ),
        ),
    ),
)
