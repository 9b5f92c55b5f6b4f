"""Monitorings and their notices: context of the record page, substitutes, documents, papers."""

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring import certificate_actions, contexts, score_rules, self_check_actions
from monitoring.certificate_pages import earlier_words
from monitoring.forms import SeenDocumentForm
from monitoring.links import READS, file_response, find_visible, paper_links, paper_response
from monitoring.models.monitoring import Monitoring
from monitoring.models.notice import Document, Notice
from monitoring.models.replacement import Replacement
from monitoring.papers import CERTIFICATE, MEMO, TABLE
from office.models.commission import Seat
from office.registers.links import Line, Link
from office.registers.move_view import act_page, confirm_page
from office.registers.policy import policy
from office.registers.submission import handle_once
from office.roles import Act, may

# --- The monitoring -----------------------------------------------------------------------------------------


def monitoring_page_context(request, monitoring):
    """Who has scored how much, the way to one's own sheet, papers, earlier certificates, what came late."""
    seat, leads = monitoring.seat_of(request.user), monitoring.is_led_by(request.user)
    results = list(certificate_actions.earlier_results(monitoring)[:5])
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
        "late": certificate_actions.late_before(monitoring),
        "links": [*handed_links(monitoring), *links],
        "memo": monitoring.lines.select_related("criterion__heading"),
        "papers": monitoring_papers(monitoring),
    }


def handed_links(monitoring):
    """Links to the notice and the certificate, once they exist."""
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
    if notice.has_certificate:
        found.append(Link(str(notice.result), notice.result.get_absolute_url(), note=_("certificate")))
    return found


def substitute_context(request, monitoring):
    """The way to name a substitute where the commission has one, and who was named: they can be taken back
    until the scores are open.
    """
    if not monitoring.takes_more or not may(request.user, Act.MONITOR, monitoring.organisation):
        return {"replacements": (), "replace_url": ""}
    there = monitoring.commission.seats.filter(part=Seat.Part.SUBSTITUTE, left_on=None).exists()
    return {
        "replacements": monitoring.replacements.select_related("member__person", "substitute__person"),
        "replace_url": reverse("replacements:create", args=[monitoring.pk]) if there else "",
    }


@policy(Act.MONITOR)
def take_back_replacement(request, pk):
    """Delete a substitute: the member takes part after all."""
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
    """How many criteria each member has scored, and when they were handed in: `[{seat, done, of, handed_at,
    url}]`; the address is for the papers of outside members.
    """
    done = {}
    for seat in monitoring.member_scores.exclude(score=None).order_by().values_list("seat", flat=True):
        done[seat] = done.get(seat, 0) + 1
    score = reverse("monitorings:score", args=[monitoring.pk])
    handed_at = standing_hand_ins(monitoring)
    return [
        {
            "seat": seat,
            "done": done.get(seat.pk, 0),
            "of": monitoring.criteria_set.count,
            "handed_at": handed_at.get(seat.pk),
            "url": f"{score}?seat={seat.pk}"
            if leads and seat.person_id is None and monitoring.is_scoring
            else "",
        }
        for seat in monitoring.members
    ]


def standing_hand_ins(monitoring) -> dict:
    """{seat: when its sheet was handed in}, of those that were not changed since."""
    return dict(monitoring.hand_ins.filter(taken_back_at=None).values_list("seat", "handed_at"))


def opening_facts(request, monitoring, move):
    """Whose sheets are not handed in and so do not count, before the scores are opened."""
    if move.name != "open":
        return {}
    handed_at = standing_hand_ins(monitoring)
    late = [str(seat.holder) for seat in monitoring.members if seat.pk not in handed_at]
    return {"facts": [Line(_("have not handed in their sheet"), ", ".join(late))] if late else []}


def monitoring_papers(monitoring):
    papers = [("notice", _("Notice"), ["docx", "pdf"]), ("memo", _("Memo"), ["docx", "pdf"])]
    if monitoring.is_open:
        papers.append(("table", _("Table"), ["docx", "pdf"]))
    if monitoring.is_certifiable:
        papers.append(("certificate", _("Draft certificate"), ["docx", "pdf"]))
    return paper_links("monitorings:paper", monitoring, papers)


@policy(Act.READ, READS)
def monitoring_paper(request, pk, kind):
    """Papers: memo, notice; with open scores the table so far; with all agreed the draft certificate."""
    monitoring = find_visible(Monitoring, request, pk)
    name = f"{monitoring.subject.code}-{monitoring.year}"
    papers = {
        "notice": ("monitoring/notice", contexts.notice_context),
        "memo": (MEMO.form, contexts.memo_context),
    }
    if monitoring.is_open:
        papers["table"] = (TABLE.form, contexts.open_table)
    if monitoring.is_certifiable:
        papers["certificate"] = (CERTIFICATE.form, contexts.certificate_draft)
    return paper_response(request, kind, papers, monitoring, name)


# --- What was asked of an organisation ----------------------------------------------------------------------


def notice_page_context(request, notice):
    """Per criterion: what is asked for, what was handed over; the ways to hand over and to note what was seen
    on paper.
    """
    documents = {}
    for row in notice.documents.select_related("file"):
        documents.setdefault(row.criterion_id, []).append(row)
    asked = notice.asked
    lines = [
        {
            "criterion": criterion,
            "asked": asked.get(criterion.number, ""),
            "documents": documents.get(criterion.pk, []),
        }
        for criterion in notice.criteria_set.all_criteria
    ]
    own = may(request.user, Act.KEEP, notice.organisation) and notice.takes_more
    waiting = self_check_actions.waiting_documents(notice) if own else []
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
        if notice.has_certificate
        else [],
    }


@policy(Act.SCORE)
def note_seen_document(request, pk):
    """The commission notes a case it saw on paper at the organisation."""
    notice = find_visible(Notice, request, pk, Act.SCORE)
    if not may(request.user, Act.SCORE, notice.monitor) or not notice.takes_more:
        raise PermissionDenied
    form = SeenDocumentForm(request.POST if request.method == "POST" else None, notice=notice)

    def note():
        return Document.objects.create(
            organisation=notice.organisation, notice=notice, handed_by=request.user, **form.shown_document()
        )

    if request.method == "POST" and (done := handle_once(request, form, note)):
        return done
    return confirm_page(request, notice, form, label=_("Seen on paper"))


@policy(Act.READ, READS)
def document_file(request, pk):
    """The file of a document, for the organisation and for those that monitor it."""
    return file_response(request, find_visible(Document, request, pk).file)


# --- Criteria -----------------------------------------------------------------------------------------------


def criteria_context(request, criteria_set):
    """The words of the order: headings with their criteria, indicators, bands."""
    return {
        "criteria": criteria_set.all_criteria,
        "indicators": criteria_set.all_indicators,
        "bands": criteria_set.all_bands,
    }
