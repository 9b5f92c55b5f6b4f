"""What papers and terms of an organisation lean on and belongs to the whole portal: versions of official
forms, legal values, days of the calendar.

It travels in the closed part and is known again by its words, never by its keys. An import adds what is not
here, and refuses where that would bind another organisation or where other words hold here.
"""

from collections.abc import Iterator
from datetime import date, datetime

from django.contrib.auth.hashers import make_password
from django.db.models import Model, QuerySet

from office.handover import tables
from office.handover.package import HandoverError, write_json
from office.handover.rows import Folder, read_lines
from office.models.calendar import CalendarDay
from office.models.form_layout import FormLayout
from office.models.law import LegalAct, LegalValue
from office.models.organisation import Organisation
from office.models.person import Person

LEGAL = "legal.jsonl"
# {model: (columns that name a row, columns that have to be the same here, columns that come beside)}
KINDS: dict[type[Model], tuple[tuple[str, ...], tuple[str, ...], tuple[str, ...]]] = {
    FormLayout: (
        ("form", "kind", "valid_from"),
        ("valid_to", "title", "columns", "notes", "words", "entered_on"),
        ("point",),
    ),
    LegalValue: (("code", "valid_from"), ("valid_to", "value", "unit"), ("label_ky", "label_ru")),
    CalendarDay: (("day",), ("kind",), ("name_ky", "name_ru", "source")),
}
NAMES = {model._meta.db_table: model for model in KINDS}
ACT = ("code", "kind", "title_ky", "title_ru", "number", "date", "valid_from", "valid_to")
WHO = ("username", "date_joined", "surname", "name", "patronymic")


def standing_rows(model: type[Model], organisation) -> QuerySet:
    """The rows that bind the organisation, in the order in which they can be written."""
    if model is FormLayout:
        rows = FormLayout.objects.filter(kind__in=["", organisation.kind])
        return rows.select_related("act", "source", "entered_by").order_by("pk")
    if model is CalendarDay:
        return CalendarDay.objects.standing().order_by("day")
    return LegalValue.objects.select_related("act").order_by("code", "valid_from")


def encoded(row, names) -> dict:
    return {name: tables.encode_value(getattr(row, name)) for name in names}


def legal_lines(organisation) -> Iterator[dict]:
    """One line a row: its table, what names it, its words, and what it refers to in words too."""
    for model, (key, words, beside) in KINDS.items():
        for row in standing_rows(model, organisation):
            line = {"table": model._meta.db_table, "key": encoded(row, key), "words": encoded(row, words)}
            line["beside"] = encoded(row, beside)
            if getattr(row, "act_id", None):
                line["act"] = encoded(row.act, ACT)
            if getattr(row, "source_id", None):
                source = source_that_goes_along(row, organisation)
                line |= {"source": encoded(source, key), "by": encoded(row.entered_by, WHO)}
            yield line


def source_that_goes_along(layout: FormLayout, organisation) -> FormLayout:
    """What a version was made from; of one for another kind of body, which stays, what that was made from: in
    the end the shipped version, which stands in every portal.
    """
    source = layout.source
    while source.source and source.kind not in ("", organisation.kind):
        source = source.source
    return source


def name_of(line: dict) -> str:
    """«office_formlayout: risks/annex-1, village, 2026-01-01»."""
    return f"{line['table']}: {', '.join(str(part) for part in line['key'].values() if part)}"


def take_legal(folder: Folder, organisation) -> list[str]:
    """Add what the organisation leans on and is not here; what was added, in words.

    HandoverError where a row has other words here, where one that is not in the folder would bind papers and
    terms of before the export, and where one to be added would bind another organisation.
    """
    path = folder.closed / LEGAL
    if not path.exists():
        raise HandoverError("The folder does not say which forms, values and days hold: export it anew.")
    lines = list(read_lines(path))
    exported = datetime.fromisoformat(folder.manifest["at"]).astimezone().date()
    here = {(line["table"], write_json(line["key"])): line for line in legal_lines(organisation)}
    missing, reworded = [], []
    for line in lines:
        known = here.pop((line["table"], write_json(line["key"])), None)
        if known is None:
            missing.append(line)
        elif known["words"] != line["words"]:
            reworded.append(line)
    if reworded:
        raise HandoverError(f"Other words here than in the folder: {names_of(reworded)}.")
    if more := [line for line in here.values() if binds_before(line, exported)]:
        raise HandoverError(
            f"Here and not in the folder: {names_of(more)}. Papers and terms of the organisation would be "
            "other ones here."
        )
    if (
        missing
        and Organisation.objects.exclude(pk=organisation.pk).filter(appointments__isnull=False).exists()
    ):
        raise HandoverError(
            f"Not here: {names_of(missing)}. That would bind the other organisations of this portal: whoever "
            "answers for the portal enters it first."
        )
    for line in missing:
        add_row(line)
    return [name_of(line) for line in missing]


def names_of(lines: list[dict]) -> str:
    return "; ".join(map(name_of, lines))


def binds_before(line: dict, exported: date) -> bool:
    """Whether a row that stands here was known and in force by the day of the export."""
    first = line["key"].get("valid_from") or line["key"]["day"]
    entered = line["words"].get("entered_on") or first
    return max(date.fromisoformat(first), date.fromisoformat(entered)) <= exported


def add_row(line: dict):
    """Write a row under a key of its own here; nobody has confirmed it here yet."""
    model = NAMES[line["table"]]
    key, words, beside = KINDS[model]
    given = {**line["key"], **line["words"], **line["beside"]}
    if set(given) != {*key, *words, *beside}:
        raise HandoverError(f"{name_of(line)}: other columns than an export has")
    row = model(**decoded(model, given))
    if "act" in line:
        row.act = LegalAct.objects.filter(code=line["act"]["code"]).first() or LegalAct.objects.create(
            **decoded(LegalAct, line["act"])
        )
    if "source" in line:
        row.source = FormLayout.objects.filter(**decoded(FormLayout, line["source"])).first()
        if row.source is None:
            raise HandoverError(f"{name_of(line)}: what it was made from is not here")
        row.entered_by = person_here(line["by"])
    row.save(force_insert=True)


def decoded(model, values: dict) -> dict:
    fields = {field.attname: field for field in tables.stored_fields(model)}
    return {name: tables.decode_value(fields[name], value) for name, value in values.items()}


def person_here(who: dict) -> Person:
    """The person who entered a version; without any means to sign in where nobody of the login is here."""
    found = Person.objects.filter(username=who["username"]).first()
    if found is None:
        return Person.objects.create(**decoded(Person, who), password=make_password(None), is_active=False)
    if tables.encode_value(found.date_joined) != who["date_joined"]:
        raise HandoverError(
            f"The login «{who['username']}», who entered a version, is another person's here."
        )
    return found
