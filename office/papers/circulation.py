"""Who is acquainted with an order and who gets a copy: two sheets beside it, no part of what is signed."""

import re

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.kyrgyz import date_words_of
from office.models.person import Appointment
from office.papers.control import SELF
from office.papers.models import Order
from office.papers.sheet import Column, Sheet
from office.registers.values import typed_lines
from office.roles import Role

OF_THE_FILE = "Иш кагаздар топтому (түп нуска)"
COPIES = re.compile(r"^(?P<name>.*\S)\s+[–-]\s+(?P<copies>\d{1,3})$")
NUMBER = Column("number", "№", 10, numeric=True)
ACQUAINTANCE = Sheet(
    form="office/acquaintance",
    title="{about} менен\nТААНЫШУУ БАРАКЧАСЫ",
    columns=(
        NUMBER,
        Column("name", "Кызмат орду, аты-жөнү", 90),
        Column("day", "Таанышкан күнү", 35),
        Column("sign", "Колу", 35),
    ),
    orientation="portrait",
)
DISTRIBUTION = Sheet(
    form="office/distribution",
    title="{about}\nТАРАТУУ ТИЗМЕСИ",
    columns=(
        NUMBER,
        Column("name", "Кимге жөнөтүлөт", 90),
        Column("copies", "Нускасы", 20, numeric=True),
        Column("day", "Алган күнү, колу", 50),
    ),
    orientation="portrait",
)


class Circulation(Owned):
    """The names on both sheets of an order, one a line, where a person chose them."""

    order = models.OneToOneField(
        Order, models.CASCADE, related_name="circulation", verbose_name=_("order")
    )  # a draft may be thrown away with its sheets
    readers = models.TextField(
        _("who is acquainted with the order"),
        blank=True,
        help_text=_("One a line: post, initials and surname. Each signs the sheet."),
    )
    copies = models.TextField(
        _("who gets a copy"),
        blank=True,
        help_text=_("One a line; the number of copies after a dash: «Финансы бөлүмү – 2»."),
    )

    class Meta:
        ordering = ["pk"]

    def __str__(self):
        return str(self.order)


def circulation_of(order) -> Circulation:
    """What was chosen for the order; else, not saved, the staff of its day, the file and the controller."""
    known = Circulation.objects.of(order.organisation).filter(order=order).first()
    if known:
        return known
    controller = [order.controller] if order.controller and order.controller != SELF else []
    return Circulation(
        organisation=order.organisation,
        order=order,
        readers="\n".join(str(one) for one in staff_on(order.organisation, order.date)),
        copies="\n".join([OF_THE_FILE, *controller]),
    )


def staff_on(organisation, day=None):
    """Who worked at the body on the day (today), each person once, without its head."""
    rows = Appointment.objects.of(organisation).staff().exclude(role=Role.HEAD).select_related("person")
    there = rows.on(day) if day else rows.today()
    by_person = {row.person_id: row for row in there.order_by("person__surname", "person__name", "-pk")}
    return list(by_person.values())


def acquaintance_context(order) -> dict:
    """Context of `office/print/acquaintance.html`."""
    rows = [{"name": name, "day": "", "sign": ""} for name in typed_lines(circulation_of(order).readers)]
    return sheet_context(order, ACQUAINTANCE, rows)


def distribution_context(order) -> dict:
    """Context of `office/print/distribution.html`; one copy where no number stands."""
    rows = [copy_row(line) for line in typed_lines(circulation_of(order).copies)]
    return sheet_context(order, DISTRIBUTION, rows)


def copy_row(line) -> dict:
    found = COPIES.match(line)
    name, copies = found.group("name", "copies") if found else (line, "1")
    return {"name": name, "copies": copies, "day": ""}


def sheet_context(order, sheet, rows) -> dict:
    return {"table": sheet.table([("", rows)], about=order_name(order)), "signatures": []}


def order_name(order) -> str:
    """«2026-жылдын 19-майындагы № 114 «…» буйругу»; what is not known yet is left out."""
    word = "токтому" if order.kind == Order.Kind.RESOLUTION else "буйругу"
    day = date_words_of(order.date) if order.date else ""
    number = f"№ {order.number}" if order.number else ""
    return " ".join(filter(None, [day, number, f"«{order.title}»", word]))
