"""Plain builders: what a test needs, in one call, with names nobody bears."""

from datetime import date

from office.models import Appointment, Order, OrderPoint, Organisation, Person
from office.roles import Role
from risks.models import Assessment, FunctionKind, Level, Method, Risk

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


def person(username, **fields):
    return Person.objects.create_user(
        username, "demo-2026", **{"surname": "Асанова", "name": username.title(), **fields}
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


def order(body, **fields):
    row = Order.objects.create(
        organisation=body,
        **{"title": "Тизмекти бекитүү жөнүндө", "preamble": "Токтомду аткаруу максатында", **fields},
    )
    OrderPoint.objects.create(
        organisation=body, order=row, number=1, text="Тизмек тиркемеге ылайык бекитилсин."
    )
    return row


ROLES = {
    Role.CLERK: "Жооптуу катчы",
    Role.HEAD: "Башчы",
    Role.OFFICER: "Ыйгарым укуктуу",
    Role.MEMBER: "Жумушчу топтун мүчөсү",
    Role.EMPLOYEE: "Адис",
    Role.INSPECTOR: "Текшерүүчү",
    Role.ADMINISTRATOR: "Системалык администратор",
}
