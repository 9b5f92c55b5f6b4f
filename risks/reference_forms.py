"""Forms of the act's own tables, kept by the administrator as dated rows."""

from office.forms import DateInput, PortalForm, area
from risks.models import FunctionKind


class FunctionForm(PortalForm):
    """A kind of function that must be assessed; one that no longer holds gets its last day."""

    class Meta:
        model = FunctionKind
        fields = ["code", "name_ky", "name_ru", "heading", "position", "valid_from", "valid_to"]
        widgets = {"name_ky": area(2), "name_ru": area(2), "valid_from": DateInput, "valid_to": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)
