"""The open pages of a body: what it has published, word for word as approved.

Read by anyone, without a trace.

No session, no cookie, no script. The language follows `?lang=ky` or `?lang=ru`, else it is Kyrgyz.
"""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import wraps
from hashlib import sha256

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent
from django.db.models import F, Q, QuerySet
from django.http import Http404, HttpResponse, HttpResponseServerError
from django.shortcuts import get_object_or_404, render
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.cache import get_conditional_response
from django.utils.csp import CSP
from django.utils.http import content_disposition_header
from django.views.decorators.csp import csp_override
from django.views.decorators.csrf import csrf_exempt

from office.database.actor import act_for_all
from office.files.uploads import InMemoryUploadHandler
from office.models.organisation import Organisation
from office.papers.frozen import Publication
from office.papers.official import newest_registered
from office.papers.paper_state import Standing, annex_standing
from office.papers.sheet import to_csv
from office.registers.policy import READ_METHODS, WRITE_METHODS, answer_to_method
from office.registers.values import query_link
from office.registries import SHELVES

FILES = {"pdf": "application/pdf", "csv": "text/csv; charset=utf-8", "json": "application/json"}
GZIP = re.compile(r"\bgzip\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))")
LANGUAGES = {"ky": "Кыргызча", "ru": "Русский"}
TOO_MUCH = (RequestDataTooBig, TooManyFieldsSent, TooManyFilesSent)
# Nothing runs here and nothing comes from elsewhere.
POLICY = {
    "default-src": [CSP.NONE],
    "style-src": [CSP.SELF],
    "img-src": [CSP.SELF],
    "form-action": [CSP.SELF],
    "base-uri": [CSP.NONE],
    "frame-ancestors": [CSP.NONE],
}


@dataclass(frozen=True)
class Shelf:
    """What an app shows of a body beside its papers: `lines(organisation)` → [{text, url, note}]; `bodies()`
    → keys of the bodies that have such a page. Apps enter theirs in `office.registries.SHELVES`.
    """

    lines: Callable[[Organisation], list[dict]]
    bodies: Callable[[], QuerySet]


def open_to_everyone(view):
    """Declare that a page is for everyone; `tests/test_routes.py` reads it off the URLconf."""
    view = login_not_required(view)
    view.public, view.act = True, None
    return view


def public_page(view):
    """A page of the citizen's side: only read, in the language of its address, with a 404 of its own kind."""

    @wraps(view)
    def shown(request, *args, **kwargs):
        return answer_request(view, READ_METHODS, request, *args, **kwargs)

    return open_to_everyone(shown)


def public_form(view):
    """A form of the citizen's side: no session, no cookie; `office.tickets` says that it came from here.

    In the language of its address.

    What it writes it writes inside `act_as(None)`: whoever is signed in in the same browser is not its
    author, and files are cleaned before the transaction begins. What it brings never lies in a temporary
    folder.
    """

    # Without a session there is nothing a forged request could use; the ticket says that the form came from
    # us.
    @csrf_exempt
    @open_to_everyone
    @wraps(view)
    def shown(request, *args, **kwargs):
        request.upload_handlers = [InMemoryUploadHandler(request)]
        return answer_request(view, WRITE_METHODS, request, *args, **kwargs)

    shown.acts_itself = True
    return shown


def answer_request(view, methods, request, *args, **kwargs):
    """Answer a request of the citizens' side in the language of its address, with that side's own 404."""
    if refused := answer_to_method(request, methods):
        return refused
    # Everyone is shown the same; a form reads before its transaction begins.
    with act_for_all(), translation.override(language_of(request)):
        try:
            return view(request, *args, **kwargs)
        except Http404:
            return not_found_page(request)
        except TOO_MUCH:
            return render_public(request, "public/too_much.html", {}, status=413)


def language_of(request):
    for language in (request.GET.get("lang"), translation.get_language()):
        if language in LANGUAGES:
            return language
    return "ky"


def not_found_page(request):
    """The 404 page of the citizens' side."""
    return render_public(request, "public/nothing.html", {}, status=404)


@login_not_required
def bad_request_page(request, exception=None):
    """handler400/404 of the public URLconf."""
    return not_found_page(request)


@login_not_required
def server_error_page(request):
    """Something broke. Nothing here may fail: no context processors, no database."""
    return HttpResponseServerError(render_to_string("500.html", {"home": "/open/"}))


@csp_override(POLICY)
def render_public(request, template, context, status=200):
    """Render a page with its two languages; `lang` goes on into its links once somebody has chosen."""
    language = language_of(request)
    language_links = [
        {"code": code, "name": name, "url": query_link(request, lang=code), "active": code == language}
        for code, name in LANGUAGES.items()
    ]
    lang = f"?lang={language}" if request.GET.get("lang") in LANGUAGES else ""
    around = {
        "public_languages": language_links,
        "lang": lang,
        "read_only": getattr(request, "is_read_only", False),
    }
    with translation.override(language):
        answer = render(request, template, {**context, **around}, status=status)
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@public_page
def organisations_page(request):
    """The bodies that have published something."""
    shown = Q(pk__in=Publication.objects.open().values("organisation"))
    for shelf in SHELVES:
        shown |= Q(pk__in=shelf.bodies())
    published = Organisation.objects.filter(shown)
    return render_public(request, "public/bodies.html", {"bodies": published})


@public_page
def organisation_page(request, code):
    """Section «Коррупцияга каршы аракеттенүү» of one body."""
    organisation = get_object_or_404(Organisation, code=code)
    publications = Publication.objects.open_of(organisation).select_related(
        "paper__order", "paper__annex__order"
    )
    publications = publications.defer("paper__pdf", "paper__data", "paper__annex__data")
    publications = publications.annotate(plan=F("paper__annex__data__table__plan"))
    now = newest_registered(organisation)
    lines = [
        {"publication": one, "standing": open_standing(one, now=now, plan=one.plan or "")}
        for one in publications
    ]
    pages = [line for shelf in SHELVES for line in shelf.lines(organisation)]
    return render_public(request, "public/body.html", {"body": organisation, "lines": lines, "pages": pages})


@public_page
def paper_page(request, code, token):
    """One published paper: the table as it was approved, its date, number, digest, and the files."""
    publication = find_publication(code, token)
    context = {
        "publication": publication,
        "body": publication.organisation,
        "order": publication.paper.order,
        "frozen": publication.paper,
    }
    if publication.withdrawn_on:
        return render_public(request, "public/withdrawn.html", context, status=410)
    context |= standing_context(open_standing(publication))
    content = publication.paper.content
    table = content.get("table")
    words = {"table": table, "groups": table_cards(table), "content": content}
    return render_public(request, "public/paper.html", context | words)


def open_standing(publication, *, now=None, plan=None) -> Standing:
    """The standing of a paper on the open page; `now` and `plan` as `annex_standing` takes them."""
    annex = publication.paper.annex
    if annex is None:
        return Standing(publication.paper.order)
    return annex_standing(annex, now=now, plan=plan, publications=[publication])


def standing_context(standing) -> dict:
    return {"standing": standing, "replaced": standing.replaced, "newer": standing.newer}


def table_cards(table):
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


@public_page
def paper_file(request, code, token, kind):
    """The stored bytes of the PDF; the table of the same paper as CSV, its canonical data as JSON."""
    publication = find_publication(code, token)
    if publication.withdrawn_on or kind not in FILES:
        raise Http404
    content, tag = content_of(publication.paper, kind), ""
    name = f"{code}-{publication.published_on}.{kind}"
    disposition = content_disposition_header(kind != "pdf", name)
    headers = {"Content-Disposition": disposition, "Vary": "Accept-Encoding"}
    # Safe to compress: the bytes are public, and nothing of the request is in them.
    if kind != "pdf" and GZIP.search(request.headers.get("Accept-Encoding", "")):
        content, tag = gzip.compress(content, mtime=0), "-gzip"
        headers["Content-Encoding"] = "gzip"
    headers["ETag"] = f'"{sha256(content).hexdigest()}{tag}"'
    answer = HttpResponse(content, content_type=FILES[kind], headers=headers)
    return get_conditional_response(request, etag=headers["ETag"], response=answer)


def content_of(frozen, kind):
    if kind == "pdf":
        return bytes(frozen.pdf)
    if kind == "json":
        return frozen.data.encode()
    if "table" not in frozen.content:
        raise Http404
    return to_csv(frozen.content["table"])


def find_publication(code, token):
    """The publication at this address, withdrawn ones included. Raises Http404."""
    rows = Publication.objects.ever().select_related("paper__order", "paper__annex__order", "organisation")
    return get_object_or_404(rows, organisation__code=code, token=token)
