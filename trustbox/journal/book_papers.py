"""The journal of a year as a bound book (003 4.2): the eight columns, then the closing sheet that says how
many pages and entries there are.
"""

from django.utils.translation import gettext as _

from office import clock
from office.database import chain
from office.papers.official import OfficialForm, forms_of_words
from trustbox.analysis.open_figures import FIGURES_ORDER, OPEN_FIGURES, newest_open_figures
from trustbox.analysis.papers import FIGURES, newest_analysis
from trustbox.boxes.papers import OPENINGS, openings_context
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.books import Book
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.papers import JOURNAL, journal_table

UNKNOWN = "______"


def book_context(organisation, year, reader=None, names_blank=False) -> dict:
    """What the book prints: the entries that its reader may know of; all of them for None. `names_blank`:
    with empty cells for the names of those who gave one.
    """
    book = Book.objects.of(organisation).filter(kind=Book.Kind.APPEALS, year=year).first()
    rows = Appeal.objects.of(organisation).filter(year=year).as_read_by(reader)
    figures = closing_figures(book, rows)
    rows = rows.select_related("wall", "executor", "institution").prefetch_related("events__institution")
    table = journal_table(organisation, str(year), rows.order_by("number"), names_blank)
    return {
        "table": {**table, "notes": closing_lines(figures)},
        "closing": figures,
        "signatures": book_signatures(organisation),
    }


def closing_figures(book, rows) -> dict:
    """The figures of the closing sheet over the entries that stand in the book, with the head of the last
    record of theirs; blanks for an empty one.
    """
    numbers = list(rows.order_by("number").values_list("number", flat=True))
    if not numbers:
        return {"first": UNKNOWN, "last": UNKNOWN, "count": "0", "head": UNKNOWN}
    events = AppealEvent.objects.of(book.organisation).filter(appeal__in=rows)
    last = max([rows.latest("place"), *events.order_by("-place")[:1]], key=lambda record: record.place)
    return {
        "first": str(numbers[0]),
        "last": str(numbers[-1]),
        "count": str(len(numbers)),
        "head": f"{book.head_of(numbers[-1])} · {last.place} · {chain.short_head(last.hash)}",
    }


def closing_lines(figures) -> list[str]:
    """Lines of the closing sheet for Word, without the number of pages."""
    return [
        "ЖЫЙЫНТЫКТООЧУ БАРАК",
        f"Бул журналда ______ (____________________________) барак номерленип, боо өткөрүлүп, мөөр басылды. "
        f"Биринчи жазуу № {figures['first']}, акыркы жазуу № {figures['last']}, жазуулардын саны "
        f"{figures['count']}.",
        f"Баш хеш: {figures['head']}",
    ]


def book_signatures(organisation) -> list[dict]:
    """Two hands and the seal: the responsible secretary and the head."""
    secretary, head = organisation.secretary, organisation.head
    return [
        {
            "post": secretary.post if secretary else "Жооптуу катчы",
            "name": secretary.person.initials if secretary else "",
        },
        {
            "post": head.post if head else organisation.head_post,
            "name": head.person.initials if head else "",
            "seal": True,
        },
    ]


# What is kept beside the book, out of it: the same entries under their own title (004 criterion 22).
EXTRACTS = {
    "reception": "ЖАРАНДАРДЫ ЖЕКЕ МАСЕЛЕЛЕР БОЮНЧА КАБЫЛ АЛУУ ЖУРНАЛЫ",
    "telephone": "“ИШЕНИМ ТЕЛЕФОНУНА” ТҮШКӨН КАЙРЫЛУУЛАРДЫН ЖУРНАЛЫ",
}
CAME = "Кайрылуу келип түшкөн күнү, айы, жылы"  # none of these was taken from a box


def extract_context(organisation, year, rows, channel) -> dict:
    """The entries of one channel in the eight columns, without a closing sheet: their numbers are those of
    the book.
    """
    rows = rows.filter(channel=channel).select_related("wall", "executor", "institution")
    table = journal_table(
        organisation, str(year), rows.prefetch_related("events__institution").order_by("number")
    )
    title = f"{EXTRACTS[channel]}\n{organisation.name_ky}\n{year}-жыл"
    columns = [
        {**column, "heading": CAME} if column["key"] == "taken" else column for column in table["columns"]
    ]
    return {
        "table": {**table, "title": title, "columns": columns},
        "signatures": book_signatures(organisation)[:1],
    }


def slip_context(receipt: dict, language="ky") -> dict:
    """Context of the printed slip in the language of the appeal; the state language instead of another one.

    `receipt`: of `trustbox.receipts.appeal_receipt_context`, built in the same language.
    """
    return {
        **receipt,
        "language": language,
        "title": _("Receipt № %(number)s") % {"number": receipt["number"]},
        "body": str(receipt["body"]),
        "registered": f"{receipt['registered']:%d.%m.%Y}",
        "due": f"{receipt['due']:%d.%m.%Y}" if receipt["due"] else UNKNOWN,
    }


FORMS = {
    JOURNAL.form: OfficialForm(
        "Кайрылууларды каттоо журналы",
        lambda organisation: book_context(organisation, clock.today().year),
    ),
    OPENINGS.form: OfficialForm("“Ишеним кутучасын” ачууну эсепке алуу журналы", openings_context),
    FIGURES.form: OfficialForm("“Ишеним кутучасынын” ишинин жарым жылдык талдоосу", newest_analysis),
    OPEN_FIGURES.form: OfficialForm(
        "“Ишеним кутучасынын” жарым жылдык көрсөткүчтөрү, жарыялоо үчүн", newest_open_figures
    ),
    **forms_of_words((FIGURES_ORDER, "“Ишеним кутучасынын” көрсөткүчтөрү жөнүндө буйруктун сөздөрү")),
}
