"""Electronic signatures of an order's papers: filed, made with a key of one's own, checked."""

from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters

from office.files.models import WrongFile
from office.papers.forms import KeyForm, SignatureForm
from office.papers.registers import ORDERS
from office.papers.signatures import file_signature, sign_paper
from office.registers.move_view import act_page
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act
from office.views import form_data, require_right


def chosen_annex(order, number):
    return order.annexes.get(number=number) if number else None


@policy(Act.AGREE, register=ORDERS)
def upload_signature(request, pk):
    """Keep a signed PDF or a signature that stands apart, byte for byte."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    form = SignatureForm(*form_data(request), order=order)

    def keep():
        typed = form.cleaned_data
        return file_signature(
            order,
            chosen_annex(order, typed["paper"]),
            signer=typed["signer"],
            name=typed["signature"].name,
            content=typed["signature"].read(),
            by=request.user,
        )

    return act_page(
        request,
        order,
        form,
        keep,
        label=_("File an electronic signature"),
        consequence=_("The signer stands as you write it. Whether it holds is checked on its own page."),
    )


@sensitive_post_parameters("password")
@policy(Act.SIGN, register=ORDERS)
def sign_with_key(request, pk):
    """Sign a frozen paper with a key file that is used this once."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.SIGN)
    form = KeyForm(*form_data(request), order=order)

    def sign():
        typed = form.cleaned_data
        return sign_paper(
            order,
            chosen_annex(order, typed["paper"]),
            key=typed["key"].read(),
            password=typed["password"],
            by=request.user,
        )

    return act_page(
        request,
        order,
        form,
        sign,
        label=_("Sign electronically"),
        consequence=_(
            "An invisible signature is added to the PDF, earlier ones stay. The key is kept nowhere."
        ),
    )


@policy(Act.READ, READ_METHODS, register=ORDERS)
def check_signature(request, pk, row):
    """What a check of the signatures of a file gives now."""
    order = find_row(ORDERS, request, pk)
    kept = get_object_or_404(order.signature_files.select_related("file", "annex"), pk=row)
    found, trouble = [], ""
    try:
        found = kept.signatures()
    except (WrongFile, FileNotFoundError, ValueError) as reason:
        trouble = str(reason) if isinstance(reason, WrongFile) else _("The file is damaged")
    papers = order.papers.filter(annex=kept.annex)
    context = {
        "record": order,
        "title": _("Electronic signature"),
        "kept": kept,
        "found": found,
        "trouble": trouble,
        "begins_as_paper": not trouble and any(kept.begins_as(paper) for paper in papers),
    }
    return render(request, "office/signature.html", context)
