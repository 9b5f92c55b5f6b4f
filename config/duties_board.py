"""The board of duties: the organisations below as rows, their duties as columns, each with its term.

Reads what is approved, published or in force, never a draft; a link goes to the public paper.
"""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.http import Http404
from django.shortcuts import render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from monitoring.models.certificate import Result
from office import clock
from office.kyrgyz import genitive
from office.law.workdays import add_months
from office.lists.paper_lists import PaperList
from office.lists.review import approved_on
from office.models.duty_reminder import DutyReminder
from office.models.law import law_value
from office.models.organisation import Organisation
from office.papers.downloads import file_response
from office.papers.frozen import Publication
from office.papers.sheet import Column, Sheet
from office.papers.writers import to_xlsx
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.roles import Act, may
from positions.editions.models import PositionEdition
from risks.subordinates import lists
from standards.text.models import Standard
from trustbox.analysis.models import Analysis, last_half, period_of
from trustbox.boxes.models.boxes import Box
from trustbox.boxes.models.openings import Opening

SOON = timedelta(days=30)
PLAN, FIRST_PLAN = "plans/plan", "the first plans/plan"
REPORT_DUE = (2, 1)  # the report of the year before: by 1 February


class Duty(NamedTuple):
    """One cell: `urgency` is done, soon, overdue or later; `words` what stands, `url` the paper or ""."""

    urgency: str
    words: str
    url: str = ""


class BoardRow(NamedTuple):
    """An organisation with its duties in the order of `DUTIES`."""

    organisation: Organisation
    duties: list[Duty]
    reminded_on: date | None = None


class BoardSum(NamedTuple):
    """How many of the organisations that have a duty now have it in time."""

    label: str | Promise
    done: int
    of: int


DUTIES = (
    gettext_lazy("List of risks"),
    gettext_lazy("List of positions"),
    gettext_lazy("Plan"),
    gettext_lazy("Report by 1 February"),
    gettext_lazy("Conduct standard"),
    gettext_lazy("Monitoring"),
    gettext_lazy("Trust box opened"),
    gettext_lazy("Analysis of the half-year"),
)
# The file is in Kyrgyz, whatever the screen speaks.
SHEET = Sheet(
    form="config/duties",
    title="{organisation_genitive} карамагындагы органдардын коррупцияга каршы милдеттеринин аткарылышы",
    columns=(
        Column("number", "№", 10, numeric=True),
        Column("body", "Орган, мекеме", 60),
        Column("duty_0", "Тобокелдиктердин тизмеги", 34),
        Column("duty_1", "Кызмат орундарынын тизмеги", 34),
        Column("duty_2", "Иш-чаралар планы", 30),
        Column("duty_3", "1-февралга карата отчет", 30),
        Column("duty_4", "Жүрүм-турум стандарты", 30),
        Column("duty_5", "Мониторинг", 30),
        Column("duty_6", "Ишеним кутучасын ачуу", 30),
        Column("duty_7", "Жарым жылдык талдоо", 30),
    ),
)


@policy(Act.READ, READ_METHODS)
def show_board(request):
    """Every working organisation below the one at hand; above them one line for each that stands directly
    below, where these have others below them.
    """
    organisation = readable_organisation(request)
    reminded = DutyReminder.objects.last_days_below(organisation)
    rows = [row._replace(reminded_on=reminded.get(row.organisation.pk)) for row in board_rows(organisation)]
    context = {
        "rows": rows,
        "duties": DUTIES,
        "sums": board_sums(rows),
        "parts": board_parts(organisation, rows),
        "excel": reverse("duties_file", args=["xlsx"]),
        "remind": may(request.user, Act.KEEP, organisation) and waits_for_reminder(rows),
        "title": _("Duties of the bodies below"),
        "back": Link(_("Bodies below"), reverse("below:register")),
        "empty": {"text": _("No body stands under this one."), "actions": []},
    }
    return render(request, "duties_board.html", context)


@policy(Act.READ, READ_METHODS)
def board_file(request, kind):
    """The board as one Excel file."""
    organisation = readable_organisation(request)
    if kind != "xlsx":
        raise Http404
    name = f"{organisation.code}-duties-{clock.today()}.xlsx"
    return file_response(to_xlsx(board_table(organisation)), kind, name)


def readable_organisation(request, act=Act.READ):
    """The organisation at hand; 404 without the right there."""
    organisation = request.organisation
    if organisation is None or not may(request.user, act, organisation):
        raise Http404
    return organisation


def waits_for_reminder(rows) -> bool:
    """Whether a body is late that was not reminded today."""
    rows = [row for row in rows if row.reminded_on != clock.today()]
    return any(duty.urgency == "overdue" for row in rows for duty in row.duties)


def board_table(organisation) -> dict:
    rows = [
        {"body": row.organisation.name_ky}
        | {f"duty_{place}": duty.words for place, duty in enumerate(row.duties)}
        for row in board_rows(organisation)
    ]
    return SHEET.table([("", rows)], organisation_genitive=genitive(organisation.name_ky))


def board_rows(organisation, today=None) -> list[BoardRow]:
    """The rows in tree order; the number of queries does not grow with them."""
    today = today or clock.today()
    published = published_papers(organisation)
    columns = [
        positions_duties(organisation, today),
        plan_duties(published),
        report_duties(published, today),
        standard_duties(organisation),
        monitoring_duties(organisation, today),
        box_duties(organisation, today),
        half_year_duties(organisation, today),
    ]
    return [
        BoardRow(
            status.organisation,
            [list_duty(status), *(column(status.organisation) for column in columns)],
        )
        for status in lists.list_statuses(organisation, today)
    ]


def board_sums(rows) -> list[BoardSum]:
    found = []
    for place, label in enumerate(DUTIES):
        states = [row.duties[place].urgency for row in rows if row.duties[place].urgency != "later"]
        found.append(BoardSum(label, states.count("done"), len(states)))
    return found


def board_parts(organisation, rows) -> list[tuple[Organisation, list[BoardSum]]]:
    """[(organisation directly below, sums of it and all below it)]; [] where none has any below it."""
    heads = [row.organisation for row in rows if row.organisation.parent_id == organisation.pk]
    if len(heads) == len(rows):
        return []
    return [
        (head, board_sums([row for row in rows if row.organisation.path.startswith(head.path)]))
        for head in heads
    ]


# --- The columns --------------------------------------------------------------------------------------------


def day_words(day) -> str:
    return date_format(day, "SHORT_DATE_FORMAT")


def reviewed(approved: date, due: date, today: date, url: str) -> Duty:
    """A list that is approved and has to be reviewed by a day."""
    if due < today:
        return Duty("overdue", _("review was due on %(day)s") % {"day": day_words(due)}, url)
    return Duty("soon" if due - SOON <= today else "done", day_words(approved), url)


def list_duty(status) -> Duty:
    """The list of risks: approved, and reviewed within its term (281 p.13)."""
    if not status.approved_on:
        return Duty("overdue", _("no approved list"))
    url = ""
    if status.published:
        url = reverse("open:paper", args=[status.organisation.code, status.published.published])
    return reviewed(status.approved_on, status.due, status.today, url)


def published_papers(organisation) -> dict[tuple[int, str], Publication]:
    """{(organisation, room and name of the form): the newest paper on its open page}, and the first plan
    under FIRST_PLAN; one query.
    """
    rows = Publication.objects.released_below(organisation).order_by("published_on", "pk")
    papers = {}
    for row in rows.select_related("organisation"):
        papers[row.organisation_id, row.form] = row
        if row.form == PLAN:
            papers.setdefault((row.organisation_id, FIRST_PLAN), row)
    return papers


def paper_url(row) -> str:
    return reverse("open:paper", args=[row.organisation.code, row.token]) if row else ""


def newest_by_organisation(rows) -> dict:
    """{organisation: its last row} of rows in ascending order."""
    return {row.organisation_id: row for row in rows}


def positions_duties(organisation, today):
    """The list of corruption-prone positions in force, by an edition or on paper; two queries."""
    editions = PositionEdition.objects.released_below(organisation).binding().with_publication()
    editions = editions.select_related("annex__order", "organisation").defer("annex__data")
    newest = newest_by_organisation(editions.order_by("begun_on", "number", "pk"))
    papers = PaperList.objects.released_below(organisation).filter(form__startswith="positions/")
    on_paper = newest_by_organisation(papers.order_by("date", "pk"))
    months = law_value("lists_review", on=today)

    def duty(below):
        edition, paper = newest.get(below.pk), on_paper.get(below.pk)
        if edition and paper and paper.date > approved_on(edition):
            edition = None
        approved = approved_on(edition) if edition else paper and paper.date
        if not approved or (edition and edition.order.is_quiet):
            return Duty("overdue", _("no approved list"))
        shown = edition and edition.published
        url = reverse("open:paper", args=[below.code, shown]) if shown else ""
        return reviewed(approved, add_months(approved, months), today, url)

    return duty


def plan_duties(published):
    """A plan of measures on the open page."""

    def duty(below):
        row = published.get((below.pk, PLAN))
        if row is None:
            return Duty("overdue", _("not published"))
        return Duty("done", day_words(row.published_on), paper_url(row))

    return duty


def report_duties(published, today):
    """The report of the year before, published this year by 1 February; a plan published before this year
    owes one.
    """
    due = date(today.year, *REPORT_DUE)

    def duty(below):
        row = published.get((below.pk, "plans/report"))
        if row is not None and row.published_on.year == today.year:
            urgency = "done" if row.published_on <= due else "soon"
            return Duty(urgency, day_words(row.published_on), paper_url(row))
        plan = published.get((below.pk, FIRST_PLAN))
        if plan is None or plan.published_on.year >= today.year:
            return Duty("later", _("no plan of the year before"))
        return Duty("soon" if today <= due else "overdue", _("due on %(day)s") % {"day": day_words(due)})

    return duty


def standard_duties(organisation):
    """A conduct standard in force; one query."""
    rows = newest_by_organisation(Standard.objects.released_below(organisation).in_force())

    def duty(below):
        row = rows.get(below.pk)
        return Duty("done", _("in force")) if row else Duty("overdue", _("none in force"))

    return duty


def monitoring_duties(organisation, today):
    """The certificate of this year or the year before; one query."""
    rows = defaultdict(list)
    found = Result.objects.released_below(organisation).of_bodies().filter(year__gte=today.year - 1)
    for row in found.order_by("made_on", "pk"):
        rows[row.organisation_id].append(row)

    def duty(below):
        if not rows[below.pk]:
            return Duty("soon", _("not monitored"))
        newest = rows[below.pk][-1]
        words = _("%(total)s points, %(day)s") % {"total": newest.total, "day": day_words(newest.made_on)}
        return Duty("done", words, newest.get_absolute_url())

    return duty


def box_duties(organisation, today):
    """A box in use, opened in the half-year that runs: what each half-year brought is analysed (003 4.4).
    Two queries: of an opening its day is seen here and nothing else.
    """
    hung, opened = Box.objects.first_days_below(organisation), Opening.objects.last_days_below(organisation)
    before, ended = period_of(*last_half(today))

    def duty(below):
        if below.pk not in hung:
            return Duty("later", _("no box"))
        day = opened.get(below.pk)
        words = _("opened on %(day)s") % {"day": day_words(day)} if day else _("not opened")
        if day and day > ended:
            return Duty("done", words)
        return Duty("soon" if max(day or hung[below.pk], hung[below.pk]) >= before else "overdue", words)

    return duty


def half_year_duties(organisation, today):
    """The analysis of the half-year that ended last, submitted to the head (003 4.4); owed by whoever had a
    box then. Two queries: of an analysis its day is seen here and no figure.
    """
    kind, year = last_half(today)
    ended = period_of(kind, year)[1]
    hung = Box.objects.first_days_below(organisation)
    submitted = Analysis.objects.days_below(organisation, kind, year)

    def duty(below):
        if below.pk in submitted:
            return Duty("done", day_words(submitted[below.pk]))
        if below.pk not in hung or hung[below.pk] > ended:
            return Duty("later", _("no box"))
        return Duty("soon" if today <= ended + SOON else "overdue", _("not submitted"))

    return duty
