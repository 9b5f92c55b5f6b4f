"""From an order and its annexes to papers: what each print template is given, and the freezing at signing."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256

from django.db.models import F

from office import clock
from office.kyrgyz import date_words, genitive
from office.models.commission import Seat
from office.papers.additions import addition_of, second_signatures, session_lines
from office.papers.control import clauses_of, control_clause
from office.papers.frozen import Paper, was_registered
from office.papers.layouts import form_layout, relay_table
from office.papers.models import Annex, Order
from office.papers.order_words import ORDER_CLAUSES, PREAMBLE, OrderWords, order_words
from office.papers.page_style import with_page
from office.papers.print_marks import PrintMark, check_page_link
from office.papers.printing import html, pdf
from office.papers.sheet import canonical_json
from office.papers.typst_tables import has_own_page
from office.papers.writers import page_to_docx, text_to_docx, to_docx, to_word
from office.registries import DATED_FORMS, FORMS
from office.templatetags.paper import BLANK_DATE

BLANK = "____"
DRAFT = "ДОЛБООР"
ORDER_TEMPLATE = "office/print/order.html"
LATE = ("number", "date", "annex_mark")  # all that may differ between a signed and a registered paper


@dataclass(frozen=True)
class OfficialForm:
    """An official form of some app: what it is called and what it is filled with.

    `today(organisation)` is the context of its print template as the registers stand; `approved(organisation,
    number)` the frozen Paper of an edition, LookupError with a sentence when there is none.
    """

    title: str
    today: Callable
    approved: Callable | None = None


def newest_registered(organisation) -> dict:
    """The annex registered last of each list that comes out in editions, by form and plan, whether or not its
    order still holds; each knows its `edition_number`. One query.

    A body has one list of a form, but several plans: `table.plan` in the data of an annex says which of them
    it is.
    """
    renewed = [name for name, form in FORMS.items() if form.approved]
    rows = Annex.objects.of(organisation).filter(was_registered("order__"), form__in=renewed)
    rows = rows.annotate(edition_number=F("data__table__edition"), plan=F("data__table__plan"))
    rows = rows.select_related("order").defer("data")
    ordered = rows.order_by("order__pk", "number")
    return {(annex.form, annex.plan or ""): annex for annex in ordered}


def replaced_by(annex, now=None, plan=None):
    """The newer edition that has taken the place of an annex of a signed order, or None.

    A list that comes out in editions holds until the next one of its form is registered, whether or not its
    whole order was ended, and does not revive when that one ends. `now` is what `newest_registered` said of
    the body, `plan` what the annex says of itself, where the caller has them.
    """
    if plan is None:
        plan = annex.data.get("table", {}).get("plan")
    known = newest_registered(annex.organisation) if now is None else now
    newest = known.get((annex.form, plan or ""))
    later = newest and annex.order.date and newest.order_id > annex.order_id
    return newest if later else None


def template_of(form: str) -> str:
    """`risks/village-list` → `risks/print/village_list.html`: one official form, one template."""
    app, name = form.split("/")
    return f"{app}/print/{name.replace('-', '_')}.html"


def make_word_copy(context: dict, template: str = "") -> bytes:
    """The editable Word copy of a paper, from the same context as its print.

    `template` may be left out for a list, which knows its form. A plain list is set from its table, a paper
    of words from its parts, any other from the page that prints it.
    """
    table = context.get("table")
    if "parts" in context:
        return to_word(context, DRAFT if context.get("draft") else "")
    template = template or template_of(context["table"]["form"])
    if table is None or (has_own_page(template) and not table.get("running")):
        page = html(template, context, stylesheet="asset:/print.css")
        return page_to_docx(page, context.get("page"))
    common = {
        "heading_block": corner_lines(context),
        "signatures": [(one["post"], one["name"]) for one in context.get("signatures") or ()],
        "mark": DRAFT if context.get("draft") else "",
        "page": context.get("page"),
    }
    if table.get("running"):
        return text_to_docx(table, **common)
    return to_docx(table, **common)


def corner_lines(context: dict) -> list[str]:
    """Lines at the upper right: annex mark, or the «Бекитемин» block."""
    approval = context.get("approval")
    if context.get("annex_mark") or not approval:
        return context.get("annex_mark") or []
    signature = f"____________________ {approval['name']}".strip()
    date = approval["date"] or BLANK_DATE
    return ["Бекитемин", *filter(None, [approval["post"]]), signature, date]


def freeze_papers(order, stage, *, by):
    """Render the order and every annex once and keep data, bytes and digests.

    Runs inside the move that signs or registers. Raises PrintError, also for a character without a glyph.
    """
    if stage == Paper.Stage.SIGNED:
        PrintMark.objects.create(organisation=order.organisation, order=order)
    for annex in [None, *order.annexes.all()]:
        context = frozen_context(order, annex, stage)
        template = template_of(annex.form) if annex else ORDER_TEMPLATE
        content = pdf(template, context, made_on=order.date, exact=True)
        data = canonical_json(context)
        Paper.objects.create(
            organisation=order.organisation,
            order=order,
            annex=annex,
            stage=stage,
            made_by=by,
            data=data.decode(),
            data_sha256=sha256(data).hexdigest(),
            pdf=content,
            sha256=sha256(content).hexdigest(),
        )


def frozen_context(order, annex, stage) -> dict:
    """Data to freeze: at signing the current papers; at registration the signed data with the late number and
    date.
    """
    fresh = fresh_context(annex, order)
    if stage == Paper.Stage.SIGNED:
        return fresh
    signed = order.papers.get(annex=annex, stage=Paper.Stage.SIGNED).content
    late = {key: fresh[key] for key in LATE if key in fresh}
    if annex:
        if annex.data.get("until_by_order"):
            late["table"] = fresh["table"]
        # A body renamed in between signed under its old name.
        late["annex_mark"][0] = signed["annex_mark"][0]
    return signed | late


def fresh_context(annex, order) -> dict:
    """What an annex (None: the order's own text) prints as the registers stand, on the page of its body."""
    context = annex_context(annex, order) if annex else order_context(order)
    if "table" in context:
        context["table"] = relay_table(context["table"], order.organisation, order.date or clock.today())
    return with_page(context, order.organisation, order.date)


# The heading of each kind, and the line of the dated words that comes before its points.
KINDS = {
    Order.Kind.DIRECTIVE: ({"ky": "БУЙРУК", "ru": "РАСПОРЯЖЕНИЕ"}, "directive"),
    Order.Kind.ORDER: ({"ky": "БУЙРУК", "ru": "ПРИКАЗ"}, "directive"),
    Order.Kind.RESOLUTION: ({"ky": "ТОКТОМ", "ru": ""}, "resolution"),
}


def order_context(order) -> dict:
    """Context of `office/print/order.html`."""
    body = order.organisation
    kind, formula = KINDS[order.kind]
    addition = addition_of(order)
    session = session_lines(order, addition)
    points = [{"text": point.text} for point in order.points.all()]
    if clause := control_clause(order):
        points.append({"text": clause})
    return {
        "title": order.title,
        "letterhead": letterhead(body),
        "kind": kind,
        "session": session.get("heading", ""),
        "number": order.number,
        "date": date_words(order.date) if order.date else "",
        "place": body.place_ky,
        "preamble": " ".join(filter(None, [order.preamble, session.get("subject")])),
        "formula": clauses_of(order).line(formula),
        "points": points,
        "signatures": [{**order_signer(order), "seal": True}, *second_signatures(addition)],
        "enclosures": [annex.title for annex in order.annexes.all()],
        **order_check_link(order),
    }


def letterhead(body) -> dict:
    """The names of a body in its languages, a line each, and how to reach it."""
    return {
        "ky": (body.letterhead_ky or body.name_ky).splitlines(),
        "ru": (body.letterhead_ru or body.name_ru).splitlines(),
        "contacts": ", ".join(filter(None, [body.address, body.telephone])),
    }


def sample_order(sheet, organisation) -> dict:
    """Context of the print of the words of an order (`office/papers/order_words.py`), their blanks blank."""
    words = OrderWords(sheet, organisation)
    known = dict.fromkeys(DATED_FORMS[sheet.form].blanks - set(sheet.blanks), BLANK)
    lines = {column.key: words.points(column.key, **known) for column in sheet.columns}
    kind, formula = KINDS[Order.Kind.DIRECTIVE]
    clauses = order_words(ORDER_CLAUSES.form, organisation)
    return {
        "title": words.title(**known),
        "letterhead": letterhead(organisation),
        "kind": kind,
        "place": organisation.place_ky,
        "preamble": " ".join(lines.pop(PREAMBLE, [])),
        "formula": clauses.line(formula),
        "points": [{"text": text} for texts in lines.values() for text in texts],
        "signatures": [],
    }


def forms_of_words(*named) -> dict[str, OfficialForm]:
    """Official forms of (words of a kind of order, title)."""
    return {sheet.form: OfficialForm(title, words_today(sheet.form)) for sheet, title in named}


def words_today(form):
    """What prints the words of a kind of order as they stand today, for `OfficialForm`."""
    return lambda organisation: sample_order(form_layout(form, organisation), organisation) | {"draft": True}


def order_check_link(order) -> dict:
    """`{check}` of the text of an order: from its signature on; {} for one signed before there were marks."""
    mark = PrintMark.objects.of(order.organisation).filter(order=order).first()
    return check_page_link(ORDER_TEMPLATE, mark.token) if mark else {}


def order_signer(order) -> dict:
    """{post, name}: frozen when the order was submitted, else today's head."""
    head = order.organisation.head
    if order.signer_name or head is None:
        return {"post": order.signer_post or order.organisation.head_post, "name": order.signer_name}
    return {"post": head.post, "name": head.person.initials}


def annex_context(annex, order) -> dict:
    """Context of an annex: its own data, mark of this order, secretary's signature, address of the check
    page.
    """
    return {
        **annex.data,
        **changes_by_order(annex.data, order),
        "annex_mark": annex_mark(order, annex.number),
        "signatures": secretary_signatures(order.organisation),
        **check_page_link(template_of(annex.form), annex.token),
    }


def changes_by_order(data, order) -> dict:
    """`{table}`: a table of changes with the newer edition named by the order that approves it; {} for any
    other annex.
    """
    if not data.get("until_by_order"):
        return {}
    by, table = named_by_order(order), data["table"]
    return {"table": {**table, "until": table["until"] + by, "title": table["title"] + by}}


def named_by_order(order) -> str:
    """« (2026-жылдын 25-майы, № 114)»: what an order adds to the name of its edition; "" while it has
    neither day nor number.
    """
    day = date_words(order.date) if order.date else ""
    known = ", ".join(filter(None, [day, f"№ {order.number}" if order.number else ""]))
    return f" ({known})" if known else ""


def annex_mark(order, number) -> list[str]:
    """«Достук айыл өкмөтүнүн / 2026-жылдагы № 114 буйругуна / 1-тиркеме»; blanks where number or date are not
    known yet.
    """
    year = f"{order.date.year}-жылдагы" if order.date else f"20{BLANK[:2]}-жылдагы"
    word = "токтомуна" if order.kind == order.Kind.RESOLUTION else "буйругуна"
    session = session_lines(order, addition_of(order))
    return [
        session.get("mark") or genitive(order.organisation.name_ky),
        f"{year} № {order.number or BLANK} {word}",
        f"{number}-тиркеме",
    ]


def paper_of(order, number: int):
    """Template, context and frozen Paper (None for a draft) of the order's own text (0) or of one of its
    annexes.

    LookupError when there is no such annex. A signed paper keeps the data it was signed with.
    """
    annex = order.annexes.filter(number=number).first()
    if number and annex is None:
        raise LookupError(number)
    template = template_of(annex.form) if annex else ORDER_TEMPLATE
    frozen = order.papers.filter(annex=annex).order_by("-stage").first()
    if frozen:
        return template, with_page(frozen.content, order.organisation, order.date), frozen
    context = fresh_context(annex, order)
    return template, {**context, "draft": True}, None


def paper_bytes(order, number: int) -> bytes:
    """The PDF: the very bytes that were frozen at signing, or a draft marked as such.

    LookupError, PrintError.
    """
    template, context, frozen = paper_of(order, number)
    return bytes(frozen.pdf) if frozen else pdf(template, context)


def minutes_context(meeting) -> dict:
    """Context of `office/print/minutes.html`; a draft until the minutes are closed."""
    attendances = list(meeting.attendances.select_related("seat__person"))
    seats = list(meeting.commission.seats.filter(left_on=None).select_related("person"))
    chair, secretary = seat_signature(seats, Seat.Part.CHAIR), seat_signature(seats, Seat.Part.SECRETARY)
    items = [item_context(item) for item in meeting.items.all()]
    return {
        "title": f"{meeting.commission.name_ky}: протокол",
        "body": genitive(meeting.organisation.name_ky),
        "commission": genitive(meeting.commission.name_ky),
        "number": str(meeting.number or ""),
        "date": date_words(meeting.held_on),
        "place": meeting.place,
        "chair": chair,
        "secretary": secretary,
        "present": [signature_of_seat(row.seat) for row in attendances if row.present],
        "absent": [signature_of_seat(row.seat) for row in attendances if not row.present],
        "agenda": [item["question"] for item in items],
        "items": items,
        "signatures": [
            {"post": "Төрага", "name": chair["name"]},
            {"post": "Катчы", "name": secretary["name"]},
        ],
        "draft": meeting.is_editable,
    }


def item_context(item) -> dict:
    votes = f"макул – {item.votes_for}, каршы – {item.votes_against}, калыс – {item.abstained}"
    return {
        "question": item.question,
        "heard": ": ".join(filter(None, [item.reporter, item.heard])),
        "decided": item.decision.splitlines(),
        "votes": votes if item.votes_for + item.votes_against + item.abstained else "",
    }


def signature_of_seat(seat) -> dict:
    return {"post": seat.post, "name": seat.holder}


def seat_signature(seats, part) -> dict:
    """Post and name of the chair or the secretary; empty while the seat is."""
    return next((signature_of_seat(seat) for seat in seats if seat.part == part), {"post": "", "name": ""})


def secretary_signatures(organisation):
    secretary = organisation.secretary
    return [{"post": secretary.post, "name": secretary.person.initials}] if secretary else []
