"""Pages of the Russian copy of an order: it is entered beside the Kyrgyz text and printed."""

from django.http import Http404
from django.shortcuts import render
from django.utils.translation import gettext as _

from office.papers.order_pages import part_page
from office.papers.printing import PrintError
from office.papers.registers import ORDERS
from office.papers.translation_forms import TranslationForm
from office.papers.translation_prints import translation_pdf, translation_word
from office.papers.translations import OrderTranslation, translation_of
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.roles import Act
from office.views import WORD, download_response, printed_response, require_right


@policy(Act.AGREE, register=ORDERS)
def change_translation(request, pk):
    """Enter the Russian wording of an order beside the Kyrgyz, or look at it again."""
    order = require_right(find_row(ORDERS, request, pk), request.user, Act.AGREE)
    known = translation_of(order)
    return part_page(
        request,
        order,
        TranslationForm,
        known or OrderTranslation(organisation=order.organisation, order=order),
        label=_("Save the Russian copy"),
        consequence=_("The Kyrgyz text is the official one; the copy is marked as a translation."),
        template="office/translation_form.html",
    )


@policy(Act.READ, READ_METHODS, register=ORDERS)
def print_translation(request, pk):
    """The Russian copy as a PDF."""
    order = find_row(ORDERS, request, pk)
    return printed_response(request, f"{order.pk}-ru.pdf", lambda: translation_pdf(order))


@policy(Act.READ, READ_METHODS, register=ORDERS)
def word_translation(request, pk):
    """The Russian copy as an editable Word file."""
    order = find_row(ORDERS, request, pk)
    try:
        return download_response(translation_word(order), WORD, f"{order.pk}-ru.docx")
    except LookupError:
        raise Http404 from None
    except PrintError as error:
        context = {"title": _("Not printed"), "error": error}
        return render(request, "office/not_printed.html", context, status=422)
