"""Forms of the act's own tables, kept by the administrator as dated rows."""

from office.registers.forms import DateInput, PortalForm, text_area
from risks.models.method import FunctionKind


class FunctionKindForm(PortalForm):
    """A kind of function that must be assessed; one that no longer holds gets its last day."""

    class Meta:
        model = FunctionKind
        fields = ["code", "name_ky", "name_ru", "heading", "position", "valid_from", "valid_to"]
        widgets = {
            "name_ky": text_area(2),
            "name_ru": text_area(2),
            "valid_from": DateInput,
            "valid_to": DateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["code"].disabled = bool(self.instance.pk)
