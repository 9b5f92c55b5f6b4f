"""The self-check: context of the record page, its documents, its paper."""

from django import forms
from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring import contexts, self_check_actions
from monitoring.certificate_pages import lift_context
from monitoring.links import READS, file_response, find_visible, paper_links, paper_response
from monitoring.media.pages import media_of_check_context
from monitoring.models.certificate import Recommendation
from monitoring.models.criteria import Criterion
from monitoring.models.notice import Notice
from monitoring.models.selfcheck import SelfCheck, SelfDocument
from monitoring.papers import SELF_CHECK
from office.registers.links import Line
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.roles import Act, may


class HandOverForm(forms.Form):
    """Of one criterion, or of all."""

    criterion = forms.ModelChoiceField(Criterion.objects.none(), required=False, widget=forms.HiddenInput)

    def __init__(self, *args, notice, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["criterion"].queryset = notice.criteria_set.criteria.all()


@policy(Act.KEEP)
def hand_over_self_documents(request, pk):
    """Hand over the documents of the self-check to the commission without uploading them again."""
    notice = find_visible(Notice, request, pk, Act.KEEP)
    if not may(request.user, Act.KEEP, notice.organisation) or not notice.takes_more:
        raise PermissionDenied
    form = HandOverForm(request.POST if request.method == "POST" else None, notice=notice)
    return act_page(
        request,
        notice,
        form,
        lambda: (
            self_check_actions.hand_over_documents(
                notice, by=request.user, criterion=form.cleaned_data["criterion"]
            )
            or True
        ),
        label=_("Hand over the documents of the self-check"),
        consequence=_("The commission reads them at once. The self-check itself stays your own."),
    )


@policy(Act.READ, READS)
def self_document_file(request, pk):
    """The file of a document beside a self-check, for the organisation alone."""
    return file_response(request, find_visible(SelfDocument, request, pk).file)


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


def self_check_page_context(request, check):
    """The scores so far beside those of last year; once all are there the total, its band and what lifts to
    the next.
    """
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
        "media": media_of_check_context(request, check),
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
