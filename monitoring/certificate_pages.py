"""Certificates and recommendations: what stands beside the row, papers, the file of a proof."""

from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring import contexts, rating, score_rules, table_orders
from monitoring.charts import radar_chart
from monitoring.links import READS, file_response, find_visible, paper_links, paper_response
from monitoring.models.certificate import Recommendation, Result
from monitoring.papers import CERTIFICATE, TABLE
from office.registers.forms import OnceForm
from office.registers.links import Link
from office.registers.move_view import confirm_page
from office.registers.policy import policy
from office.registers.submission import handle_once
from office.roles import Act, may

RESULT_PAPERS = {
    "certificate": (CERTIFICATE.form, contexts.certificate_context),
    "table": (TABLE.form, contexts.result_table),
}


def result_context(request, result):
    """Scores under their headings, the picture by heading, recommendations, what lifts to the next band."""
    scores, criteria_set = result.by_number, result.criteria_set
    reasons = result.data["reasons"]
    lines = [
        {"criterion": one, "score": scores[one.number], "reason": reasons.get(str(one.number), "")}
        for one in criteria_set.all_criteria
    ]
    judges = may(request.user, Act.MONITOR, result.monitor)
    papers = [
        ("certificate", _("Certificate"), ["docx", "pdf"]),
        ("table", _("Table"), ["docx", "pdf", "xlsx"]),
    ]
    earlier = Result.objects.of(result.organisation).filter(state_secretary=result.state_secretary)
    earlier = earlier.filter(year__lt=result.year).order_by("-year", "-made_on", "-pk")
    return {
        "links": [
            Link(str(one), one.get_absolute_url(), note=earlier_words(one, result.criteria_set_id))
            for one in earlier[:5]
        ],
        "lines": lines,
        "radar": radar_chart(criteria_set, scores, peer_means(request, result)),
        "recommendations": result.recommendations.order_by("number"),
        "order_url": reverse("results:order", args=[result.pk]) if may_order(request, result) else "",
        "recommend_url": reverse("recommendations:create", args=[result.pk]) if judges else "",
        "papers": paper_links("results:paper", result, papers),
        **lift_context(criteria_set, scores),
    }


def lift_context(criteria_set, scores) -> dict:
    """Context of `monitoring/lifts.html`: points missing to the next band and the
    criteria that bring them.
    """
    by_number = {one.number: one for one in criteria_set.all_criteria}
    lifts = score_rules.find_lifts(scores, criteria_set.limits)
    missing_points = score_rules.points_to_next_band(sum(scores.values()), criteria_set.limits)
    return {
        "missing_points": missing_points,
        "lifts": [{"criterion": by_number[one.number], "now": one.now, "then": one.then} for one in lifts],
        "is_enough": sum(one.gain for one in lifts) >= missing_points,
    }


def peer_means(request, result):
    """Means by heading of all readable organisations of that year; None for a single one or a state
    secretary.
    """
    if request.organisation is None or result.state_secretary:
        return None
    rows = rating.results_of(request.user, request.organisation).filter(criteria_set=result.criteria_set_id)
    rated = rating.rank_results(rows, result.year)
    return rating.mean_of(rated) if len(rated) > 1 else None


@policy(Act.READ, READS)
def result_paper(request, pk, kind):
    result = find_visible(Result, request, pk)
    return paper_response(request, kind, RESULT_PAPERS, result, f"{result.organisation.code}-{result.year}")


def may_order(request, result):
    """Whether the organisation at hand conducted the monitoring, and the person acts for it."""
    return request.organisation == result.monitor and may(request.user, Act.MONITOR, result.monitor)


@policy(Act.MONITOR)
def result_order_page(request, pk):
    """Put the table of the criteria into the draft of an order, as its annex."""
    result = find_visible(Result, request, pk)
    if not may_order(request, result):
        raise Http404
    form = OnceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and (
        done := handle_once(request, form, lambda: table_orders.draft_table_order(result))
    ):
        return done
    return confirm_page(
        request,
        result,
        form,
        label=_("Draft the order on the table"),
        consequence=_(
            "The table of the criteria becomes the annex of a draft order. Signed and registered, it is "
            "published like any paper."
        ),
        cancel_url=result.get_absolute_url(),
    )


def recommendation_context(request, row):
    """Record context: the certificate, the proof, how late the answer is."""
    return {
        "links": [Link(str(row.result), row.result.get_absolute_url(), note=_("certificate"))],
        "proof_url": reverse("recommendations:proof", args=[row.pk]) if row.proof_id else "",
    }


@policy(Act.READ, READS)
def recommendation_proof(request, pk):
    """The proof of an answer, for the organisation and for those that monitor it."""
    return file_response(request, find_visible(Recommendation, request, pk).proof)


def earlier_words(result, criteria_set):
    """Note beside an earlier certificate: its share of the maximum, and whether its criteria are others."""
    if result.criteria_set_id == criteria_set:
        return _("earlier certificate, %(percent)s of the maximum") % {"percent": result.percent}
    return _("earlier certificate by other criteria, %(percent)s of the maximum") % {
        "percent": result.percent
    }
