"""The list of staff a body has in Excel, Word or CSV: what is understood of it, and how its people are
entered.

Whoever is entered here is an employee without a password: they are due to know the standard and sign on
paper; the administrator gives a password to whoever is to sign in.
"""

import re
from collections.abc import Mapping
from datetime import date
from typing import ClassVar

from django.db import transaction
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.imports import doubts, reader
from office.imports.vocabulary import Vocabulary, Words
from office.kyrgyz import fold, parse_date, possible_dates, short_date
from office.papers.sheet import Column, Sheet
from office.registers.workflow import Refused
from office.roles import Role

STAFF = Sheet(
    form="office/staff",
    title="КЫЗМАТКЕРЛЕРДИН ТИЗМЕСИ",
    columns=(
        Column("number", "№", 10, numeric=True, aliases=("№ п/п", "Т/н")),
        Column(
            "name",
            "Фамилиясы, аты, атасынын аты",
            60,
            aliases=("Аты-жөнү", "ФИО", "Ф.И.О.", "Ф. А. А.", "Фамилия, имя, отчество", "Кызматкер"),
        ),
        Column("post", "Кызмат орду", 50, aliases=("Ээлеген кызматы", "Кызматы", "Должность")),
        Column(
            "unit",
            "Түзүмдүк бөлүм",
            45,
            aliases=("Бөлүм", "Түзүмдүк бөлүмү", "Структурное подразделение", "Подразделение", "Отдел"),
        ),
        Column(
            "since",
            "Качантан бери",
            25,
            aliases=(
                "Кызматка кирген күнү",
                "Дайындалган күнү",
                "Дата назначения",
                "С какого числа",
                "Дата приёма",
            ),
        ),
    ),
)

REASONS: Mapping[str, Promise] = {
    **doubts.REASONS,
    "row-without-essential": gettext_lazy(
        "No name or no post stands in this row. Is it a row of the list at all?"
    ),
    "since-unknown": gettext_lazy("This is no day as «12.01.2026». Choose what is meant."),
    "since-empty": gettext_lazy("The day is not given. Choose it."),
    "since-second": gettext_lazy("Two days stand in the rows to be joined. Choose one."),
}
CHOICES: Mapping[str, Promise] = {
    **doubts.CHOICES,
    "today": gettext_lazy("From today"),
    "year": gettext_lazy("From the first of January of this year"),
}


class StaffDoubt(doubts.Doubt):
    REASONS: ClassVar[Mapping[str, Promise]] = REASONS
    CHOICES: ClassVar[Mapping[str, Promise]] = CHOICES


class DayWords(Words):
    """A day as `office.kyrgyz.parse_date` reads it, in figures or in words. Nothing else is guessed; of a
    day that may be one of two both are proposed.
    """

    def __init__(self) -> None:
        self.codes = ("today", "year")

    def code(self, text: str) -> str | None:
        day = parse_date(text)
        return day.isoformat() if day else None

    def near_first(self, text: str) -> list[str]:
        return list(self.codes)

    def proposals(self, text: str) -> list[list[str]]:
        days = [[f"day:{day.isoformat()}", short_date(day)] for day in possible_dates(text)]
        return [*days, *super().proposals(text)]


class StaffReading(reader.Reading):
    """Reading of a staff list. Units are in their column or headings over their people."""

    VOCABULARY = Vocabulary(
        sheets=(STAFF,),
        texts=("name", "post", "unit"),
        codes={"since": DayWords()},
        optional=("number", "unit"),
        essential=("name", "post"),
        group=str,
        group_column="unit",
        identity=(("name",),),
        hints={
            "number": "№ =номер =п табел",
            "since": "күн качан дата числ назнач кабыл прием приём начал",
            "unit": "бөлүм бөлүн түзүм подраздел структур отдел управлен",
            "name": "фамил аты =фио =ф кызматкер сотрудник работник =имя",
            "post": "кызмат орун орду должност пост",
        },
    )
    DOUBT = StaffDoubt


def day_of(code: str) -> date:
    """The day a cell or a decision means."""
    today = clock.today()
    return {"today": today, "year": date(today.year, 1, 1)}.get(code) or date.fromisoformat(
        code.removeprefix("day:")
    )


def split_name(name: str) -> tuple[str, str, str]:
    """(surname, given name, patronymic) of a full name; «Асан уулу» and «Асан кызы» are surnames.

    ValueError for a single word.
    """
    words = name.split()
    size = 2 if len(words) > 2 and words[1].lower() in ("уулу", "кызы") else 1
    if len(words) <= size:
        raise ValueError(name)
    return " ".join(words[:size]), words[size], " ".join(words[size + 1 :])


LETTERS = dict(
    zip(
        "абвгдеёжзийклмнңоөпрстуүфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n n o o p r s t u u f h ts ch sh sh  y  e yu ya".split(" "),
        strict=True,
    )
)


def login_of(surname: str, name: str, used_logins: set[str]) -> str:
    """«asanova-g»: a free login in Latin letters; the caller's `taken` learns it."""
    plain = "".join(LETTERS.get(sign, sign) for sign in f"{surname}-{name[:1]}".lower())
    stem = re.sub(r"[^a-z0-9-]+", "-", plain).strip("-") or "employee"
    login = next(one for one in (stem, *(f"{stem}{n}" for n in range(2, 10000))) if one not in used_logins)
    used_logins.add(login)
    return login


@transaction.atomic
def enter_employees(organisation, rows) -> list:
    """Enter the people of these rows as employees, with the units that are new. Returns the new appointments,
    then the new units.

    A row: name, post, unit ("" for none), since (a day). Whoever of the same name works at the body today is
    left as they are. Refused, nothing entered, for a name of one word or one that stands twice.
    """
    from office.models.organisation import Unit
    from office.models.person import Appointment, Person

    refuse_unclear([row["name"] for row in rows])
    known = {fold(str(row.person)) for row in organisation.appointments.today().select_related("person")}
    units = {fold(unit.name_ky): unit for unit in Unit.objects.of(organisation)}
    new = [row for row in rows if fold(row["name"]) not in known]
    old_units, appointments = set(units), []
    used_logins = set(Person.objects.values_list("username", flat=True))
    for row in new:
        unit = unit_of_name(organisation, units, row["unit"])
        surname, name, patronymic = split_name(row["name"])
        person = Person(
            username=login_of(surname, name, used_logins), surname=surname, name=name, patronymic=patronymic
        )
        person.set_unusable_password()
        person.save()
        appointments.append(
            Appointment.objects.create(
                organisation=organisation,
                person=person,
                role=Role.EMPLOYEE,
                post=row["post"],
                unit=unit,
                starts=row["since"],
            )
        )
    return [*appointments, *(unit for name, unit in units.items() if name not in old_units)]


def unit_of_name(organisation, units, name):
    """The unit that a row names, entered among `units` (folded name → unit) where it is new; None for ""."""
    from office.models.organisation import Unit

    heading = name.strip()
    if heading and fold(heading) not in units:
        units[fold(heading)] = Unit.objects.create(organisation=organisation, name_ky=heading)
    return units.get(fold(heading))


@transaction.atomic
def correct_appointments(organisation, rows) -> None:
    """Bring post, unit and first day of appointments up to rows of a list of staff: {primary key: row}.

    The role stays, and so does the unit where a row names none.
    """
    from office.models.organisation import Unit
    from office.models.person import Appointment

    units = {fold(unit.name_ky): unit for unit in Unit.objects.of(organisation)}
    found = Appointment.objects.of(organisation).filter(pk__in=rows).select_for_update()
    for appointment in found:
        row = rows[appointment.pk]
        appointment.post, appointment.starts = row["post"], row["since"]
        appointment.unit = unit_of_name(organisation, units, row["unit"]) or appointment.unit
        appointment.version += 1
        appointment.full_clean(exclude=["person"])
        appointment.save(update_fields=["post", "starts", "unit", "version"])


def refuse_unclear(names) -> None:
    """Raises Refused for names that are ambiguous or not full."""
    folded = [fold(name) for name in names]
    twice = sorted({name for name, plain in zip(names, folded, strict=True) if folded.count(plain) > 1})
    if twice:
        raise Refused(
            _("These names stand twice: %(names)s. Leave one in the file and enter the other by hand.")
            % {"names": ", ".join(twice)}
        )
    short = [name for name in names if len(name.split()) < 2]
    if short:
        raise Refused(_("Surname and given name are needed: %(names)s.") % {"names": ", ".join(short)})
