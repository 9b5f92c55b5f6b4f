"""The form of a visitor of the reception."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.models.person import Person
from office.registers.forms import DateInput, PortalForm, text_area
from office.registers.people import name_with_posts
from trustbox.journal.cover import cover_identity
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.visits import Visit


class VisitForm(PortalForm):
    class Meta:
        model = Visit
        fields = ["received_on", "received_by", "outcome", "matter", "result", "appeal"]
        widgets = {
            "received_on": DateInput,
            "matter": text_area(3),
            "result": text_area(3),
            "outcome": forms.RadioSelect,
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = self.organisation.appointments.today().values("person")
        self.fields["received_by"].queryset = Person.objects.filter(pk__in=here, is_active=True)
        name_with_posts(self.fields["received_by"], self.organisation)
        self.fields["outcome"].choices = Visit.Outcome.choices
        known = Appeal.objects.visible_to(self.person).filter(
            organisation=self.organisation, channel="reception"
        )
        self.fields["appeal"].queryset = known.filter(visit=None) | known.filter(visit=self.instance.pk)

    @property
    def keeps_draft(self):
        return False  # somebody may type who came

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("The reception cannot have been held on a day that lies ahead."))
        return day

    def warnings(self):
        """Words that look like a name, a telephone or an address."""
        staff = Person.objects.filter(pk__in=self.organisation.appointments.today().values("person"))
        texts = [self.cleaned_data.get(name) or "" for name in ("matter", "result")]
        if any(cover_identity(text, staff) != text for text in texts):
            return [_("A name, a telephone or an address seems to stand in the text: write it without.")]
        return []
