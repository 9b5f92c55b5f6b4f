from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from standards.references import forms, pages
from standards.references.models import Reference

references = Register(
    model=Reference,
    space="references",
    no_files="each reading of a reference is recorded, on its page alone",
    title=_("References of people"),
    new=_("Ask for a reference"),
    columns=("person", "occasion", "note", "asked_at", "asked_by"),
    sections=((_("The reference"), ("person", "occasion", "note", "asked_at", "asked_by")),),
    pages=("register", "record", "create"),
    read=Act.DECIDE,
    write=Act.DECIDE,
    form=forms.ReferenceForm,
    record_template="standards/reference_detail.html",
    record_extra=pages.reference_context,
    empty=_(
        "No reference has been asked for. It is due at a promotion, a title, a class rank or an award (18.4)."
    ),
)

reference_paths = [path("<int:pk>/open/", pages.reference_paper_page(references), name="open")]
