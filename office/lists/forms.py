"""The forms of the editions of every list: its ground, and the minutes that considered it."""

from django import forms
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from office.lists.models import ListEdition, question_words
from office.models.commission import AgendaItem
from office.registers.forms import MoveForm, PortalForm, text_area

ON_ITS_WAY = _(
    '<a href="{url}">Edition {number}</a> of this list is on its way: its order is not registered yet. '
    "Register or cancel that order, or take the edition back from it."
)
IN_WORK = _("An edition of this list is already in work. Finish it first.")


class ListEditionForm(PortalForm):
    """Why there is a new edition; after the first approved one (`since`) any ground but that of the first
    list.
    """

    class Meta:
        fields = ["ground", "ground_text"]
        widgets = {"ground_text": text_area(3)}
        help_texts = {
            "ground": _(
                "The list is reviewed at least once a year and when structure or functions change (281 p. 13)"
            )
        }

    def begin_from(self, since):
        """The working copy of the approved edition."""
        ground = ListEdition.Ground
        self.fields["ground"].choices = [one for one in ground.choices if one[0] != ground.FIRST]
        self.initial["ground"] = ground.YEARLY

    def add_under_way_error(self, editions, on_its_way, in_work, field=None):
        """An error while another of these editions of one list is in work or its order on its way."""
        other = editions.under_way().exclude(pk=self.instance.pk).select_related("annex").first()
        if other and other.annex:
            self.add_error(None, format_html(on_its_way, url=other.get_absolute_url(), number=other.number))
        elif other:
            self.add_error(field, in_work)

    def clean(self):
        data = super().clean()
        if data.get("ground") == ListEdition.Ground.OTHER and not data.get("ground_text"):
            self.add_error("ground_text", _("Say what the ground is."))
        return data


class ConsiderForm(MoveForm):
    """Which question of closed minutes of the working group considered the list."""

    question = forms.ModelChoiceField(
        label=_("Question in the minutes of the working group"),
        queryset=AgendaItem.unscoped.none(),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        field = self.fields["question"]
        field.queryset = self.record.fitting_questions()
        field.label_from_instance = question_words
        field.help_text = words = self.record.fitting_words()
        field.error_messages = {"required": words, "invalid_choice": words}


class OrderForm(MoveForm):
    """Whether the order carries the table of changes beside the list."""

    with_changes = forms.BooleanField(label=_("Annex the table of changes to the order"), required=False)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if type(self.record).objects.of(self.record.organisation).approved().exists():
            self.fields["with_changes"].initial = True
        else:
            self.fields["with_changes"].widget = forms.HiddenInput()
