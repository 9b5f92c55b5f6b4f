"""Remarks on a draft order before it is printed (demand G13). Nothing is corrected."""

import re
from dataclasses import dataclass

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.database.request_memory import read_once
from office.kyrgyz import tidy_text
from office.law.workdays import is_workday
from office.models.calendar import working_calendar
from office.models.law import LegalAct
from office.papers.draft_words import DRAFT_WORDS_LEFT, find_draft_words
from office.papers.numbers import order_of_the_same_number, same_number_text
from office.papers.text_checks import (
    MARK,
    Passage,
    absent_annexes,
    annex_passages,
    annex_titles,
    draft_titles,
    foreign_numbers,
    hyphened_plans,
    impossible_dates,
    order_passages,
    row_place,
    with_places,
)
from office.registries import DATED_FORMS

# The words of the scale (281 annex 1; resolution 232): «Орго» and «Жогору» of the known lists are none of
# them.
SCALE = {"нөлдүк", "төмөнкү", "орточо", "жогорку"}
# An act is cited as «№ 153», «№153», «No 153».
CITED = r"(?:№|\bNo\.?|\bN)\s*{number}(?![\w-])"


@dataclass(frozen=True)
class Remark:
    """One sentence; `serious` when the paper would be wrong, else a reminder."""

    text: str | Promise
    serious: bool = True


def order_remarks(order) -> list[Remark]:
    """Everything worth a second look in an order and its annexes, the serious first. A page that shows them
    beside a form that asks for them finds them once.

    Asks the database a fixed number of times.
    """
    return read_once(("order remarks", order.pk), lambda: find_remarks(order))


def find_remarks(order) -> list[Remark]:
    annexes = list(order.annexes.all())
    points = [point.text for point in order.points.all()]
    words = "\n".join([order.title, order.preamble, *points, order.controller])
    found = [
        *registration_remarks(order),
        *content_remarks(order, points, annexes),
        *cited_act_remarks(words, order.date or clock.today()),
        *scale_remarks(annexes),
        *letter_remarks(words, annexes),
        *draft_remarks(order, points, annexes),
        *text_remarks(order, points, annexes),
    ]
    return sorted(found, key=lambda remark: not remark.serious)


def registration_remarks(order):
    """The number and the date: blank in a draft, wrong to be missing once signed, never on a day off."""
    if not order.number:
        yield Remark(_("The number is missing: the papers print a blank line."), order.is_signed)
    if not order.date:
        yield Remark(_("The date is missing: the papers print a blank line."), order.is_signed)
    elif not is_workday(order.date, working_calendar()):
        yield Remark(_("The date of the order is a day off."))
    other = order_of_the_same_number(order, order.number, order.date)
    if other and not order.number_ground:
        yield Remark(same_number_text(order, other))


def content_remarks(order, points, annexes):
    if not order.title.rstrip(" .»").endswith("жөнүндө"):
        yield Remark(_("The title does not end with «жөнүндө»."), serious=False)
    if not points:
        yield Remark(_("The order has no numbered points."))
    if not order.controller:
        yield Remark(_("Nobody is named to control how the order is carried out."), serious=False)
    if not order.signer_name and order.organisation.head is None:
        yield Remark(_("No head is appointed today: nobody could sign."))
    for annex in annexes:
        if not annex_rows(annex):
            yield Remark(_("Annex %(number)s has no rows.") % {"number": annex.number})


def annex_rows(annex):
    """The rows of the annex's table; what is printed without a table counts as one."""
    table = annex.data.get("table")
    if table is None:
        return [annex.data] if annex.data else []
    return [row for group in table["groups"] for row in group["rows"]]


def cited_act_remarks(words, day):
    """Acts the text names by number that were not in force on the day of the order (LAW rules 1 and 2)."""
    for act in LegalAct.objects.exclude(number=""):
        number = re.escape(act.number.removeprefix("№").strip())
        if not re.search(CITED.format(number=number), words):
            continue
        if act.valid_to and act.valid_to < day:
            yield Remark(OUT_OF_FORCE % {"number": act.number, "act": act, "day": short_day(act.valid_to)})
        elif act.valid_from and act.valid_from > day:
            yield Remark(NOT_YET % {"number": act.number, "act": act, "day": short_day(act.valid_from)})


OUT_OF_FORCE = gettext_lazy(
    "The text cites № %(number)s. The act of this number, «%(act)s», was in force only to %(day)s: name "
    "the act in force now."
)
NOT_YET = gettext_lazy(
    "The text cites № %(number)s. The act of this number, «%(act)s», is in force only from %(day)s."
)


def short_day(day):
    return date_format(day, "SHORT_DATE_FORMAT")


def scale_remarks(annexes):
    """Words in a column of levels that the scale of the method does not have."""
    found = [
        (Passage(row_place(annex, at), ""), row["level"].strip())
        for annex in annexes
        for at, row in enumerate(annex_rows(annex), 1)
        if row.get("level") and row["level"].strip().casefold() not in scale_of(annex)
    ]
    if found:
        yield Remark(_("Words outside the scale of levels: %(words)s.") % {"words": with_places(found)})


def scale_of(annex) -> set[str]:
    """The words of the annex's levels: those of the version of its form that it was made by, as far as the
    method of that form has them.
    """
    known = DATED_FORMS.get(annex.form)
    declared = known.sheet.words.get("level", {}) if known else {}
    own = {**declared, **annex.data.get("table", {}).get("words", {}).get("level", {})}
    codes = known.levels if known and known.levels else own
    return {own[code].casefold() for code in codes if code in own} or SCALE


def text_remarks(order, points, annexes):
    """Slips of the text, each with its place."""
    own = list(order_passages(order, points))
    titles = [passage for annex in annexes for passage in annex_titles(annex)]
    below = [passage for annex in annexes for passage in annex_passages(annex)]
    there, numbers = [*own, *below], {annex.number for annex in annexes}
    others = [*foreign_numbers(there, order.number), *foreign_numbers(below, order.number, MARK)]
    for words, found, serious in (
        (FOREIGN_NUMBER % {"number": order.number, "words": "%(words)s"}, others, True),
        (ABSENT_ANNEX, absent_annexes(own, numbers), True),
        (NO_SUCH_DAY, impossible_dates(there), True),
        (HYPHENED, hyphened_plans(there), False),
        (DRAFT_IN_TITLE, draft_titles(titles), False),
    ):
        if known := list(found):
            yield Remark(words % {"words": with_places(known)}, serious)


FOREIGN_NUMBER = gettext_lazy("The order is № %(number)s, but it calls itself: %(words)s.")
ABSENT_ANNEX = gettext_lazy("The text names an annex that the order does not have: %(words)s.")
NO_SUCH_DAY = gettext_lazy("No calendar has such a day: %(words)s.")
HYPHENED = gettext_lazy("«Иш план» is written in two words: %(words)s.")
DRAFT_IN_TITLE = gettext_lazy("The title of an annex calls it a draft: %(words)s.")


def letter_remarks(words, annexes):
    """Latin letters inside Cyrillic words: they look right and no search finds them."""
    texts = [words, *(str(cell) for annex in annexes for row in annex_rows(annex) for cell in row.values())]
    mixed = sorted({word for text in texts for word in text.split() if tidy_text(word) != word})[:5]
    if mixed:
        yield Remark(
            _("Latin letters inside Cyrillic words: %(words)s.") % {"words": ", ".join(mixed)}, serious=False
        )


def draft_remarks(order, points, annexes):
    """Words of a draft: in what the order says itself they stop the signature, in cells they only remind."""
    titles = (passage for annex in annexes for passage in annex_titles(annex))
    if found := placed_draft_words([*order_passages(order, points), *titles]):
        yield Remark(DRAFT_WORDS_LEFT % {"words": with_places(found)})
    cells = (
        Passage(row_place(annex, at), str(cell))
        for annex in annexes
        for at, row in enumerate(annex_rows(annex), 1)
        for cell in row.values()
    )
    if found := placed_draft_words(cells):
        yield Remark(
            _("Words of a draft in the rows of an annex: %(words)s.") % {"words": with_places(found)},
            serious=False,
        )


def placed_draft_words(passages):
    return [(passage, word) for passage in passages for word in find_draft_words(passage.text)]
