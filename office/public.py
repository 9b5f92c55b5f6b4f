"""The open pages of a body: what it has published, word for word as approved. Read by anyone, without a trace.

No session, no cookie, no script. The language follows `?lang=ky` or `?lang=ru`, else what the browser asks for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps

from django.contrib.auth.decorators import login_not_required
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import translation
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt

from office.generic import READS, WRITES, answer_to_method, link
from office.models import Annex, Organisation, Publication
from office.papers import in_force_now, replaced_by
from office.sheets import to_csv

FILES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}
LANGUAGES = {"ky": "Кыргызча", "ru": "Русский"}


@dataclass(frozen=True)
class Shelf:
    """What an app shows of a body beside its papers: `lines(organisation)` → [{text, url, note}]; `bodies()` → keys of the bodies that
    have such a page. Each app enters its own in `AppConfig.ready`."""

    lines: Callable[[Organisation], list[dict]]
    bodies: Callable[[], QuerySet]


SHELVES: list[Shelf] = []


def public(view):
    """Declare that a page is for everyone; `tests/test_routes.py` reads it off the URLconf."""
    view = login_not_required(view)
    view.public, view.act = True, None
    return view


def page(view):
    """A page of the citizen's side: only read, in the language of its address, with a 404 of its own kind."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        return answered(view, READS, request, *args, **kwargs)

    return public(shown)


def open_form(view):
    """A form of the citizen's side: no session, no cookie; `office.tickets` says that it came from here. In the language of its address."""

    # Without a session there is nothing a forged request could use; the ticket says that the form came from us.
    @csrf_exempt
    @public
    @wraps(view)
    def shown(request, *args, **kwargs):
        return answered(view, WRITES, request, *args, **kwargs)

    return shown


def answered(view, methods, request, *args, **kwargs):
    """What a page of the citizen's side answers, in the language of its address; its 404 is of its own kind."""
    if refused := answer_to_method(request, methods):
        return refused
    with translation.override(language_of(request)):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return nothing(request)


def language_of(request):
    for language in (request.GET.get("lang"), translation.get_language()):
        if language in LANGUAGES:
            return language
    return "ky"


def nothing(request):
    """What a wrong address of the citizen's side answers, whichever it is."""
    return show(request, "public/nothing.html", {}, status=404)


def show(request, template, context, status=200):
    """Render a page with its two languages; `lang` goes on into its links once somebody has chosen."""
    language = language_of(request)
    tongues = [
        {"code": code, "name": name, "url": link(request, lang=code), "active": code == language}
        for code, name in LANGUAGES.items()
    ]
    lang = f"?lang={language}" if request.GET.get("lang") in LANGUAGES else ""
    with translation.override(language):
        return render(request, template, {**context, "public_tongues": tongues, "lang": lang}, status=status)


@page
def bodies(request):
    """The bodies that have published something."""
    shown = Q(pk__in=Publication.objects.open().values("organisation"))
    for shelf in SHELVES:
        shown |= Q(pk__in=shelf.bodies())
    published = Organisation.objects.filter(shown)
    return show(request, "public/bodies.html", {"bodies": published})


@page
def body(request, code):
    """Section «Коррупцияга каршы аракеттенүү» of one body."""
    organisation = get_object_or_404(Organisation, code=code)
    publications = Publication.objects.open_of(organisation).select_related(
        "paper__order", "paper__annex__order"
    )
    publications = publications.defer("paper__pdf", "paper__data", "paper__annex__data")
    publications = publications.annotate(plan=F("paper__annex__data__table__plan"))
    now = in_force_now(organisation)
    lines = [
        {
            "publication": one,
            "replaced": one.paper.annex and replaced_by(one.paper.annex, now, one.plan or ""),
        }
        for one in publications
    ]
    pages = [line for shelf in SHELVES for line in shelf.lines(organisation)]
    return show(request, "public/body.html", {"body": organisation, "lines": lines, "pages": pages})


@page
def paper(request, code, token):
    """One published paper: the table as it was approved, its date, number, digest, and the files."""
    publication = found(code, token)
    context = {
        "publication": publication,
        "body": publication.organisation,
        "order": publication.paper.order,
        "frozen": publication.paper,
    }
    if publication.withdrawn_on:
        return show(request, "public/withdrawn.html", context, status=410)
    context |= successor(publication.paper.annex)
    table = publication.paper.content.get("table")
    return show(request, "public/paper.html", {**context, "table": table, "groups": cards(table)})


def successor(annex) -> dict:
    """`replaced`: the newer edition that took the place of an annex, or None; `newer`: where it is published, if it is."""
    replaced = annex and replaced_by(annex)
    newer = replaced and Publication.objects.open_of(annex.organisation).filter(paper__annex=replaced).first()
    return {"replaced": replaced, "newer": newer}


def cards(table):
    """The groups of a table with the heading beside each cell: on a phone a row is a card."""
    columns = table["columns"] if table else []
    return [
        {
            "heading": group["heading"],
            "rows": [
                [{"label": column["heading"], "text": row.get(column["key"], "")} for column in columns]
                for row in group["rows"]
            ],
        }
        for group in (table["groups"] if table else [])
    ]


@page
def file(request, code, token, kind):
    """The stored bytes of the PDF; the table of the same paper as CSV, its canonical data as JSON."""
    publication = found(code, token)
    if publication.withdrawn_on or kind not in FILES:
        raise Http404
    name = f"{code}-{publication.published_on}.{kind}"
    headers = {"Content-Disposition": content_disposition_header(kind != "pdf", name)}
    return HttpResponse(content_of(publication.paper, kind), content_type=FILES[kind], headers=headers)


def content_of(frozen, kind):
    if kind == "pdf":
        return bytes(frozen.pdf)
    if kind == "json":
        return frozen.data.encode()
    if "table" not in frozen.content:
        raise Http404
    return to_csv(frozen.content["table"])


def found(code, token):
    """The publication of this address, withdrawn or not."""
    rows = Publication.objects.ever().select_related("paper__order", "paper__annex__order", "organisation")
    return get_object_or_404(rows, organisation__code=code, token=token)


@page
def check(request, token):
    """Tell whether a printed paper is the true one: number, date, title, in force or not, digest. A draft says no more than that it is one."""
    annex = get_object_or_404(Annex.unscoped.select_related("order", "organisation"), token=token)
    frozen = annex.paper
    context = {
        "annex": annex,
        "order": annex.order,
        "frozen": frozen,
        "body": annex.organisation,
        "publication": frozen and frozen.publications.filter(withdrawn_on=None).first(),
        **successor(frozen and annex),
    }
    return show(request, "public/check.html", context)
