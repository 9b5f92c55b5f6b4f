"""Forms of methods, indicators and catalogues: dated rows kept by the administrator."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import DateInput, PortalForm, text_area
from risks.models.assessment import Assessment
from risks.models.method import Band, CatalogueEntry, FunctionKind, Indicator, Method


class IndicatorForm(PortalForm):
    class Meta:
        model = Indicator
        fields = ["name_ky", "name_ru", "valid_from", "valid_to"]
        widgets = {
            "name_ky": text_area(3),
            "name_ru": text_area(3),
            "valid_from": DateInput,
            "valid_to": DateInput,
        }
        help_texts = {"name_ky": _("The official text of point 14 of the regulation of resolution 232")}

    def finish(self, row, *, by):
        if row.method_id is None:
            row.method = Method.with_points_on(clock.today())


class CatalogueEntryForm(PortalForm):
    """An own line of an open catalogue; a line that no longer holds gets its last day."""

    class Meta:
        model = CatalogueEntry
        fields = ["catalogue", "code", "name_ky", "name_ru", "valid_from", "valid_to"]
        widgets = {
            "name_ky": text_area(3),
            "name_ru": text_area(3),
            "valid_from": DateInput,
            "valid_to": DateInput,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["catalogue"].disabled = self.fields["code"].disabled = bool(self.instance.pk)


# --- Method -------------------------------------------------------------------------------------------------


class MethodForm(PortalForm):
    """A method with points: from which sums the level is medium and high, and by how many steps control may
    lower it. Of a method in use, and of one without points, only the end changes.
    """

    RULE = ("code", "name_ky", "name_ru", "valid_from", "medium_from", "high_from", "residual_steps")

    FIELDSETS = (
        ("", ("code", "name_ky", "name_ru", "valid_from")),
        (_("When it ends"), ("valid_to", "end_act")),
        (_("Bands of the sum, 2 to 6"), ("medium_from", "high_from")),
        (_("Residual risk"), ("residual_steps",)),
    )

    medium_from = forms.IntegerField(label=_("Medium from the sum"), min_value=3, max_value=6)
    high_from = forms.IntegerField(label=_("High from the sum"), min_value=3, max_value=6)

    class Meta:
        model = Method
        fields = ["code", "name_ky", "name_ru", "valid_from", "valid_to", "end_act", "residual_steps"]
        widgets = {
            "name_ky": text_area(2),
            "name_ru": text_area(2),
            "valid_from": DateInput,
            "valid_to": DateInput,
            "end_act": text_area(2),
        }
        help_texts = {
            "code": _("Number of the act, such as 232"),
            "valid_from": _(
                "Sheets from this day on are scored by it; earlier sheets keep the method they were "
                "made under"
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for band in self.instance.bands.all() if self.instance.pk else ():
            if f"{band.level}_from" in self.fields:
                self.initial[f"{band.level}_from"] = band.lowest
        self.is_open = not self.instance.pk or self.instance.has_open_rule
        for name in () if self.is_open else self.RULE:
            self.fields[name].disabled = True
            self.fields[name].required = False

    def clean(self):
        data = super().clean() or {}
        if data.get("medium_from") and data.get("high_from") and data["medium_from"] >= data["high_from"]:
            self.add_error("high_from", _("High begins above medium."))
        self.check_end(data)
        if data.get("residual_steps") and data["residual_steps"] > 2:
            self.add_error(
                "residual_steps", _("There are three levels: two categories at most can be taken off.")
            )
        return data

    def check_end(self, data):
        """An end has its act and leaves no sheet of a later day behind."""
        last = data.get("valid_to")
        if bool(last) != bool(data.get("end_act")):
            self.add_error(
                "end_act" if last else "valid_to",
                _("The end of a method has both its day and the act that gives it."),
            )
        if last and data.get("valid_from") and last < data["valid_from"]:
            self.add_error("valid_to", _("The last day in force lies before the first."))
        later = last and self.instance.pk and Assessment.unscoped.filter(method=self.instance)
        if later and (count := later.filter(assessed_on__gt=last).count()):
            self.add_error(
                "valid_to", _("Sheets of later days stand under this method: %(n)s.") % {"n": count}
            )

    def save_as(self, by):
        method = super().save_as(by)
        if not self.is_open:
            return method
        medium, high = self.cleaned_data["medium_from"], self.cleaned_data["high_from"]
        method.bands.all().delete()
        for rank, (level, lowest, highest) in enumerate(
            (("low", 2, medium - 1), ("medium", medium, high - 1), ("high", high, 6))
        ):
            Band.objects.create(method=method, level=level, rank=rank, lowest=lowest, highest=highest)
        return method


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
