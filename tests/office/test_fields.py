"""The controls of a filter: written by our own function, they are those of the form library."""

from django import forms
from django.template import Context, Template

from office.registers.forms import DateInput


class Narrowed(forms.Form):
    words = forms.CharField(
        label="Words", required=False, max_length=9, widget=forms.TextInput({"type": "search"})
    )
    kind = forms.ChoiceField(
        label="<Kind>", required=False, choices=[("", "all"), ("Group", [("a", "<A>"), ("b", "B & C")])]
    )
    day = forms.DateField(label="Day", required=False, widget=DateInput)
    held = forms.BooleanField(label="Held", required=False)
    score = forms.CharField(required=False, widget=forms.HiddenInput)


def drawn(form):
    page = "{% load fields %}{% for field in form %}{% filter_field field %}{% endfor %}"
    return Template(page).render(Context({"form": form}))


def test_controls_are_written_as_the_form_library_writes_them():
    given = {"words": '"Достук" <1>', "kind": "b", "day": "2026-03-01", "held": "on", "score": "2"}
    found = drawn(Narrowed(given))
    assert '<label for="id_kind" class="form-label">&lt;Kind&gt;</label>' in found
    assert '<optgroup label="Group"><option value="a">&lt;A&gt;</option>' in found
    assert '<option value="b" selected>B &amp; C</option>' in found
    assert (
        'value="&quot;Достук&quot; &lt;1&gt;"' in found
        and 'type="search"' in found
        and 'maxlength="9"' in found
    )
    assert 'value="2026-03-01"' in found and 'type="date"' in found
    assert '<input name="score" type="hidden" value="2" id="id_score">' in found
    assert found.count("form-check-input") == 1  # a box is left to crispy forms
    assert found.count("selected") == 1


def test_what_was_not_understood_is_said_under_its_control():
    found = drawn(Narrowed({"kind": "<z>"}))
    assert 'class="form-select is-invalid"' in found and 'aria-invalid="true"' in found
    assert (
        'aria-describedby="id_kind_error"' in found and 'id="id_kind_error" class="invalid-feedback"' in found
    )
    assert "<z>" not in found
