"""What comes back of a signed paper: its pages, scanned or photographed, each known by the code at its foot.

A page may come again: a better scan follows, the earlier stays.
"""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from django.db import models, transaction
from django.db.models import Q
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.database.owned import Owned
from office.database.triggers import Guard
from office.files.models import StoredFile
from office.files.scan_codes import read_scan
from office.papers.models import Annex, Order
from office.papers.print_marks import find_marked, token_start
from office.registers.workflow import Refused

CODE = re.compile(r"/open/check/(?P<mark>[0-9A-Za-z-]+)/(?:\?p=(?P<page>\d{1,4})\.(?P<pages>\d{1,4}))?$")


class ScannedPage(Owned):
    """A page of a file that was brought: which page of which paper it is, as its code says.

    `page` is 0 where no number could be read; `annex` is empty for the text of the order too.
    """

    GUARDS = (
        Guard("a_scanned_page_is_never_changed", "UPDATE"),
        Guard("a_scanned_page_is_never_deleted", "DELETE"),
    )

    order = models.ForeignKey(Order, models.PROTECT, related_name="scanned_pages")
    annex = models.ForeignKey(Annex, models.PROTECT, null=True, blank=True, related_name="+")
    page = models.PositiveSmallIntegerField(gettext_lazy("page"), default=0)
    pages = models.PositiveSmallIntegerField(gettext_lazy("of pages"), default=0)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+", verbose_name=gettext_lazy("file"))
    file_page = models.PositiveSmallIntegerField(gettext_lazy("page of the file"))

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["file", "file_page"], name="a_page_of_a_file_is_filed_once"),
            models.CheckConstraint(
                condition=Q(page=0, pages=0) | Q(page__gte=1, pages__gte=models.F("page")),
                name="a_scanned_page_lies_within_its_paper",
            ),
        ]

    def __str__(self):
        return f"{self.annex or self.order}: {self.page}/{self.pages}"


class PageCode(NamedTuple):
    """What the code at the foot of a page says."""

    mark: str
    page: int = 0
    pages: int = 0


def page_code(texts: Iterable[str]) -> PageCode | None:
    """The code of a page; of several the one with the number of the page."""
    codes = [
        PageCode(found["mark"], int(found["page"] or 0), int(found["pages"] or 0))
        for found in map(CODE.search, texts)
        if found
    ]
    right = [code for code in codes if code.page <= code.pages]
    return max(right, key=lambda code: code.page, default=None)


@transaction.atomic
def file_scans(order, files: list[tuple[str, bytes]], *, by, unread=False) -> list[ScannedPage]:
    """File the scans of a signed order, `files` as (name, bytes).

    Refused when a page bears the code of another paper, and, unless `unread`, when one bears no code that can
    be read. WrongFile for what cannot be filed at all.
    """
    order.refresh_from_db(from_queryset=Order.unscoped.select_for_update())
    if not order.is_signed:
        raise Refused(_("Only a signed order has a paper to scan."))
    read = [
        (name, content, [page_code(texts) for texts in read_scan(content, name)]) for name, content in files
    ]
    papers = papers_by_start(order)
    for name, _content, codes in read:
        for number, code in enumerate(codes, 1):
            refuse_other_paper(order, papers, code, name, number, unread)
    rows = [
        row for name, content, codes in read for row in store_pages(order, papers, name, content, codes, by)
    ]
    if order.scan_id is None:
        order.scan = rows[0].file
    order.version += 1
    order.save(update_fields=["scan", "version"])
    return rows


def papers_by_start(order) -> dict[str, Annex | None]:
    """The papers of an order by the beginning of their tokens, None for its text."""
    papers: dict[str, Annex | None] = {token_start_of(annex.token): annex for annex in order.annexes.all()}
    if mark := getattr(order, "mark", None):
        papers[token_start_of(mark.token)] = None
    return papers


def token_start_of(mark: str) -> str:
    """The beginning of a token, whether the mark is the token itself or its short code."""
    return token_start(mark) or mark[:15]


def refuse_other_paper(order, papers, code, name, number, unread):
    place = {"file": name, "page": number}
    if code is None:
        if not unread:
            raise Refused(
                _(
                    "%(file)s, page %(page)s: no code at the foot could be read. Scan the page straight and "
                    "whole at 200 dpi, or tick that such pages are filed too. Nothing was filed."
                )
                % place
            )
    elif token_start_of(code.mark) not in papers:
        other = other_paper(order, code.mark)
        raise Refused(
            _("%(file)s, page %(page)s is of another order: %(other)s. Nothing was filed.")
            % {**place, "other": other}
            if other
            else _("%(file)s, page %(page)s is of a paper that is not of this order. Nothing was filed.")
            % place
        )


def other_paper(order, mark: str) -> Order | None:
    """The order of the same body whose paper a foreign mark stands for."""
    try:
        found = find_marked(mark)
    except LookupError:
        return None
    return found.order if found.order.organisation_id == order.organisation_id else None


def store_pages(order, papers, name, content, codes, by) -> list[ScannedPage]:
    file = StoredFile.store(order.organisation, name=name, content=content, by=by)
    return [
        ScannedPage.objects.create(
            organisation=order.organisation,
            order=order,
            annex=papers[token_start_of(code.mark)] if code else None,
            page=code.page if code else 0,
            pages=code.pages if code else 0,
            file=file,
            file_page=number,
        )
        for number, code in enumerate(codes, 1)
    ]


@dataclass
class ScannedPaper:
    """What has come back of one paper of an order; `pages` 0 while nothing has."""

    title: str
    pages: int = 0
    found: set[int] = field(default_factory=set)

    @property
    def missing(self) -> list[int]:
        return [number for number in range(1, self.pages + 1) if number not in self.found]

    @property
    def is_whole(self) -> bool:
        return bool(self.pages) and not self.missing


def scan_state(order) -> list[ScannedPaper]:
    """What of the text and of each annex has come back. The newest print counts: it may have other pages."""
    rows = defaultdict(list)
    for row in order.scanned_pages.exclude(page=0):
        rows[row.annex_id].append(row)
    titles = [(None, _("The order itself")), *((annex.pk, annex.title) for annex in order.annexes.all())]
    return [scanned_paper(title, rows[pk]) for pk, title in titles]


def scanned_paper(title: str, rows: list[ScannedPage]) -> ScannedPaper:
    pages = rows[-1].pages if rows else 0
    return ScannedPaper(title, pages, {row.page for row in rows if row.pages == pages})


def scan_files(order) -> list[StoredFile]:
    """The files that were brought for an order, the earliest first, each once."""
    rows = order.scanned_pages.select_related("file")
    first = {order.scan_id: order.scan} if order.scan_id else {}
    return list((first | {row.file_id: row.file for row in rows}).values())
