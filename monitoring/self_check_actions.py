"""The self-check of an organisation: its scores, and its documents handed over to a commission."""

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from monitoring.models.notice import Document
from monitoring.models.selfcheck import SelfCheck, SelfDocument, SelfScore
from monitoring.score_actions import save_changed
from office.registers.workflow import Refused


@transaction.atomic
def keep_self_scores(check, scores: dict[int, dict]):
    """Keep what the organisation gives itself: {number: {"score": int | None, "proof": str, "responsible":
    str}}.
    """
    check.version += 1
    check.save(update_fields=["version"])
    there = {row.criterion_id: row for row in check.scores.all()}
    rows = [
        (
            there.get(criterion.pk)
            or SelfScore(organisation=check.organisation, self_check=check, criterion=criterion),
            scores[criterion.number],
        )
        for criterion in check.criteria_set.all_criteria
        if criterion.number in scores
    ]
    save_changed(check.scores, rows, {})


@transaction.atomic
def hand_over_documents(notice, *, by, criterion=None) -> int:
    """Hand over the documents of the organisation's newest self-check under the same criteria, each once and
    of `criterion` alone if it is given.

    The files are not stored again. Returns how many; Refused once the certificate is made.
    """
    if not notice.takes_more:
        raise Refused(_("The certificate has been made: nothing more is handed over."))
    rows = [row for row in waiting_documents(notice) if criterion in (None, row.criterion)]
    Document.objects.of(notice.organisation).bulk_create(
        Document(
            organisation=notice.organisation,
            notice=notice,
            handed_by=by,
            **{name: getattr(row, name) for name in ("criterion", "name", "case_number", "file")},
        )
        for row in rows
    )
    return len(rows)


def waiting_documents(notice) -> list[SelfDocument]:
    """The documents of the organisation's newest self-check under the criteria of a notice that have not been
    handed over for the same criterion.
    """
    checks = SelfCheck.objects.of(notice.organisation).filter(criteria_set=notice.criteria_set)
    check = checks.order_by("-year", "-pk").first()
    if check is None:
        return []
    there = {document_key(row) for row in notice.documents.select_related("file")}
    return [
        row for row in check.documents.select_related("criterion", "file") if document_key(row) not in there
    ]


def document_key(document):
    """Identity of a document: (criterion, sha256 or (case number, name))."""
    content = document.file.sha256 if document.file else (document.case_number, document.name)
    return document.criterion_id, content
