from django.urls import path
from django.utils.translation import gettext_lazy as _

from office.registers.register import Register
from office.roles import Act
from trustbox.boxes import box_pages, schedule_forms
from trustbox.boxes import forms as boxes_forms
from trustbox.boxes import pages as boxes_pages
from trustbox.boxes import paper_pages as boxes_paper_pages
from trustbox.boxes.models.boxes import Box, Institution
from trustbox.boxes.models.openings import Opening
from trustbox.boxes.models.receptions import Reception

openings = Register(
    model=Opening,
    space="openings",
    title=_("Journal of openings"),
    new=_("Open the box"),
    read=Act.JOURNAL,
    write=Act.OPEN_BOX,
    columns=("number", "opened_on", "box", "letters_count", "seal_before", "seal_after", "minutes", "state"),
    parent="box",
    sections=(
        (
            _("The opening"),
            (
                *("number", "opened_on", "entered_on", "late_reason", "opened_by", "box", "commission"),
                *("letters_count", "minutes", "note"),
            ),
        ),
        (_("Seals"), ("seal_before", "seal_whole", "seal_after")),
    ),
    pages=("register", "record", "create", "move"),
    form=boxes_forms.OpeningForm,
    move_forms={"close": boxes_forms.CloseBoxForm},
    list_template="trustbox/opening_list.html",
    record_template="trustbox/opening_detail.html",
    form_template="trustbox/opening_form.html",
    list_extra=box_pages.opening_list_context,
    record_extra=boxes_pages.opening_context,
    empty=_("No box has been opened yet."),
)

boxes = Register(
    model=Box,
    space="boxes",
    title=_("Trust boxes"),
    new=_("New box"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("place_ky", "hours", "seal", "set_up_on", "removed_on"),
    sections=(
        (_("The box"), ("place_ky", "place_ru", "hours", "seal", "set_up_on", "removed_on")),
        (_("Notice to the public"), ("notice_ky", "notice_ru")),
    ),
    form=schedule_forms.BoxForm,
    record_template="trustbox/box_detail.html",
    record_extra=box_pages.box_context,
    empty=_("No box has been entered. Enter where it hangs and when people reach it."),
)

institutions = Register(
    model=Institution,
    space="institutions",
    title=_("Directory of institutions"),
    new=_("New institution"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("name_ky", "kind", "competence", "address", "telephone"),
    sections=(("", ("kind", "name_ky", "name_ru", "competence", "address", "telephone", "email")),),
    form=schedule_forms.InstitutionForm,
    empty=_(
        "The directory is empty. Enter where people are sent: prosecutor, social protection, police (003 "
        "6.1)."
    ),
)

receptions = Register(
    model=Reception,
    space="receptions",
    title=_("Reception and trust telephone"),
    new=_("New line of the schedule"),
    read=Act.JOURNAL,
    write=Act.APPEALS,
    columns=("kind", "holder", "weekday", "hours", "place", "telephone", "ended_on"),
    sections=(
        ("", ("kind", "holder_ky", "holder_ru", "weekday", "hours", "place", "telephone", "ended_on")),
    ),
    form=schedule_forms.ReceptionForm,
    empty=_(
        "The schedule is empty. Enter who receives citizens on which day, and the trust telephone: the open "
        "page shows it."
    ),
)

opening_paths = [
    path("<int:pk>/act.<slug:kind>", boxes_paper_pages.opening_act_page(openings), name="act"),
    path("<int:pk>/minutes.<slug:kind>", boxes_paper_pages.opening_minutes_page(openings), name="minutes"),
    path("<int:pk>/count/", boxes_pages.opening_count_page(openings), name="count"),
    path("<int:pk>/letter/", boxes_pages.opening_letter_page(openings), name="letter"),
]

box_paths = [path("<int:pk>/poster/", boxes_paper_pages.box_poster_page(boxes), name="poster")]
