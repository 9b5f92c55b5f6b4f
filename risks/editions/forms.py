"""Forms of editions of the list and of the grounds of its changes."""

from django.utils.translation import gettext_lazy as _

from office.lists.forms import IN_WORK, ON_ITS_WAY, ListEditionForm
from office.models.counter import Counter
from office.registers.forms import PortalForm, text_area
from risks.editions.models import ChangeGround, Edition
from risks.editions.review import REVIEW

# --- Edition ------------------------------------------------------------------------------------------------


class RiskEditionForm(ListEditionForm):
    class Meta(ListEditionForm.Meta):
        model = Edition
        fields = ["form", "ground", "ground_text"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["form"].disabled = bool(self.instance.pk)
        self.since = None if self.instance.pk else REVIEW.newest(self.organisation)
        if self.since:
            self.begin_from(self.since)

    def begin_from(self, since):
        super().begin_from(since)
        self.initial["form"] = since.form

    def clean(self):
        data = super().clean()
        same = Edition.objects.of(self.organisation).filter(form=data.get("form"))
        self.add_under_way_error(same, ON_ITS_WAY, IN_WORK, "form")
        return data

    def finish(self, row, *, by):
        if row.number is None:
            # Editions are numbered through the years.
            row.number = Counter.take(row.organisation, row.form, 0)


class ChangeGroundForm(PortalForm):
    class Meta:
        model = ChangeGround
        fields = ["edition", "text"]
        widgets = {"text": text_area(3)}
        help_texts = {
            "text": _("Which change of structure or functions, which act, whose proposal (281 p. 13)")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        work = Edition.objects.of(self.organisation).in_work()
        self.fields["edition"].queryset, self.fields["edition"].empty_label = work, None
        self.fields["edition"].disabled = bool(self.instance.pk)
        if not self.instance.pk:
            self.initial["edition"] = work.order_by("-begun_on", "-pk").first()
