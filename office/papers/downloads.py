"""Copies of a list as files: Excel, CSV, Word and PDF of the very table that prints."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from office.papers.official import make_word_copy, template_of
from office.papers.printing import PrintError, pdf
from office.papers.sheet import to_csv
from office.papers.writers import to_xlsx
from office.registers.links import Link

MEDIA_TYPES = {
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "csv": "text/csv; charset=utf-8",
    "pdf": "application/pdf",
}
KIND_NAMES = {"xlsx": "Excel", "csv": "CSV", "docx": "Word", "pdf": "PDF"}


def file_response(content, kind, name):
    """A made file as the answer; a PDF opens in the browser, the others are saved."""
    response = HttpResponse(content, content_type=MEDIA_TYPES[kind])
    place = "inline" if kind == "pdf" else "attachment"
    response["Content-Disposition"] = f'{place}; filename="{name}.{kind}"'
    return response


def file_or_redirect(request, make, kind, name, back):
    """A file made now, or back to the page with the reason why not."""
    try:
        return file_response(make(), kind, name)
    except (PrintError, ValueError) as trouble:
        messages.error(request, str(trouble))
        return redirect(back)


def make_list_file(kind, form, context) -> bytes:
    """A list as a file of one of KINDS.

    Raises PrintError, or ValueError for a text that Excel cannot hold.
    """
    makers = {
        "xlsx": lambda: to_xlsx(context["table"]),
        "csv": lambda: to_csv(context["table"]),
        "docx": lambda: make_word_copy(context, template_of(form)),
        "pdf": lambda: pdf(template_of(form), context),
    }
    return makers[kind]()


def export_links(request, route) -> list[Link]:
    """The copies a register offers of the rows under its filters; `route` takes the kind."""
    return [
        Link(label, f"{reverse(route, args=[kind])}?{request.GET.urlencode()}".rstrip("?"))
        for kind, label in KIND_NAMES.items()
    ]
