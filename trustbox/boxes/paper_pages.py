"""Papers of boxes and openings as files: act, minutes, journal of openings, poster."""

from functools import partial

from django.conf import settings
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from office.papers.downloads import file_or_redirect, make_list_file
from office.papers.official import minutes_context
from office.papers.page_style import with_page
from office.papers.printing import pdf
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act
from trustbox.boxes import papers as boxes_papers
from trustbox.boxes.papers import OPENINGS, openings_context, poster_context
from trustbox.documents import PAPER, journal_year, readable_organisation, render_document


@policy(Act.JOURNAL, READ_METHODS)
def download_openings(request, kind):
    organisation, year = readable_organisation(request), journal_year(request)
    if kind not in PAPER:
        raise Http404
    context = with_page(openings_context(organisation, year, request.user), organisation)
    make = partial(make_list_file, kind, OPENINGS.form, context)
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-openings-{year}", reverse("openings:register")
    )


def opening_act_page(register):
    """The act of taking appeals of one opening; a draft while the box is open."""

    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        opening = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        paper = with_page(boxes_papers.act_paper(opening, request.user), opening.organisation)
        make = partial(render_document, kind, "trustbox/print/act.html", paper)
        return file_or_redirect(request, make, kind, f"act-{opening.pk}", opening.get_absolute_url())

    return view


def opening_minutes_page(register):
    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk, kind):
        opening = find_row(register, request, pk)
        if kind not in PAPER:
            raise Http404
        make = partial(render_minutes, kind, opening)
        return file_or_redirect(request, make, kind, f"minutes-{opening.pk}", opening.get_absolute_url())

    return view


def render_minutes(kind, opening) -> bytes:
    """Minutes as PDF or Word. ValueError with a sentence while there are none."""
    if opening.meeting is None:
        raise ValueError(_("The minutes are made when the box is closed."))
    context = with_page(minutes_context(opening.meeting), opening.organisation)
    return render_document(kind, "office/print/minutes.html", context)


def box_poster_page(register):
    @policy(Act.JOURNAL, READ_METHODS, register=register)
    def view(request, pk):
        box = find_row(register, request, pk)
        context = with_page(poster_context(box, settings.PUBLIC_ADDRESS), box.organisation)
        make = partial(pdf, "trustbox/print/poster.html", context)
        return file_or_redirect(request, make, "pdf", f"poster-{box.pk}", box.get_absolute_url())

    return view
