"""Controls written by functions equal those of Django's templates, letter by letter."""

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from office.registers.form_renderer import WRITERS, FormRenderer

SHARP = "<b>\"'&"
CHOICES = [
    ("", "—"),
    (None, "nothing"),
    (1, SHARP),
    (SHARP, _("yes")),
    (SafeString("<i>"), SafeString("<i>safe</i>")),
    (12345, 12345),
    ("group <", [("a", 1.5), ("b", "b")]),
    (SafeString("<u>"), [("c", "c")]),
]
WIDGETS = {
    forms.TextInput: [None, "", SHARP, SafeString("<i>"), 12345],
    forms.HiddenInput: [None, "x", 7],
    forms.NumberInput: [None, 12345, 1.5],
    forms.EmailInput: [SHARP],
    forms.URLInput: [SHARP],
    forms.PasswordInput: [SHARP],
    forms.DateInput: ["2026-12-01", None],
    forms.DateTimeInput: ["2026-12-01 10:00"],
    forms.TimeInput: ["10:00"],
    forms.CheckboxInput: [None, True, False, "x"],
    forms.Textarea: [None, "", SHARP, "one\n two \n", SafeString("<i>")],
}
ATTRS = {
    "id": SHARP,
    "required": True,
    "hidden": False,
    "rows": 3,
    "class": SafeString("a&b"),
    "title": _("no"),
}


def written_by(renderer, widget, value):
    return widget.render(f"n{SHARP}", value, ATTRS, renderer=renderer)


def cases():
    for kind, values in WIDGETS.items():
        yield from ((kind(), value) for value in values)
    for value in (None, "", 1, "1", SHARP, "a"):
        yield forms.Select(choices=CHOICES), value
    yield forms.SelectMultiple(choices=CHOICES), ["1", "a"]
    yield forms.NullBooleanSelect(), True
    yield forms.RadioSelect(choices=CHOICES), "1"


@pytest.mark.parametrize("language", ["ky", "ru"])
def test_controls_equal_those_of_the_templates(language):
    with override(language):
        for widget, value in cases():
            theirs = written_by(TemplatesSetting(), widget, value)
            assert written_by(FormRenderer(), widget, value) == theirs, (type(widget), value)


def test_every_function_is_compared():
    assert set(WRITERS) == {widget.template_name for widget, _value in cases()} & set(WRITERS)


class OwnOption(forms.Select):
    option_template_name = "django/forms/widgets/radio_option.html"


def test_choice_with_options_of_its_own_is_left_to_its_template():
    widget = OwnOption(choices=[("a", "b")])
    assert written_by(FormRenderer(), widget, "a") == written_by(TemplatesSetting(), widget, "a")
