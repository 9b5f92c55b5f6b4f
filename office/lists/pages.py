"""Pages of an edition beside the five of its register: papers, checks before the order, changes since an
earlier one.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.lists.changes import Comparison, count_by_kind
from office.lists.models import ListEdition
from office.papers.downloads import KIND_NAMES, MEDIA_TYPES, file_or_redirect, file_response, make_list_file
from office.papers.official import secretary_signatures, template_of
from office.papers.page_style import with_page
from office.papers.printing import html
from office.registers.links import Link, NextStep
from office.registers.policy import policy
from office.registers.values import parse_number, query_link
from office.roles import Act, may

READ_METHODS = ("GET", "HEAD")
CHANGES_A_PAGE = 100  # changes on one page; the papers hold them all
CHANGE_LABELS = {
    "added": gettext_lazy("added"),
    "changed": gettext_lazy("changed"),
    "removed": gettext_lazy("removed"),
}


@dataclass(frozen=True, kw_only=True)
class EditionPages:
    """How the editions of one list are shown.

    `context` is what the paper of an edition prints; `checks` what stands before its order; `earlier` the
    approved editions it can be compared with, the nearest first; `changes(edition, since, words=…)` what led
    from one to the other. `ground_url(edition)` answers for a change where the row's own ground is given, or
    "".
    """

    model: type[ListEdition]
    space: str
    form: Callable
    context: Callable
    checks: Callable
    changes: Callable
    comparison: Comparison
    earlier: Callable = lambda edition: list(edition.approved_before)
    ground_url: Callable = lambda edition: lambda grounded: ""

    def url(self, name, *args):
        return reverse(f"{self.space}:{name}", args=args)

    def urls(self):
        """Their routes, beside those of the register."""
        return [
            path("<int:pk>/preview/", self.preview(), name="preview"),
            path("<int:pk>/paper.<slug:kind>", self.paper(), name="paper"),
            path("<int:pk>/changes/", self.changes_page(), name="changes"),
            path("<int:pk>/changes.<slug:kind>", self.changes_paper(), name="changes_paper"),
            path("<int:pk>/checks/", self.checks_page(), name="checks"),
        ]

    def find(self, request, pk):
        return get_object_or_404(self.model.objects.visible_to(request.user, Act.READ), pk=pk)

    def beside(self, request, edition):
        """Context beside the edition: table, papers, links, checks, earlier editions."""
        return {
            "state": edition.status,
            "table": self.context(edition)["table"],
            "papers": [
                Link(_("Preview"), self.url("preview", edition.pk), icon="eye"),
                self.paper_link(edition, "pdf", "printer"),
                self.paper_link(edition, "docx", "file-earmark-word"),
            ],
            "links": list(edition_links(edition, may(request.user, Act.READ, edition.organisation))),
            "next_step": order_step(edition.order, request.user),
            "checks": self.checks(edition) if not edition.annex else [],
            "checks_url": self.url("checks", edition.pk),
            "since": next(iter(self.earlier(edition)), None),
            "changes_url": self.url("changes", edition.pk),
        }

    def paper_link(self, edition, kind, icon):
        return Link(KIND_NAMES[kind], self.url("paper", edition.pk, kind), icon=icon)

    def preview(self):
        """The paper of an edition in the browser: the same HTML that is printed."""

        @policy(Act.READ, methods=READ_METHODS)
        def view(request, pk):
            edition = self.find(request, pk)
            return HttpResponse(html(template_of(self.form(edition)), self.context(edition)))

        return view

    def paper(self):
        """The paper of an edition: the stored bytes once approved, until then a draft made now; Word from the
        same data.
        """

        @policy(Act.READ, methods=READ_METHODS)
        def view(request, pk, kind):
            edition = self.find(request, pk)
            form = self.form(edition)
            name = f"{edition.organisation.code}-{form.split('/')[1]}-{edition.number}"
            if kind == "pdf" and edition.is_approved:
                return file_response(bytes(edition.annex.paper.pdf), "pdf", name)
            if kind not in ("pdf", "docx"):
                raise Http404
            context = with_page(self.context(edition), edition.organisation)
            make = partial(make_list_file, kind, form, context)
            return file_or_redirect(request, make, kind, name, edition.get_absolute_url())

        return view

    def compared(self, request, edition):
        """The approved editions it can be compared with, and the one asked for by `?since=`, else the
        nearest; 404 for any other.
        """
        offered = self.earlier(edition)
        requested_since = request.GET.get("since", "")
        if requested_since and requested_since not in {str(one.pk) for one in offered}:
            raise Http404
        return offered, next(
            (one for one in offered if not requested_since or str(one.pk) == requested_since), None
        )

    def changes_page(self):
        """Changes from an approved edition to this one or to the current register, row by row with their
        grounds.
        """

        @policy(Act.READ, methods=READ_METHODS)
        def view(request, pk):
            edition = self.find(request, pk)
            offered, since = self.compared(request, edition)
            found = self.changes(edition, since, words=dict(self.model.Ground.choices)) if since else []
            page = max(parse_number(request.GET.get("page"), 1), 1)
            asks = edition.annex is None and may(request.user, Act.KEEP, edition.organisation)
            context = {
                "title": _("Changes of the list"),
                "edition": edition,
                "since": since,
                "offered": offered,
                "counts": [(label, count_by_kind(found)[kind]) for kind, label in CHANGE_LABELS.items()],
                "groups": self.grouped(
                    found[(page - 1) * CHANGES_A_PAGE : page * CHANGES_A_PAGE], edition, asks
                ),
                "papers": [
                    Link(KIND_NAMES[kind], f"{self.url('changes_paper', edition.pk, kind)}?since={since.pk}")
                    for kind in KIND_NAMES
                    if found
                ],
                "pages": page_links(request, page, len(found)),
                "back": Link(str(edition), edition.get_absolute_url()),
            }
            return render(request, "office/edition_diff.html", context)

        return view

    def grouped(self, shown, edition, asks):
        """The changes under their kinds; a changed or added row offers its ground while the edition is in
        work.
        """
        ground_url = self.ground_url(edition) if asks else lambda grounded: ""
        return [
            {
                "kind": kind,
                "label": label,
                "rows": [
                    {
                        "grounded": grounded,
                        "name": grounded.change.cells[self.comparison.name],
                        "whole": self.comparison.whole(grounded.change),
                        "ground_url": "" if grounded.is_removed or not grounded.row else ground_url(grounded),
                    }
                    for grounded in shown
                    if grounded.change.kind == kind
                ],
            }
            for kind, label in CHANGE_LABELS.items()
            if any(grounded.change.kind == kind for grounded in shown)
        ]

    def changes_paper(self):
        """The table of changes as a file; a draft while the edition is not approved."""

        @policy(Act.READ, methods=READ_METHODS)
        def view(request, pk, kind):
            edition = self.find(request, pk)
            _offered, since = self.compared(request, edition)
            if kind not in MEDIA_TYPES:
                raise Http404
            if since is None:
                return redirect(self.url("changes", edition.pk))
            context = {
                "table": self.comparison.table(edition, since, self.changes(edition, since)),
                "signatures": secretary_signatures(edition.organisation),
                "draft": not edition.is_approved,
            }
            name = f"{edition.organisation.code}-changes-{since.number}-{edition.number}"
            make = partial(
                make_list_file, kind, self.comparison.sheet.form, with_page(context, edition.organisation)
            )
            return file_or_redirect(request, make, kind, name, self.url("changes", edition.pk))

        return view

    def checks_page(self):
        """Findings before the order: those that stop it, those that warn, each with its places."""

        @policy(Act.READ, methods=READ_METHODS)
        def view(request, pk):
            edition = self.find(request, pk)
            context = {
                "title": _("Checks before the order"),
                "edition": edition,
                "checks": self.checks(edition),
                "back": Link(str(edition), edition.get_absolute_url()),
            }
            return render(request, "office/edition_checks.html", context)

        return view


def order_step(order, person):
    """On to the order of a list or a text, as long as it is not registered; None for who may not read it."""
    if order is None or not may(person, Act.READ, order.organisation):
        return None
    words = {
        order.State.DRAFT: _("Read the draft of the order with its annex, then send it to the head."),
        order.State.AGREEMENT: _("The order waits for the signature of the head."),
        order.State.SIGNED: _("The order is signed: enter its number and date."),
    }
    if order.state not in words:
        return None
    return NextStep(_("Open the order"), order.get_absolute_url(), words[order.state])


def edition_links(edition, own):
    """The order, the minutes, the open page, those that are there; who reads from above is shown what is
    everyone's alone.
    """
    if own and (order := edition.order):
        yield Link(str(order), order.get_absolute_url(), note=order.get_state_display())
    if own and (meeting := edition.meeting):
        yield Link(str(meeting), meeting.get_absolute_url())
    if edition.published:
        url = reverse("open:paper", args=[edition.organisation.code, edition.published])
        yield Link(_("The page everyone can read"), url)


def page_links(request, page, count):
    return {
        "previous": query_link(request, page=page - 1) if page > 1 else None,
        "next": query_link(request, page=page + 1) if count > page * CHANGES_A_PAGE else None,
        "text": _("Page %(page)s") % {"page": page} if page > 1 or count > CHANGES_A_PAGE else "",
    }
