"""Plain builders: what a test needs, in one call, with names nobody bears."""

import json
from datetime import date, timedelta
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

from office import clock
from office.accounts.removals import FactorRemoval
from office.database.triggers import is_audited, is_owned, table_models
from office.files.models import StoredFile
from office.lists.paper_lists import PaperList
from office.models.clock_repair import ClockRepair
from office.models.commission import AgendaItem, Attendance, Commission, Meeting, Seat
from office.models.counter import Counter
from office.models.duty_reminder import DutyReminder
from office.models.form_layout import FormLayout
from office.models.letter import Letter
from office.models.organisation import Organisation
from office.models.person import Appointment, Person
from office.papers.frozen import Paper, Publication
from office.papers.models import Annex, Order, OrderPoint
from office.papers.scans import ScannedPage
from office.roles import Role
from office.staff.imports import STAFF, StaffReading
from office.staff.models import StaffImport
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.identity_opening import IdentityOpening
from office.wall.models.vault import Custodian
from office.wall.models.wall import Wall
from positions.editions.models import PositionEdition
from positions.imports import PositionListReading
from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.monitoring import Reply, Survey, YearReport
from positions.models.posts import Post
from positions.models.slips import SurveySlip
from positions.papers import ANNEX_2
from risks.editions.models import Edition
from risks.imports import read_risk_list
from risks.models.assessment import Assessment
from risks.models.imports import RiskImport
from risks.models.method import FunctionKind, Level, Method
from risks.models.risk import Risk
from risks.papers import ANNEX_1
from risks.sessions.models import Matter, Opinion
from risks.subordinates.models import Submittal
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
            "level_ground": "Деңгээл 281-буйрук боюнча тандалган",
            "state": Risk.State.ACTIVE,
            "position": 1,
            **fields,
        },
    )
    row.index()
    row.save()
    return row


def assessment_sheet(row, likelihood=2, harm=3, **fields):
    from risks.score_rules import METHOD_232, level_of_points, total_points

    return Assessment.objects.create(
        organisation=row.organisation,
        risk=row,
        method=fields.pop("method", None) or method(),
        likelihood=likelihood,
        harm=harm,
        **{
            "likelihood_reason": "Сейрек учурлар болгон",
            "harm_reason": "Сезилээрлик зыян келет",
            "level": level_of_points(total_points(likelihood, harm), METHOD_232),
            **fields,
        },
    )


def agreed_sheet(row, likelihood=2, harm=3, **fields):
    """A sheet agreed by a second member of the working group."""
    scorer = Person.objects.filter(username="scorer").first() or person("scorer")
    made = assessment_sheet(row, likelihood, harm, scorer=scorer, **fields)
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


def decided_question(body, clerk, day=None):
    """The question of closed minutes of the working group, of a sitting on that day or today."""
    return meeting(body, day=day).move("close", by=clerk).items.get()


# One row of any model.

# It begins above what the smallest column holds: what forgets `small_number()` fails at its first row, not
# after 32 767 of them.
serial = count(100_000)


def audited_models():
    return sorted(
        (model for model in table_models() if is_audited(model)), key=lambda model: model._meta.label
    )


def owned_models():
    """Every table of rows of a body, those without an audit too."""
    return sorted((model for model in table_models() if is_owned(model)), key=lambda model: model._meta.label)


def row(model, body, mark="", /, **given):
    """One valid row of any model of ours at `body`: fields not given are filled in by their type, needed rows
    made beside it.

    `mark` stands in every text of the row and of the rows made for it, so that a leak can be found by it.
    """
    made = unsaved(model, body, mark, **given)
    made.save(force_insert=True)
    return made


def unsaved(model, body, mark="", /, **given):
    """The same row, before it is saved; the rows it needs are saved."""
    fields = {**special_values().get(model, lambda *_: {})(body, mark), **given}
    for field in model._meta.concrete_fields:
        if field.name not in fields and not field.primary_key and not field.generated:
            value = field_value(field, body, mark)
            if value is not None:
                fields[field.name] = value
    made = model(**fields)
    if model is Organisation:
        made.stand_under(body)
    if hasattr(made, "index"):
        made.index()
    return made


def field_value(field, body, mark):
    """A value for one field; None leaves it to its default."""
    if isinstance(field, models.ForeignKey):
        return None if field.null else related_row(field.related_model, body, mark)
    if isinstance(field, models.CharField | models.TextField) and not field.choices:
        return text_value(field, mark)
    if field.choices and field.blank:
        return None
    if field.null or field.has_default():
        return None
    if field.name == "year":
        return 2000 + small_number() % 1000
    return VALUES[field.get_internal_type()](field)


def text_value(field, mark):
    if field.has_default() and not mark:
        return None
    if isinstance(field, models.EmailField | models.URLField):
        return f"https://{mark or 'achyk'}.example/" if isinstance(field, models.URLField) else None
    if field.unique or isinstance(field, models.SlugField):
        return f"{mark.lower()}{next(serial)}"
    words = f"{mark} {next(serial)}" if mark else "" if field.blank else str(next(serial))
    return words[: field.max_length]


def related_row(model, body, mark):
    if model is Organisation:
        return body
    if model is Person:
        return row(Person, body, mark, password=password())
    return (None if is_owned(model) else model.objects.first()) or row(model, body, mark)


def small_number():
    """A number no row had before it that any column of whole numbers can hold: PostgreSQL's smallest ends at
    32 767.
    """
    return next(serial) % 30000


def digit_value(field):
    return small_number()


VALUES = {
    "CharField": lambda field: field.choices[0][0],
    "SlugField": lambda field: f"code-{next(serial)}",
    "DateField": lambda field: timezone.localdate(),
    "DateTimeField": lambda field: timezone.now(),
    "BooleanField": lambda field: False,
    "JSONField": lambda field: {},
    "BinaryField": lambda field: b"%PDF-",
    "UUIDField": lambda field: uuid4(),
    "PositiveSmallIntegerField": digit_value,
    "PositiveIntegerField": digit_value,
    "BigIntegerField": digit_value,
}


def list_table(mark=""):
    """The data of a printed list with one row."""
    words = {column.key: mark or "сөз" for column in ANNEX_1.columns}
    return ANNEX_1.table([("Контролдоо функциясы", [words])], title=f"{mark} ТИЗМЕК")


@cache
def risk_list_reading(mark):
    """What the importer understood of a list with one row."""
    words = [mark or "сөз"] * 4 + ["потенциалдуу", "орточо", "ооба", mark]
    rows = [[column.heading for column in ANNEX_1.columns], ["1", *words[1:]]]
    return read_risk_list(files.excel_file(rows), f"{mark}.xlsx").to_dict()


def positions_reading(mark):
    """What the importer understood of a list of positions with one row."""
    rows = [[column.heading for column in ANNEX_2.columns], ["1", *[mark or "сөз"] * 3, "орточо"]]
    return PositionListReading.of(files.excel_file(rows), f"{mark}.xlsx").to_dict()


def staff_reading(mark):
    """What the importer understood of a list of staff with one row."""
    rows = [
        [column.heading for column in STAFF.columns],
        ["1", f"{mark or 'Асанов'} Айбек", "Адис", "", "12.01.2026"],
    ]
    return StaffReading.of(files.excel_file(rows), f"{mark}.xlsx").to_dict()


def stored_file_fields(body, mark):
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
        "stored_by": related_row(Person, body, mark),
    }


# What types do not tell: values that the constraints of a model ask for. The younger rooms keep theirs beside
# their tests.
ROOMS = ("plans", "trustbox", "monitoring", "standards")


def room_modules():
    rooms = [import_module(f"tests.{room}.rows") for room in ROOMS]
    return [*rooms, import_module("tests.office.retention_cases")]


@cache
def special_values():
    """{model: (body, mark) → values} of every room."""
    return {model: values for room in room_modules() for model, values in room.SPECIAL.items()} | SPECIAL


@cache
def needed_values():
    """{(model, state): body → values} of every room."""
    return {pair: values for room in room_modules() for pair, values in room.NEEDS.items()} | NEEDS


def layout_fields(body, mark):
    """A version of annex 1 entered today, in force from a day to come."""
    first = FormLayout.objects.get(form=ANNEX_1.form, kind="", source=None)
    return {
        **ANNEX_1.look(),
        "source": first,
        "valid_from": date(2030, 1, 1) + timedelta(days=small_number()),
        "entered_by": related_row(Person, body, mark),
        "entered_on": clock.today(),
    }


SPECIAL = {
    FormLayout: layout_fields,
    Annex: lambda body, mark: {"form": "risks/annex-1", "data": {"table": list_table(mark)}},
    StoredFile: stored_file_fields,
    Reply: lambda body, mark: {"survey": in_state(Survey, "open", body)},
    SurveySlip: lambda body, mark: {"survey": in_state(Survey, "open", body, by_slips=True)},
    PositionImport: lambda body, mark: {"reading": positions_reading(mark), "sha256": "f" * 64},
    RiskImport: lambda body, mark: {"reading": risk_list_reading(mark), "sha256": "f" * 64},
    StaffImport: lambda body, mark: {"reading": staff_reading(mark), "sha256": "f" * 64},
    Order: lambda body, mark: {"end_ground": ""},
    PaperList: lambda body, mark: {
        "form": "risks/annex-1",
        "withdraw_ground": "",
        "scan": related_row(StoredFile, body, mark),
    },
    Publication: lambda body, mark: {"withdraw_ground": ""},
    ScannedPage: lambda body, mark: {"page": 1, "pages": 2, "file_page": 1},
    Letter: lambda body, mark: {"path": "/"},
    ClockRepair: lambda body, mark: {"last_day": clock.today() + timedelta(days=1)},
    Seat: lambda body, mark: {"outsider": f"{mark} Тыштан"},
    Attendance: lambda body, mark: rows_of_one_commission(Seat, Meeting, body, mark),
    Paper: lambda body, mark: {
        "stage": 1,
        "data": json.dumps({"table": list_table(mark)}, ensure_ascii=False),
        "made_by": related_row(Person, body, mark),
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
    FactorRemoval: lambda body, mark: {"refusal": ""},
    Wall: lambda body, mark: {"mode": "envelope", "envelope": small_number()},
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
    DutyReminder: lambda body, mark: {"sender": organisation(f"sender-{next(serial)}")},
    Exposure: lambda body, mark: dict.fromkeys(
        ["given_reason", "freedom_reason", "contact_reason", "drop_ground"], ""
    ),
}


def rows_of_one_commission(one, other, body, mark):
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
    Order.objects.of(body).filter(pk=order.pk).update(state="in_force", **registration_fields(body))
    row(Paper, body, mark, order=order, annex=annex, **paper)
    return edition


def in_state(model, state, body, mark="", **given):
    """A row of a model with moves, standing in `state` as the constraints want it there."""
    needs = needed_values().get((model, state), lambda body: {})(body)
    return row(model, body, mark, **{"state": state, **needs, **given})


def signature_fields(body, **fields):
    return {"signed_at": timezone.now(), "signed_by": row(Person, body), **fields}


def key_fields(body, **fields):
    return {"public_key": b"k" * 32, "locked_key": b"l", **fields}


def live_key(body):
    keeper = row(Person, body)
    return key_fields(body, person=keeper, verified_on=LONG_AGO, verified_by=keeper)


def confirmation_fields(body):
    return {"confirmed_at": timezone.now(), "confirmed_by": row(Person, body)}


def registration_fields(body, **fields):
    return signature_fields(body, number=f"{next(serial)}-Б", date=LONG_AGO, **fields)


def ending_fields(body):
    return registration_fields(body, ended_on=timezone.localdate(), end_ground="Жаңы буйрук")


NEEDS = {
    (Order, "signed"): signature_fields,
    (Order, "in_force"): registration_fields,
    (Order, "replaced"): ending_fields,
    (Order, "cancelled"): ending_fields,
    (PaperList, "withdrawn"): lambda body: {"withdraw_ground": "Ката киргизилген"},
    (Custodian, "made"): key_fields,
    (Custodian, "live"): live_key,
    (Custodian, "retired"): lambda body: {
        "retired_on": LONG_AGO,
        "retired_by": row(Person, body),
        "retire_ground": "Кызматтан кетти",
    },
    **{(Disclosure, state): confirmation_fields for state in ("confirmed", "opened", "closed")},
    (Disclosure, "refused"): lambda body: {"refusal": "Кол коюлган эмес"},
    (FactorRemoval, "done"): confirmation_fields,
    (FactorRemoval, "refused"): lambda body: {**confirmation_fields(body), "refusal": "Өзү келген жок"},
    (Erasure, "confirmed"): confirmation_fields,
    (Erasure, "erased"): lambda body: {
        **confirmation_fields(body),
        "erased_at": timezone.now(),
        "erased_by": row(Person, body),
    },
    (Erasure, "refused"): lambda body: {"refusal": "Кол коюлган эмес"},
    (Meeting, "closed"): lambda body: {"number": small_number(), "year": 2026},
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
