"""The journal of the reception of citizens (004 criterion 22): who received, what it was about, what came of
it. No act prescribes its columns.
"""

from functools import partial

from django.http import Http404
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from office import clock
from office.data.layouts import own_layout
from office.papers.downloads import KIND_NAMES, file_or_redirect, make_list_file
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm
from office.papers.page_style import with_page
from office.papers.sheet import Column, Sheet
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.roles import Act
from trustbox.documents import PAPER, journal_year, readable_organisation
from trustbox.journal.book_papers import EXTRACTS, book_signatures
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.visits import Visit

RECEPTION = Sheet(
    form="trustbox/reception",
    title=EXTRACTS["reception"] + "\n{organisation}\n{year}-жыл",
    columns=(
        Column("n", "№", 10, numeric=True),
        Column("day", "Кабыл алынган күнү", 26),
        Column("holder", "Кабыл алган кызмат адамы", 50),
        Column("about", "Кайрылуунун кыскача мазмуну", 70),
        Column("result", "Кароонун жыйынтыгы", 70),
        Column("entry", "Каттоо журналындагы катар номери", 30),
    ),
)
SHIPPED_LAYOUTS = (own_layout(RECEPTION),)
DATED_FORMS = {RECEPTION.form: DatedForm(RECEPTION)}
OUTCOMES = {
    "settled": "Жеринде чечилди",
    "explained": "Түшүндүрүлдү",
    "directed": "Башка мекемеге багытталды",
}


def reception_context(organisation, year, reader=None) -> dict:
    """The visits of a year that its reader may know of, and the entries that came by the reception without a
    visit of their own; by day.
    """
    visits = Visit.objects.of(organisation).as_read_by(reader).filter(received_on__year=year)
    visits = visits.select_related("received_by", "appeal")
    rest = Appeal.objects.of(organisation).as_read_by(reader).filter(channel="reception", visit=None)
    with translation.override("ky"):
        lines = [(row.received_on, visit_cells(row)) for row in visits]
        lines += [(row.received_on, entry_cells(row)) for row in rest.filter(received_on__year=year)]
    lines.sort(key=lambda line: line[0])
    rows = [{"n": str(number), **cells} for number, (_day, cells) in enumerate(lines, 1)]
    sheet = form_layout(RECEPTION.form, organisation)
    table = sheet.table([("", rows)], organisation=organisation.name_ky, year=str(year))
    return {"table": table, "signatures": book_signatures(organisation)[:1]}


def visit_cells(row) -> dict[str, str]:
    holder = {"holder": row.received_by.initials}
    if row.appeal:
        return {**entry_cells(row.appeal), **holder, "day": f"{row.received_on:%d.%m.%Y}"}
    return {
        "day": f"{row.received_on:%d.%m.%Y}",
        "about": row.matter,
        "result": f"{OUTCOMES[row.outcome]}: {row.result}",
        "entry": "",
        **holder,
    }


def entry_cells(entry) -> dict[str, str]:
    """An entry of the journal: its result is its measures and its reply."""
    return {
        "day": f"{entry.received_on:%d.%m.%Y}",
        "holder": "",
        "about": entry.short_text,
        "result": "\n".join(filter(None, [entry.measures, entry.reply])) or entry.get_state_display(),
        "entry": f"{entry.number}/{entry.year}",
    }


@policy(Act.JOURNAL, READ_METHODS)
def download_reception(request, kind):
    organisation, year = readable_organisation(request), journal_year(request)
    if kind not in PAPER:
        raise Http404
    context = with_page(reception_context(organisation, year, request.user), organisation)
    make = partial(make_list_file, kind, RECEPTION.form, context)
    return file_or_redirect(
        request, make, kind, f"{organisation.code}-reception-{year}", reverse("visits:register")
    )


def visit_list_context(request, rows):
    name = _("Reception journal")
    return {
        "exports": [
            Link(f"{name} · {KIND_NAMES[kind]}", reverse("visits:journal", args=[kind])) for kind in PAPER
        ]
    }


FORMS = {
    RECEPTION.form: OfficialForm(
        "Жарандарды жеке кабыл алуу журналы",
        lambda organisation: reception_context(organisation, clock.today().year),
    )
}
