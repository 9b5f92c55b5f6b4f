"""The pages of the test: taking it, and the results for those whom p.6 names."""

from functools import partial

from django import forms
from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office.generic import keeping_what_was_typed, policy
from standards import exam
from standards.models.exam import judged_by
from standards.views import own


class ExamForm(forms.Form):
    """One choice a question; `d` tells whether the questions are still those that were opened."""

    d = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, asked, **kwargs):
        super().__init__(*args, **kwargs)
        self.asked = asked
        self.fields["d"].initial = exam.digest(asked)
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
        if self.data.get("d") != exam.digest(self.asked):
            raise forms.ValidationError(_("The questions were changed meanwhile. Look at them once more."))
        return data

    @property
    def chosen(self) -> dict[str, int]:
        return {one.name: self.cleaned_data[one.name] for one in self.asked}


@policy(None)
def take_exam(request, pk):
    """The test of a version in force: what is asked in the next try; the result is shown at once."""
    standard = own(request, pk)
    mine = list(exam.tries_of(standard, request.user).order_by("number"))
    asked = exam.paper(standard, request.user, len(mine) + 1)
    form = ExamForm(request.POST if request.method == "POST" else None, asked=asked)
    sends = form.is_bound and form.is_valid()
    act = partial(hand_in, standard, request.user, form)
    if sends and (done := keeping_what_was_typed(form, act)):
        messages.success(request, _("Handed in: %(result)s.") % {"result": done.result})
        return redirect(done)
    context = {
        "title": _("Test of the standard"),
        "standard": standard,
        "form": form,
        "asked": asked if standard.is_in_force else [],
        "mine": mine,
        "left": max(exam.TRIES - len(mine), 0),
        "back": {"label": str(standard), "url": standard.get_absolute_url()},
    }
    return render(request, "standards/exam.html", context, status=422 if form.is_bound else 200)


def hand_in(standard, person, form):
    return exam.hand_in(standard, by=person, asked=form.asked, chosen=form.chosen)


def beside_tries(request, rows):
    """Whether the list holds everybody's results or one's own alone."""
    return {"judges": bool(judged_by(request.user))}


def beside_try(request, row):
    return {"answers": row.answers}
