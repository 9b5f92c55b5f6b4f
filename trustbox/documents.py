"""What the pages of papers share: kinds, the year asked for, who may read, a paper as PDF or Word."""

from django.core.exceptions import PermissionDenied

from office import clock
from office.papers.official import make_word_copy
from office.papers.printing import pdf
from office.registers.values import parse_number
from office.roles import Act, may

PAPER = ("pdf", "docx")


def journal_year(request) -> int:
    return parse_number(request.GET.get("year"), clock.today().year)


def readable_organisation(request):
    """The organisation at hand, whose journal the person reads; 403 otherwise."""
    if request.organisation is None or not may(request.user, Act.JOURNAL, request.organisation):
        raise PermissionDenied
    return request.organisation


def render_document(kind, template, paper) -> bytes:
    """A paper of words and tables as PDF or Word."""
    if kind == "docx":
        return make_word_copy(paper, template)
    return pdf(template, paper)
