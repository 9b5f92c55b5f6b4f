"""Whoever adds a view without a policy, a table without a scope, a choice of foreign rows, a form without its
key or an official table outside the chain turns the suite red: the very checks of the suite see it.
"""

from django import forms
from django.db import models
from django.http import HttpResponse
from django.test.utils import isolate_apps
from django.urls import path

from office.database.owned import Owned
from office.database.triggers import Guard
from office.models.commission import Commission
from office.models.organisation import Organisation, Unit
from office.registers.forms import OnceForm, PortalForm
from office.registers.policy import policy
from office.roles import Act
from risks.models.risk import Risk
from tests import make
from tests.office.test_seals import unsealed
from tests.routes import walk
from tests.test_foreign_choices import foreign_choices
from tests.test_house import bodiless, unscoped_managers, without_key
from tests.test_routes import undeclared


def bare_view(request):
    return HttpResponse("everyone reads this")


def test_view_without_a_policy_is_seen():
    patterns = [
        path("bare/", bare_view, name="bare"),
        path("kept/", policy(Act.READ)(lambda request: HttpResponse()), name="kept"),
    ]
    assert undeclared(walk(patterns)) == ["bare"]


@isolate_apps("office")
def test_table_of_a_body_without_a_scope_is_seen():
    class Forgotten(models.Model):  # noqa: DJ008  never shown
        organisation = models.ForeignKey(Organisation, models.PROTECT, related_name="+")

        class Meta:
            app_label = "office"

    assert bodiless([Forgotten, Commission]) == {"office.Forgotten"}


@isolate_apps("office")
def test_owned_table_with_a_plain_manager_is_seen():
    class Opened(Owned):
        organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
        unscoped = objects = models.Manager()

        class Meta:
            app_label = "office"

    assert list(unscoped_managers(Opened)) == ["objects", "organisation"]
    assert list(unscoped_managers(Commission)) == []


class OpenForm(PortalForm):
    """What a form would be whose choices nobody narrows."""

    class Meta:
        model = Risk
        fields = ["unit"]

    def _limit_choices(self, field):
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = field.queryset.model.unscoped.all()


def test_relation_open_to_another_body_is_seen(body, foreign, clerk):
    make.row(Unit, foreign)
    narrow = type("NarrowForm", (PortalForm,), {"Meta": OpenForm.Meta})
    found = [
        list(foreign_choices(form(person=clerk, organisation=body), foreign)) for form in (OpenForm, narrow)
    ]
    assert found == [["unit"], []]


def test_person_of_another_body_is_seen(foreign, stranger):
    form = forms.Form()
    form.fields["who"] = forms.ModelChoiceField(make.Person.objects.all())
    assert list(foreign_choices(form, foreign)) == ["who"]


class TwiceForm(forms.Form):
    name = forms.CharField()


class TwiceRowForm(forms.ModelForm):
    class Meta:
        model = Commission
        fields = ["name_ky"]


def test_form_that_writes_without_its_key_is_seen():
    once = type("PressForm", (OnceForm,), {})
    assert without_key([TwiceForm, TwiceRowForm, once, OpenForm]) == {"TwiceForm", "TwiceRowForm"}


@isolate_apps("office")
def test_official_table_outside_the_chain_is_seen():
    class Decree(Owned):
        GUARDS = (Guard("a_decree_is_never_changed", "UPDATE"),)

        class Meta:
            app_label = "office"

    class Memo(Owned):
        class Meta:
            app_label = "office"

    assert unsealed([Decree, Memo, make.Publication]) == {"office.Decree"}
