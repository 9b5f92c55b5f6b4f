"""The three sheets of all criteria on one page: what a member gives, what the commission agrees, what the
organisation gives itself.
"""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from monitoring import certificate_actions, contexts, score_actions, score_rules, self_check_actions
from monitoring.models.monitoring import Monitoring
from monitoring.models.selfcheck import SelfCheck
from monitoring.score_forms import AgreedSheet, MemberSheet, SelfSheet
from office.registers.links import Link
from office.registers.policy import policy
from office.registers.rows import lock_row
from office.registers.submission import run_with_form_errors, warn_of_unprintable
from office.roles import Act, may

ON_THE_WAY = "X-Kept-On-The-Way"  # the page keeps what is typed without handing it in


def posted_data(request):
    return request.POST if request.method == "POST" else None


def values_by_criterion(rows, *names) -> dict[int, dict]:
    """{number of the criterion: {name: value}} of rows that have one."""
    return {row.criterion.number: {name: getattr(row, name) for name in names} for row in rows}


def save_sheet(request, form, act, done):
    """Save a valid sheet: redirect, or 204 for an autosave; None when the sheet must be shown again."""
    if request.method != "POST" or not form.is_valid():
        return None
    if form.is_stale:
        form.add_error(
            None,
            _(
                "The sheet was changed after you opened it. What you typed is still here: compare and save "
                "again."
            ),
        )
        return None
    if not run_with_form_errors(form, act):
        return None
    if ON_THE_WAY in request.headers:
        return HttpResponse(status=204)
    messages.success(request, _("Saved."))
    warn_of_unprintable(request, form)
    return redirect(done)


def sheet_page(request, form, title, back, line_context, **extra):
    """The page of a sheet. `line_context(criterion)` is what stands beside a criterion: a dict for
    `monitoring/sheet_line.html`.
    """
    if form.is_bound and form.data.get("v") != str(form.version):
        form.data = form.data.copy()
        form.data["v"] = form.version
    lines = [{**line, **line_context(line["criterion"])} for line in form.lines]
    chosen = [line["score"].value() for line in lines]
    scores = [int(one) for one in chosen if str(one) in map(str, score_rules.SCORES)]
    context = {
        "form": form,
        "lines": lines,
        "title": title,
        "back": Link(str(back), back.get_absolute_url()),
        "cancel_url": back.get_absolute_url(),
        "indicators": form.criteria_set.all_indicators,
        "done": len(scores),
        "of": len(lines),
        "sum": sum(scores),
        **extra,
    }
    return render(request, "monitoring/sheet.html", context, status=422 if form.errors else 200)


# --- Apart --------------------------------------------------------------------------------------------------


@policy(Act.SCORE)
def score_monitoring(request, pk):
    """All criteria of a monitoring, scored by one member; whoever leads the commission enters the paper of an
    outside member.
    """
    monitoring = get_object_or_404(Monitoring.objects.visible_to(request.user, Act.SCORE), pk=pk)
    seat = seat_asked(request, monitoring)
    if seat is None or not monitoring.is_scoring:
        messages.info(
            request,
            _("Scores are given by the members of the commission, from the notice until they are opened."),
        )
        return redirect(monitoring)
    rows = monitoring.member_scores.filter(seat=seat).select_related("criterion")
    there = values_by_criterion(rows, "score", "note", "references")
    form = MemberSheet(posted_data(request), criteria_set=monitoring.criteria_set, there=there)
    # Handing in may open everybody's scores: it is asked once, and what was typed is kept meanwhile.
    is_pressed = request.method == "POST" and ON_THE_WAY not in request.headers
    handed_in = is_pressed and "confirmed" in request.POST

    def act():
        return score_actions.give_scores(
            monitoring, seat, form.entered_values, by=request.user, handed_in=handed_in
        )

    asks = is_pressed and not handed_in and form.is_valid()
    asks = asks and bool(run_with_form_errors(form, act))
    if not asks and (answer := save_sheet(request, form, act, monitoring)):
        return answer
    title = _("Scores: %(body)s") % {"body": monitoring.subject}
    whose = "" if seat.person_id == request.user.pk else seat.holder
    return sheet_page(
        request,
        form,
        title,
        monitoring,
        member_line_context(monitoring),
        whose=whose,
        apart=True,
        asks=asks,
        handed_in=monitoring.hand_ins.filter(seat=seat, taken_back_at=None).first(),
    )


def seat_asked(request, monitoring):
    """The seat that is scored from: one's own, or with `?seat=` an outside member's for whoever leads; None
    for anybody else.
    """
    asked = request.GET.get("seat", "")
    if asked.isdecimal() and monitoring.is_led_by(request.user):
        return next(
            (seat for seat in monitoring.members if seat.pk == int(asked) and seat.person_id is None), None
        )
    return monitoring.seat_of(request.user)


def member_line_context(monitoring):
    """Returns context(criterion) for a member: documents asked for and given, last score, late answers."""
    notice = monitoring.notice
    documents = {}
    for row in notice.documents.select_related("criterion", "file"):
        documents.setdefault(row.criterion.number, []).append(row)
    last, late, asked = (
        last_certificate_scores(monitoring),
        certificate_actions.late_before(monitoring),
        notice.asked,
    )

    def line_context(criterion):
        return {
            "asked": asked.get(criterion.number, ""),
            "documents": documents.get(criterion.number, ()),
            "last": last.get(criterion.number),
            "late": late if criterion.about_recommendations else (),
        }

    return line_context


def last_certificate_scores(monitoring) -> dict[int, int]:
    result = (
        certificate_actions.earlier_results(monitoring).filter(criteria_set=monitoring.criteria_set).first()
    )
    return result.by_number if result else {}


# --- Together -----------------------------------------------------------------------------------------------


@policy(Act.SCORE)
def enter_agreed_scores(request, pk):
    """The scores side by side, those furthest apart first; whoever leads the commission enters what it
    agrees.
    """
    monitoring = get_object_or_404(Monitoring.objects.visible_to(request.user, Act.SCORE), pk=pk)
    if request.method == "POST":
        lock_row(monitoring)
    if not monitoring.is_open or not monitoring.is_led_by(request.user):
        messages.info(
            request, _("The chair or the secretary enters what is agreed, once the scores are open.")
        )
        return redirect(monitoring)
    scores = score_actions.scores_by_criterion(monitoring)
    lines = values_by_criterion(monitoring.lines.select_related("criterion"), "score", "reason")
    form = AgreedSheet(
        posted_data(request),
        criteria_set=monitoring.criteria_set,
        there=propose_reasons(lines, scores),
        version=monitoring.version,
        order=lambda criterion: (-member_spread(scores[criterion.number]), criterion.number),
    )
    act = lambda: score_actions.agree_scores(monitoring, form.entered_values, by=request.user)  # noqa: E731
    if answer := save_sheet(request, form, act, monitoring):
        return answer
    title = _("Agreed scores: %(body)s") % {"body": monitoring.subject}
    return sheet_page(request, form, title, monitoring, agreed_line_context(monitoring, scores))


def member_spread(rows) -> int:
    return score_rules.score_spread(row.score for row in rows)


def propose_reasons(lines, scores):
    """Fill empty reasons with the members' notes; changes and returns `lines`."""
    for number, values in lines.items():
        if (
            values["score"] is None
            and (rows := scores[number])
            and (reason := score_actions.common_reason(rows))
        ):
            values["reason"] = "" if reason == score_actions.OF_ONE_MIND else reason
    return lines


def agreed_line_context(monitoring, scores):
    late = certificate_actions.late_before(monitoring)
    last = last_certificate_scores(monitoring)

    def line_context(criterion):
        rows = scores[criterion.number]
        return {
            "member_scores": rows,
            "spread": member_spread(rows),
            "last": last.get(criterion.number),
            "late": late if criterion.about_recommendations else (),
        }

    return line_context


# --- The organisation by itself -----------------------------------------------------------------------------


@policy(Act.KEEP)
def fill_self_check(request, pk):
    """The self-check: what 5 means, last year's score, which documents prove it, who is responsible."""
    check = get_object_or_404(SelfCheck.objects.visible_to(request.user, Act.KEEP), pk=pk)
    if not may(request.user, Act.KEEP, check.organisation):
        raise PermissionDenied
    if request.method == "POST":
        lock_row(check)
    there = values_by_criterion(check.scores.select_related("criterion"), "score", "proof", "responsible")
    form = SelfSheet(
        posted_data(request), criteria_set=check.criteria_set, there=there, version=check.version
    )
    if answer := save_sheet(
        request, form, lambda: self_check_actions.keep_self_scores(check, form.entered_values), check
    ):
        return answer
    last, best = contexts.previous_scores(check), check.criteria_set.all_indicators[0]

    def line_context(criterion):
        return {"asked": criterion.documents, "last": last.get(criterion.number), "best": best}

    return sheet_page(request, form, _("Fill in: %(check)s") % {"check": check}, check, line_context)
