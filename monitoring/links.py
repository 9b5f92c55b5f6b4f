"""Links and answers shared by the pages of the section: papers of a row, files, the section's registers."""

from functools import partial

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _

from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link
from office.roles import Act, may
from office.views import stored_file_response

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
    """One paper of a row as a file by `kind` («memo-docx»); 404 for an unknown one.

    `papers`: {name: (form, context function)}.
    """
    paper, _dash, ending = kind.rpartition("-")
    if paper not in papers or ending not in WORDS:
        raise Http404
    form, context = papers[paper]
    make = partial(make_list_file, ending, form, with_page(context(row), row.organisation))
    return file_or_redirect(request, make, ending, f"{name}-{paper}", row.get_absolute_url())


def find_visible(model, request, pk, act=Act.READ):
    return get_object_or_404(model.objects.visible_to(request.user, act), pk=pk)


def file_response(request, stored):
    """A file as an answer, to be saved, or the page that says how it was lost; 404 for none."""
    if stored is None:
        raise Http404
    return stored_file_response(request, stored, stored.name)


def section_links(request, rows=None):
    """List context: links of the section's registers."""
    pages = (
        (_("Monitorings"), "monitorings:register"),
        (_("Asked of us"), "notices:register"),
        (_("Certificates"), "results:register"),
        (_("Recommendations"), "recommendations:register"),
        (_("Self-checks"), "self_checks:register"),
        (_("In the media"), "media_reports:register"),
        (_("Rating"), "rating:register"),
        (_("Criteria"), "criteria:register"),
    )
    here = request.resolver_match.view_name
    conducts = request.organisation and may(request.user, Act.MONITOR, request.organisation)
    return {
        "rooms": [Link(label, reverse(route), active=route == here) for label, route in pages],
        "import_url": reverse("rating:bring") if conducts else "",
    }
