"""Draft acts: context of the record page, and the conclusion as PDF and Word."""

from functools import partial

from django.http import Http404
from django.urls import reverse

from office.papers.downloads import KIND_NAMES, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act, may
from standards.expertise import contexts as expertise_contexts
from standards.notices.papers import CONCLUSION


def expertise_context(request, draft):
    """Record context: factors found, URL to add one, links to the conclusion."""
    examines = draft.is_editable and may(request.user, Act.SETTLE, draft.organisation)
    found = list(draft.found.select_related("factor"))
    return {
        "found": [
            {"row": one, "edit": reverse("found_factors:edit", args=[one.pk]) if examines else ""}
            for one in found
        ],
        "add_url": reverse("found_factors:create", args=[draft.pk]) if examines else "",
        "papers": [
            Link(KIND_NAMES[kind], reverse("expertises:paper", args=[draft.pk, kind]), icon=icon)
            for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
        ],
    }


def conclusion_paper_page(register):
    """The conclusion as Word or PDF."""

    @policy(register.read, READ_METHODS, register=register)
    def view(request, pk, kind):
        draft = find_row(register, request, pk)
        if kind not in ("docx", "pdf"):
            raise Http404
        name = f"{draft.organisation.code}-expertise-{draft.year}-{draft.number}"
        context = with_page(expertise_contexts.conclusion_context(draft), draft.organisation)
        make = partial(make_list_file, kind, CONCLUSION.form, context)
        return file_or_redirect(request, make, kind, name, draft.get_absolute_url())

    return view
