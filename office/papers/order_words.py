"""The words of the orders that the portal drafts: dated data like the look of a form, filled in blanks only.

Each kind of order is a `Sheet` of lines: its title, its preamble, its points. A version is entered where
other forms are (`office/law/layout_forms.py`), which refuses a blank that the line cannot fill. PDF and Word
print what was filled.
"""

from dataclasses import dataclass
from datetime import date

from office import clock
from office.data.layouts import ShippedLayout
from office.deferred import load_at_call
from office.kyrgyz import genitive
from office.papers.layouts import DatedForm, form_layout
from office.papers.sheet import Column, Sheet

FROM = date(2016, 1, 1)  # before any order of the portal
PREAMBLE = "preamble"


def order_words_sheet(form: str, title: str, **lines: str) -> Sheet:
    """The declared words of a kind of order. Every line may name the body, too."""
    columns = tuple(Column(key, words, 1) for key, words in lines.items())
    return Sheet(form, title, columns, orientation="portrait", blanks=("organisation", "whose"))


def order_words_form(sheet: Sheet) -> DatedForm:
    sample = load_at_call("office.papers.official.sample_order")
    return DatedForm(sheet, has_places=False, has_widths=False, is_words=True, sample=sample)


def shipped_words(sheet: Sheet) -> ShippedLayout:
    """The version that comes with the portal: it stands in no act."""
    return ShippedLayout(sheet, "", FROM, confirmed=False)


@dataclass(frozen=True)
class OrderWords:
    """The words of a kind of order in force on a day, for one body."""

    sheet: Sheet
    organisation: object

    def title(self, **values: object) -> str:
        return self._fill(self.sheet.title, values)

    def line(self, key: str, **values: object) -> str:
        return self._fill(self.sheet.column(key).heading, values)

    def points(self, key: str, **values: object) -> list[str]:
        """The points of a line: each paragraph is one, an empty line is none."""
        return [one.strip() for one in self.line(key, **values).splitlines() if one.strip()]

    def _fill(self, text, values):
        name = self.organisation.name_ky
        return text.format(**{"organisation": name, "whose": genitive(name), **values})


def order_words(form: str, organisation, day: date | None = None) -> OrderWords:
    """The words of a kind of order as the version of `day` (today) has them for this body."""
    return OrderWords(form_layout(form, organisation, day or clock.today()), organisation)


# What an order says that approves a list, a plan or a staffing table.
LIST_ORDER = order_words_sheet(
    "office/list-order",
    "{whose} {name}н бекитүү жөнүндө",
    preamble="{acts} аткаруу максатында",
    approve="{whose} {name} тиркемеге ылайык бекитилсин.",
    changes="{changed} киргизилген өзгөртүүлөр {second}-тиркемеге ылайык эске алынсын.",
    repeal="{day} № {number} буйругу менен бекитилген {replaced} күчүн жоготту деп эсептелсин.",
)
# What every order and resolution says beside its own words.
ORDER_CLAUSES = order_words_sheet(
    "office/order-clauses",
    "Буйруктун жана токтомдун туруктуу сөздөрү",
    directive="буйрук кылам:",
    resolution="ТОКТОМ КЫЛАТ:",
    control="Бул {this} аткарылышын көзөмөлдөө {controller} {verb}.",
)
# How a resolution of a kenesh names the session that made it: over it, before «ТОКТОМ КЫЛАТ:», on annexes.
SESSION_WORDS = order_words_sheet(
    "office/session-words",
    "Кеңештин кеңешмесинин токтомунун сөздөрү",
    heading="{whose} {roman} чакырылышынын {ordinal} {kind} кеңешмесинин токтому",
    subject="{whose} {roman} чакырылышынын {ordinal} {kind} кеңешмеси",
    mark="{whose} {convocation}-чакырылышынын {number}-{kind} кеңешмесинин",
)
SHEETS = (LIST_ORDER, ORDER_CLAUSES, SESSION_WORDS)
DATED_FORMS = {sheet.form: order_words_form(sheet) for sheet in SHEETS}
SHIPPED_LAYOUTS = tuple(shipped_words(sheet) for sheet in (LIST_ORDER, ORDER_CLAUSES))
SHIPPED_OF_SESSIONS = (shipped_words(SESSION_WORDS),)
