"""Forms of the wall: exclusions, written requests, passphrases and sheets. No passphrase is shown back."""

from django import forms
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.files.models import StoredFile
from office.models.person import Appointment, Person
from office.registers.forms import DateInput, GroundForm, MoveForm, PortalForm, text_area, within_limit
from office.registers.people import name_with_posts
from office.roles import MAY, Act
from office.wall.actions import exclude_person
from office.wall.models.custody import Keeping
from office.wall.models.disclosure import Disclosure
from office.wall.models.erasure import Erasure
from office.wall.models.identity import Identity
from office.wall.models.vault import FEWEST, Custodian
from office.wall.models.wall import Exclusion
from office.wall.stand_ins import acts_left_without

SHORTEST = 16  # signs of a passphrase: four or five words


def appointed_people(organisation, act=None):
    """People appointed at the body today; with `act`, to a role that allows it."""
    rows = Appointment.objects.of(organisation).today()
    if act:
        rows = rows.filter(role__in=MAY[act])
    return Person.objects.filter(pk__in=rows.values("person"))


def erasable_field_choices(wall):
    """Choices of what may be asked for: in the vault what was sealed, of an envelope what may be written on
    its paper; nothing erased.
    """
    return [choice for choice in Identity.Field.choices if choice[0] in wall.left]


class ExclusionForm(PortalForm):
    class Meta:
        model = Exclusion
        fields = ["person", "reason", "stand_in"]
        widgets = {"reason": text_area(2)}
        help_texts = {
            "person": _("The official complained about, and whoever stands under them; the head included."),
            "stand_in": _(
                "Instead of the secretary this person assigns, answers and closes, instead of the head "
                "extends the term and reads the analysis."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        excluded = self.instance.wall.exclusions.in_force().values("person")
        known = appointed_people(self.organisation).exclude(pk__in=excluded)
        self.fields["person"].queryset = known
        self.fields["stand_in"].queryset = known.filter(
            pk__in=appointed_people(self.organisation, Act.DISCLOSE)
        )
        if len(unsorted := self.instance.wall.unsorted()) == 1:
            self.initial["person"] = next(iter(unsorted))
        for name in ("person", "stand_in"):
            name_with_posts(self.fields[name], self.organisation)

    def clean(self):
        data = super().clean() or {}
        person, stand_in = data.get("person"), data.get("stand_in")
        if person and not stand_in and (left := acts_left_without(self.instance.wall, person)):
            acts = ", ".join(sorted(str(Act(act).label) for act in left))
            self.add_error(
                "stand_in",
                _("Nobody else may do this in the matter: %(acts)s. Choose who acts instead.")
                % {"acts": acts},
            )
        return data

    def save_as(self, by):
        return exclude_person(
            self.instance.wall,
            by=by,
            **{name: self.cleaned_data[name] for name in ("person", "reason", "stand_in")},
        )


class DisclosureForm(PortalForm):
    """The written request as it lies on the table, with its scan."""

    FIELDSETS = (
        (_("The written request"), ("asker_kind", "asker", "request_number", "requested_on", "paper")),
        (_("What it asks for"), ("particulars", "ground", "expires_on")),
    )

    particulars = forms.MultipleChoiceField(
        label=_("what is asked for"), choices=Identity.Field, widget=forms.CheckboxSelectMultiple
    )
    paper = forms.FileField(
        label=_("scan of the request"),
        help_text=_("PDF, JPEG or PNG, up to 20 MB"),
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
    )

    class Meta:
        model = Disclosure
        fields = ["asker_kind", "asker", "request_number", "requested_on", "ground", "expires_on"]
        widgets = {"requested_on": DateInput, "expires_on": DateInput, "ground": text_area(3)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["particulars"].choices = (
            erasable_field_choices(self.instance.wall) or Identity.Field.choices
        )
        self.fields["particulars"].initial = self.instance.fields
        if self.instance.pk:
            self.fields["paper"].required = False
        if self.instance.wall.is_secret:
            self.fields["asker_kind"].choices = [
                choice for choice in self.fields["asker_kind"].choices if choice[0] != Disclosure.Asker.ANSWER
            ]

    def clean_paper(self):
        return within_limit(self.cleaned_data["paper"])

    def clean(self):
        data = super().clean() or {}
        if not self.instance.wall.has_identity:
            self.add_error(None, _("The matter is anonymous: there is no identity to ask for."))
        elif not self.instance.wall.left:
            self.add_error(None, _("The data of the person were erased by law: there is nothing to ask for."))
        until, today = data.get("expires_on"), clock.today()
        if until and until < today:
            self.add_error("expires_on", _("This day has passed: nothing could be opened."))
        if data.get("requested_on") and data["requested_on"] > today:
            self.add_error("requested_on", _("The paper is dated ahead of today."))
        return data

    def finish(self, row, *, by):
        row.fields = self.cleaned_data["particulars"]
        if paper := self.cleaned_data.get("paper"):
            row.scan = StoredFile.store(
                row.organisation, name=paper.name, content=paper.read(), by=by, wall=row.wall
            )
        if not row.pk:
            row.entered_by = by
            row.take_number(clock.today())


class ErasureForm(PortalForm):
    """A demand of the law to erase data of the person, and which. An envelope goes whole."""

    FIELDSETS = (
        (_("The written request"), ("asker_kind", "asker", "request_number", "requested_on", "ground")),
        (_("What is erased"), ("particulars", "stored")),
    )

    particulars = forms.MultipleChoiceField(
        label=_("data of the person"),
        choices=Identity.Field,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    stored = forms.ModelMultipleChoiceField(
        label=_("files of the matter"),
        queryset=StoredFile.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Erasure
        fields = ["asker_kind", "asker", "request_number", "requested_on", "ground"]
        widgets = {"requested_on": DateInput}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        wall = self.instance.wall
        self.fields["particulars"].choices = erasable_field_choices(wall)
        self.fields["stored"].queryset = wall.erasable_files()
        if wall.mode == wall.Mode.ENVELOPE:
            self.fields["particulars"].help_text = _(
                "A paper envelope is destroyed whole, whatever is ticked."
            )
        for name, offered in (("particulars", wall.left), ("stored", self.fields["stored"].queryset)):
            if not offered:
                del self.fields[name]

    def clean_particulars(self):
        chosen = self.cleaned_data["particulars"]
        whole = self.instance.wall.mode == self.instance.wall.Mode.ENVELOPE
        return self.instance.wall.left if whole and chosen else chosen

    def clean(self):
        data = super().clean() or {}
        if not data.get("particulars") and not data.get("stored"):
            self.add_error(None, _("Tick what is to be erased: data of the person, files or both."))
        if data.get("requested_on") and data["requested_on"] > clock.today():
            self.add_error("requested_on", _("The paper is dated ahead of today."))
        return data

    def finish(self, row, *, by):
        row.fields = self.cleaned_data.get("particulars", [])
        row.copies = [file.pk for file in self.cleaned_data.get("stored", [])]
        row.entered_by = by
        row.take_number(clock.today())


class ConfirmForm(MoveForm):
    """The second person says what was looked at."""

    KEPT = ("v", "seen")

    seen = forms.BooleanField(
        label=_("I hold the signed request in my hands and have compared it with this page")
    )


class OpenForm(MoveForm):
    """Which of the fields asked for, and the custodian's secret."""

    particulars = forms.MultipleChoiceField(
        label=_("what is opened now"), choices=Identity.Field, widget=forms.CheckboxSelectMultiple
    )
    secret = forms.CharField(
        label=_("your passphrase, or the groups of a recovery sheet"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        requested_fields = self.record.fields
        self.fields["particulars"].choices = [
            choice for choice in Identity.Field.choices if choice[0] in requested_fields
        ]
        self.fields["particulars"].initial = requested_fields
        if self.record.wall.mode != self.record.wall.Mode.VAULT:
            del self.fields["secret"]

    def clean_particulars(self):
        chosen = self.cleaned_data["particulars"]
        if Identity.Field.FILES in chosen and len(chosen) > 1:
            raise ValidationError(_("Files are opened by themselves: they come as one archive to be saved."))
        return chosen


class CustodianForm(PortalForm):
    class Meta:
        model = Custodian
        fields = ["person", "decision"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["person"].queryset = appointed_people(self.organisation, Act.CUSTODY)


class PassphraseForm(MoveForm):
    """A new passphrase, typed twice."""

    KEPT = ("v", "again")

    passphrase = forms.CharField(
        label=_("new passphrase"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
        help_text=_(
            "At least 16 signs: four or five words that do not belong together. Not your sign-in password."
        ),
    )
    again = forms.CharField(
        label=_("the same once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def clean_passphrase(self):
        passphrase = self.cleaned_data["passphrase"]
        if len(passphrase.strip()) < SHORTEST:
            raise ValidationError(_("A passphrase has at least 16 signs."))
        if self.person.check_password(passphrase):
            raise ValidationError(_("This is your sign-in password. Choose another."))
        validate_password(passphrase, self.person)
        return passphrase

    def clean(self):
        data = super().clean() or {}
        if data.get("passphrase") and data.get("again") != data["passphrase"]:
            self.add_error("again", _("The two passphrases differ."))
        return data


class RecoverySheetForm(MoveForm):
    sheet = forms.CharField(
        label=_("the groups of the recovery sheet"),
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off", "spellcheck": "false"}),
        max_length=500,
        help_text=_(
            "From the printed paper, not from the screen: 14 groups of four signs, with or without spaces."
        ),
    )


class RenewForm(PassphraseForm):
    secret = forms.CharField(
        label=_("present passphrase, or the groups of the recovery sheet"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )
    field_order = ["v", "secret", "passphrase", "again"]


class ResealForm(MoveForm):
    secret = forms.CharField(
        label=_("your passphrase, or the groups of a recovery sheet"),
        strip=False,
        max_length=500,
        widget=forms.PasswordInput(attrs={"autocomplete": "off"}),
    )


class RetireForm(GroundForm):
    ground = forms.CharField(label=_("ground"), max_length=300, widget=text_area(2))


class KeepingForm(PortalForm):
    class Meta:
        model = Keeping
        fields = ["mode", "since", "decision"]
        widgets = {"since": DateInput}

    def clean(self):
        data = super().clean() or {}
        live = Custodian.objects.of(self.organisation).live().count()
        if data.get("mode") == Keeping.Mode.VAULT and live < FEWEST:
            self.add_error(
                "mode",
                _(
                    "The vault begins with two custodians who have re-entered their sheets: this body "
                    "has %(count)s."
                )
                % {"count": live},
            )
        if data.get("since") and data["since"] < clock.today():
            self.add_error(
                "since", _("A decision holds from today on: what was entered before stays as it is.")
            )
        return data

    def finish(self, row, *, by):
        row.entered_by = by
