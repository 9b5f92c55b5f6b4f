from typing import NamedTuple

from django.db.models import F
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.files.models import StoredFile
from office.filters import (
    OrderFilter,
)
from office.meetings.forms import EndForm
from office.papers.forms import OrderForm, RegisterForm, SignForm
from office.papers.frozen import Publication
from office.papers.models import Order
from office.papers.official import newest_registered, replaced_by
from office.papers.remarks import order_remarks
from office.papers.scans import scan_files, scan_state
from office.papers.text_annex import TEXT
from office.papers.translation_prints import CHANGED_AFTER, is_outdated
from office.papers.translations import translation_of
from office.registers.links import Button, Link, NextStep
from office.registers.register import Register
from office.roles import Act, may

# --- Orders ------------------------------------------------------------------------------------------------


def order_page_context(request, order):
    """The papers of an order with what may be done to each, the remarks of the proofreader, the scan."""
    frozen = list(order.papers.select_related("annex"))
    annexes = list(order.annexes.all())
    shown = {row.paper.annex_id: row for row in reversed(order_publications(order))}
    now = newest_registered(order.organisation) if order.is_signed else {}
    published = may(request.user, Act.PUBLISH, order.organisation) and order.is_in_force
    return {
        "papers": [
            Link("PDF", print_url(order, 0)),
            Link("Word", reverse("orders:word", args=[order.pk, 0]), icon="file-earmark-word"),
            Link(_("PDF of the whole package"), reverse("orders:package", args=[order.pk])),
        ],
        "circulation_url": circulation_url(order, request.user),
        "russian": russian_copy(order, request.user),
        "text_url": reverse("orders:text", args=[order.pk]) if changes_texts(order, request.user) else "",
        "next_step": next_paper(order, request.user) if order.state != Order.State.AGREEMENT else None,
        "preview": preview_url(order, 0),
        "text_line": publication_line(order, 0, shown.get(None), published),
        "annexes": [
            annex_line(order, annex, shown.get(annex.pk), published, replaced_by(annex, now))
            for annex in annexes
        ],
        "links": repeal_links(order),
        "frozen": [frozen_paper(paper) for paper in frozen],
        "remarks": [] if order.is_quiet else order_remarks(order),
        "scan_url": scan_url(order, request.user),
        **signature_context(order, request.user),
        "scans": scan_files(order) if order.is_signed else [],
        "scanned": scan_state(order) if order.is_signed else [],
    }


def repeal_links(order):
    """The orders this one ends, and the one that ends it."""
    ended = [
        Link(str(row.ended), row.ended.get_absolute_url(), note=_("ends with this order"))
        for row in order.repeals.select_related("ended")
    ]
    newer = [
        Link(str(row.order), row.order.get_absolute_url(), note=_("ends this order"))
        for row in order.repealed_by.select_related("order")
    ]
    return [*newer, *ended]


def order_publications(order):
    """The publications of an order, those that stand on the open page before those withdrawn."""
    rows = Publication.objects.of(order.organisation).filter(paper__order=order).select_related("paper")
    return list(rows.order_by(F("withdrawn_on").desc(nulls_first=True), "-pk"))


def annex_line(order, annex, publication, may_publish, replaced):
    """An annex with its addresses: preview, PDF, Word; the public page, or the way to it."""
    return {
        "annex": annex,
        "preview": preview_url(order, annex.number),
        "pdf": print_url(order, annex.number),
        "word": reverse("orders:word", args=[order.pk, annex.number]),
        "is_text": annex.form == TEXT.form,
        "replaced": replaced,
        **publication_line(order, annex.number, publication, may_publish),
    }


def publication_line(order, number, publication, may_publish):
    """Whether the paper is on the open page or was withdrawn; the address to publish it, else ""."""
    withdrawn = publication and publication.withdrawn_on
    return {
        "publication": None if withdrawn else publication,
        "withdrawn": publication if withdrawn else None,
        "publish": reverse("orders:publish", args=[order.pk, number])
        if may_publish and (withdrawn or not publication)
        else "",
    }


class FrozenPaper(NamedTuple):
    """A paper as it was signed or registered, with the digests of its bytes and of its data."""

    label: str
    stage: str
    url: str
    sha256: str
    data_sha256: str


def frozen_paper(paper):
    return FrozenPaper(
        str(paper.annex or _("The order itself")),
        paper.get_stage_display(),
        reverse("orders:paper", args=[paper.order_id, paper.pk]),
        paper.sha256,
        paper.data_sha256,
    )


def preview_url(order, number):
    return reverse("orders:preview", args=[order.pk, number])


def print_url(order, number):
    return reverse("orders:print", args=[order.pk, number])


def scan_url(order, person):
    """URL where scans are filed; "" while none is due."""
    due = order.is_signed and may(person, Act.AGREE, order.organisation)
    return reverse("orders:scan", args=[order.pk]) if due else ""


def signature_context(order, person):
    """The electronic signatures of an order, and where one is filed or made; "" where none may be."""
    files_due = order.is_signed and may(person, Act.AGREE, order.organisation)
    key_due = order.is_signed and may(person, Act.SIGN, order.organisation)
    return {
        "signature_files": order.signature_files.select_related("annex") if order.is_signed else [],
        "signature_url": reverse("orders:signature", args=[order.pk]) if files_due else "",
        "key_url": reverse("orders:key", args=[order.pk]) if key_due else "",
    }


def changes_texts(order, person) -> bool:
    """Whether the person may add texts to the order, change them and take them out."""
    return order.is_editable and may(person, Act.AGREE, order.organisation)


def circulation_url(order, person):
    """URL where the acquaintance sheet and the distribution list are changed; "" for who may not."""
    changes = not order.is_quiet and may(person, Act.AGREE, order.organisation)
    return reverse("orders:circulation", args=[order.pk]) if changes else ""


class RussianCopy(NamedTuple):
    """The Russian copy of an order on its page: the addresses, or why it is not printed now."""

    change: str
    pdf: str
    word: str
    warning: object


def russian_copy(order, person):
    """None for who neither sees a copy nor may enter one."""
    row = translation_of(order)
    change = reverse("orders:russian", args=[order.pk]) if may(person, Act.AGREE, order.organisation) else ""
    if row is None:
        return RussianCopy(change, "", "", "") if change else None
    if is_outdated(row):
        return RussianCopy(change, "", "", CHANGED_AFTER)
    as_pdf, as_word = (reverse(f"orders:{name}", args=[order.pk]) for name in ("russian_pdf", "russian_word"))
    return RussianCopy(change, as_pdf, as_word, "")


def signing_context(request, order, move):
    """Before a move that freezes or numbers the papers: these on the page and the remarks beside them."""
    if move.name not in ("submit", "sign", "register"):
        return {}
    signs = move.name == "sign"
    return {
        "preview": preview_url(order, 0),
        "papers_to_read": papers_to_read(order) if signs else [],
        "next_paper": next_paper(order, request.user) if signs else None,
        "remarks": order_remarks(order),
        "ends": [str(row.ended) for row in order.repeals.select_related("ended")],
    }


class PaperToRead(NamedTuple):
    """A paper of an order with its addresses: as a page, page by page, as PDF."""

    number: int
    title: str
    preview: str
    pages: str
    pdf: str


def papers_to_read(order):
    """The order itself, then its annexes."""
    named = [(0, order.title), *((annex.number, str(annex)) for annex in order.annexes.all())]
    return [
        PaperToRead(
            number,
            f"{number}. {title}" if number else title,
            preview_url(order, number),
            reverse("orders:pages", args=[order.pk, number]),
            print_url(order, number),
        )
        for number, title in named
    ]


def next_paper(order, person):
    """The way to the next order of the body that waits for the person's signature: those after it come
    first; None where none waits.
    """
    if not may(person, Act.SIGN, order.organisation):
        return None
    waiting = Order.objects.of(order.organisation).filter(state=Order.State.AGREEMENT).exclude(pk=order.pk)
    following = waiting.filter(pk__gt=order.pk).order_by("pk").first() or waiting.order_by("pk").first()
    if following is None:
        return None
    address = reverse("orders:move", args=[following.pk, "sign"])
    return NextStep(_("The next paper to sign"), address, str(following))


ORDERS = Register(
    model=Order,
    space="orders",
    title=gettext_lazy("Orders"),
    new=gettext_lazy("New order"),
    empty=gettext_lazy("No order has been entered yet. An edition of the list of risks makes its own draft."),
    columns=("title", "number", "date", "kind", "state"),
    sections=(
        (gettext_lazy("Head of the order"), ("kind", "number", "date", "number_ground", "title")),
        (gettext_lazy("Signature"), ("signer_post", "signer_name", "signed_at", "signed_by")),
    ),
    form=OrderForm,
    filters=OrderFilter,
    move_forms={"sign": SignForm, "register": RegisterForm, "replace": EndForm, "cancel": EndForm},
    record_template="office/order_detail.html",
    move_template="office/order_confirm.html",
    record_extra=order_page_context,
    move_extra=signing_context,
)
# --- Publications and files --------------------------------------------------------------------------------


def publication_context(request, publication):
    paper = publication.paper
    order = paper.order
    withdraw = publication.withdrawn_on is None and may(request.user, Act.PUBLISH, publication.organisation)
    links = [Link(_("Open page"), publication.public_url, note=_("as anyone sees it"))]
    # A publication is read from above too, its order by the body alone.
    if may(request.user, Act.READ, order.organisation):
        links.insert(0, Link(str(order), order.get_absolute_url(), note=order.get_state_display()))
    return {
        "links": links,
        "moves": [
            Button(
                _("Withdraw"), PUBLICATIONS.url("withdraw", publication.pk), WITHDRAW_CONSEQUENCE, danger=True
            ),
        ]
        if withdraw
        else [],
    }


WITHDRAW_CONSEQUENCE = gettext_lazy(
    "The open page and the check page then say only that the paper was withdrawn, when and why."
)
PUBLICATIONS = Register(
    model=Publication,
    space="publications",
    title=gettext_lazy("Publication"),
    empty=gettext_lazy(
        "Nothing has been published yet. An annex of an order in force is published from the order."
    ),
    columns=("title", "organisation", "published_on", "withdrawn_on"),
    sections=(
        (
            "",
            ("title", "organisation", "published_on", "published_by", "sha256"),
        ),
        (gettext_lazy("Withdrawal"), ("withdrawn_on", "withdrawn_by", "withdraw_ground")),
    ),
    pages=("register", "record"),
    write=Act.PUBLISH,
    record_extra=publication_context,
)
FILES = Register(model=StoredFile, space="files", title=gettext_lazy("Files"), pages=())
