"""The pages every register has, declared once a model: register, record, create, edit, move.

A `Book` says how one model is shown; `book.urls()` gives its routes under the same five names everywhere.
Every view carries its policy (`act`), which `tests/test_routes.py` reads off the URLconf.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import partial, partialmethod, wraps
from inspect import getattr_static
from uuid import UUID

from django import forms
from django.contrib import messages
from django.core.exceptions import BadRequest, FieldDoesNotExist, PermissionDenied
from django.db import DataError, IntegrityError, models, transaction
from django.db.models import FETCH_PEERS
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.http import urlencode
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.forms import MoveForm, with_capitals
from office.history import history
from office.labels import labelled
from office.models import Change, Organisation, Person, Submission, WrongFile
from office.printing import PrintError
from office.roles import Act, may
from office.sqlite import in_kyrgyz_order
from office.triggers import owned
from office.workflow import Refused, Workflow

__all__ = ["Book", "act_page", "find", "form_page", "labelled", "once", "policy"]

PAGE = 50
COUNTED = 1000
PAGES = ("register", "record", "create", "edit", "move")
READS = ("GET", "HEAD")
WRITES = ("GET", "HEAD", "POST")


@dataclass(frozen=True, kw_only=True)
class Book:
    """How a model is shown. Columns and sections name fields, properties or methods without arguments."""

    model: type
    space: str  # the namespace of its routes
    title: str
    columns: tuple[str, ...] = ()
    levels: tuple[str, ...] = ()  # columns and fields drawn as a level: word, shape and colour
    sections: tuple[tuple[str, tuple[str, ...]], ...] = ()
    pages: tuple[str, ...] = PAGES
    new: str = ""
    form: type | None = None
    read: Act | None = Act.READ  # None: anyone signed in
    write: Act = Act.KEEP
    filters: type | None = None
    order: tuple = ()
    # row → the heading it stands under, as long as the rows keep the paper's order
    group: Callable | None = None
    empty: str | Promise = gettext_lazy("Nothing has been entered yet.")
    parent: str = ""  # the foreign key a new row hangs on; its primary key is in the URL of `create`
    keeps: Callable | None = None  # (person, row) → may this person change this row, beside the right
    move_forms: dict[str, type] = field(default_factory=dict)
    list_template: str = "office/list.html"
    record_template: str = "office/detail.html"
    form_template: str = "office/form.html"
    move_template: str = "office/confirm.html"
    list_extra: Callable | None = None  # (request, rows) → context
    record_extra: Callable | None = None  # (request, record) → context
    move_extra: Callable | None = None  # (request, record, move) → context

    def url(self, name, *args):
        return reverse(f"{self.space}:{name}", args=args)

    def rows(self, person):
        """The rows this person may read here; related rows come with all their peers at once."""
        return self.model.objects.visible_to(person, self.read).fetch_mode(FETCH_PEERS)

    def may_write(self, person, row):
        """Tell whether the person may correct this row as it stands."""
        return (
            may(person, self.write, body_of(row))
            and getattr(row, "is_editable", True)
            and (self.keeps is None or self.keeps(person, row))
        )

    def urls(self):
        """The routes, those that the book has."""
        before = "of/<int:parent>/" if self.parent else ""
        routes = {
            "register": ("", register),
            "record": ("<int:pk>/", record),
            "create": (f"{before}new/", create if self.form else None),
            "edit": ("<int:pk>/edit/", edit if self.form else None),
            "move": ("<int:pk>/move/<slug:name>/", move if issubclass(self.model, Workflow) else None),
        }
        return [
            path(route, view(self), name=name)
            for name, (route, view) in routes.items()
            if view and name in self.pages
        ]


def policy(act, methods=WRITES, **marks):
    """Declare what a view asks for, so that routes and rights can be read off the URLconf. `act` None: anyone signed in."""

    def declare(view):
        @wraps(view)
        def checked(request, *args, **kwargs):
            if refused := answer_to_method(request, methods):
                return refused
            if act is not None and not may(request.user, act):
                raise PermissionDenied
            return view(request, *args, **kwargs)

        checked.act, checked.methods = act, methods
        checked.public = False
        for name, value in marks.items():
            setattr(checked, name, value)
        return checked

    return declare


def answer_to_method(request, methods):
    """The answer to OPTIONS and to a method the page does not know; None for the page's own."""
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": ", ".join(methods)})
    return None if request.method in methods else HttpResponseNotAllowed(methods)


# --- Register --------------------------------------------------------------------------------------------------------


def register(book):
    @policy(book.read, READS, book=book)
    def view(request):
        rows = book.rows(request.user)
        filterset = book.filters(request.GET, queryset=rows, request=request) if book.filters else None
        if filterset:
            with_capitals(
                filterset.form
            )  # before it is asked: a field keeps the label it was first shown with
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
    shown, page, more = one_page(rows, number(request.GET.get("page"), 1), count)
    actions = creation(request, book)
    return {
        "count": f"{COUNTED}+" if count > COUNTED else count,
        "columns": [heading(request, book, name, sorting) for name in book.columns],
        "rows": list(written(book, shown, grouped=book.group and not sorting)),
        "pages": {
            "previous": link(request, page=page - 1) if page > 1 else None,
            "next": link(request, page=page + 1) if more else None,
            "text": _("Page %(page)s") % {"page": page} if page > 1 or more else "",
        },
        "empty": {"text": book.empty, "actions": actions},
        "create": actions[0] if actions else None,
        "pick": "",
    }


def one_page(rows, page, count):
    """(rows, number of the page, whether more follow); a page beyond the end is the last one."""
    if count <= COUNTED:
        page = min(page, -(-count // PAGE))
    page = max(page, 1)
    shown = list(rows[(page - 1) * PAGE : page * PAGE + 1])
    return shown[:PAGE], page, len(shown) > PAGE


def creation(request, book):
    if not book.form or book.parent or "create" not in book.pages or not may_create(request, book):
        return []
    return [{"label": book.new, "url": book.url("create"), "primary": True}]


def may_create(request, book):
    """A new row belongs to the body at hand, unless it belongs to none."""
    return may(request.user, book.write, request.organisation if owned(book.model) else None)


def sort(request, book, rows):
    """Order by a column of the book named in `?sort=` (`-` before it turns it round); only stored fields can be sorted by."""
    asked = request.GET.get("sort", "")
    name = asked.removeprefix("-")
    if name not in book.columns or not stored(book.model, name):
        return rows, ""
    by = alphabetically(book.model._meta.get_field(name))
    return rows.order_by(by.desc() if asked.startswith("-") else by.asc(), "pk"), asked


def alphabetically(column):
    """Words sort by the Kyrgyz alphabet, choices in their declared order, the rest as it is stored."""
    if column.choices:
        places = [
            models.When(**{column.name: value}, then=n)
            for n, (value, _label) in enumerate(column.flatchoices)
        ]
        return models.Case(*places, default=-1)
    words = isinstance(column, models.CharField | models.TextField)
    return in_kyrgyz_order(column.name) if words else models.F(column.name)


def stored(model, name):
    try:
        return model._meta.get_field(name).concrete
    except FieldDoesNotExist:
        return False


def heading(request, book, name, sorting):
    up = sorting == name
    return {
        "label": label(book.model, name),
        "numeric": numeric(book.model, name),
        "sort_url": link(request, sort=f"-{name}" if up else name, page=None)
        if stored(book.model, name)
        else "",
        "direction": "ascending" if up else "descending" if sorting == f"-{name}" else "",
    }


def written(book, shown, *, grouped):
    """The rows of a page, with a line of its own wherever the heading changes; what is the same in each is looked up once."""
    columns = [
        (
            name,
            str(label(book.model, name)),
            numeric(book.model, name),
            name in book.levels,
            reader(book.model, name),
        )
        for name in book.columns
    ]
    above = None
    for record in shown:
        if grouped and (heading := book.group(record)) != above:
            above = heading
            yield {"heading": heading}
        yield row(book, record, columns)


def numeric(model, name):
    """Whether a column holds numbers; a choice kept as a number is shown by its words."""
    field = model._meta.get_field(name) if stored(model, name) else None
    return isinstance(field, models.IntegerField) and not field.choices


def row(book, record, columns):
    """One row; `title` says to a screen reader what a row that begins with its number is about."""
    return {
        "pk": record.pk,
        "url": record.get_absolute_url(),
        "title": str(record) if book.columns[0] == "number" else "",
        "cells": [
            {
                "label": heading,
                "value": read(record),
                "level": getattr(record, name) if is_level else "",
                "numeric": is_numeric,
            }
            for name, heading, is_numeric, is_level, read in columns
        ],
        "css": "is-quiet" if getattr(record, "is_quiet", False) else "",
    }


def filtering(request, filterset):
    """The filter form and one chip for each filter in force, each a link that takes it away."""
    if filterset is None:
        return {"filter_form": None, "chips": []}
    form = with_capitals(filterset.form)
    understood = getattr(form, "cleaned_data", {})
    chips = [
        {
            "label": f"{form[name].label}: {words(form[name], form[name].data)}",
            "url": link(request, **{name: None, "page": None}),
        }
        for name in form.fields
        if understood.get(name) not in (None, "") and form[name].data
    ]
    return {"filter_form": form, "chips": chips}


def words(bound, value):
    """What stands in a field, as a person reads it: the words of a choice or of a chosen row instead of its code."""
    if isinstance(value, list | tuple | models.QuerySet):
        return ", ".join(str(words(bound, one)) for one in value) or "—"
    if value in (None, ""):
        return "—"
    queryset = getattr(bound.field, "queryset", None)
    if queryset is not None:
        chosen = queryset.filter(pk=number(str(getattr(value, "pk", value)), 0)).first()
        return str(chosen or value)
    if isinstance(bound.field, forms.BooleanField):
        return _("yes") if value not in (False, "false", "False", "0") else _("no")
    return dict(flat(getattr(bound.field, "choices", ()))).get(value, value)


def flat(choices):
    """Choices without their groups."""
    for value, label in choices:
        if isinstance(label, list | tuple):
            yield from flat(label)
        else:
            yield value, label


def link(request, **changes):
    """This page's address with some of its query changed; None takes a key away."""
    query = request.GET.copy()
    for key, value in changes.items():
        query.pop(key, None)
        if value is not None:
            query[key] = str(value)
    for key in [key for key in query if not any(query.getlist(key))]:
        del query[key]
    return f"?{query.urlencode()}" if query else request.path


def number(text, default):
    """The number in a query, or `default` for anything that is no row or page number."""
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else default


def label(model, name):
    """The words for a field or property, as they stand over a column."""
    if name == "organisation":
        return capfirst(_("body"))
    try:
        return capfirst(model._meta.get_field(name).verbose_name)
    except FieldDoesNotExist:
        attribute = getattr(model, name)
        return capfirst(getattr(getattr(attribute, "fget", attribute), "label", name))


def display(record, name):
    """A value as a person reads it: the words of a choice, a date as dates are written, a dash for nothing."""
    words_of = getattr(record, f"get_{name}_display", None)
    value = words_of() if words_of else getattr(record, name)
    return readable(value() if callable(value) else value)


def reader(model, name):
    """`display` of one column for many rows: the words of its choices are looked up once."""
    column = model._meta.get_field(name) if stored(model, name) else None
    if column is None or not column.choices or has_words_of_its_own(model, name):
        return partial(display, name=name)
    known = {value: str(words) for value, words in column.flatchoices}

    def read(record):
        value = getattr(record, name)
        return readable(known.get(value, value))

    return read


def has_words_of_its_own(model, name):
    """Tell whether the model writes `get_…_display` itself; the one Django makes is a partial method."""
    return not isinstance(getattr_static(model, f"get_{name}_display"), partialmethod)


def readable(value):
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, datetime):
        return date_format(timezone.localtime(value), "SHORT_DATETIME_FORMAT")
    if isinstance(value, date):
        return date_format(value, "SHORT_DATE_FORMAT")
    return "—" if value in (None, "") else value


# --- Record ----------------------------------------------------------------------------------------------------------


def find(book, request, pk):
    """The row, or 404 for a foreign one as for one that is not there."""
    return get_object_or_404(book.rows(request.user), pk=pk)


def locked(row):
    """The row as it stands now, kept from others until the transaction ends."""
    row.refresh_from_db(from_queryset=type(row)._base_manager.select_for_update())
    return row


def record(book):
    @policy(book.read, READS, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        context = {
            "record": row,
            "title": str(row),
            "sections": [section(book, row, heading, names) for heading, names in book.sections],
            "state": display(row, "state") if issubclass(book.model, Workflow) else "",
            "moves": buttons(book, row, request.user),
            "history": history(row),
            "edit": edit_link(book, row, request.user),
            "back": back_to(book, row),
        }
        if book.record_extra:
            context |= book.record_extra(request, row)
        return render(request, book.record_template, context)

    return view


def section(book, row, heading, names):
    return {"heading": heading, "rows": [field_of(book, row, name) for name in names]}


def field_of(book, row, name):
    return {
        "label": label(book.model, name),
        "value": display(row, name),
        "level": getattr(row, name) if name in book.levels else "",
    }


def back_to(book, row):
    """Where a record hangs: under the record above it, else in its register."""
    if not book.parent:
        return {"label": book.title, "url": book.url("register")}
    above = getattr(row, book.parent)
    return {"label": str(above), "url": above.get_absolute_url()}


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
    if book.form and "edit" in book.pages and book.may_write(person, row):
        return {"label": _("Correct"), "url": book.url("edit", row.pk)}
    return None


# --- Create and edit -------------------------------------------------------------------------------------------------


def create(book):
    @policy(book.write, book=book)
    def view(request, parent=None):
        organisation, instance = place(book, request, parent)
        if not may(request.user, book.write, organisation if owned(book.model) else None):
            raise PermissionDenied
        form = filled(book, request, instance, organisation)
        if request.method == "POST" and (taken := once(request, form, lambda: form.save_as(by=request.user))):
            return taken
        return form_page(request, book, form, book.new)

    return view


def place(book, request, parent):
    """The body a new row belongs to, and the row itself hung on its parent."""
    if not book.parent:
        if request.organisation is None:
            raise PermissionDenied
        return request.organisation, book.model()
    related = book.model._meta.get_field(book.parent).related_model
    above = get_object_or_404(related.objects.visible_to(request.user, book.write), pk=parent)
    if not getattr(above, "takes_more", True):
        raise PermissionDenied
    return body_of(above) or request.organisation, book.model(**{book.parent: above})


def body_of(row):
    """The body a row belongs to (a body to itself); None for what belongs to all."""
    return row if isinstance(row, Organisation) else getattr(row, "organisation", None)


def filled(book, request, instance, organisation):
    """The form over `instance`, bound when it was sent."""
    sent = request.method == "POST"
    return book.form(
        request.POST if sent else None,
        request.FILES if sent else None,
        instance=instance,
        person=request.user,
        organisation=organisation,
    )


def once(request, form, act):
    """Take a form once. Returns the redirect to what it made; None when the form must be shown again.

    The same key again leads to the first result; the same key with another body is a conflict. `act` returns the row made.
    """
    if again := replay(request):
        return again
    if not form.is_valid() or unconfirmed(form):
        return None
    try:
        with transaction.atomic():
            submission = Submission.objects.create(**identity(request), digest=digest(request))
    except IntegrityError:
        # Sent twice at the same moment: the other one was taken while this one waited.
        return replay(request)
    made = keeping_what_was_typed(form, act)
    if made is None:
        submission.delete()
        return None
    submission.location = made.get_absolute_url()
    submission.save()
    messages.success(request, _("Saved."))
    return redirect(submission.location)


def identity(request):
    """Which sending this is. Raises BadRequest for a form without its key: none of ours comes without."""
    try:
        key = UUID(request.POST.get("k", ""))
    except ValueError:
        raise BadRequest("a form without its key") from None
    return {"key": key, "form": request.resolver_match.view_name, "person": request.user}


def digest(request):
    """Of all that was sent, but not of the token that changes from page to page. Keyed: whoever steals the database cannot try names on it."""
    fields = [item for item in request.POST.lists() if item[0] != "csrfmiddlewaretoken"]
    files = [(name, [file.name, str(file.size)]) for name, file in request.FILES.items()]
    sent = urlencode([("", request.path), *sorted(fields + files)], doseq=True)
    return salted_hmac("office.generic.digest", sent, algorithm="sha256").hexdigest()


def replay(request):
    """The answer to a form that was taken before; None for a new one."""
    submission = Submission.objects.filter(**identity(request)).first()
    if submission is None:
        return None
    if submission.digest != digest(request):
        reason = _("This form has already been sent with other content. Open it anew.")
        return render(request, "409.html", {"reason": reason}, status=409)
    return redirect(submission.location)


def keeping_what_was_typed(form, act):
    """Run `act`; what the rules or the database refuse becomes an error of the form, which comes back filled."""
    try:
        with transaction.atomic():
            return act()
    except Refused as refusal:
        refusal.afterwards()
        form.add_error(None, str(refusal))
    except (PrintError, WrongFile) as refusal:
        form.add_error(None, str(refusal))
    except IntegrityError as error:
        form.add_error(None, broken_rule(error))
    except DataError:
        form.add_error(
            None, _("The database cannot keep one of these values: a number or a text is too long.")
        )
    return None


def broken_rule(error):
    """The database's refusal in words: the sentence of the constraint, else its name, which is a sentence too."""
    text = str(error)
    for model in {*Submission._meta.apps.get_models()}:
        for constraint in model._meta.constraints:
            if named_in(text, model, constraint) and constraint.violation_error_message:
                return constraint.get_violation_error_message()
    return _("The database refused this: a rule of the register would be broken (%(rule)s).") % {
        "rule": text.split("\n")[0][:200]
    }


def named_in(text, model, constraint):
    """PostgreSQL names the constraint; SQLite names the columns of a broken uniqueness instead."""
    columns = [f"{model._meta.db_table}.{name}" for name in columns_of(model, constraint)]
    return constraint.name in text or bool(columns) and text.endswith(": " + ", ".join(columns))


def columns_of(model, constraint):
    names = getattr(constraint, "fields", ())
    return [model._meta.get_field(name).column for name in names]


def unconfirmed(form):
    """Warnings that have not been ticked yet."""
    form.open_warnings = [] if form.data.get("confirmed") else form.warnings()
    return form.open_warnings


def form_page(request, book, form, title, status=200, **extra):
    known = (
        {"label": str(form.instance), "url": form.instance.get_absolute_url()} if form.instance.pk else None
    )
    back = known or back_to(book, form.instance)
    context = {
        "form": form,
        "title": title,
        "cancel_url": back["url"],
        "warnings": getattr(form, "open_warnings", []),
        "back": back,
        **extra,
    }
    refused = form.is_bound and status == 200
    return render(request, book.form_template, context, status=422 if refused else status)


def edit(book):
    @policy(book.write, book=book)
    def view(request, pk):
        row = find(book, request, pk)
        if request.method == "POST":
            if again := replay(request):
                return again
            locked(row)
        if not book.may_write(request.user, row):
            raise PermissionDenied
        title = _("Correct: %(record)s") % {"record": row}
        form = filled(book, request, row, body_of(row) or request.organisation)
        if request.method == "POST":
            if form.data.get("v") != str(row.version):
                return form_page(
                    request, book, form, title, status=409, stale=differences(book, form, request, pk)
                )
            if taken := once(request, form, lambda: form.save_as(by=request.user)):
                return taken
        return form_page(request, book, form, title)

    return view


def differences(book, form, request, pk):
    """Both texts, field by field, where what was typed differs from what stands now. Saving again then takes the new version."""
    form.is_valid()
    now = find(book, request, pk)
    fresh = book.form(instance=now, person=form.person, organisation=form.organisation)
    rows = [
        {"label": bound.label, "yours": words(bound, bound.data), "theirs": shown(fresh[bound.name])}
        for bound in form.visible_fields()
        if not isinstance(bound.field.widget, forms.PasswordInput | forms.FileInput)
        and bound.field.has_changed(fresh[bound.name].initial, bound.data)
    ]
    form.data = form.data.copy()
    form.data["v"] = now.version
    return {"rows": rows, **last_change(now)}


def shown(bound):
    value = bound.initial
    return readable(value if isinstance(value, date) else words(bound, value))


def last_change(row):
    """Who saved the row last, and when."""
    change = Change.objects.of_record(row).first()
    if change is None:
        return {}
    who = Person.objects.filter(pk=change.person_id).first()
    return {"who": str(who or _("the portal")), "when": readable(change.at)}


# --- Move ------------------------------------------------------------------------------------------------------------


def move(book):
    @policy(None, book=book)
    def view(request, pk, name):
        wanted = move_or_404(book.model, name)
        if not may(request.user, wanted.act):
            raise PermissionDenied
        row = find(book, request, pk)
        if not may(request.user, wanted.act, row.organisation):
            raise PermissionDenied
        form = book.move_forms.get(name, MoveForm)(
            request.POST if request.method == "POST" else None,
            request.FILES if request.method == "POST" else None,
            person=request.user,
            record=row,
        )
        if request.method == "POST" and moved(form, row, name, by=request.user):
            messages.success(request, _("Done: %(move)s.") % {"move": wanted.label})
            return redirect(row.get_absolute_url())
        return move_page(request, book, find(book, request, pk), wanted, form)

    return view


def move_or_404(model, name):
    try:
        return model.move_named(name)
    except LookupError:
        raise Http404 from None


def moved(form, row, name, *, by):
    """Make the move of a valid form; whatever forbids it becomes an error of the form. What was decided on is what stood on the page."""
    locked(row)
    if form.is_valid() and form.is_stale(row):
        form.add_error(None, _("The record was changed after you opened this page. Look at it once more."))
    return form.is_valid() and keeping_what_was_typed(form, lambda: row.move(name, by=by, **form.given()))


def act_page(request, row, form, act, *, label, consequence="", danger=False, facts=(), **extra):
    """The page of an act that is no move: says what it causes, runs `act` when sent, goes back to the record."""
    if request.method == "POST" and form.is_valid() and keeping_what_was_typed(form, act):
        messages.success(request, _("Done: %(move)s.") % {"move": label})
        return redirect(row.get_absolute_url())
    context = {
        "record": row,
        "title": label,
        "move": {"label": label, "consequence": consequence, "danger": danger},
        "form": with_capitals(form),
        "facts": facts,
        "cancel_url": row.get_absolute_url(),
        **extra,
    }
    return render(request, "office/confirm.html", context, status=422 if form.is_bound else 200)


def move_page(request, book, row, wanted, form):
    if form.is_bound:
        form.data = form.data.copy()
        form.data["v"] = row.version
    context = {
        "record": row,
        "title": wanted.label,
        "move": wanted,
        "form": form,
        "cancel_url": row.get_absolute_url(),
    }
    if book.move_extra:
        context |= book.move_extra(request, row, wanted)
    return render(request, book.move_template, context, status=422 if form.is_bound else 200)
