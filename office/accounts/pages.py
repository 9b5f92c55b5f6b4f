"""Pages of accounts beside those of allauth: a new code for a person, the first password."""

from allauth.account.views import PasswordSetView
from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.core.exceptions import PermissionDenied
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from office.accounts.codes import issue_code
from office.accounts.devices import remember_device
from office.organisations.registers import CODE_CONSEQUENCE, PEOPLE
from office.registers.move_view import confirm_page
from office.registers.policy import policy
from office.registers.rows import find_row, lock_row
from office.registers.submission import run_with_form_errors
from office.roles import Act


class CodeForm(forms.Form):
    """Knows how many codes there were: two presses of one button make one code."""

    before = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args, count, **kwargs):
        super().__init__(*args, initial={"before": count}, **kwargs)
        self.count = count

    def clean(self):
        if self.cleaned_data.get("before") != self.count:
            self.data = {**self.data.dict(), "before": self.count}
            raise forms.ValidationError(
                _("A code was made after this page was opened, and its slip was shown. Another one ends it.")
            )


@policy(Act.MANAGE, register=PEOPLE)
def give_code(request, pk):
    """Make a one-time code for a person. The answer is its slip: it is shown once and kept nowhere."""
    person = find_row(PEOPLE, request, pk)
    if not PEOPLE.may_write(request.user, person):
        raise PermissionDenied
    if request.method == "POST":
        lock_row(person)
    form = CodeForm(request.POST if request.method == "POST" else None, count=person.sign_in_codes.count())
    if (
        request.method == "POST"
        and form.is_valid()
        and (code := run_with_form_errors(form, lambda: issue_code(person, by=request.user)))
    ):
        context = {
            "title": _("One-time code"),
            "record": person,
            "code": code,
            "last_day": person.sign_in_codes.first().last_day,
            "address": settings.PUBLIC_ADDRESS,
        }
        return render(request, "office/sign_in_code.html", context)
    return confirm_page(
        request,
        person,
        form,
        label=_("Make a one-time code"),
        consequence=CODE_CONSEQUENCE,
    )


class ChoosePasswordView(PasswordSetView):
    """The password of one's own, right after signing in with a code; one stays signed in."""

    def form_valid(self, form):
        form.save()
        update_session_auth_hash(self.request, form.user)
        messages.success(self.request, _("Your password is set. From now on you sign in with it."))
        response = redirect("home")
        remember_device(response, self.request, form.user)
        return response


@policy(None)
def choose_password(request):
    """The page that comes after a one-time code."""
    return ChoosePasswordView.as_view()(request)
