"""What the register does beside its five pages: copies of the list, the live result of a sheet, decisions of an import, papers of an edition."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from office.generic import PAGE, field_of, number, policy, section
from office.kyrgyz import short_date
from office.models import Annex
from office.papers import annex_context, template_of, word
from office.printing import PrintError, html, pdf
from office.roles import Act, may
from office.sheets import to_csv, to_xlsx
from office.workflow import Refused
from risks import contexts, register
from risks.filters import RiskFilter
from risks.forms import AssessmentForm
from risks.models import Assessment, Edition, Level, Risk, RiskImport
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS

KINDS = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
NAMES = {"xlsx": "Excel", "csv": "CSV", "docx": "Word", "pdf": "PDF"}
SHEET = "risks/print/assessment_sheet.html"


def file(content, kind, name):
    """A made file as the answer; a PDF opens in the browser, the others are saved."""
    response = HttpResponse(content, content_type=KINDS[kind])
    place = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{name}.{kind}"'
    return response


def printed(request, make, kind, name, back):
    """A file made now, or back to the page with the reason why not."""
    try:
        return file(make(), kind, name)
    except (PrintError, ValueError) as trouble:
        messages.error(request, str(trouble))
        return redirect(back)


# --- Register ----------------------------------------------------------------------------------------------------------------


def beside_register(request, rows):
    """The matrix, the copies of the filtered rows, the ways on."""
    counts = register.counted(Risk.objects.of(request.organisation).in_register())
    keeps = may(request.user, Act.KEEP, request.organisation)
    ways = [{"label": _("Import from Word or Excel"), "url": reverse("imports:create")}] if keeps else []
    new = [{"label": _("New risk"), "url": reverse("risks:create"), "primary": True}] if keeps else []
    return {
        "matrix": register.matrix(counts, request.GET),
        "exports": [
            {
                "label": label,
                "url": f"{reverse('risks:export', args=[kind])}?{request.GET.urlencode()}".rstrip("?"),
            }
            for kind, label in NAMES.items()
        ],
        "ways": ways,
        "empty": {"text": _("The list of corruption risks is empty."), "actions": new + ways},
    }


@policy(Act.READ, methods=("GET", "HEAD"))
def export(request, kind):
    """The rows of the register under its filters as a file: the very table that prints."""
    if kind not in KINDS or not may(request.user, Act.READ, request.organisation):
        raise Http404
    found = RiskFilter(
        request.GET, queryset=Risk.objects.visible_to(request.user, Act.READ), request=request
    )
    form, body = contexts.form_of(request.organisation), request.organisation
    context = contexts.list_context(form, body, found.qs.in_order())
    make = {
        "xlsx": lambda: to_xlsx(context["table"]),
        "csv": lambda: to_csv(context["table"]),
        "docx": lambda: word(context),
        "pdf": lambda: pdf(template_of(form), context),
    }[kind]
    return printed(request, make, kind, f"{body.code}-risks-{timezone.localdate()}", reverse("risks:register"))


# --- Risk --------------------------------------------------------------------------------------------------------------------


def beside_risk(request, risk):
    """The current sheet, the earlier ones, the sheet in work, what the act wants done about the level."""
    sheets = list(risk.assessments.select_related("method"))
    work = next((sheet for sheet in sheets if sheet.is_editable), None)
    scores = may(request.user, Act.ASSESS, risk.organisation) and risk.takes_more
    return {
        "sheet": risk.assessment,
        "earlier": [sheet for sheet in sheets if sheet.pk != risk.assessment_id and sheet != work],
        "work": work,
        "assess_url": reverse("assessments:create", args=[risk.pk]) if scores and not work else "",
        "answer": register.answer(risk.residual) if risk.level else "",
        "sources": [found.source for found in risk.found_in.select_related("source")],
        "kind": risk.kind,
    }


# --- Assessment sheet --------------------------------------------------------------------------------------------------------


def beside_sheet(request, sheet):
    return {
        "back": {"label": str(sheet.risk), "url": sheet.risk.get_absolute_url()},
        "papers": [{"label": "PDF", "url": reverse("assessments:paper", args=[sheet.pk]), "icon": "printer"}],
        "found": [found.indicator for found in sheet.found.select_related("indicator")],
        "answer": register.answer(sheet.outcome),
    }


@policy(Act.ASSESS, methods=("POST",))
def live(request):
    """The result of a sheet while it is being filled in: a piece of its page, nothing is saved."""
    form = AssessmentForm(
        request.POST, instance=Assessment(), person=request.user, organisation=request.organisation
    )
    return render(request, "risks/assessment_result.html", {"result": form.result})


@policy(Act.READ, methods=("GET", "HEAD"))
def sheet_paper(request, pk):
    """The assessment sheet as it prints; a draft until it is agreed."""
    sheet = get_object_or_404(Assessment.objects.visible_to(request.user, Act.READ), pk=pk)
    context = contexts.sheets_context(sheet.organisation, [sheet])
    make = lambda: pdf(SHEET, context, draft=sheet.is_editable)  # noqa: E731
    return printed(request, make, "pdf", f"{sheet.organisation.code}-sheet-{pk}", sheet.get_absolute_url())


# --- Import ------------------------------------------------------------------------------------------------------------------

SHOWN = 100


def dry_run(request, record):
    """What was understood of the file: open doubts first, then the decided ones, then the rows as they will stand."""
    reading, page = record.found, max(1, number(request.GET.get("page"), 1))
    undecided = record.undecided
    open_ids = {doubt.id for doubt in undecided}
    decided = [doubt for doubt in reading.doubts if doubt.id in record.decisions and doubt.id not in open_ids]
    rows = standing(record, undecided)
    keeps = record.waits and may(request.user, Act.KEEP, record.organisation)
    return {
        "reading": reading,
        "undecided": [asked(doubt, record.decisions) for doubt in undecided[:PAGE]],
        "decided": [asked(doubt, record.decisions) for doubt in decided[:PAGE]],
        "open_count": len(undecided),
        "groups": grouped(rows[(page - 1) * SHOWN : page * SHOWN]),
        "row_count": len(rows),
        "group_count": len({row["heading"] for row in rows}),
        "columns": reading.columns,
        "pages": {
            "previous": f"?page={page - 1}" if page > 1 else "",
            "next": f"?page={page + 1}" if page * SHOWN < len(rows) else "",
        },
        "keeps": keeps,
        "earlier": record.earlier.first(),
        "already": Risk.objects.of(record.organisation).in_the_list().count() if record.waits else 0,
        "moves": direct_when(record, request.user, ready=not undecided),
    }


def direct_when(record, person, *, ready):
    """The moves of an import; «accept» appears once nothing is in doubt."""
    return [
        {
            "label": move.label,
            "url": reverse("imports:move", args=[record.pk, move.name]),
            "consequence": move.consequence,
            "danger": move.danger,
            "primary": not move.danger,
        }
        for move in record.moves_for(person)
        if ready or move.name != "accept"
    ]


def asked(doubt, decisions):
    """A doubt as the page asks it: its choices with the one made."""
    return {
        "doubt": doubt,
        "options": [
            {"value": value, "label": label, "checked": decisions.get(doubt.id) == value}
            for value, label in doubt.options
        ],
    }


def standing(record, undecided):
    """Every row as it will stand: exactly, once nothing is in doubt; until then as in the file, with the places in doubt marked."""
    reading = record.found
    if not undecided:
        return [
            {"heading": FUNCTION_HEADINGS[row["kind"]], "cells": resolved(row, reading.columns)}
            for row in reading.resolve(record.decisions)
        ]
    doubtful = {(doubt.table, doubt.row, doubt.key) for doubt in undecided}
    return [
        {
            "heading": reading.groups[row.group].heading or "—",
            "cells": [as_read(row, column["key"], record.decisions, doubtful) for column in reading.columns],
        }
        for row in reading.rows
    ]


WORDS = {"level": LEVEL_WORDS, "category": CATEGORY_WORDS}


def resolved(row, columns):
    return [
        {"text": WORDS.get(column["key"], {}).get(row[column["key"]], row[column["key"]]), "doubt": False}
        for column in columns
    ]


def as_read(row, key, decisions, doubtful):
    text = row.number if key == "number" else row.cells.get(key, "")
    choice = decisions.get(row.doubt(key), "")
    return {
        "text": WORDS.get(key, {}).get(choice, text),
        "doubt": (row.table, row.row, key) in doubtful or key == "number" and (row.table, row.row, "") in doubtful,
    }


def grouped(rows):
    """Runs of rows under one heading."""
    groups: list[dict] = []
    for row in rows:
        if not groups or groups[-1]["heading"] != row["heading"]:
            groups.append({"heading": row["heading"], "rows": []})
        groups[-1]["rows"].append(row["cells"])
    return groups


@policy(Act.KEEP, methods=("POST",))
def decide(request, pk):
    """Keep the decisions made so far; `same` repeats a choice at every doubt of the same column and text."""
    record = get_object_or_404(RiskImport.objects.visible_to(request.user, Act.KEEP), pk=pk)
    with transaction.atomic():
        record.refresh_from_db(from_queryset=RiskImport.unscoped.select_for_update())
        try:
            record.decide(chosen(record, request.POST))
        except Refused as refusal:
            messages.error(request, str(refusal))
    return redirect(record.get_absolute_url())


def chosen(record, data):
    """Choices by id of the doubt, those repeated for alike doubts included."""
    choices = {}
    for doubt in record.found.doubts:
        choice = data.get(f"d.{doubt.id}")
        if choice and data.get(f"same.{doubt.id}"):
            alike = [
                other
                for other in record.found.doubts
                if (other.key, other.text, other.reason) == (doubt.key, doubt.text, doubt.reason)
            ]
            choices = {other.id: choice for other in alike} | choices
        if choice:
            choices[doubt.id] = choice
    return choices


# --- Edition -----------------------------------------------------------------------------------------------------------------


def paper_context(edition):
    """What the paper of an edition prints: the frozen data once approved, else the annex or the register as it stands."""
    if edition.is_approved:
        return edition.annex.paper.content
    if edition.annex:
        return {**annex_context(edition.annex, edition.order), "draft": True}
    return contexts.list_context(edition.form, edition.organisation)


def beside_edition(request, edition):
    context = paper_context(edition)
    name = edition.get_absolute_url
    papers = [
        {"label": _("Preview"), "url": reverse("editions:preview", args=[edition.pk]), "icon": "eye"},
        *(
            {
                "label": NAMES[kind],
                "url": reverse("editions:paper", args=[edition.pk, kind]),
                "icon": "printer" if kind == "pdf" else "file-earmark-word",
            }
            for kind in ("pdf", "docx")
        ),
    ]
    links = []
    if edition.annex:
        links.append({"label": str(edition.order), "url": edition.order.get_absolute_url(), "note": edition.order.get_state_display()})
    if edition.meeting:
        links.append({"label": str(edition.meeting), "url": edition.meeting.get_absolute_url(), "note": ""})
    if edition.published:
        links.append({"label": _("The page everyone can read"), "url": reverse("open:paper", args=[edition.organisation.code, edition.published]), "note": ""})
    return {
        "state": edition.status,
        "table": context["table"],
        "papers": papers,
        "links": links,
        "checks": register.checks(edition) if not edition.annex else [],
    }


def edition_or_404(request, pk):
    return get_object_or_404(Edition.objects.visible_to(request.user, Act.READ), pk=pk)


@policy(Act.READ, methods=("GET", "HEAD"))
def preview(request, pk):
    """The paper of an edition in the browser: the same HTML that is printed."""
    edition = edition_or_404(request, pk)
    return HttpResponse(html(template_of(edition.form), paper_context(edition)))


@policy(Act.READ, methods=("GET", "HEAD"))
def edition_paper(request, pk, kind):
    """The paper of an edition: the stored bytes once approved, until then a draft made now; Word from the same data."""
    edition = edition_or_404(request, pk)
    name = f"{edition.organisation.code}-{edition.form.split('/')[1]}-{edition.number}"
    if kind == "pdf" and edition.is_approved:
        return file(bytes(edition.annex.paper.pdf), "pdf", name)
    context = paper_context(edition)
    make = {"pdf": lambda: pdf(template_of(edition.form), context), "docx": lambda: word(context)}.get(kind)
    if make is None:
        raise Http404
    return printed(request, make, kind, name, edition.get_absolute_url())
