"""No number that a person can send is too far for the portal: in an address, a query, a field of a form.

The addresses, the filters and the forms are read off the URLconf, the sources and the pages themselves.
"""

import re
from contextlib import nullcontext

import pytest
from django import forms
from django.db import connection
from django.db.models import IntegerField
from django.db.models.fields.related import ForeignObject
from django.db.models.fields.related_lookups import RelatedExact, RelatedIn
from django.test import Client

from office.database import bounds
from risks.models.risk import Risk
from tests import make
from tests.conftest import people_who_may
from tests.page import FIELDS, ROOT, Visitor, sent_by
from tests.test_routes import STAFF, act_of, arguments, ask, body, cast, methods_of, world  # noqa: F401

FAR = ("9" * 30, "-1", str(2**63), "-" + "9" * 30, "9" * 5000)
NUMBERED = ("pk", "parent", "number", "year", "paper", "exclusion", "proof")
READ = re.compile(r"request\.GET(?:\.get|\.getlist)?[(\[]\s*\"(\w+)\"")
SOURCES = [
    path
    for path in sorted(ROOT.glob("*/**/*.py"))
    if path.relative_to(ROOT).parts[0] not in ("tests", "node_modules", "locale", "var")
    and ".venv" not in path.parts
]
QUERIES = sorted({name for path in SOURCES for name in READ.findall(path.read_text(encoding="utf-8"))})
# PostgreSQL compares numbers of any length.
FAULT = pytest.raises(OverflowError) if connection.vendor == "sqlite" else nullcontext()
every_page = pytest.mark.parametrize("route", [one for one in STAFF if "GET" in methods_of(one)], ids=str)


def visitors(route, body, cast):  # noqa: F811
    """(address, a person who may open it) for each kind of address of the route."""
    for given in arguments(route, body):
        act = act_of(route, given)
        yield given, Visitor(people_who_may(cast, act)[0])


def filter_names(route):
    filters = getattr(route.register, "filters", None)
    return list(filters.base_filters) if filters else []


@pytest.mark.parametrize("route", [one for one in STAFF if {*NUMBERED} & {*one.arguments}], ids=str)
def test_far_number_in_an_address_is_no_page(route, body, cast):  # noqa: F811
    for given, visitor in visitors(route, body, cast):
        for name in {*NUMBERED} & {*given}:
            for far in FAR:
                address = route.url(**given | {name: 987654321}).replace("987654321", far)
                for method in methods_of(route):
                    assert ask(visitor, method, address).status_code < 500, address


@every_page
def test_far_number_in_a_query_changes_nothing_or_is_said(route, body, cast):  # noqa: F811
    names = {*QUERIES, *filter_names(route)}
    for given, visitor in visitors(route, body, cast):
        for far in FAR[:4]:
            query = "&".join(f"{name}={far}" for name in sorted(names))
            assert ask(visitor, "GET", f"{route.url(**given)}?{query}").status_code < 500, far


def number_fields(form):
    """Names of the fields of a page that a number may reach: choices, ticks, numbers, hidden ones."""
    for field in (one for one in form.iter() if one.tag in FIELDS and one.get("name")):
        if field.tag == "select" or field.get("type") in ("number", "hidden", "checkbox", "radio"):
            yield field.get("name")


def declared_fields(route, given):
    """Names of the fields that the form declares: a choice without a row to choose is not on the page."""
    register = route.register
    form = register and (register.move_forms.get(given["name"]) if "name" in given else register.form)
    return {
        name
        for name, field in getattr(form, "base_fields", {}).items()
        if isinstance(field, (forms.ModelChoiceField, forms.IntegerField, forms.ChoiceField))
    }


@pytest.mark.parametrize("route", [one for one in STAFF if {"GET", "POST"} <= {*methods_of(one)}], ids=str)
def test_far_number_in_a_form_is_refused(route, body, cast):  # noqa: F811
    for given, visitor in visitors(route, body, cast):
        address = route.url(**given)
        page = ask(visitor, "GET", address)
        if page.status_code != 200 or not page.is_html:
            continue
        # A client that reads no page: the rules of pages have tests of their own.
        client = Client()
        client.cookies = visitor.cookies
        # In the main part alone: above it stands the form that signs out.
        sheets = [form for form in page.main.iter("form") if form.get("method", "").lower() == "post"]
        for form in sheets:
            as_it_stands = {name: value for name, value in sent_by(form).items() if value is not None}
            kept = {name: as_it_stands[name] for name in ("k", "ticket") if name in as_it_stands}
            wanted = {*number_fields(form), *declared_fields(route, given)} - {
                "k",
                "ticket",
                "csrfmiddlewaretoken",
            }
            for far in FAR[:3]:
                for data in (
                    dict.fromkeys(as_it_stands.keys() | wanted, far) | kept,
                    as_it_stands | dict.fromkeys(wanted, far) | kept,
                ):
                    data = {"confirmed": "on"} | data
                    answer = client.post(form.get("action") or address, data)
                    assert answer.status_code < 500 and "/login/" not in answer.headers.get("Location", ""), (
                        data
                    )


def far_lookups():
    """Every look-up of a row by numbers that no row has."""
    far = int(FAR[0])
    return [
        Risk.unscoped.filter(pk__in=[far]),
        Risk.unscoped.filter(organisation__in=[far]),
        Risk.unscoped.filter(organisation=far),
        Risk.unscoped.filter(organisation_id=-far),
        Risk.unscoped.filter(pk=far),
    ]


def test_lookup_of_a_far_number_finds_nothing_and_its_opposite_everything(body):  # noqa: F811
    risk = make.risk(body)
    assert [list(rows) for rows in far_lookups()] == [[]] * 5
    far = int(FAR[0])
    assert list(Risk.unscoped.filter(pk__in=[far, risk.pk])) == [risk]
    assert list(Risk.unscoped.filter(pk__in=Risk.unscoped.filter(organisation__in=[body.pk, far]))) == [risk]
    assert (
        list(Risk.unscoped.exclude(pk__in=[far])) == list(Risk.unscoped.exclude(organisation=far)) == [risk]
    )


def test_without_the_bounds_a_far_number_is_an_error_of_sqlite(body):  # noqa: F811
    own = {IntegerField: [bounds.IntegerIn], ForeignObject: [bounds.ForeignIn, bounds.ForeignExact]}
    try:
        IntegerField._unregister_lookup(bounds.IntegerIn)
        for lookup in (RelatedIn, RelatedExact):
            ForeignObject.register_lookup(lookup)
        for rows in far_lookups()[:4]:
            with FAULT:
                list(rows)
    finally:
        for field, lookups in own.items():
            for lookup in lookups:
                field.register_lookup(lookup)
    assert [list(rows) for rows in far_lookups()] == [[]] * 5
