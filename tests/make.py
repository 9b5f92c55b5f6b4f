"""Plain builders: what a test needs, in one call, with names nobody bears."""

import json
from datetime import date
from functools import cache
from hashlib import sha256
from importlib import import_module
from itertools import count
from uuid import uuid4

from django.contrib.auth.hashers import make_password
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import models
from django.utils import timezone

from office.models import (
    AgendaItem,
    Annex,
    Appointment,
    Attendance,
    Commission,
    Counter,
    Custodian,
    Disclosure,
    Erasure,
    IdentityOpening,
    Letter,
    Meeting,
    Order,
    OrderPoint,
    Organisation,
    Paper,
    Person,
    Publication,
    Seat,
    StaffImport,
    StoredFile,
    Wall,
)
from office.roles import Role
from office.staff import STAFF, StaffReading
from office.triggers import audited, owned, tables
from positions.imports import ListReading
from positions.models import Exposure, PositionEdition, PositionImport, Post, Reply, Survey, YearReport
from positions.papers import ANNEX_2
from risks.imports import read
from risks.models import (
    Assessment,
    Edition,
    FunctionKind,
    Level,
    Matter,
    Method,
    Opinion,
    Risk,
    RiskImport,
    Submittal,
)
from risks.papers import ANNEX_1
from tests import files

LONG_AGO = date(2025, 1, 9)


def organisation(code, *, parent=None, kind="village", **fields):
    body = Organisation(
        code=code,
        kind=kind,
        **{"name_ky": f"{code.title()} айыл өкмөтү", "place_ky": f"{code.title()} айылы", **fields},
    )
    body.stand_under(parent)
    body.save()
    return body


@cache
def password():
    """Hashing is slow on purpose: once is enough."""
    return make_password("demo-2026")


def person(username, **fields):
    return Person.objects.create(
        username=username,
        password=password(),
        **{"surname": "Асанова", "name": "Айсулуу", **fields},
    )


def appoint(who, body, role, post="Башкы адис", starts=LONG_AGO, ends=None):
    return Appointment.objects.create(
        person=who, organisation=body, role=role, post=post, starts=starts, ends=ends
    )


def kind(code="services"):
    return FunctionKind.objects.get(code=code)


def method(code="232"):
    return Method.objects.get(code=code)


def risk(body, **fields):
    row = Risk(
        organisation=body,
        **{
            "kind": kind(),
            "function": "Жөлөк пулдарды дайындоо",
            "situation": "Документтерди кабыл алуу учурлары",
            "category": "potential",
            "level": Level.MEDIUM,
            "state": Risk.State.ACTIVE,
            "position": 1,
            **fields,
        },
    )
    row.index()
    row.save()
    return row


def sheet(row, likelihood=2, harm=3, **fields):
    from risks.scoring import METHOD_232, level_for, points

    return Assessment.objects.create(
        organisation=row.organisation,
        risk=row,
        method=fields.pop("method", None) or method(),
        likelihood=likelihood,
        harm=harm,
        **{
            "likelihood_reason": "Сейрек учурлар",
            "harm_reason": "Сезилээрлик зыян",
            "level": level_for(points(likelihood, harm), METHOD_232),
            **fields,
        },
    )


def agreed(row, likelihood=2, harm=3, **fields):
    """A sheet agreed by a member of the working group."""
    made = sheet(row, likelihood, harm, **fields)
    by = Person.objects.filter(username="assessor").first() or person("assessor")
    if not by.appointments.exists():
        appoint(by, row.organisation, Role.MEMBER)
    return made.move("agree", by=by)


def order(body, **fields):
    row = Order.objects.create(
        organisation=body,
        **{"title": "Тизмекти бекитүү жөнүндө", "preamble": "Токтомду аткаруу максатында", **fields},
    )
    OrderPoint.objects.create(
        organisation=body, order=row, number=1, text="Тизмек тиркемеге ылайык бекитилсин."
    )
    return row


NAMES = {
    Role.CLERK: "Айгүл",
    Role.HEAD: "Эркин",
    Role.OFFICER: "Нуриза",
    Role.MEMBER: "Бакыт",
    Role.EMPLOYEE: "Гүлнара",
    Role.INSPECTOR: "Данияр",
    Role.ADMINISTRATOR: "Тимур",
}
ROLES = {
    Role.CLERK: "Жооптуу катчы",
    Role.HEAD: "Башчы",
    Role.OFFICER: "Ыйгарым укуктуу",
    Role.MEMBER: "Жумушчу топтун мүчөсү",
    Role.EMPLOYEE: "Адис",
    Role.INSPECTOR: "Текшерүүчү",
    Role.ADMINISTRATOR: "Системалык администратор",
}


def meeting(body, day=None, decided=True, **fields):
    """A meeting of three members, two of them present, with one question."""
    group = Commission.objects.create(organisation=body, kind="working_group", name_ky="Жумушчу топ")
    sitting = Meeting.objects.create(
        organisation=body, commission=group, held_on=day or timezone.localdate(), **fields
    )
    for post, present in (("Төрага", True), ("Катчы", True), ("Мүчө", False)):
        seat = Seat.objects.create(organisation=body, commission=group, outsider=post, post=post)
        Attendance.objects.create(organisation=body, meeting=sitting, seat=seat, present=present)
    AgendaItem.objects.create(
        organisation=body,
        meeting=sitting,
        number=1,
        question="Тизмек жөнүндө",
        decision="Жактырылсын" if decided else "",
    )
    return sitting


# One row of any model.

# It begins above what the smallest column holds: what forgets `small()` fails at its first row, not after 32 767 of them.
serial = count(100_000)


def audited_models():
    return sorted((model for model in tables() if audited(model)), key=lambda model: model._meta.label)


def owned_models():
    """Every table of rows of a body, those without an audit too."""
    return sorted((model for model in tables() if owned(model)), key=lambda model: model._meta.label)


def row(model, body, mark="", /, **given):
    """One valid row of any model of ours at `body`: fields not given are filled in by their type, needed rows made beside it.

    `mark` stands in every text of the row and of the rows made for it, so that a leak can be found by it.
    """
    made = unsaved(model, body, mark, **given)
    made.save(force_insert=True)
    return made


def unsaved(model, body, mark="", /, **given):
    """The same row, before it is saved; the rows it needs are saved."""
    fields = {**special().get(model, lambda *_: {})(body, mark), **given}
    for field in model._meta.concrete_fields:
        if field.name not in fields and not field.primary_key and not field.generated:
            value = filling(field, body, mark)
            if value is not None:
                fields[field.name] = value
    made = model(**fields)
    if model is Organisation:
        made.stand_under(body)
    if hasattr(made, "index"):
        made.index()
    return made


def filling(field, body, mark):
    """A value for one field; None leaves it to its default."""
    if isinstance(field, models.ForeignKey):
        return None if field.null else related(field.related_model, body, mark)
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return text(field, mark)
    if field.choices and field.blank:
        return None
    if field.null or field.has_default():
        return None
    if field.name == "year":
        return 2000 + small() % 1000
    return VALUES[field.get_internal_type()](field)


def text(field, mark):
    if field.has_default() and not mark:
        return None
    if isinstance(field, models.EmailField | models.URLField):
        return f"https://{mark or 'achyk'}.example/" if isinstance(field, models.URLField) else None
    if field.unique or isinstance(field, models.SlugField):
        return f"{mark.lower()}{next(serial)}"
    words = f"{mark} {next(serial)}" if mark else "" if field.blank else str(next(serial))
    return words[: field.max_length]


def related(model, body, mark):
    if model is Organisation:
        return body
    if model is Person:
        return row(Person, body, mark, password=password())
    return (None if owned(model) else model.objects.first()) or row(model, body, mark)


def small():
    """A number no row had before it that any column of whole numbers can hold: PostgreSQL's smallest ends at 32 767."""
    return next(serial) % 30000


def digit(field):
    return small()


VALUES = {
    "CharField": lambda field: field.choices[0][0],
    "SlugField": lambda field: f"code-{next(serial)}",
    "DateField": lambda field: timezone.localdate(),
    "DateTimeField": lambda field: timezone.now(),
    "BooleanField": lambda field: False,
    "JSONField": lambda field: {},
    "BinaryField": lambda field: b"%PDF-",
    "UUIDField": lambda field: uuid4(),
    "PositiveSmallIntegerField": digit,
    "PositiveIntegerField": digit,
    "BigIntegerField": digit,
}


def table(mark=""):
    """The data of a printed list with one row."""
    words = {column.key: mark or "сөз" for column in ANNEX_1.columns}
    return ANNEX_1.table([("Контролдоо функциясы", [words])], title=f"{mark} ТИЗМЕК")


@cache
def reading(mark):
    """What the importer understood of a list with one row."""
    words = [mark or "сөз"] * 4 + ["потенциалдуу", "орточо", "ооба", mark]
    rows = [[column.heading for column in ANNEX_1.columns], ["1", *words[1:]]]
    return read(files.excel(rows), f"{mark}.xlsx").to_dict()


def positions_reading(mark):
    """What the importer understood of a list of positions with one row."""
    rows = [[column.heading for column in ANNEX_2.columns], ["1", *[mark or "сөз"] * 3, "орточо"]]
    return ListReading.of(files.excel(rows), f"{mark}.xlsx").to_dict()


def staff_reading(mark):
    """What the importer understood of a list of staff with one row."""
    rows = [
        [column.heading for column in STAFF.columns],
        ["1", f"{mark or 'Асанов'} Айбек", "Адис", "", "12.01.2026"],
    ]
    return StaffReading.of(files.excel(rows), f"{mark}.xlsx").to_dict()


def stored(body, mark):
    """The fields of a filed scan, whose bytes are put into the store."""
    content = f"%PDF-1.7 {mark}".encode()
    digest = sha256(content).hexdigest()
    path = StoredFile(organisation=body, sha256=digest).path
    if not default_storage.exists(path):
        default_storage.save(path, ContentFile(content))
    return {
        "name": f"{mark}.pdf",
        "kind": "application/pdf",
        "size": len(content),
        "sha256": digest,
        "stored_by": related(Person, body, mark),
    }


# What types do not tell: values that the constraints of a model ask for. The younger rooms keep theirs beside their tests.
ROOMS = ("plans", "trustbox", "monitoring", "standards")


def rooms():
    return [import_module(f"tests.{room}.rows") for room in ROOMS]


@cache
def special():
    """{model: (body, mark) → values} of every room."""
    return {model: values for room in rooms() for model, values in room.SPECIAL.items()} | SPECIAL


@cache
def needed():
    """{(model, state): body → values} of every room."""
    return {pair: values for room in rooms() for pair, values in room.NEEDS.items()} | NEEDS


SPECIAL = {
    Annex: lambda body, mark: {"form": "risks/annex-1", "data": {"table": table(mark)}},
    StoredFile: stored,
    Reply: lambda body, mark: {"survey": in_state(Survey, "open", body)},
    PositionImport: lambda body, mark: {"reading": positions_reading(mark), "sha256": "f" * 64},
    RiskImport: lambda body, mark: {"reading": reading(mark), "sha256": "f" * 64},
    StaffImport: lambda body, mark: {"reading": staff_reading(mark), "sha256": "f" * 64},
    Order: lambda body, mark: {"end_ground": ""},
    Publication: lambda body, mark: {"withdraw_ground": ""},
    Letter: lambda body, mark: {"path": "/"},
    Seat: lambda body, mark: {"outsider": f"{mark} Тыштан"},
    Attendance: lambda body, mark: siblings(Seat, Meeting, body, mark),
    Paper: lambda body, mark: {
        "stage": 1,
        "data": json.dumps({"table": table(mark)}, ensure_ascii=False),
        "made_by": related(Person, body, mark),
    },
    Risk: lambda body, mark: {"drop_ground": "", "level": "medium"},
    Assessment: lambda body, mark: {
        "risk": row(Risk, body, mark),
        "method": method(),
        "likelihood": 1,
        "harm": 1,
        "level": "low",
    },
    Custodian: lambda body, mark: {"retire_ground": ""},
    Wall: lambda body, mark: {"mode": "envelope", "envelope": small()},
    Disclosure: lambda body, mark: {"refusal": "", "fields": ["name"]},
    Erasure: lambda body, mark: {
        "refusal": "",
        "fields": ["name"],
        "copies": [],
        "asker_kind": "court",
        "asker": f"{mark} Сот",
    },
    IdentityOpening: lambda body, mark: {"outcome": "refused", "reason": f"{mark} Мөөнөтү өттү"},
    Counter: lambda body, mark: {"year": 2026, "last": 1},
    Matter: lambda body, mark: {"likelihood_reason": "", "harm_reason": ""},
    Opinion: lambda body, mark: at_the_table(body, mark),
    Submittal: lambda body, mark: {"edition": approved_edition(body, mark)},
    Exposure: lambda body, mark: dict.fromkeys(
        ["given_reason", "freedom_reason", "contact_reason", "drop_ground"], ""
    ),
}


def siblings(one, other, body, mark):
    """A seat and a meeting of the same commission."""
    group = row(Commission, body, mark)
    return {model._meta.model_name: row(model, body, mark, commission=group) for model in (one, other)}


def at_the_table(body, mark):
    """A matter and a seat of the same sitting, scores within the scale."""
    matter = row(Matter, body, mark)
    seat = row(Seat, body, mark, commission=matter.session.meeting.commission)
    return {"session": matter.session, "matter": matter, "seat": seat, "likelihood": 1, "harm": 1}


def approved_edition(body, mark="", **paper):
    """An edition under an order in force; `paper` is what its frozen paper holds."""
    order = row(Order, body, mark)
    annex = row(Annex, body, mark, order=order, number=1)
    edition = row(Edition, body, mark, state="ordered", meeting=row(Meeting, body, mark), annex=annex)
    Order.objects.of(body).filter(pk=order.pk).update(state="in_force", **registration(body))
    row(Paper, body, mark, order=order, annex=annex, **paper)
    return edition


def in_state(model, state, body, mark="", **given):
    """A row of a model with moves, standing in `state` as the constraints want it there."""
    needs = needed().get((model, state), lambda body: {})(body)
    return row(model, body, mark, **{"state": state, **needs, **given})


def signature(body, **fields):
    return {"signed_at": timezone.now(), "signed_by": row(Person, body), **fields}


def key(body, **fields):
    return {"public_key": b"k" * 32, "locked_key": b"l", **fields}


def live_key(body):
    keeper = row(Person, body)
    return key(body, person=keeper, verified_on=LONG_AGO, verified_by=keeper)


def confirmation(body):
    return {"confirmed_at": timezone.now(), "confirmed_by": row(Person, body)}


def registration(body, **fields):
    return signature(body, number=f"{next(serial)}-Б", date=LONG_AGO, **fields)


def ending(body):
    return registration(body, ended_on=timezone.localdate(), end_ground="Жаңы буйрук")


NEEDS = {
    (Order, "signed"): signature,
    (Order, "in_force"): registration,
    (Order, "replaced"): ending,
    (Order, "cancelled"): ending,
    (Custodian, "made"): key,
    (Custodian, "live"): live_key,
    (Custodian, "retired"): lambda body: {
        "retired_on": LONG_AGO,
        "retired_by": row(Person, body),
        "retire_ground": "Кызматтан кетти",
    },
    **{(Disclosure, state): confirmation for state in ("confirmed", "opened", "closed")},
    (Disclosure, "refused"): lambda body: {"refusal": "Кол коюлган эмес"},
    (Erasure, "confirmed"): confirmation,
    (Erasure, "erased"): lambda body: {
        **confirmation(body),
        "erased_at": timezone.now(),
        "erased_by": row(Person, body),
    },
    (Erasure, "refused"): lambda body: {"refusal": "Кол коюлган эмес"},
    (Meeting, "closed"): lambda body: {"number": small(), "year": 2026},
    (Risk, "dropped"): lambda body: {"dropped_on": timezone.localdate(), "drop_ground": "Бириктирилди"},
    (Post, "closed"): lambda body: {"closed_on": timezone.localdate()},
    (Survey, "open"): lambda body: {"opened_on": LONG_AGO},
    (Survey, "closed"): lambda body: {"opened_on": LONG_AGO, "closed_on": timezone.localdate()},
    (YearReport, "heard"): lambda body: {"meeting": row(Meeting, body), "data": {}},
    (PositionEdition, "considered"): lambda body: {"meeting": row(Meeting, body)},
    (PositionEdition, "ordered"): lambda body: {"meeting": row(Meeting, body), "annex": row(Annex, body)},
    (Exposure, "listed"): lambda body: {"level": "medium"},
    (Exposure, "dropped"): lambda body: {
        "dropped_on": timezone.localdate(),
        "drop_ground": "Функция өткөрүлдү",
    },
    (Assessment, "agreed"): lambda body: {"agreed_at": timezone.now(), "agreed_by": row(Person, body)},
    (Edition, "considered"): lambda body: {"meeting": row(Meeting, body)},
    (Edition, "ordered"): lambda body: {"meeting": row(Meeting, body), "annex": row(Annex, body)},
}
