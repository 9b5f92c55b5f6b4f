"""The demo: a village in the middle of its year. Everything is made through the portal's own doors; its people are invented.

The list of risks is the village's own of 2026 (seed 002), imported from its Word file as a clerk would.
"""

from datetime import date, timedelta
from pathlib import Path

from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.db import transaction
from django.utils import timezone

from office.acting import acting
from office.actions import file_scan, keep_meeting, publish
from office.models import (
    AgendaItem,
    Appointment,
    Commission,
    Meeting,
    Order,
    OrderPoint,
    Organisation,
    Person,
    Seat,
    Unit,
)
from office.roles import Role

VILLAGE = "dostuk"
PASSWORD = "demo-2026"  # noqa: S105  the demo's password is public; the command refuses to run elsewhere
LIST = settings.BASE_DIR / "tests/inputs/dostuk-2026-risks.docx"
BEGAN = date(2026, 1, 12)

PEOPLE = {
    # login: surname, name, patronymic, body, role, post
    "clerk": ("Сыдыкова", "Айгүл", "Асановна", VILLAGE, Role.CLERK, "Жооптуу катчы"),
    "head": ("Токтосунов", "Эркин", "Маратович", VILLAGE, Role.HEAD, "Башчы"),
    "officer": (
        "Жумабекова",
        "Нуриза",
        "Таалайбековна",
        VILLAGE,
        Role.OFFICER,
        "Коррупциянын алдын алуу боюнча ыйгарым укуктуу",
    ),
    "member": ("Орозбеков", "Бакыт", "Сагынович", VILLAGE, Role.MEMBER, "Жер маселелери боюнча адис"),
    "employee": (
        "Касымова",
        "Гүлнара",
        "Өмүрбековна",
        VILLAGE,
        Role.EMPLOYEE,
        "Социалдык маселелер боюнча адис",
    ),
    "inspector": ("Мамытов", "Данияр", "Кубанычович", "araban", Role.INSPECTOR, "Башкы инспектор"),
    "admin": ("Абдылдаев", "Тимур", "Нурланович", "araban", Role.ADMINISTRATOR, "Системалык администратор"),
    "stranger": ("Исакова", "Жылдыз", "Бекболотовна", "birlik", Role.CLERK, "Жооптуу катчы"),
}


def load():
    """Fill an empty install in one transaction: all of the demo or nothing."""
    with transaction.atomic():
        bodies()
        people = {login: person(login, *row) for login, row in PEOPLE.items()}
        others()
        with acting(people["clerk"]):
            group = working_group(people)
        register(people, group)
        neighbour(people["stranger"])
