"""The usual controls of forms, written by functions to the letter as Django's templates would: a stack of
templates takes many times as long, most of all for the options of a choice.
"""

from collections.abc import Callable

from django.forms.renderers import TemplatesSetting
from django.utils.formats import localize
from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeData, SafeString, mark_safe

WIDGETS = "django/forms/widgets/"
OPTION = f"{WIDGETS}select_option.html"


class FormRenderer(TemplatesSetting):
    """Writes what `WRITERS` has by its function, everything else from its template."""

    def render(self, template_name, context, request=None):
        writer = WRITERS.get(template_name)
        written = writer(context["widget"]) if writer else None
        return super().render(template_name, context, request) if written is None else written


def attribute_text(value) -> str:
    """A value inside an attribute: as `{{ value|stringformat:"s" }}` writes it."""
    return str(value) if isinstance(value, SafeData) else escape(str(value))


def write_attributes(attrs) -> str:
    return "".join(
        f" {escape(name)}" if value is True else f' {escape(name)}="{attribute_text(value)}"'
        for name, value in attrs.items()
        if value is not False
    )


def write_input(widget) -> SafeString:
    value = "" if widget["value"] is None else f' value="{attribute_text(widget["value"])}"'
    start = f'<input type="{escape(widget["type"])}" name="{escape(widget["name"])}"'
    return mark_safe(f"{start}{value}{write_attributes(widget['attrs'])}>")  # noqa: S308  escaped one by one


def write_textarea(widget) -> SafeString:
    start = f'<textarea name="{escape(widget["name"])}"{write_attributes(widget["attrs"])}>'
    return mark_safe(f"{start}\n{conditional_escape(widget['value'] or '')}</textarea>")  # noqa: S308


def write_select(widget) -> SafeString | None:
    """None for a choice with options of its own template."""
    written = [f'<select name="{escape(widget["name"])}"{write_attributes(widget["attrs"])}>']
    for group, options, _place in widget["optgroups"]:
        if any(option["template_name"] != OPTION for option in options):
            return None
        written += [f'\n  <optgroup label="{conditional_escape(group)}">'] if group else []
        written += [f"\n  {write_option(option)}\n" for option in options]
        written += ["\n  </optgroup>"] if group else []
    return mark_safe(f"{''.join(written)}\n</select>")  # noqa: S308  names, values and words were escaped


def write_option(option) -> str:
    words = conditional_escape(localize(option["label"]))
    value = attribute_text(option["value"])
    return f'<option value="{value}"{write_attributes(option["attrs"])}>{words}</option>'


ONE_LINE = ("text", "hidden", "number", "email", "url", "password", "date", "datetime", "time", "checkbox")
WRITERS: dict[str, Callable] = {
    f"{WIDGETS}select.html": write_select,
    f"{WIDGETS}textarea.html": write_textarea,
    **{f"{WIDGETS}{kind}.html": write_input for kind in ONE_LINE},
}
