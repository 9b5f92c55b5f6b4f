"""Pages of the starter library."""

import uuid
from types import SimpleNamespace

from django import forms
from django.core.exceptions import PermissionDenied
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.registers.forms import MoveForm, text_area
from office.registers.links import Link
from office.registers.list_view import filter_context
from office.registers.move_view import act_page
from office.registers.policy import policy
from office.registers.rows import lock_row
from office.registers.submission import handle_once
from office.roles import Act, may
from risks.data.library import LIBRARY
from risks.library import situations
from risks.library.situations import Catalogue
from risks.models.method import Category, FunctionKind
from risks.models.risk import Risk

ANY = gettext_lazy("all")


class LibraryFilterForm(forms.Form):
    q = forms.CharField(
        label=gettext_lazy("Words"),
        required=False,
        max_length=200,
        widget=forms.TextInput(attrs={"type": "search"}),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Kind of function"), required=False)
    zone = forms.ChoiceField(label=gettext_lazy("Zone"), required=False)

    def __init__(self, data, kinds, zones):
        super().__init__(data)
        used = {one.zone for one in LIBRARY}
        self.fields["kind"].choices = [("", ANY), *((code, str(kind)) for code, kind in kinds.items())]
        self.fields["zone"].choices = [
            ("", ANY),
            *((code, str(zone)) for code, zone in zones.items() if code in used),
        ]
        self.full_clean()


class SituationPickForm(forms.Form):
    k = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid.uuid4)
    codes = forms.MultipleChoiceField(
        choices=[(one.code, one.code) for one in LIBRARY],
        error_messages={"required": gettext_lazy("Tick at least one situation.")},
    )

    def warnings(self):
        return []


@policy(Act.KEEP)
def show_library(request):
    """GET lists the situations by kind of function; POST copies the ticked ones as draft risks."""
    organisation = request.organisation
    if not may(request.user, Act.KEEP, organisation):
        raise PermissionDenied
    form = SituationPickForm(request.POST if request.method == "POST" else None)
    if request.method == "POST":
        done = handle_once(
            request,
            form,
            lambda: situations.copy_situations(organisation, form.cleaned_data["codes"], by=request.user),
        )
        if done:
            return done
    return render(
        request, "risks/library.html", library_context(request, form), status=422 if form.is_bound else 200
    )


def library_context(request, form):
    kinds = {kind.code: kind for kind in FunctionKind.objects.all()}
    zones, barriers = (
        situations.catalogue_by_code(Catalogue.ZONE),
        situations.catalogue_by_code(Catalogue.BARRIER),
    )
    asked = LibraryFilterForm(request.GET, kinds, zones)
    waiting, touched = situations.copied_situations(request.organisation)
    shown = situations.find_situations(**{name: value for name, value in asked.cleaned_data.items() if value})
    ticked = set(form.data.getlist("codes")) if form.is_bound else set()
    lines = [
        {
            **{
                name: situations.situation_text(getattr(one, name))
                for name in ("function", "situation", "unit", "posts")
            },
            "code": one.code,
            "kind": kinds[one.kind],
            "zone": zones.get(one.zone, ""),
            "category": Category(one.category).label,
            "measures": [barriers[code] for code in one.barriers if code in barriers],
            "waiting": one.code in waiting,
            "touched": touched[one.code],
            "ticked": one.code in ticked,
        }
        for one in shown
    ]
    groups = [(kind, [line for line in lines if line["kind"] == kind]) for kind in kinds.values()]
    return {
        **filter_context(request, SimpleNamespace(form=asked)),
        "form": form,
        "groups": [(kind, rows) for kind, rows in groups if rows],
        "count": len(lines),
        "title": _("Starter library"),
        "back": Link(_("Register of corruption risks"), reverse("risks:register")),
    }


class SituationReasonForm(MoveForm):
    """The reason for which a situation holds here in the library's own words."""

    because = forms.CharField(
        label=gettext_lazy("It is so here because"),
        widget=text_area(),
        help_text=gettext_lazy("What shows it: a case, a check, how the work is done here"),
    )


@policy(Act.KEEP)
def situation_reason_page(request, pk):
    """Confirm a copied situation unchanged, with the reason why it holds here."""
    risk = get_object_or_404(Risk.objects.visible_to(request.user, Act.KEEP), pk=pk)
    if request.method == "POST":
        lock_row(risk)
    form = SituationReasonForm(
        request.POST if request.method == "POST" else None, person=request.user, record=risk
    )
    if form.is_bound and form.is_valid() and form.is_stale(risk):
        form.add_error(None, _("The record was changed after you opened this page. Look at it once more."))
    return act_page(
        request,
        risk,
        form,
        lambda: situations.confirm_situation(risk, because=form.cleaned_data["because"], by=request.user),
        label=_("It is so here"),
        consequence=_("The words of the library become the body's own; your reason stays with the risk."),
    )


def risk_library_context(request, risk):
    """Context of the page of a risk: its situation, the address of the reason, the proposed measures."""
    may_touch = risk.untouched and may(request.user, Act.KEEP, risk.organisation)
    return {
        "because_url": reverse("risks:because", args=[risk.pk]) if may_touch else "",
        "proposed": situations.proposed_barriers(risk),
    }
