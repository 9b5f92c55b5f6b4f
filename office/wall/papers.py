"""The papers of the wall: the register of disclosures as a book, and the recovery sheet of a key."""

from office.data.layouts import own_layout
from office.database import chain
from office.kyrgyz import date_words, genitive
from office.papers.layouts import DatedForm, form_layout
from office.papers.official import OfficialForm, secretary_signatures
from office.papers.sheet import Column, Sheet
from office.wall.models.disclosure import Disclosure
from office.wall.models.identity_opening import IdentityOpening

# No act gives this register a form: its columns follow point 25 of the conduct standard (who asked, in
# writing, on which ground) and its record.
REGISTER = Sheet(
    form="office/disclosures",
    title="Инсандык маалыматтарды ачуу журналы\n{organisation}",
    columns=(
        Column("entry", "№", 14, numeric=True),
        Column("asker", "Ким сурады: ыйгарым укуктуу орган же сот", 44),
        Column("paper", "Жазуу жүзүндөгү суроо-талаптын номери жана күнү", 32),
        Column("matter", "Маселе", 32),
        Column("ground", "Негизи", 42),
        Column("fields", "Суралган маалыматтар", 36),
        Column("people", "Ким киргизди, экинчи адам", 36),
        Column("openings", "Ким, качан, эмнени ачты же эмне үчүн баш тартылды", 52),
    ),
    notes=("Журналда ачылган маалыматтардын өзү жазылбайт.",),
)

SHIPPED_LAYOUTS = (own_layout(REGISTER),)
DATED_FORMS = {REGISTER.form: DatedForm(REGISTER)}


def register_context(organisation, rows) -> dict:
    """Context of `office/print/disclosures.html`: the requests in `rows`, oldest first, each with its
    openings.
    """
    rows = rows.select_related("entered_by", "confirmed_by", "wall").order_by("year", "number")
    rows = list(rows.prefetch_related("openings__by"))
    lines = [disclosure_line(row) for row in rows]
    sheet = form_layout(REGISTER.form, organisation)
    table = sheet.table([("", lines)], organisation=organisation.name_ky)
    # The head of what the reader may see: of a matter hidden from the reader not even the count shows.
    entries = [opening for row in rows for opening in row.openings.all()]
    if last := max(entries, key=lambda entry: entry.number, default=None):
        table["notes"].append(
            f"Акыркы ачуу жазуусу: № {last.number}; чынжырдын башы: {chain.short_head(last.hash)}."
        )
    return {"table": table, "signatures": secretary_signatures(organisation)}


def disclosure_line(request) -> dict:
    return {
        "entry": f"{request.number}/{request.year}",
        "asker": request.asker,
        "paper": f"№ {request.request_number}, {request.requested_on:%d.%m.%Y}",
        "matter": str(request.wall),
        "ground": request.ground,
        "fields": request.fields_words,
        "people": "; ".join(
            person.initials for person in (request.entered_by, request.confirmed_by) if person
        ),
        "openings": "\n".join(opening_words(opening) for opening in request.openings.all())
        or (f"Баш тартылды: {request.refusal}" if request.refusal else ""),
    }


def opening_words(opening) -> str:
    """«№ 3, 25.11.2026, Н. Т. Жумабекова: аты-жөнү»"""
    what = opening.fields_words
    if opening.outcome == IdentityOpening.Outcome.REFUSED:
        what = f"баш тартылды: {opening.reason}"
    return f"№ {opening.number}, {opening.day:%d.%m.%Y}, {opening.by.initials}: {what}"


def current_register_context(organisation) -> dict:
    return register_context(organisation, Disclosure.objects.of(organisation))


FORMS = {REGISTER.form: OfficialForm("Инсандык маалыматтарды ачуу журналы", current_register_context)}

RECOVERY_SHEET = "office/print/recovery_sheet.html"


def recovery_context(custodian, sheet: str, day) -> dict:
    """What the recovery sheet prints: `sheet` is the groups of the key, as
    `sealed_box.key_to_paper` writes them."""
    groups = sheet.split()
    return {
        "title": "Калыбына келтирүү баракчасы",
        "body": genitive(custodian.organisation.name_ky),
        "custodian": str(custodian.person),
        "decision": custodian.decision,
        "mark": custodian.fingerprint,
        "day": date_words(day),
        "groups": [{"number": str(n), "signs": group} for n, group in enumerate(groups, start=1)],
        "code": {"text": "".join(groups)},
        "signatures": [{"post": "Ачкыч сактоочу", "name": custodian.person.initials}],
    }
