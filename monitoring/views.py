"""What stands beside the records of a monitoring, their papers and files."""

from functools import partial

from django import forms
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring import actions, contexts, rating, score_rules
from monitoring.charts import radar_chart
from monitoring.forms import SeenDocumentForm
from monitoring.models.certificate import Document, Notice, Recommendation, Result
from monitoring.models.criteria import Criterion
from monitoring.models.monitoring import Monitoring
from monitoring.models.replacement import Replacement
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from monitoring.papers import CERTIFICATE, MEMO, SELF_CHECK, TABLE
from office.models.commission import Seat
from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.printing import pdf
from office.registers.links import Line, Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.roles import Act, may
from office.views import download_response

READS = ("GET", "HEAD")
WORDS = {"pdf": "PDF", "docx": "Word", "xlsx": "Excel", "csv": "CSV"}
ICONS = {"pdf": "printer", "docx": "file-earmark-word", "xlsx": "file-earmark-excel", "csv": "download"}


def paper_links(route, row, papers) -> list[Link]:
    """Links to the papers of a row: `papers` are (name of the paper, its words, kinds of file)."""
    return [
        Link(f"{words} · {WORDS[kind]}", reverse(route, args=[row.pk, f"{name}-{kind}"]), icon=ICONS[kind])
        for name, words, kinds in papers
        for kind in kinds
    ]


def paper_response(request, kind, papers, row, name):
    """The paper called «memo-docx» as a file; 404 for another. `papers` = {name: (form, context of the row)}."""
    paper, _dash, ending = kind.rpartition("-")
    if paper not in papers or ending not in WORDS:
        raise Http404
    form, context = papers[paper]
    make = partial(make_list_file, ending, form, context(row))
    return file_or_redirect(request, make, ending, f"{name}-{paper}", row.get_absolute_url())


def find_visible(model, request, pk, act=Act.READ):
    return get_object_or_404(model.objects.visible_to(request.user, act), pk=pk)


# --- The monitoring --------------------------------------------------------------------------------------------------


def monitoring_page_context(request, monitoring):
    """Who has scored how much, the way to one's own sheet, papers, earlier certificates, what came late."""
    seat, leads = monitoring.seat_of(request.user), monitoring.is_led_by(request.user)
    results = list(actions.earlier_results(monitoring)[:5])
    links = [
        Link(str(one), one.get_absolute_url(), note=earlier_words(one, monitoring.criteria_set_id))
        for one in results
    ]
    agreed = monitoring.agreed
    points = score_rules.sum_scores(agreed.values(), monitoring.criteria_set.count)
    return {
        "members": member_progress(monitoring, leads),
        **substitute_context(request, monitoring),
        "score_url": reverse("monitorings:score", args=[monitoring.pk])
        if seat and monitoring.is_scoring
        else "",
        "agree_url": reverse("monitorings:agree", args=[monitoring.pk])
        if leads and monitoring.is_open
        else "",
        "agreed": len(agreed),
        "of": monitoring.criteria_set.count,
        "total": points,
        "band": monitoring.criteria_set.band_of(points),
        "late": actions.late_before(monitoring),
        "links": [*handed_links(monitoring), *links],
        "memo": monitoring.lines.select_related("criterion__heading"),
        "papers": monitoring_papers(monitoring),
    }


def earlier_words(result, criteria_set):
    """What an earlier certificate is beside one under these criteria."""
    if result.criteria_set_id == criteria_set:
        return _("earlier certificate, %(percent)s of the maximum") % {"percent": result.percent}
    return _("earlier certificate by other criteria, %(percent)s of the maximum") % {
        "percent": result.percent
    }


def handed_links(monitoring):
    """The notice and the certificate, once they are there."""
    notice = getattr(monitoring, "notice", None)
    if notice is None:
        return []
    found = [
        Link(
            _("Notice and documents"),
            notice.get_absolute_url(),
            note=_("%(n)s documents handed over") % {"n": notice.documents.count()},
        )
    ]
    if notice.closed:
        found.append(Link(str(notice.result), notice.result.get_absolute_url(), note=_("certificate")))
    return found


def substitute_context(request, monitoring):
    """The way to name a substitute where the commission has one, and who was named: they can be taken back until the scores are open."""
    if not monitoring.takes_more or not may(request.user, Act.MONITOR, monitoring.organisation):
        return {"replacements": (), "replace_url": ""}
    there = monitoring.commission.seats.filter(part=Seat.Part.SUBSTITUTE, left_on=None).exists()
    return {
        "replacements": monitoring.replacements.select_related("member__person", "substitute__person"),
        "replace_url": reverse("replacements:create", args=[monitoring.pk]) if there else "",
    }


@policy(Act.MONITOR)
def take_back_replacement(request, pk):
    """The member takes part after all."""
    row = find_visible(Replacement, request, pk, Act.MONITOR)
    if not row.monitoring.takes_more:
        raise PermissionDenied
    facts = [
        Line(_("member who does not take part"), row.member),
        Line(_("substitute member who scores"), row.substitute),
    ]
    return act_page(
        request,
        row,
        Form(request.POST if request.method == "POST" else None),
        lambda: row.delete(),
        label=_("Take the replacement back"),
        consequence=_("The member scores again. What the substitute gave does not count."),
        facts=facts,
    )


def member_progress(monitoring, leads):
    """How many criteria each member has scored: `[{seat, done, of, url}]`; the address is for the papers of outside members."""
    done = {}
    for seat in monitoring.member_scores.exclude(score=None).order_by().values_list("seat", flat=True):
        done[seat] = done.get(seat, 0) + 1
    score = reverse("monitorings:score", args=[monitoring.pk])
    return [
        {
            "seat": seat,
            "done": done.get(seat.pk, 0),
            "of": monitoring.criteria_set.count,
            "url": f"{score}?seat={seat.pk}"
            if leads and seat.person_id is None and monitoring.is_scoring
            else "",
        }
        for seat in monitoring.members
    ]


def monitoring_papers(monitoring):
    papers = [("notice", _("Notice"), ["pdf"]), ("memo", _("Memo"), ["docx", "pdf"])]
    if monitoring.is_open:
        papers.append(("table", _("Table"), ["pdf"]))
    if monitoring.is_open and monitoring.is_agreed:
        papers.append(("certificate", _("Draft certificate"), ["docx", "pdf"]))
    return paper_links("monitorings:paper", monitoring, papers)


@policy(Act.READ, READS)
def monitoring_paper(request, pk, kind):
    """Memo, notice; once the scores are open the table with what is agreed so far; with all agreed the draft of the certificate."""
    monitoring = find_visible(Monitoring, request, pk)
    name = f"{monitoring.subject.code}-{monitoring.year}"
    if kind == "notice-pdf":
        make = lambda: pdf("monitoring/print/notice.html", contexts.notice_context(monitoring))  # noqa: E731
        return file_or_redirect(request, make, "pdf", f"{name}-notice", monitoring.get_absolute_url())
    papers = {"memo": (MEMO.form, contexts.memo_context)}
    if monitoring.is_open:
        papers["table"] = (TABLE.form, contexts.open_table)
    if monitoring.is_open and monitoring.is_agreed:
        papers["certificate"] = (CERTIFICATE.form, contexts.certificate_draft)
    return paper_response(request, kind, papers, monitoring, name)


# --- What was asked of a body ----------------------------------------------------------------------------------------


def notice_page_context(request, notice):
    """Per criterion: what is asked for, what was handed over; the ways to hand over and to note what was seen on paper."""
    handed = {}
    for row in notice.documents.select_related("file"):
        handed.setdefault(row.criterion_id, []).append(row)
    asked = notice.asked
    lines = [
        {
            "criterion": criterion,
            "asked": asked.get(criterion.number, ""),
            "documents": handed.get(criterion.pk, []),
        }
        for criterion in notice.criteria_set.all_criteria
    ]
    own = may(request.user, Act.KEEP, notice.organisation) and notice.takes_more
    waiting = actions.waiting_documents(notice) if own else []
    for line in lines:
        line["waiting"] = [row for row in waiting if row.criterion_id == line["criterion"].pk]
    sees = may(request.user, Act.SCORE, notice.monitor) and notice.takes_more
    return {
        "lines": lines,
        "shown": sum(1 for line in lines if line["documents"]),
        "hand_url": reverse("documents:create", args=[notice.pk]) if own else "",
        "waiting": len(waiting),
        "take_over_url": reverse("notices:take_over", args=[notice.pk]) if waiting else "",
        "seen_url": reverse("notices:seen", args=[notice.pk]) if sees else "",
        "links": [Link(str(notice.result), notice.result.get_absolute_url(), note=_("certificate"))]
        if notice.closed
        else [],
    }


@policy(Act.SCORE)
def note_seen_document(request, pk):
    """The commission notes a case it saw on paper at the body."""
    notice = find_visible(Notice, request, pk, Act.SCORE)
    if not may(request.user, Act.SCORE, notice.monitor) or not notice.takes_more:
        raise PermissionDenied
    form = SeenDocumentForm(request.POST if request.method == "POST" else None, notice=notice)

    def note():
        return Document.objects.create(
            organisation=notice.organisation, notice=notice, handed_by=request.user, **form.cleaned_data
        )

    return act_page(request, notice, form, note, label=_("Seen on paper"))


class HandOverForm(forms.Form):
    """Of one criterion, or of all."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = notice.criteria_set.criteria.all()


@policy(Act.KEEP)
def hand_over_self_documents(request, pk):
    """Hand over what lies beside the self-check, without uploading it again: one press on the page of the notice."""
    notice = find_visible(Notice, request, pk, Act.KEEP)
    if not may(request.user, Act.KEEP, notice.organisation) or not notice.takes_more:
        raise PermissionDenied
    form = HandOverForm(request.POST if request.method == "POST" else None, notice=notice)
    return act_page(
        request,
        notice,
        form,
        lambda: (
            actions.hand_over_documents(notice, by=request.user, criterion=form.cleaned_data["criterion"])
            or True
        ),
        label=_("Hand over the documents of the self-check"),
        consequence=_("The commission reads them at once. The self-check itself stays your own."),
    )


@policy(Act.READ, READS)
def self_document_file(request, pk):
    """The file of a document beside a self-check, for the body alone."""
    return file_response(find_visible(SelfDocument, request, pk).file)


@policy(Act.KEEP)
def remove_self_document(request, pk):
    """Take a document away from a self-check; what was handed over stays handed over."""
    row = find_visible(SelfDocument, request, pk, Act.KEEP)
    if not may(request.user, Act.KEEP, row.organisation):
        raise PermissionDenied
    return act_page(
        request,
        row,
        Form(request.POST if request.method == "POST" else None),
        lambda: row.delete(),
        label=_("Take the document away"),
        consequence=_("What was handed over to a commission stays there."),
        facts=[Line(_("document"), row.name)],
    )


def file_response(stored):
    """A file as an answer, to be saved; 404 for none."""
    if stored is None:
        raise Http404
    return download_response(stored.read(), stored.kind, stored.name)


@policy(Act.READ, READS)
def document_file(request, pk):
    """The file of a document, for the body and for those that monitor it."""
    return file_response(find_visible(Document, request, pk).file)


# --- Certificates and recommendations --------------------------------------------------------------------------------

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
    papers = [("certificate", _("Certificate"), ["docx", "pdf"]), ("table", _("Table"), ["pdf", "xlsx"])]
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
        "recommend_url": reverse("recommendations:create", args=[result.pk]) if judges else "",
        "papers": paper_links("results:paper", result, papers),
        **lift_context(criteria_set, scores),
    }


def lift_context(criteria_set, scores) -> dict:
    """`wanting` points to the next band and the `lifts` that bring them: `[{criterion, now, then}]`."""
    by_number = {one.number: one for one in criteria_set.all_criteria}
    lifts = score_rules.find_lifts(scores, criteria_set.limits)
    wanting = score_rules.points_to_next_band(sum(scores.values()), criteria_set.limits)
    return {
        "wanting": wanting,
        "lifts": [{"criterion": by_number[one.number], "now": one.now, "then": one.then} for one in lifts],
        "suffices": sum(one.gain for one in lifts) >= wanting,
    }


def peer_means(request, result):
    """The means by heading over all bodies of the year that the reader may see; None where the body stands alone or is a state secretary's."""
    if request.organisation is None or result.state_secretary:
        return None
    rows = rating.results_of(request.user, request.organisation).filter(criteria_set=result.criteria_set_id)
    rated = rating.rank_results(rows, result.year)
    return rating.mean_of(rated) if len(rated) > 1 else None


@policy(Act.READ, READS)
def result_paper(request, pk, kind):
    """The certificate or the official table as a file."""
    result = find_visible(Result, request, pk)
    return paper_response(request, kind, RESULT_PAPERS, result, f"{result.organisation.code}-{result.year}")


def recommendation_context(request, row):
    """The certificate it stands in, the proof, how late the answer is."""
    return {
        "links": [Link(str(row.result), row.result.get_absolute_url(), note=_("certificate"))],
        "proof_url": reverse("recommendations:proof", args=[row.pk]) if row.proof_id else "",
    }


@policy(Act.READ, READS)
def recommendation_proof(request, pk):
    """The proof of an answer, for the body and for those that monitor it."""
    return file_response(find_visible(Recommendation, request, pk).proof)


# --- Self-check ------------------------------------------------------------------------------------------------------


def self_check_page_context(request, check):
    """The scores so far beside those of last year; once all are there the total, its band and what lifts to the next."""
    rows = {row.criterion_id: row for row in check.scores.all()}
    last = contexts.previous_scores(check)
    lines = [
        {"criterion": one, "row": rows.get(one.pk), "last": last.get(one.number)}
        for one in check.criteria_set.all_criteria
    ]
    own = may(request.user, Act.KEEP, check.organisation)
    kept = {}
    for row in check.documents.select_related("file"):
        kept.setdefault(row.criterion_id, []).append(row)
    for line in lines:
        line["documents"] = kept.get(line["criterion"].pk, ())
    context = {
        "lines": lines,
        "fill_url": reverse("self_checks:fill", args=[check.pk]) if own else "",
        "attach_url": reverse("self_documents:create", args=[check.pk]) if own else "",
        "papers": paper_links("self_checks:paper", check, [("sheet", _("Sheet"), ["docx", "pdf"])]),
        "late": Recommendation.objects.of(check.organisation).unanswered().select_related("result"),
    }
    if check.total is None:
        return context
    return {
        **context,
        "band": check.criteria_set.band_of(check.total),
        **lift_context(check.criteria_set, check.by_number),
    }


@policy(Act.READ, READS)
def self_check_paper(request, pk, kind):
    check = find_visible(SelfCheck, request, pk)
    papers = {"sheet": (SELF_CHECK.form, contexts.self_check_context)}
    return paper_response(request, kind, papers, check, f"{check.organisation.code}-{check.year}")


# --- Criteria --------------------------------------------------------------------------------------------------------


def criteria_context(request, criteria_set):
    """The words of the order: headings with their criteria, indicators, bands."""
    return {
        "criteria": criteria_set.all_criteria,
        "indicators": criteria_set.all_indicators,
        "bands": criteria_set.all_bands,
    }


# --- Rooms -----------------------------------------------------------------------------------------------------------


def section_links(request, rows=None):
    """The other pages of the section, above each of its registers."""
    pages = (
        (_("Monitorings"), "monitorings:register"),
        (_("Asked of us"), "notices:register"),
        (_("Certificates"), "results:register"),
        (_("Recommendations"), "recommendations:register"),
        (_("Self-checks"), "self_checks:register"),
        (_("Rating"), "rating:register"),
        (_("Criteria"), "criteria:register"),
    )
    here = request.resolver_match.view_name
    conducts = request.organisation and may(request.user, Act.MONITOR, request.organisation)
    return {
        "rooms": [Link(label, reverse(route), active=route == here) for label, route in pages],
        "import_url": reverse("rating:bring") if conducts else "",
    }
