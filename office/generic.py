"""The pages every register has, declared once a model: register, record, create, edit, move.

A `Book` says how one model is shown; `book.urls()` gives its five routes under the same five names everywhere.
Every view carries its policy (`act`), which `tests/test_routes.py` reads off the URLconf.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import wraps
from hashlib import sha256
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import FieldDoesNotExist, PermissionDenied
from django.db import IntegrityError, transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.forms import MoveForm
from office.history import history
from office.models import Submission
from office.roles import Act, may
from office.triggers import owned
from office.workflow import Refused, Workflow

PAGE = 50
COUNTED = 1000


@dataclass(frozen=True)
class Book:
    """How a model is shown. Columns and sections name fields, properties or methods without arguments."""

    model: type
    title: str
    columns: tuple[str, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    new: str = ""
    form: type | None = None
    read: Act = Act.READ
    write: Act = Act.KEEP
    filters: type | None = None
    order: tuple[str, ...] = ()
    empty: str = gettext_lazy("Nothing has been entered yet.")
    parent: str = ""  # the foreign key a new row hangs on; its primary key is in the URL of `create`
    move_forms: dict[str, type] = field(default_factory=dict)
    list_template: str = "office/list.html"
    record_template: str = "office/detail.html"
    form_template: str = "office/form.html"
    list_extra: Callable | None = None  # (request, rows) → context
    record_extra: Callable | None = None  # (request, record) → context

    @property
    def space(self):
        """The namespace of the routes: the plural of the model, or the one the book was mounted under."""
        return (
            self.model._meta.verbose_name_plural.replace(" ", "_")
            if not hasattr(self.model, "SPACE")
            else self.model.SPACE
        )

    def url(self, name, *args):
        return reverse(f"{self.space}:{name}", args=args)

    def rows(self, person):
        return self.model.objects.visible_to(person)

    def urls(self):
        """The five routes, those that the book has."""
        routes = [path("", register(self), name="register"), path("<int:pk>/", record(self), name="record")]
        if self.form:
            before = "of/<int:parent>/" if self.parent else ""
            routes.append(path(f"{before}new/", create(self), name="create"))
            routes.append(path("<int:pk>/edit/", edit(self), name="edit"))
        if issubclass(self.model, Workflow):
            routes.append(path("<int:pk>/move/<slug:name>/", move(self), name="move"))
        return routes


def policy(act, **marks):
    """Declare what a view asks for, so that routes and rights can be read off the URLconf. `act` None: anyone signed in."""

    def declare(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if act is not None and not may(request.user, act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.act = act
        checked.public = False
        for name, value in marks.items():
            setattr(checked, name, value)
        return checked

    return declare


def register(book):
    @policy(book.read, book=book)
    def view(request):
        rows = book.rows(request.user)
        filterset = book.filters(request.GET, queryset=rows, request=request) if book.filters else None
        rows = (filterset.qs if filterset else rows).order_by(*(book.order or book.model._meta.ordering))
        context = {**listing(request, book, rows), **filtering(request, filterset), "title": book.title}
        if book.list_extra:
            context |= book.list_extra(request, rows)
        return render(request, book.list_template, context)

    return view


def listing(request, book, rows):
    """One page of rows, with the count capped: counting a million rows costs more than showing fifty."""
    rows, sorting = sort(request, book, rows)
    count = rows[: COUNTED + 1].count()
    page = max(1, number(request.GET.get("page"), 1))
    shown = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    more, shown = len(shown) > PAGE, shown[:PAGE]
    return {
        "count": f"{COUNTED}+" if count > COUNTED else count,
        "columns": [heading(request, book, name, sorting) for name in book.columns],
        "rows": [row(book, record) for record in shown],
        "pages": {
            "previous": link(request, page=page - 1) if page > 1 else None,
            "next": link(request, page=page + 1) if more else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
        },
        "empty": {"text": book.empty, "actions": creation(request, book)},
        "create": next(iter(creation(request, book)), None),
    }


def creation(request, book):
    if not book.form or book.parent or not may(request.user, book.write):
        return []
    return [{"label": book.new, "url": book.url("create"), "primary": True}]


def sort(request, book, rows):
    """Order by a column of the book named in `?sort=` (`-` before it turns it round); only stored fields can be sorted by."""
    asked = request.GET.get("sort", "")
    name = asked.lstrip("-")
    if name in book.columns and stored(book.model, name):
        return rows.order_by(asked if asked.startswith("-") else name, "pk"), asked
    return rows, ""


def stored(model, name):
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


def heading(request, book, name, sorting):
    up = sorting == name
    return {
        "label": label(book.model, name),
        "sort_url": link(request, sort=f"-{name}" if up else name, page=None)
        if stored(book.model, name)
        else "",
        "direction": "ascending" if up else "descending" if sorting == f"-{name}" else "",
    }


def row(book, record):
    cells = [{"label": label(book.model, name), "value": display(record, name)} for name in book.columns]
    return {"url": record.get_absolute_url(), "cells": cells}


def filtering(request, filterset):
    """The filter form and one chip for each filter in force, each a link that takes it away."""
    if filterset is None:
        return {"filter_form": None, "chips": []}
    chips = []
    for name, form_field in filterset.form.fields.items():
        value = request.GET.get(name)
        if value:
            shown = (
                dict(getattr(form_field, "choices", [])).get(value, value)
                if not hasattr(form_field, "queryset")
                else chosen(form_field, value)
            )
            chips.append(
                {"label": f"{form_field.label}: {shown}", "url": link(request, **{name: None, "page": None})}
            )
    return {"filter_form": filterset.form, "chips": chips}


def chosen(form_field, value):
    """The words of a chosen row; the raw value when it is not among those the person may see."""
    row = form_field.queryset.filter(pk=number(value, 0)).first()
    return str(row) if row else value


def link(request, **changes):
    """This page's address with some of its query changed; None takes a key away."""
    query = {
        key: value for key, value in {**request.GET.dict(), **changes}.items() if value not in (None, "")
    }
    return f"?{urlencode(query)}" if query else request.path


def number(text, default):
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def label(model, name):
    """The words for a field or property, as they stand over a column."""
    try:
        return capfirst(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        attribute = getattr(model, name)
        return capfirst(getattr(getattr(attribute, "fget", attribute), "label", name))


def display(record, name):
    """A value as a person reads it: the words of a choice, a date as dates are written, a dash for nothing."""
    words = getattr(record, f"get_{name}_display", None)
    value = words() if words else getattr(record, name)
    value = value() if callable(value) else value
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    return "—" if value in (None, "") else value


def labelled(words):
    """Give a property the words that stand over its column."""

    def mark(function):
        function.label = words
        return function

    return mark


def find(book, request, pk):
    """The row, or 404 for a foreign one as for one that is not there."""
    return get_object_or_404(book.rows(request.user), pk=pk)


def record(book):
    @policy(book.read, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        context = {
            "record": row,
            "title": str(row),
            "sections": [
                {
                    "heading": heading,
                    "rows": [
                        {"label": label(book.model, name), "value": display(row, name)} for name in names
                    ],
                }
                for heading, names in book.sections
            ],
            "state": display(row, "state") if issubclass(book.model, Workflow) else "",
            "moves": buttons(book, row, request.user),
            "history": history(row),
            "edit": edit_link(book, row, request.user),
            "back": {"label": book.title, "url": book.url("register")},
        }
        if book.record_extra:
            context |= book.record_extra(request, row)
        return render(request, book.record_template, context)

    return view


def buttons(book, row, person):
    if not issubclass(book.model, Workflow):
        return []
    return [
        {
            "label": move.label,
            "url": book.url("move", row.pk, move.name),
            "consequence": move.consequence,
            "danger": move.danger,
            "primary": index == 0,
        }
        for index, move in enumerate(row.moves_for(person))
    ]


def edit_link(book, row, person):
    allowed = (
        book.form
        and may(person, book.write, getattr(row, "organisation", None))
        and getattr(row, "is_editable", True)
    )
    return {"label": _("Correct"), "url": book.url("edit", row.pk)} if allowed else None


def create(book):
    @policy(book.write, book=book)
    def view(request, parent=None):
        organisation, instance = place(book, request, parent)
        if not may(request.user, book.write, organisation):
            raise PermissionDenied
        form = book.form(
            request.POST or None,
            request.FILES or None,
            instance=instance,
            person=request.user,
            organisation=organisation,
        )
        if request.method == "POST":
            return once(request, form, lambda: form.save_as(by=request.user)) or form_page(
                request, book, form, book.new
            )
        return form_page(request, book, form, book.new)

    return view


def place(book, request, parent):
    """The body a new row belongs to, and the row itself hung on its parent."""
    if not book.parent:
        if request.organisation is None:
            raise PermissionDenied
        return request.organisation, book.model()
    related = book.model._meta.get_field(book.parent).related_model
    above = get_object_or_404(related.objects.visible_to(request.user), pk=parent)
    instance = book.model(**{book.parent: above})
    if owned(book.model):
        instance.organisation = above.organisation
    return above.organisation, instance


def once(request, form, act):
    """Take a form once. Returns the redirect to what it made; None when the form must be shown again.

    The same key again leads to the first result; the same key with another body is a conflict.
    """
    key = form.data.get("k")
    if not form.is_valid() or unconfirmed(form):
        return None
    digest = sha256(
        urlencode(
            sorted((name, value) for name, value in request.POST.lists() if name != "csrfmiddlewaretoken"),
            doseq=True,
        ).encode()
    ).hexdigest()
    key = form.cleaned_data.get("k")
    if key is None:
        raise Http404
    try:
        with transaction.atomic():
            submission = Submission.objects.create(
                key=key, form=request.resolver_match.view_name, person=request.user, digest=digest
            )
    except IntegrityError:
        return replay(request, key, digest)
    made = keeping_what_was_typed(form, act)
    if made is None:
        submission.delete()
        return None
    submission.location = made.get_absolute_url()
    submission.save()
    messages.success(request, _("Saved."))
    return redirect(submission.location)


def replay(request, key, digest):
    submission = Submission.objects.get(key=key, form=request.resolver_match.view_name, person=request.user)
    if submission.digest != digest:
        return render(
            request,
            "409.html",
            {"reason": _("This form has already been sent with other content. Open it anew.")},
            status=409,
        )
    return redirect(submission.location)


def keeping_what_was_typed(form, act):
    """Run `act`; what the rules or the database refuse becomes an error of the form, which comes back filled."""
    try:
        with transaction.atomic():
            return act()
    except Refused as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, broken_rule(error))
    return None


def broken_rule(error):
    """The database's refusal in words. Its rules are named as sentences."""
    return _("The database refused this: a rule of the register would be broken (%(rule)s).") % {
        "rule": str(error).split("\n")[0][:200]
    }


def unconfirmed(form):
    """Warnings that have not been ticked yet."""
    form.open_warnings = [] if form.data.get("confirmed") else form.warnings()
    return form.open_warnings


def form_page(request, book, form, title, status=200, **extra):
    back = (
        form.instance.get_absolute_url()
        if form.instance.pk
        else book.url("register")
        if not book.parent
        else getattr(form.instance, book.parent).get_absolute_url()
    )
    context = {
        "form": form,
        "title": title,
        "cancel_url": back,
        "warnings": getattr(form, "open_warnings", []),
        "back": {"label": book.title, "url": back},
        **extra,
    }
    return render(
        request, book.form_template, context, status=422 if form.errors and status == 200 else status
    )


def edit(book):
    @policy(book.write, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        organisation = getattr(row, "organisation", request.organisation)
        if not may(request.user, book.write, organisation) or not getattr(row, "is_editable", True):
            raise PermissionDenied
        if request.method == "POST":
            row = book.rows(request.user).select_for_update(of=("self",)).get(pk=pk)
        title = _("Correct: %(record)s") % {"record": row}
        form = book.form(
            request.POST or None,
            request.FILES or None,
            instance=row,
            person=request.user,
            organisation=organisation,
        )
        if request.method != "POST":
            return form_page(request, book, form, title)
        if stale(form, row):
            return form_page(
                request, book, form, title, status=409, stale=differences(book, form, pk, request)
            )
        if (
            form.is_valid()
            and not unconfirmed(form)
            and keeping_what_was_typed(form, lambda: form.save_as(by=request.user))
        ):
            messages.success(request, _("Saved."))
            return redirect(row.get_absolute_url())
        return form_page(request, book, form, title)

    return view


def stale(form, row):
    """Somebody saved the row after this form was opened."""
    return form.data.get("v") != str(row.version)


def differences(book, form, pk, request):
    """Both texts, field by field, where what was typed differs from what stands now. Saving again then takes the new version."""
    form.is_valid()
    now = find(book, request, pk)
    rows = [
        {"label": bound.label, "yours": bound.value() or "—", "theirs": display(now, bound.name)}
        for bound in form
        if bound.name not in ("v", "k")
        and str(bound.value() or "")
        != str(book.model._meta.get_field(bound.name).value_from_object(now) or "")
    ]
    form.data = form.data.copy()
    form.data["v"] = now.version
    return {"rows": rows, "version": now.version}


def move(book):
    @policy(None, book=book)
    def view(request, pk, name):
        row = find(book, request, pk)
        try:
            wanted = row.move_named(name)
        except LookupError:
            raise Http404 from None
        if not may(request.user, wanted.act, row.organisation):
            raise PermissionDenied
        form_class = book.move_forms.get(name, MoveForm)
        form = form_class(
            request.POST if request.method == "POST" else None,
            request.FILES or None,
            person=request.user,
            record=row,
        )
        if request.method == "POST" and form.is_valid():
            try:
                with transaction.atomic():
                    row.move(name, by=request.user, **form.cleaned_data)
            except Refused as refusal:
                form.add_error(None, str(refusal))
            else:
                messages.success(request, _("Done: %(move)s.") % {"move": wanted.label})
                return redirect(row.get_absolute_url())
        context = {
            "record": row,
            "title": wanted.label,
            "move": wanted,
            "form": form,
            "cancel_url": row.get_absolute_url(),
        }
        return render(request, "office/confirm.html", context, status=422 if form.errors else 200)

    return view
