"""Filters of the registers. What is typed wrong is left out and shown beside its field."""

import django_filters as filters
from django.utils.translation import gettext_lazy as _

from office import clock
from office.kyrgyz import fold
from office.models.calendar import CalendarDay
from office.models.form_layout import FormLayout
from office.models.law import LegalAct, LegalValue
from office.models.organisation import Organisation
from office.models.person import Appointment, Person
from office.models.provision import Provision
from office.papers.models import Order
from office.registries import DATED_FORMS, form_title
from office.roles import Act, Role

FIRST_YEAR = 2016  # the year of the method of risks, the oldest paper a body may have to enter


def year_choices():
    """The years a paper can be of, newest first, and next year for what is dated ahead."""
    return [(year, str(year)) for year in range(clock.today().year + 1, FIRST_YEAR - 1, -1)]


def with_words(rows, words, *columns):
    """Rows whose named columns together contain every word (folded).

    Filters in Python: an organisation has hundreds of rows.
    """
    wanted = fold(words).split()
    found = [
        pk
        for pk, *texts in rows.order_by().values_list("pk", *columns)
        if all(word in fold(" ".join(text or "" for text in texts)) for word in wanted)
    ]
    return rows.filter(pk__in=found)


class OrderFilter(filters.FilterSet):
    text = filters.CharFilter(method="matching", label=_("number or words"), max_length=200)
    state = filters.ChoiceFilter(choices=Order.State, label=_("state"), empty_label=_("any"))
    kind = filters.ChoiceFilter(choices=Order.Kind, label=_("kind"), empty_label=_("any"))
    year = filters.ChoiceFilter(
        choices=year_choices, field_name="date__year", label=_("year"), empty_label=_("any")
    )

    class Meta:
        model = Order
        fields = ["text", "state", "kind", "year"]

    def matching(self, rows, name, value):
        return with_words(rows, value, "number", "title")


class PersonFilter(filters.FilterSet):
    text = filters.CharFilter(method="matching", label=_("name, login or e-mail"), max_length=200)
    is_active = filters.ChoiceFilter(
        choices=[("True", _("yes")), ("False", _("no"))], label=_("may sign in"), empty_label=_("any")
    )

    class Meta:
        model = Person
        fields = ["text", "is_active"]

    def matching(self, rows, name, value):
        return with_words(rows, value, "surname", "name", "patronymic", "username", "email")


class AppointmentFilter(filters.FilterSet):
    text = filters.CharFilter(method="matching", label=_("name or post"), max_length=200)
    organisation = filters.ModelChoiceFilter(
        queryset=lambda request: Organisation.objects.visible_to(request.user, Act.MANAGE),
        label=_("body"),
        empty_label=_("any"),
    )
    role = filters.ChoiceFilter(choices=Role.choices, label=_("role"), empty_label=_("any"))
    held = filters.ChoiceFilter(
        choices=[("now", _("held today")), ("past", _("ended"))],
        method="by_day",
        label=_("state"),
        empty_label=_("any"),
    )

    class Meta:
        model = Appointment
        fields = ["text", "organisation", "role", "held"]

    def matching(self, rows, name, value):
        return with_words(rows, value, "person__surname", "person__name", "person__patronymic", "post")

    def by_day(self, rows, name, value):
        return rows.today() if value == "now" else rows.filter(ends__lt=clock.today())


STANDINGS = [("False", _("to be confirmed")), ("True", _("confirmed"))]


class ConfirmedFilter(filters.FilterSet):
    confirmed = filters.ChoiceFilter(choices=STANDINGS, label=_("confirmed"), empty_label=_("any"))


class ActFilter(ConfirmedFilter):
    class Meta:
        model = LegalAct
        fields = ["confirmed"]


class ValueFilter(ConfirmedFilter):
    class Meta:
        model = LegalValue
        fields = ["confirmed"]


def dated_form_choices():
    return [(form, form_title(form)) for form in sorted(DATED_FORMS)]


class LayoutFilter(ConfirmedFilter):
    form = filters.ChoiceFilter(choices=dated_form_choices, label=_("form"), empty_label=_("any"))

    class Meta:
        model = FormLayout
        fields = ["form", "confirmed"]


class ProvisionFilter(ConfirmedFilter):
    kind = filters.ChoiceFilter(choices=Provision.Kind, label=_("kind"), empty_label=_("any"))

    class Meta:
        model = Provision
        fields = ["kind", "confirmed"]


class DayFilter(ConfirmedFilter):
    year = filters.ChoiceFilter(
        choices=year_choices, field_name="day__year", label=_("year"), empty_label=_("any")
    )

    class Meta:
        model = CalendarDay
        fields = ["year", "confirmed"]
