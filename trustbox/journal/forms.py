"""What the clerk fills in: boxes, institutions, an appeal on paper or by telephone, and what is done with an
entry.
"""

from datetime import timedelta
from uuid import uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office import clock
from office.catalogues import catalogue_choices
from office.models.person import Person
from office.models.provision import Provision
from office.models.signal import names_somebody, without_identity
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area, with_capitals
from office.registers.people import name_with_posts, people_named_in
from office.roles import Act
from office.wall.actions import FILES, keeping_mode
from office.wall.models.custody import Keeping
from office.wall.models.identity import Identity
from trustbox.boxes.models.boxes import Institution
from trustbox.codes import code_digest, code_of_form
from trustbox.journal.actions import AppealReceipt, take_appeal
from trustbox.journal.cover import cover_identity
from trustbox.journal.models.appeals import Appeal
from trustbox.journal.models.choices import ABOUT, AppealKind, AppealResult, Channel, Language, NoReplyGround

TYPED = "identity_"  # before the names of the fields of an identity
# What a clerk enters by hand: the box has its own day, the citizen writes online alone.
BY_HAND = (Channel.COUNTER, Channel.POST, Channel.TELEPHONE, Channel.RECEPTION)


def identity_fields(mode):
    """The fields of an identity, where the organisation keeps a vault: typed here and sealed; no browser
    remembers them. Files are brought, not typed.
    """
    if mode != Keeping.Mode.VAULT:
        return {}
    return {
        f"{TYPED}{field}": forms.CharField(
            label=label, required=False, max_length=500, widget=forms.TextInput(attrs={"autocomplete": "off"})
        )
        for field, label in Identity.Field.choices
        if field != FILES
    }


def identity_of(form):
    """{field: text} of what was typed; empty for an envelope."""
    return {
        name.removeprefix(TYPED): text
        for name, text in form.cleaned_data.items()
        if name.startswith(TYPED) and text
    }


def about_field():
    return forms.ChoiceField(
        label=_("about whom"),
        choices=ABOUT,
        required=False,
        help_text=_(
            "Those of this role do not see the entry until somebody else has sorted it. Leave it empty when "
            "the letter is about nobody here."
        ),
    )


class AppealEntryForm(PortalForm):
    """An appeal that came by hand, post, telephone or at the reception, on one page."""

    about = about_field()
    seed = forms.UUIDField(required=False, widget=forms.HiddenInput, initial=uuid4)

    FIELDSETS = (
        (_("How it came"), ("channel", "received_on", "kind", "language", "signatories")),
        (_("Content of the appeal"), ("text", "about")),
        (_("Who wrote"), ("anonymous",)),
    )

    class Meta:
        model = Appeal
        fields = ["channel", "received_on", "kind", "language", "signatories", "text", "anonymous"]
        widgets = {"received_on": DateInput, "text": text_area(8)}
        help_texts = {
            "text": _("As it is written or was told. Who wrote it does not stand here."),
            "signatories": _("Two or more make the appeal collective."),
            "anonymous": _("The journal prints «Анонимдүү»; there is nobody to answer."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["channel"].choices = [(one.value, one.label) for one in BY_HAND]
        self.fields["kind"].choices = [("", "—"), *AppealKind.choices]
        self.initial["received_on"] = clock.today()
        self.mode = keeping_mode(self.organisation)
        self.fields.update(identity_fields(self.mode))
        if self.mode == Keeping.Mode.ENVELOPE:
            self.fields["anonymous"].help_text = _(
                "Leave it empty when the name is known: the portal gives the number of an envelope, the "
                "name goes into it on paper."
            )
        with_capitals(self)
        self.receipt = None

    def clean_received_on(self):
        day = self.cleaned_data["received_on"]
        if day > clock.today():
            raise ValidationError(_("The appeal cannot have come on a day that lies ahead."))
        return day

    def clean(self):
        data = super().clean()
        if not data.get("text") and data.get("kind") != "unreadable":
            self.add_error("text", _("Write what the appeal says, or choose «cannot be read»."))
        return data

    def save_as(self, by):
        fields = {name: self.cleaned_data[name] for name in self.Meta.fields}
        self.receipt = take_appeal(
            self.organisation,
            by=by,
            identity=identity_of(self),
            about=self.cleaned_data["about"],
            code=code_of_form(by, self.cleaned_data["seed"]) if self.cleaned_data["seed"] else "",
            **fields,
        )
        return self.receipt.appeal

    def find_receipt(self, by) -> AppealReceipt | None:
        """What a form that was taken before has made today, where the answer to it was lost on its way: by
        its seed, which stands in the form alone. None without.
        """
        try:
            code = code_of_form(by, self.fields["seed"].clean(self.data.get("seed")))
        except ValidationError:
            return None
        rows = Appeal.objects.visible_to(by, Act.APPEALS).filter(
            organisation=self.organisation, registered_on=clock.today(), code_hash=code_digest(code)
        )
        return next((AppealReceipt(row, code, row.head) for row in rows), None)


# --- Moves --------------------------------------------------------------------------------------------------


class OfficialForm(MoveForm):
    """A move that names the official who considers the appeal: never whom it is about."""

    executor = forms.ModelChoiceField(label=_("official it goes to"), queryset=Person.objects.none())
    although_named = forms.BooleanField(
        label=_("I have looked at it: the appeal is not about this official"), required=False
    )
    KEPT = ("v", "although_named")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        organisation, wall = self.record.organisation, self.record.wall
        self.fields["executor"].queryset = (
            staff_of(organisation).filter(is_active=True).exclude(pk__in=wall.excluded())
        )
        name_with_posts(self.fields["executor"], organisation)
        self.named = people_named_in(self.record.text, organisation)
        if self.named:
            names = ", ".join(map(str, self.named))
            self.fields["executor"].help_text = _("The text names people who work here: %(names)s.") % {
                "names": names
            }

    def clean(self):
        data = super().clean()
        executor = data.get("executor")
        if executor is None or data.get("although_named"):
            return data
        roles = {
            row.role for row in executor.appointments_today if row.organisation == self.record.organisation
        }
        if executor in self.named or self.record.wall.about in roles - {""}:
            self.add_error(
                "although_named",
                _(
                    "%(name)s is perhaps whom the appeal is about: a complaint never goes to the person it "
                    "is about. Choose another, or tick that you have looked at it."
                )
                % {"name": executor},
            )
        return data


def staff_of(organisation):
    return Person.objects.filter(pk__in=organisation.appointments.today().values("person"))


class AssignForm(OfficialForm):
    masked = forms.CharField(
        label=_("masked text"),
        widget=text_area(8),
        help_text=_(
            "All that the official reads. Names, telephones and addresses are covered; read it through and "
            "cover the rest."
        ),
    )
    field_order = ("v", "executor", "masked", "although_named")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        staff = staff_of(self.record.organisation)
        self.fields["masked"].initial = self.record.masked or cover_identity(self.record.text, staff)


class AppealAnswerForm(OfficialForm):
    """The reply; of an appeal that was given to nobody it names the official who considered it."""

    number = forms.CharField(label=_("outgoing number of the reply"), max_length=40)
    date = forms.DateField(label=_("date of the reply"), widget=DateInput, initial=clock.today)
    result = forms.ChoiceField(label=_("result"), choices=[("", "—"), *AppealResult.choices])
    language = forms.ChoiceField(label=_("language of the reply"), choices=Language.choices)
    reason = forms.CharField(
        label=_("why in another language"),
        required=False,
        widget=text_area(2),
        help_text=_("Only when the reply is in another language than the appeal."),
    )
    text = forms.CharField(
        label=_("what was answered"), widget=text_area(5), help_text=_("The sender reads this by the code.")
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["language"].initial = self.record.language
        self.fields["executor"].label = _("official who considered it")
        if self.record.executor_id:
            del self.fields["executor"], self.fields["although_named"]
        with_capitals(self)


NOTICE = _("The day on which the applicant was told; empty only when nobody knows who that is.")


class ForwardForm(MoveForm):
    institution = forms.ModelChoiceField(
        label=_("institution it goes to"), queryset=None, help_text=_("From the directory")
    )
    notice_date = forms.DateField(
        label=_("applicant told on"), required=False, widget=DateInput, help_text=NOTICE
    )
    text = forms.CharField(label=_("why it is for them"), required=False, widget=text_area(3))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["institution"].queryset = Institution.objects.of(self.record.organisation)


class ExtendForm(MoveForm):
    until = forms.DateField(label=_("new last day"), widget=DateInput)
    reason = forms.CharField(label=_("why the case is exceptional"), widget=text_area(3))
    notice_date = forms.DateField(
        label=_("applicant told on"), required=False, widget=DateInput, help_text=NOTICE
    )
    after_term = forms.BooleanField(
        label=_("I extend although the term has passed"),
        required=False,
        help_text=_("The journal will say so."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if self.record.due_on:
            self.fields["until"].initial = self.record.due_on + timedelta(days=10)


class CloseAppealForm(MoveForm):
    ground = forms.ChoiceField(label=_("ground for no reply"), choices=[("", "—"), *NoReplyGround.choices])
    text = forms.CharField(label=_("what was found and done"), required=False, widget=text_area(4))


class ReasonForm(MoveForm):
    """An act that needs its reason in words."""

    reason = forms.CharField(label=_("reason"), widget=text_area(3))


# --- Events -------------------------------------------------------------------------------------------------


class NoteForm(MoveForm):
    reason = forms.CharField(
        label=_("what stands wrong, and what is right"),
        widget=text_area(3),
        help_text=_("The entry itself stays as it is; the note stands beside it for ever."),
    )


class EnvelopeForm(MoveForm):
    """The envelope with the name of whoever wrote without one; nothing that lies in it is typed."""

    number = forms.CharField(
        label=_("number on the envelope"), max_length=20, help_text=_("As it stands on the paper: «2/2026»")
    )
    date = forms.DateField(label=_("envelope came on"), widget=DateInput, initial=clock.today)

    def clean_number(self):
        return "".join(self.cleaned_data["number"].replace("№", "").split())


LONGEST_SUMMARY = 600  # signs


class SummaryForm(MoveForm):
    text = forms.CharField(
        label=_("short content"),
        widget=text_area(3),
        max_length=LONGEST_SUMMARY,
        help_text=_(
            "Proposed from the text with names, telephones and addresses covered. Read it, shorten it and "
            "save: so it stands in lists, exports and the printed journal. No names."
        ),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        proposed = cover_identity(self.record.text, staff_of(self.record.organisation))[:LONGEST_SUMMARY]
        self.fields["text"].initial = self.record.summary or proposed


class MaskForm(MoveForm):
    masked = forms.CharField(label=_("masked text"), widget=text_area(8))

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["masked"].initial = self.record.masked


class AskForm(MoveForm):
    """What the sender reads by the code."""

    text = forms.CharField(
        label=_("text to the sender"),
        widget=text_area(6),
        max_length=5000,
        help_text=_("In the language of the appeal. Ask for nothing that would tell who writes."),
    )


class AppealMeasureForm(MoveForm):
    text = forms.CharField(label=_("measure taken"), widget=text_area(3), max_length=1000)


class ClassifyForm(MoveForm):
    """By kind of function, zone and point of the standard."""

    function = forms.ChoiceField(label=_("kind of function (281 p. 5)"), required=False)
    zone = forms.ChoiceField(label=_("zone of corruption risk (281 p. 6)"), required=False)
    provision = forms.ModelChoiceField(
        label=_("point of the law"), queryset=Provision.objects.none(), required=False
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        today = clock.today()
        for name in ("function", "zone"):
            self.fields[name].choices = [("", "—"), *catalogue_choices(name, today)]
        self.fields["provision"].queryset = Provision.objects.in_force(self.record.received_on)
        for name in ("function", "zone", "provision"):
            self.fields[name].initial = getattr(self.record, name)

    def clean(self):
        if not any(self.move_arguments().values()):
            raise ValidationError(_("Choose at least one of the three."))
        return self.cleaned_data


class AppealSignalForm(MoveForm):
    """What the register may learn: where and what, never who."""

    note = forms.CharField(
        label=_("what happens where, without any name"),
        max_length=300,
        widget=text_area(3),
        validators=[without_identity],
    )

    def clean_note(self):
        note = self.cleaned_data["note"]
        if names_somebody(note):
            raise ValidationError(
                _("The note looks as if it named somebody. A signal never says who: take the name out.")
            )
        return note
