from datetime import date

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _

from office.database.triggers import is_owned
from office.imports.read_first import FirstReading
from office.models.audit import Change
from office.models.person import Person
from office.registers.links import FieldDifference, Link
from office.registers.policy import policy
from office.registers.record_view import back_link
from office.registers.rows import find_row, lock_row, organisation_of
from office.registers.submission import handle_once, replay_submission
from office.registers.values import field_words, format_value
from office.roles import may


def create_view(register):
    @policy(register.write, register=register)
    def view(request, parent=None):
        organisation, instance = prepare_new_row(register, request, parent)
        if not may(request.user, register.write, organisation if is_owned(register.model) else None):
            raise PermissionDenied
        form = build_form(register, request, instance, organisation)
        if request.method == "POST" and (
            response := handle_once(request, form, lambda: form.save_as(by=request.user))
        ):
            return response
        return form_page(request, register, form, register.new)

    reader = getattr(register.form, "READS_FIRST", None)
    view.reads_first = FirstReading(reader) if reader else None
    return view


def prepare_new_row(register, request, parent):
    """Return (organisation, unsaved row): the row hangs on `parent`, where the register has one.

    404 for a parent that is not visible; PermissionDenied where it takes no more, or without an organisation.
    """
    if not register.parent:
        if request.organisation is None:
            raise PermissionDenied
        return request.organisation, register.model()
    related = register.model._meta.get_field(register.parent).related_model
    above = get_object_or_404(related.objects.visible_to(request.user, register.write), pk=parent)
    if not getattr(above, "takes_more", True):
        raise PermissionDenied
    return organisation_of(above) or request.organisation, register.model(**{register.parent: above})


def build_form(register, request, instance, organisation):
    """The register's form over `instance`, bound when the request is a POST."""
    is_posted = request.method == "POST"
    return register.form(
        request.POST if is_posted else None,
        request.FILES if is_posted else None,
        instance=instance,
        person=request.user,
        organisation=organisation,
    )


def form_page(request, register, form, title, status=200, **extra):
    own_link = Link(str(form.instance), form.instance.get_absolute_url()) if form.instance.pk else None
    back = own_link or back_link(register, form.instance)
    context = {
        "form": form,
        "title": title,
        "cancel_url": back.url,
        "warnings": getattr(form, "open_warnings", []),
        "back": back,
        **extra,
    }
    refused = form.is_bound and status == 200
    return render(request, register.form_template, context, status=422 if refused else status)


def edit_view(register):
    @policy(register.write, register=register)
    def view(request, pk):
        row = find_row(register, request, pk)
        if request.method == "POST":
            if again := replay_submission(request):
                return again
            lock_row(row)
        if not register.may_write(request.user, row):
            raise PermissionDenied
        title = _("Correct: %(record)s") % {"record": row}
        form = build_form(register, request, row, organisation_of(row) or request.organisation)
        if request.method == "POST":
            if form.data.get("v") != str(row.version):
                return form_page(
                    request,
                    register,
                    form,
                    title,
                    status=409,
                    stale=edit_differences(register, form, request, pk),
                )
            if response := handle_once(request, form, lambda: form.save_as(by=request.user)):
                return response
        return form_page(request, register, form, title)

    return view


def edit_differences(register, form, request, pk):
    """The two texts of a stale form: `{rows: [FieldDifference], who, when}`, a row a field that differs.

    Gives `form` the present version, so that saving again is taken.
    """
    form.is_valid()
    now = find_row(register, request, pk)
    fresh = register.form(instance=now, person=form.person, organisation=form.organisation)
    # A field for a row that somebody took away meanwhile is in the sent form alone.
    stored = {name: fresh[name] for name in fresh.fields}
    rows = [
        FieldDifference(
            bound.label,
            field_words(bound, bound.data),
            initial_as_text(stored[bound.name]) if bound.name in stored else "",
        )
        for bound in form.visible_fields()
        if not isinstance(bound.field.widget, forms.PasswordInput | forms.FileInput)
        and bound.field.has_changed(stored[bound.name].initial if bound.name in stored else None, bound.data)
    ]
    form.data = form.data.copy()
    form.data["v"] = now.version
    return {"rows": rows, **last_change(now)}


def initial_as_text(bound):
    value = bound.initial
    return format_value(value if isinstance(value, date) else field_words(bound, value))


def last_change(row):
    """Who saved the row last, and when."""
    change = Change.objects.of_record(row).first()
    if change is None:
        return {}
    who = Person.objects.filter(pk=change.person_id).first()
    return {"who": str(who or _("the portal")), "when": format_value(change.at)}
