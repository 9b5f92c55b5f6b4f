"""Lists of subordinate organisations: deadline status of each and the consolidated list.

Reads approved (frozen) papers only.
"""

from collections import defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office import clock
from office.data.layouts import ShippedLayout
from office.kyrgyz import fold, genitive, short_date
from office.law.workdays import add_months
from office.lists.paper_lists import PaperList
from office.lists.review import approved_on
from office.models.law import law_value
from office.models.organisation import Organisation
from office.papers.frozen import Paper
from office.papers.layouts import DatedForm, code_of_word, form_layout
from office.papers.official import OfficialForm
from office.papers.sheet import Column, Sheet
from office.registers.rows import lock_row
from office.registers.workflow import Refused
from risks.editions.models import Edition
from risks.papers import CATEGORY_WORDS, FUNCTION_HEADINGS, LEVEL_WORDS, NUMBER
from risks.subordinates.duplicates import duplicate_groups
from risks.subordinates.models import Submittal

# --- The act ------------------------------------------------------------------------------------------------


@transaction.atomic
def submit_edition(edition, *, by) -> Submittal:
    """Submit an approved edition to the superior organisation.

    Refused without one, without a signed order in force, and the second time.
    """
    above = lock_row(edition).organisation.parent
    if above is None:
        raise Refused(_("No body stands above this one: there is nobody to submit the list to."))
    if not edition.is_approved or edition.order.is_quiet:
        raise Refused(_("Only an approved list whose order holds can be submitted."))
    if hasattr(edition, "submittal"):
        raise Refused(_("This edition has already been submitted."))
    return Submittal.objects.create(
        organisation=edition.organisation, edition=edition, receiver=above, submitted_by=by
    )


# --- Subordinate organisations ------------------------------------------------------------------------------


@dataclass
class ListStatus:
    """Status of one organisation: its approved editions, newest first, and what is missing.

    `months` is the review interval.
    """

    organisation: Organisation
    editions: list[Edition]  # approved by an order, whatever became of it, newest first
    months: int
    today: date
    paper: PaperList | None = None  # approved on paper before the portal, the newest

    @cached_property
    def newest(self):
        """The newest that an order approved, on paper or here, whatever became of that order."""
        edition = next(iter(self.editions), None)
        later = edition and self.paper and self.paper.date > approved_on(edition)
        return self.paper if later or edition is None else edition

    @cached_property
    def approved(self):
        """The edition in force."""
        return self.newest if isinstance(self.newest, Edition) and not self.newest.order.is_quiet else None

    @cached_property
    def on_paper(self):
        """The list on paper in force."""
        return self.newest if isinstance(self.newest, PaperList) else None

    @cached_property
    def approved_on(self):
        return approved_on(self.approved) if self.approved else self.on_paper and self.on_paper.date

    @property
    def approved_by(self):
        """The approving order in words: of an edition, else on paper; "" without one."""
        if self.approved:
            return self.approved.approved_by
        return f"№ {self.on_paper.number} · {self.on_paper.date:%d.%m.%Y}" if self.on_paper else ""

    @cached_property
    def published(self):
        """The newest edition on the organisation's open page."""
        return next((edition for edition in self.editions if edition.published), None)

    @cached_property
    def submitted(self):
        return next((edition for edition in self.editions if hasattr(edition, "submittal")), None)

    @cached_property
    def due(self):
        """Day of the next review (281 p.13: `months` after approval); None without an approved list."""
        return add_months(self.approved_on, self.months) if self.approved_on else None

    @property
    def code(self):
        """Key of STATUS_LABELS: none, late, paper, unsubmitted or done; the worst that applies."""
        if not self.approved_on:
            return "none"
        if self.due < self.today:
            return "late"
        if not self.approved:
            return "paper"
        return "done" if self.submitted == self.approved else "unsubmitted"

    @property
    def is_late(self):
        return self.code in ("none", "late")


STATUS_LABELS = {
    "none": ("overdue", _("no approved list")),
    "late": ("overdue", _("review is late")),
    "paper": ("soon", _("approved on paper")),
    "unsubmitted": ("soon", _("not submitted yet")),
    "done": ("done", _("all in time")),
}


def list_statuses(organisation, today=None) -> list[ListStatus]:
    """ListStatus of every working organisation below this one, in tree order.

    Three queries and the law's value.
    """
    today = today or clock.today()
    organisations = (
        Organisation.objects.working().filter(path__startswith=organisation.path).exclude(pk=organisation.pk)
    )
    editions_by_organisation = defaultdict(list)
    for edition in released_editions(organisation):
        editions_by_organisation[edition.organisation_id].append(edition)
    months = law_value("lists_review", on=today)
    papers = PaperList.objects.released_below(organisation).filter(form__in=Edition.Form.values)
    newest = {paper.organisation_id: paper for paper in papers.order_by("date", "pk")}
    return [
        ListStatus(below, editions_by_organisation[below.pk], months, today, newest.get(below.pk))
        for below in organisations
    ]


def released_editions(organisation):
    """The editions of the subordinate organisations that an order approved, newest first, with order,
    publication and submittal.
    """
    rows = Edition.objects.released_below(organisation).binding().with_publication()
    rows = rows.select_related("annex__order", "submittal__receiver", "organisation")
    return rows.defer("annex__data").order_by("-begun_on", "-number", "-pk")


def count_statuses(rows) -> list[dict]:
    """[{label, count, of, url, bad}] for approved, published, submitted, late."""
    register = reverse("below:register")
    lines = (
        (_("approved"), sum(1 for row in rows if row.approved_on), "", False),
        (_("published"), sum(1 for row in rows if row.published), "", False),
        (_("submitted"), sum(1 for row in rows if row.submitted), "", False),
        (_("late"), sum(1 for row in rows if row.is_late), f"{register}?standing=behind", True),
    )
    return [
        {"label": label, "count": count, "of": len(rows), "url": url, "bad": bad}
        for label, count, url, bad in lines
    ]


STATUS_SHEET = Sheet(
    form="risks/bodies-below",
    title=(
        "{organisation_genitive} карамагындагы органдардын коррупциялык тобокелдиктердин тизмектери "
        "боюнча милдеттеринин аткарылышы"
    ),
    columns=(
        NUMBER,
        Column("body", "Орган, мекеме", 70),
        Column("approved", "Бекитилген (буйруктун №, күнү)", 42),
        Column("published", "Жарыяланган", 34),
        Column("submitted", "Жогору турган органга берилген күнү", 34),
        Column("due", "Тактоо мөөнөтү", 30),
        Column("standing", "Абалы", 37),
    ),
)
# The paper's words, in Kyrgyz whatever the screen speaks.
STATUS_WORDS = {
    "paper": "Кагазда бекитилген",
    "none": "Бекитилген тизмек жок",
    "late": "Тактоо мөөнөтү өттү",
    "unsubmitted": "Берилген эмес",
    "done": "Мөөнөтүндө",
}


def status_table(organisation, rows=None) -> dict:
    """The statuses as a table to print or to submit."""
    rows = list_statuses(organisation) if rows is None else rows
    return form_layout(STATUS_SHEET.form, organisation).table(
        [("", [status_row(row) for row in rows])], organisation_genitive=genitive(organisation.name_ky)
    )


def status_row(row) -> dict[str, str]:
    return {
        "body": row.organisation.name_ky,
        "approved": row.approved_by,
        "published": "Ооба" if row.published else "Жок",
        "submitted": short_date(row.submitted.submittal.submitted_on) if row.submitted else "",
        "due": short_date(row.due) if row.due else "",
        "standing": STATUS_WORDS[row.code],
    }


# --- The consolidated list ----------------------------------------------------------------------------------


@dataclass(frozen=True)
class ConsolidatedRow:
    """One row of a frozen list with its edition; `alike` = number of its duplicate group, 0 for none."""

    edition: Edition
    heading: str
    cells: dict[str, str]
    alike: int = 0
    said: dict = field(default_factory=dict)  # {"words": …} where the list has words of its own

    @property
    def organisation(self):
        return self.edition.organisation

    @property
    def level(self):
        """Code of the printed level; "" for an unknown word."""
        return code_of_word(self.said, "level", self.cells.get("level", ""), LEVEL_WORDS)

    @property
    def category(self):
        """Code of the printed category; "" for an unknown word."""
        return code_of_word(self.said, "category", self.cells.get("category", ""), CATEGORY_WORDS)

    @property
    def words(self):
        """The text compared for duplicates: function and situation."""
        return f"{self.cells.get('function', '')} {self.cells.get('situation', '')}"

    def contains_words(self, words) -> bool:
        text = fold(" ".join([*self.cells.values(), self.organisation.name_ky]))
        return all(word in text for word in words)


CONSOLIDATED_SHEET = Sheet(
    form="risks/consolidated",
    title=(
        "{organisation_genitive} жана ага караштуу органдардын коррупциялык тобокелдиктеринин "
        "жыйынды\nТИЗМЕГИ"
    ),
    columns=(
        NUMBER,
        Column("body", "Орган, мекеме", 30),
        Column("function", "Функциясы (ыйгарым укуктары)", 38),
        Column("situation", "Коррупциянын тобокелдиги бар учурлар жана кырдаалдар", 46),
        Column("category", "Коррупциялык тобокелдиктин категориясы", 26),
        Column("level", "Деңгээли", 20),
        Column("unit", "Түзүмдүк бөлүмдүн (мамлекеттик органдын, мекеменин) аталышы", 32),
        Column("posts", "Коррупциялык тобокелдикке кабылган кызмат орундары", 32),
        Column("alike", "Окшош саптардын тобу", 18),
    ),
)
HEADINGS = list(FUNCTION_HEADINGS.values())


def newest_lists(organisation) -> list[Edition]:
    """The newest approved list of the organisation, then the newest submitted one of each below, in tree
    order; none of a body whose newest list no longer holds.
    """
    own = Edition.objects.of(organisation).binding().select_related("annex__order", "organisation")
    holding = list(own.defer("annex__data").order_by("-begun_on", "-number", "-pk")[:1])
    last: dict[int, Edition] = {}
    submitted: dict[int, Edition] = {}
    for edition in released_editions(organisation):
        last.setdefault(edition.organisation_id, edition)
        if hasattr(edition, "submittal") and not edition.order.is_cancelled:
            submitted.setdefault(edition.organisation_id, edition)
    below = [row for key, row in submitted.items() if not last[key].order.is_quiet]
    own_list = [row for row in holding if not row.order.is_quiet]
    return [*own_list, *sorted(below, key=lambda edition: edition.organisation.path)]


def consolidated_rows(organisation) -> list[ConsolidatedRow]:
    """All rows of these lists, grouped by function as on paper. Three queries."""
    rows = [
        row
        for edition, table in frozen_tables(newest_lists(organisation))
        for row in rows_of_table(edition, table)
    ]
    rows.sort(key=lambda row: HEADINGS.index(row.heading) if row.heading in HEADINGS else len(HEADINGS))
    groups = duplicate_groups(row.words for row in rows)
    return [replace(row, alike=group) for row, group in zip(rows, groups, strict=True)]


def source_lists(rows) -> list[dict]:
    """[{edition, count, alike}] of the rows' lists, in tree order."""
    lists: dict[int, dict] = {}
    for row in rows:
        line = lists.setdefault(row.edition.pk, {"edition": row.edition, "count": 0, "alike": 0})
        line["count"] += 1
        line["alike"] += bool(row.alike)
    return sorted(lists.values(), key=lambda line: line["edition"].organisation.path)


def frozen_tables(editions):
    """[(edition, frozen table)]."""
    papers = {
        paper.annex_id: paper for paper in Paper.objects.frozen_of([edition.annex_id for edition in editions])
    }
    return [(edition, papers[edition.annex_id].content["table"]) for edition in editions]


def rows_of_table(edition, table):
    said = {"words": table["words"]} if "words" in table else {}
    for group in table["groups"]:
        for cells in group["rows"]:
            yield ConsolidatedRow(edition, group["heading"], cells, said=said)


def consolidated_table(organisation, rows=None) -> dict:
    rows = consolidated_rows(organisation) if rows is None else rows
    headings = dict.fromkeys(row.heading for row in rows)
    groups = [
        (heading, [consolidated_cells(row) for row in rows if row.heading == heading]) for heading in headings
    ]
    sheet = form_layout(CONSOLIDATED_SHEET.form, organisation)
    return sheet.table(groups, organisation_genitive=genitive(organisation.name_ky))


PRINTED_KEYS = ("function", "situation", "category", "level", "unit", "posts")


def consolidated_cells(row) -> dict[str, str]:
    return {
        "body": row.organisation.name_ky,
        **{key: row.cells.get(key, "") for key in PRINTED_KEYS},
        "alike": f"{row.alike}-топ" if row.alike else "",
    }


def filter_rows(rows, *, q="", body="", heading="", category="", level="", alike="") -> list[ConsolidatedRow]:
    """The rows under the filters of the page; `heading` is a text of the paper, `level` and `category` are
    codes, `alike` is "yes" or the number of a group.
    """
    words = fold(q).split()
    return [
        row
        for row in rows
        if (not body or row.organisation.pk == int(body))
        and (not heading or row.heading == heading)
        and (not category or row.category == category)
        and (not level or row.level == level)
        and (not alike or (row.alike if alike == "yes" else str(row.alike) == alike))
        and (not words or row.contains_words(words))
    ]


SHIPPED_LAYOUTS = tuple(
    ShippedLayout(sheet, "", date(2026, 1, 1), confirmed=False)
    for sheet in (STATUS_SHEET, CONSOLIDATED_SHEET)
)
DATED_FORMS = {sheet.form: DatedForm(sheet) for sheet in (STATUS_SHEET, CONSOLIDATED_SHEET)}
FORMS = {
    STATUS_SHEET.form: OfficialForm(
        "Караштуу органдардын милдеттери", lambda body: {"table": status_table(body), "draft": False}
    ),
    CONSOLIDATED_SHEET.form: OfficialForm(
        "Жыйынды тизмек", lambda body: {"table": consolidated_table(body), "draft": False}
    ),
}
