"""Publications in the media: copies of the list, clippings, the list beside a self-check."""

from functools import partial

from django.core.exceptions import PermissionDenied
from django.forms import Form
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from monitoring.links import READS, find_visible, section_links
from monitoring.media import actions
from monitoring.media.filters import MediaReportFilter
from monitoring.media.papers import MEDIA, media_context
from monitoring.models.media import MediaReport
from monitoring.models.selfcheck import SelfCheck
from office.papers.downloads import KIND_NAMES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Line, Link
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.roles import Act, may
from office.views import stored_file_response


def media_list_context(request, rows):
    return {**section_links(request, rows), "exports": export_links(request, "media_reports:export")}


def media_context_of_record(request, row):
    """The clipping, the address, and the form of a signal for the list of risks."""
    links = [Link(_("Open the publication"), row.address)] if row.address else []
    if row.clipping_id:
        links.append(
            Link(str(row.clipping), reverse("media_reports:clipping", args=[row.pk]), icon="paperclip")
        )
    if row.kind == MediaReport.Kind.CORRUPTION and may(request.user, Act.SIGNAL, row.organisation):
        links.append(Link(_("Enter a signal for the list of risks"), reverse("signals:create")))
    return {"links": links}


@policy(Act.READ, READS)
def export_media(request, kind):
    """The list under the filters of the page, as Excel, CSV, Word or PDF."""
    organisation = request.organisation
    if kind not in KIND_NAMES:
        raise Http404
    if organisation is None or not may(request.user, Act.READ, organisation):
        raise PermissionDenied
    rows = MediaReport.objects.visible_to(request.user)
    found = MediaReportFilter(request.GET, queryset=rows, request=request).qs
    context = with_page(media_context(organisation, found), organisation)
    make = partial(make_list_file, kind, MEDIA.form, context)
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-media", reverse("media_reports:register")
    )


@policy(Act.READ, READS)
def media_clipping(request, pk):
    row = find_visible(MediaReport, request, pk)
    if row.clipping is None:
        raise Http404
    return stored_file_response(request, row.clipping, row.clipping.name)


@policy(Act.KEEP)
def file_media_list_page(request, pk):
    """Add the list of the year's publications to a self-check, under its criterion."""
    check = find_visible(SelfCheck, request, pk, Act.KEEP)
    if not may(request.user, Act.KEEP, check.organisation):
        raise PermissionDenied
    return act_page(
        request,
        check,
        Form(request.POST if request.method == "POST" else None),
        lambda: actions.file_media_list(check, by=request.user),
        label=_("Add the list of publications"),
        consequence=_(
            "The list of the year is filed as PDF under the criterion; a list added earlier gives way to it."
        ),
        facts=[Line(_("publications"), str(actions.media_reports_of(check).count()))],
    )


def media_of_check_context(request, check):
    """{count, register_url, file_url} of the publications of a self-check's year."""
    keeps = may(request.user, Act.KEEP, check.organisation)
    return {
        "count": actions.media_reports_of(check).count(),
        "register_url": f"{reverse('media_reports:register')}?year={check.year}",
        "file_url": reverse("self_checks:media", args=[check.pk]) if keeps else "",
    }
