"""What stands beside an examined draft, and its conclusion as PDF and Word."""

from functools import partial

from django.http import Http404
from django.urls import reverse

from office.copies import NAMES, made, printed
from office.generic import READS, find, policy
from office.roles import Act, may
from standards import desk_contexts
from standards.desk_papers import CONCLUSION


def beside(request, draft):
    """The factors found, the way to a further one, the conclusion as a paper."""
    examines = draft.is_editable and may(request.user, Act.SETTLE, draft.organisation)
    found = list(draft.found.select_related("factor"))
    return {
        "found": [
            {"row": one, "edit": reverse("found_factors:edit", args=[one.pk]) if examines else ""}
            for one in found
        ],
        "add_url": reverse("found_factors:create", args=[draft.pk]) if examines else "",
        "papers": [
            {"label": NAMES[kind], "url": reverse("expertises:paper", args=[draft.pk, kind]), "icon": icon}
            for kind, icon in (("docx", "file-earmark-word"), ("pdf", "printer"))
        ],
    }


def paper(book):
    """The conclusion as Word or PDF."""

    @policy(book.read, READS, book=book)
    def view(request, pk, kind):
        draft = find(book, request, pk)
        if kind not in ("docx", "pdf"):
            raise Http404
        name = f"{draft.organisation.code}-expertise-{draft.year}-{draft.number}"
        make = partial(made, kind, CONCLUSION.form, desk_contexts.conclusion_context(draft))
        return printed(request, make, kind, name, draft.get_absolute_url())

    return view
