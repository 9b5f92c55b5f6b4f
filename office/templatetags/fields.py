"""The fields of a filter, written by one function: a stack of widget templates takes many times as long for
the same page.
"""

from crispy_forms.templatetags.crispy_forms_filters import as_crispy_field
from django import forms, template
from django.forms.utils import flatatt
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

register = template.Library()

ONE_LINE = (forms.TextInput, forms.NumberInput, forms.DateInput)
FIELD = '<div id="div_{}" class="mb-3"><label for="{}" class="form-label">{}</label>{}{}</div>'


@register.simple_tag
def filter_field(bound):
    """`{% filter_field field %}`: label, control and what is wrong with it; what else there is (help, groups
    of boxes) is left to crispy forms.
    """
    widget = bound.field.widget
    if bound.help_text:
        return as_crispy_field(bound)
    if type(widget) is forms.Select:
        control = select_control(bound, widget)
    elif isinstance(widget, ONE_LINE):
        control = one_line(bound, widget, "form-control")
    elif type(widget) is forms.HiddenInput:
        return one_line(bound, widget, "")
    else:
        return as_crispy_field(bound)
    return format_html(FIELD, bound.auto_id, bound.id_for_label, bound.label, control, field_errors(bound))


def field_errors(bound) -> SafeString:
    """The sentences that stand under a field which was not understood; its control names them by
    `aria-describedby`.
    """
    if not bound.errors:
        return SafeString("")
    lines = format_html_join("", "<span><strong>{}</strong></span>", ((error,) for error in bound.errors))
    return format_html('<div id="{}_error" class="invalid-feedback">{}</div>', bound.auto_id, lines)


def control_attributes(bound, widget, css):
    """The attributes of a control as the form library would give them, with the class of its kind."""
    attrs = bound.build_widget_attrs({"id": bound.auto_id, **widget.attrs}, widget)
    named = f"{css} is-invalid" if bound.errors else css
    return flatatt({**attrs, "class": named} if named else attrs)


def one_line(bound, widget, css) -> SafeString:
    value = widget.format_value(bound.value())
    shown = {"type": widget.input_type, "name": bound.html_name}
    if value is not None:
        shown["value"] = value
    return format_html("<input{}{}>", flatatt(shown), control_attributes(bound, widget, css))


def select_control(bound, widget) -> SafeString:
    chosen = widget.format_value(bound.value())
    options = "".join(grouped_options(widget.choices, chosen))
    attrs = control_attributes(bound, widget, "form-select")
    # Values and words of the options are escaped one by one in `option_tag`.
    return mark_safe(f'<select name="{escape(bound.html_name)}"{attrs}>{options}</select>')  # noqa: S308


def grouped_options(choices, chosen):
    """Options and groups of options in their order."""
    for value, words in choices:
        if isinstance(words, list | tuple):
            yield (
                f'<optgroup label="{escape(str(value))}">{"".join(grouped_options(words, chosen))}</optgroup>'
            )
        else:
            yield option_tag("" if value is None else str(value), words, chosen)


def option_tag(value, words, chosen):
    mark = " selected" if value in chosen else ""
    return f'<option value="{escape(value)}"{mark}>{escape(str(words))}</option>'
