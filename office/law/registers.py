from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.filters import (
    ActFilter,
    DayFilter,
    ProvisionFilter,
    ValueFilter,
)
from office.law import calendar_pages
from office.law.forms import CalendarDayForm, LegalActForm, LegalValueForm, ProvisionForm
from office.models.calendar import CalendarDay
from office.models.law import LegalAct, LegalValue
from office.models.provision import Provision
from office.registers.links import Button
from office.registers.register import Register
from office.roles import Act, may


def confirmation_context(request, row):
    """For a row nobody has confirmed: its standing and the button that confirms it by name and date."""
    if row.confirmed:
        return {}
    if not may(request.user, Act.LEGAL):
        return {"state": row.standing}
    button = Button(
        _("Confirm"),
        reverse(f"{request.resolver_match.namespace}:confirm", args=[row.pk]),
        consequence=_("Your name and today's date stay with it."),
        primary=True,
        direct=True,
    )
    return {"state": row.standing, "moves": [button]}


def day_context(request, row):
    """The buttons of a day that stands in the calendar."""
    if row.is_removed or not may(request.user, Act.LEGAL):
        return {"state": row.standing}
    button = Button(
        _("Remove the day"),
        reverse("calendar:remove", args=[row.pk]),
        consequence=_("It was entered wrongly: it counts as an ordinary day again."),
        danger=True,
    )
    found = confirmation_context(request, row)
    return found | {"moves": [*found.get("moves", ()), button]}


# Read by every administrator, written by whoever answers for the whole install.
LEGAL_RIGHTS = {"read": Act.MANAGE, "write": Act.LEGAL}
CONFIRMATION_COLUMNS = ("standing", "confirmed_by", "confirmed_on")
CALENDAR = Register(
    model=CalendarDay,
    space="calendar",
    title=gettext_lazy("Working-day calendar"),
    new=gettext_lazy("New day"),
    columns=("day", "kind", "name", "standing"),
    sections=(
        ("", ("day", "kind", "name_ky", "name_ru", "source", *CONFIRMATION_COLUMNS)),
        ("", ("removed_on", "removed_by", "removal_reason")),
    ),
    form=CalendarDayForm,
    filters=DayFilter,
    order=("-day",),
    list_template="office/calendar_list.html",
    list_extra=calendar_pages.years_context,
    record_extra=day_context,
    **LEGAL_RIGHTS,
)
ACTS = Register(
    model=LegalAct,
    space="acts",
    title=gettext_lazy("Legal acts"),
    new=gettext_lazy("New act"),
    columns=("name", "kind", "number", "date", "valid_from", "valid_to", "standing"),
    sections=(
        ("", ("code", "kind", "title_ky", "title_ru", "number", "date", "valid_from", "valid_to", "note")),
        ("", CONFIRMATION_COLUMNS),
    ),
    form=LegalActForm,
    filters=ActFilter,
    record_extra=confirmation_context,
    **LEGAL_RIGHTS,
)
VALUES = Register(
    model=LegalValue,
    space="values",
    title=gettext_lazy("Legal values"),
    new=gettext_lazy("New value"),
    columns=("name", "value_words", "unit_words", "valid_from", "valid_to", "standing"),
    sections=(
        (
            "",
            (
                "code",
                "label_ky",
                "label_ru",
                "value_words",
                "unit_words",
                "use_words",
                "act",
                "valid_from",
                "valid_to",
            ),
        ),
        ("", CONFIRMATION_COLUMNS),
    ),
    form=LegalValueForm,
    filters=ValueFilter,
    record_extra=confirmation_context,
    **LEGAL_RIGHTS,
)
PROVISIONS = Register(
    model=Provision,
    space="provisions",
    title=gettext_lazy("Points of the law"),
    new=gettext_lazy("New point"),
    columns=("code", "words", "kind", "valid_from", "valid_to", "standing"),
    sections=(
        ("", ("code", "kind", "name_ky", "name_ru", "text_ky", "act", "valid_from", "valid_to")),
        ("", CONFIRMATION_COLUMNS),
    ),
    form=ProvisionForm,
    filters=ProvisionFilter,
    record_extra=confirmation_context,
    **LEGAL_RIGHTS,
)


def unconfirmed(model):
    return lambda: model.objects.filter(confirmed=False)


# Each register of what the law says, with its rows that wait for somebody to confirm them.
TO_BE_CONFIRMED = (
    (CALENDAR, calendar_pages.waiting_days),
    (ACTS, unconfirmed(ACTS.model)),
    (VALUES, unconfirmed(VALUES.model)),
    (PROVISIONS, unconfirmed(PROVISIONS.model)),
)
