"""Widgets of forms that Django does not have."""

from django import forms
from django.utils.html import format_html, format_html_join


class SuggestionInput(forms.TextInput):
    """A text input with a datalist of suggestions."""

    def __init__(self, options=()):
        super().__init__()
        self.options = options

    def render(self, name, value, attrs=None, renderer=None):
        list_id = f"{(attrs or {}).get('id', f'id_{name}')}_offers"
        field = super().render(name, value, {**(attrs or {}), "list": list_id}, renderer)
        offers = format_html_join("", '<option value="{}"></option>', ((option,) for option in self.options))
        return format_html('{}<datalist id="{}">{}</datalist>', field, list_id, offers)
