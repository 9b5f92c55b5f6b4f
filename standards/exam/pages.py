"""The pages of the test: taking it, and the results for those whom p.6 names."""

from functools import partial

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.papers.downloads import KIND_NAMES, export_links, file_or_redirect, make_list_file
from office.papers.page_style import with_page
from office.registers.links import Link
from office.registers.policy import READ_METHODS, policy
from office.registers.submission import run_with_form_errors
from office.roles import Act, may
from standards.acquaintance.pages import find_own_standard
from standards.exam import actions
from standards.exam.models import ExamTry, judged_by
from standards.exam.results import EXAM_RESULTS, results_context, version_of


class ExamForm(forms.Form):
    """One choice a question; `d` tells whether the questions are still those that were opened."""

    d = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, asked, number, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked, self.digest = asked, actions.questions_digest(asked, number)
        self.fields["d"].initial = self.digest
        for one in asked:
            self.fields[one.name] = forms.TypedChoiceField(
                label=one.question.text,
                choices=list(enumerate(one.options)),
                coerce=int,
                widget=forms.RadioSelect,
                help_text=_("Point %(point)s") % {"point": one.question.point},
                error_messages={"required": gettext_lazy("Choose an answer.")},
            )

    def clean(self):
        data = super().clean()
        if self.data.get("d") != self.digest:
            raise forms.ValidationError(_("The questions were changed meanwhile. Look at them once more."))
        return data

    @property
    def chosen(self) -> dict[str, int]:
        return {one.name: self.cleaned_data[one.name] for one in self.asked}


@policy(None)
def take_exam(request, pk):
    """The test of a version in force: what is asked in the next try; the result is shown at once."""
    standard = find_own_standard(request, pk)
    mine = list(actions.tries_of(standard, request.user).order_by("number"))
    number = len(mine) + 1
    asked = actions.draw_questions(standard, request.user, number)
    form = ExamForm(request.POST if request.method == "POST" else None, asked=asked, number=number)
    sends = form.is_bound and form.is_valid()
    act = partial(submit_exam_form, standard, request.user, form)
    if sends and (done := run_with_form_errors(form, act)):
        messages.success(request, _("Handed in: %(result)s.") % {"result": done.result})
        return redirect(done)
    context = {
        "title": _("Test of the standard"),
        "standard": standard,
        "form": form,
        "asked": asked if standard.is_in_force else [],
        "mine": mine,
        "left": max(actions.TRIES - len(mine), 0),
        "back": Link(str(standard), standard.get_absolute_url()),
    }
    return render(request, "standards/exam.html", context, status=422 if form.is_bound else 200)


def submit_exam_form(standard, person, form):
    return actions.submit_try(standard, by=person, asked=form.asked, chosen=form.chosen)


def question_list_context(request, rows):
    """List context: the starter questions the organisation still lacks."""
    organisation = request.organisation
    offers = (
        organisation and may(request.user, Act.STANDARD, organisation) and actions.starters_left(organisation)
    )
    return {"take_url": reverse("exam_questions:take") if offers else ""}


@policy(Act.STANDARD, methods=("POST",))
def take_starter_questions(request):
    """Put the questions to begin with into the test of the organisation at hand."""
    if not may(request.user, Act.STANDARD, request.organisation):
        raise Http404
    new = actions.add_starter_questions(request.organisation)
    messages.success(request, _("Questions added: %(new)s.") % {"new": new})
    return redirect("exam_questions:register")


def judges_here(request):
    """Whether the person may read everybody's results at the organisation at hand (p.6)."""
    return request.organisation is not None and request.organisation.pk in judged_by(request.user)


def try_list_context(request, rows):
    """List context: whether it shows everybody's results or one's own; export links for judges."""
    prints = judges_here(request) and version_of(request.organisation)
    return {
        "judges": bool(judged_by(request.user)),
        "exports": export_links(request, "exam_tries:export") if prints else [],
    }


def results_export_page(register):
    """The results for the evaluation commission, as the filters of the list narrow them: Excel, CSV, Word or
    PDF.
    """

    @policy(None, READ_METHODS, register=register)
    def view(request, kind):
        if kind not in KIND_NAMES:
            raise Http404
        if not judges_here(request):
            raise PermissionDenied
        organisation = request.organisation
        narrowed = register.filters(request.GET, queryset=ExamTry.objects.of(organisation), request=request)
        asked = narrowed.form.cleaned_data if narrowed.form.is_valid() else {}
        standard = version_of(organisation, asked.pop("standard", None))
        if standard is None:
            raise Http404
        context = results_context(organisation, narrowed.qs, standard=standard, **asked)
        make = partial(make_list_file, kind, EXAM_RESULTS.form, with_page(context, organisation))
        return file_or_redirect(
            request, make, kind, f"{organisation.code}-exam-{standard.number}", register.url("register")
        )

    return view


def try_context(request, row):
    return {"answers": row.answers}
