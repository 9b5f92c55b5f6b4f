"""Pages of an order beside the five of its register: the package, its two sheets, its pages as pictures."""

from django.forms import Form
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from office.papers.circulation import circulation_of
from office.papers.forms import CirculationForm, TextAnnexForm
from office.papers.models import Annex
from office.papers.official import paper_bytes
from office.papers.printing import PrintError, page_pictures
from office.papers.registers import ORDERS
from office.papers.text_annex import TEXT, remove_text
from office.papers.whole_package import package_pdf
from office.papers.writers import count_pages
from office.registers.links import Line
from office.registers.move_view import act_page, confirm_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import handle_once
from office.registers.values import parse_number
from office.roles import Act
from office.views import allow_own_frame, form_data, printed_response, require_right


@policy(Act.READ, READ_METHODS, register=ORDERS)
def print_package(request, pk):
    """Order, annexes, acquaintance sheet and distribution list as one PDF."""
    order = find_row(ORDERS, request, pk)
    return printed_response(request, f"{order.pk}.pdf", lambda: package_pdf(order))


SHOWN = 10  # pages drawn at a time


@policy(Act.READ, READ_METHODS, register=ORDERS)
@allow_own_frame
def show_pages(request, pk, number):
    """The pages of the order (0) or of an annex as pictures, as they print, ten at a time."""
    order = find_row(ORDERS, request, pk)
    first = max(1, parse_number(request.GET.get("from"), 1))
    try:
        content = paper_bytes(order, number)
        total = count_pages(content)
        numbers = range(first, min(first + SHOWN, total + 1))
        pictures = page_pictures(content, numbers) if numbers else []
    except LookupError:
        raise Http404 from None
    except PrintError as error:
        return render(request, "print/pages.html", {"error": error}, status=422)
    return render(
        request,
        "print/pages.html",
        {
            "pages": list(zip(numbers, pictures, strict=True)),
            "total": total,
            "before": max(1, first - SHOWN) if first > 1 else None,
            "after": first + SHOWN if first + SHOWN <= total else None,
        },
    )


@policy(Act.AGREE, register=ORDERS)
def edit_text(request, pk, number=None):
    """Add a regulation or another text to a draft order as its annex, or change it."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    kept = get_object_or_404(order.annexes, number=number, form=TEXT.form) if number else None
    return part_page(
        request,
        order,
        TextAnnexForm,
        kept or Annex(organisation=order.organisation, order=order),
        label=_("Change the text") if kept else _("Add a text as an annex"),
        consequence=_(
            "A line of capitals or «1-глава …» begins a chapter; «1.2. …» at its beginning is a point."
        ),
    )


def part_page(request, order, form_class, part, *, label, consequence, template="office/confirm.html"):
    """Answer the page of what hangs on an order: take the form once, beside what another has kept
    meanwhile.
    """
    form = form_class(
        *form_data(request), instance=part, person=request.user, organisation=order.organisation
    )

    def keep():
        form.save_as(by=request.user)
        return order

    if request.method == "POST":
        lock_row(order)
        if done := handle_once(request, form, keep):
            return done
    facts = [Line(_("As it stands now"), form.opened_before)] if form.opened_before else []
    return confirm_page(
        request, order, form, label=label, consequence=consequence, facts=facts, template=template
    )


@policy(Act.AGREE, register=ORDERS)
def drop_text(request, pk, number):
    """Take a text annex out of a draft order."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    annex = get_object_or_404(order.annexes, number=number, form=TEXT.form)
    return act_page(
        request,
        order,
        Form(*form_data(request)),
        lambda: remove_text(order, number),
        label=_("Take the annex out"),
        consequence=_("The annexes after it move up by one number."),
        facts=[Line(_("Annex"), annex.title)],
    )


@policy(Act.AGREE, register=ORDERS)
def change_circulation(request, pk):
    """Choose who is acquainted with the order and who gets a copy."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    return part_page(
        request,
        order,
        CirculationForm,
        circulation_of(order),
        label=_("Who gets the order"),
        consequence=_("Both sheets are printed with the package and are no part of what is signed."),
    )
