"""Pages of delegated measures: the record, the progress form, its files."""

import django_filters as filters
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.files.models import WrongFile
from office.registers.form_views import form_page
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.rows import find_row
from office.registers.submission import handle_once
from office.roles import Act
from office.views import download_response
from plans.delegation.models import HandedMeasure, HandedNote
from plans.models.measure import Measure
from plans.progress.forms import DelegatedProgressForm


class HandedMeasureFilter(filters.FilterSet):
    """Measures delegated to the current organisation, and by it to those below."""

    state = filters.ChoiceFilter(
        label=gettext_lazy("state"),
        choices=[one for one in HandedMeasure.State.choices if one[0] != HandedMeasure.State.DROPPED],
        method="standing",
        empty_label=gettext_lazy("all"),
    )

    def standing(self, rows, name, value):
        return rows.asked().filter(state=value)

    def filter_queryset(self, queryset):
        organisation = self.request.organisation
        rows = (
            queryset.filter(organisation__path__startswith=organisation.path)
            if organisation
            else queryset.none()
        )
        return super().filter_queryset(rows).select_related("giver", "organisation").prefetch_related("notes")


def handed_measure_context(request, handed):
    """Notes, the address of the progress form, the original for who may see it."""
    may_report = handed.is_asked and handed.is_proved_by(request.user)
    measure = Measure.objects.visible_to(request.user).filter(pk=handed.measure_id).first()
    return {
        "notes": handed.notes.select_related("told_by", "photo", "file"),
        "report_url": reverse("handed:tell", args=[handed.pk]) if may_report else "",
        "links": [Link(str(measure), measure.get_absolute_url(), note=_("measure of the plan"))]
        if measure
        else [],
    }


def delegated_progress_page(register):
    """Progress form of a delegated measure, made for a phone."""

    @policy(Act.PROVE, register=register)
    def view(request, pk):
        handed = find_row(register, request, pk)
        if not handed.is_proved_by(request.user) or not handed.is_asked:
            raise PermissionDenied
        sent = request.method == "POST"
        form = DelegatedProgressForm(
            *((request.POST, request.FILES) if sent else ()),
            instance=HandedNote(organisation=handed.organisation, handed=handed),
            person=request.user,
            organisation=handed.organisation,
        )
        if sent and (response := handle_once(request, form, lambda: form.save_as(by=request.user))):
            return response
        back = Link(str(handed), handed.get_absolute_url())
        return form_page(
            request,
            register,
            form,
            _("Tell how it stands"),
            measure=handed,
            back=back,
            cancel_url=back.url,
        )

    return view


@policy(None, READ_METHODS)
def download_handed_note(request, pk, kind):
    """Photo or file of a note."""
    note = get_object_or_404(HandedNote.objects.visible_to(request.user), pk=pk)
    stored = {"photo": note.photo, "file": note.file}.get(kind)
    if stored is None:
        raise Http404
    try:
        return download_response(stored.read(), stored.kind, stored.name)
    except (WrongFile, FileNotFoundError, ValueError):
        context = {"title": _("The file is damaged"), "file": stored}
        return render(request, "office/lost_file.html", context, status=410)


def visible_handed_measures(request, measure):
    """HandedMeasure rows of a measure, for its page."""
    rows = HandedMeasure.objects.visible_to(request.user).filter(measure=measure)
    return rows.select_related("organisation").prefetch_related("notes").order_by("organisation__path")
