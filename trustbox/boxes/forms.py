"""What the commission fills in at the box, one thing a screen."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from office import clock
from office.files.clean_copy import clean_upload
from office.files.models import WrongFile, media_type_of
from office.models.commission import Commission, Seat
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area, with_capitals, within_limit
from office.wall.actions import keeping_mode
from office.wall.models.custody import Keeping
from trustbox.boxes.models.openings import Attendee, BoxLetter, Enclosure, Opening
from trustbox.journal.forms import about_field, identity_fields, identity_of
from trustbox.journal.models.choices import AppealKind, Language


class OpeningForm(PortalForm):
    class Meta:
        model = Opening
        fields = ["opened_on", "late_reason", "seal_before", "seal_whole"]
        widgets = {"opened_on": DateInput, "late_reason": text_area(2)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.day = self.chosen_day()
        self.commission = commission_of(self.organisation, self.day)
        self.initial["seal_before"] = self.instance.box.seal
        self.seats = seats_on(self.commission, self.day)
        for seat in self.seats:
            self.fields[f"seat_{seat.pk}"] = forms.ChoiceField(
                label=f"{seat.holder} · {seat.get_part_display()}",
                choices=Attendee.Standing.choices,
                initial=Attendee.Standing.ABSENT
                if seat.part == Seat.Part.SUBSTITUTE
                else Attendee.Standing.PRESENT,
                widget=forms.RadioSelect,
            )
        names = tuple(f"seat_{seat.pk}" for seat in self.seats)
        self.fields["opened_on"].help_text = _("The day on which the commission opened the box on paper.")
        self.fields["late_reason"].help_text = _(
            "Only when it is not today: for example that there was no network. It stands in the act."
        )
        self.FIELDSETS = (
            (_("The day"), ("opened_on", "late_reason")),
            (_("Who is at the box"), names),
            (_("The seal before opening"), ("seal_before", "seal_whole")),
        )
        with_capitals(self)

    def chosen_day(self):
        """The day that was sent, today while there is none: who sat in the commission depends on it."""
        try:
            return self.fields["opened_on"].clean(self["opened_on"].data) or clock.today()
        except ValidationError:
            return clock.today()

    def clean(self):
        data = super().clean()
        now = commission_of(self.organisation, clock.today())
        if self.commission is None and now and self.day < now.formed_on:
            self.add_error(
                "opened_on",
                _("The commission was formed on %(day)s only.") % {"day": f"{now.formed_on:%d.%m.%Y}"},
            )
            return data
        if self.commission is None:
            raise ValidationError(
                _(
                    "No trust-box commission works at this body. Enter it first under «Commissions», with "
                    "its order."
                )
            )
        members = [seat for seat in self.seats if seat.part != Seat.Part.SUBSTITUTE]
        present = [seat for seat in self.seats if data.get(f"seat_{seat.pk}") == Attendee.Standing.PRESENT]
        self.check_day(data)
        if self.seats != seats_on(now, clock.today()) and any(
            f"seat_{seat.pk}" not in self.cleaned_data for seat in members
        ):
            raise ValidationError(
                _("On %(day)s others sat in the commission than today: mark who of them was at the box.")
                % {"day": f"{self.day:%d.%m.%Y}"}
            )
        if len(present) * 2 <= len(members):
            raise ValidationError(
                _(
                    "Present: %(present)s of %(members)s. More than half of the members must be there; a "
                    "substitute stands in for one who is not."
                )
                % {"present": len(present), "members": len(members)}
            )
        return data

    def check_day(self, data):
        """An earlier day has its reason; nothing is opened ahead or before the box hung."""
        day, today = data.get("opened_on"), clock.today()
        if day is None:
            return
        if day > today:
            self.add_error("opened_on", _("The box cannot have been opened on a day that lies ahead."))
        elif day < self.instance.box.set_up_on:
            self.add_error(
                "opened_on",
                _("The box hangs since %(day)s only.") % {"day": f"{self.instance.box.set_up_on:%d.%m.%Y}"},
            )
        elif day < today and not data.get("late_reason"):
            self.add_error("late_reason", _("Write why it is entered on another day."))
        elif day == today and data.get("late_reason"):
            self.add_error("late_reason", _("Leave it empty: the box was opened today."))

    def warnings(self):
        """The box was opened on that day already."""
        rows = Opening.objects.of(self.organisation).filter(box=self.instance.box, opened_on=self.day)
        if not rows.exists():
            return []
        day = f"{self.day:%d.%m.%Y}"
        return [
            _("An opening of this box on %(day)s is entered already. Was it opened twice?") % {"day": day}
        ]

    def finish(self, row, *, by):
        row.commission, row.opened_by = self.commission, by
        row.entered_on = clock.today()

    def save_as(self, by):
        opening = super().save_as(by)
        for seat in self.seats:
            Attendee.objects.create(
                organisation=opening.organisation,
                opening=opening,
                seat=seat,
                standing=self.cleaned_data[f"seat_{seat.pk}"],
            )
        return opening


def commission_of(organisation, day):
    """The trust-box commission that worked at the organisation on a day, the newest when there are several;
    None when there is none.
    """
    rows = Commission.objects.of(organisation).filter(kind=Commission.Kind.TRUST_BOX, formed_on__lte=day)
    return rows.filter(not_over("dissolved_on", day)).order_by("-formed_on", "-pk").first()


def seats_on(commission, day):
    """The seats of a commission that nobody had left by a day; [] without a commission."""
    return list(commission.seats.filter(not_over("left_on", day))) if commission else []


def not_over(field, day) -> Q:
    """The condition that the end in this field had not come by the day."""
    return Q(**{field: None}) | Q(**{f"{field}__gt": day})


class CountForm(forms.Form):
    """How many letters lie on the table."""

    count = forms.IntegerField(
        label=_("number of letters"),
        min_value=0,
        max_value=500,
        help_text=_("Count them all before reading the first. Zero is a number too."),
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )


class LetterForm(PortalForm):
    """One letter on the table.

    Who signed it and its picture are typed and brought only where they can be sealed.
    """

    photo_file = forms.FileField(
        label=_("photo of the letter"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf"}),
    )

    class Meta:
        model = BoxLetter
        fields = ["kind", "text", "about", "anonymous", "language", "signatories"]
        widgets = {"text": text_area(6)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.mode = keeping_mode(self.organisation)
        kinds = [*AppealKind.choices]
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, choices=kinds, widget=forms.RadioSelect
        )
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, choices=Language.choices, initial=Language.KYRGYZ
        )
        self.fields["about"] = about_field()
        self.fields["anonymous"].help_text = ANONYMOUS[self.mode]
        self.fields["photo_file"].help_text = (PHOTO_LIES if self.instance.photo else PHOTO)[self.mode]
        named = identity_fields(self.mode)
        self.fields.update(named)
        self.order_fields(
            ["kind", "text", "about", "anonymous", *named, "language", "signatories", "photo_file"]
        )
        with_capitals(self)

    def clean_photo_file(self):
        """The bytes of the picture without what the camera wrote; b"" for none."""
        photo = within_limit(self.cleaned_data["photo_file"])
        if not photo:
            return b""
        try:
            content = photo.read()
            media_type_of(content)
            return clean_upload(content).content
        except WrongFile as wrong:
            raise ValidationError(str(wrong)) from wrong

    def clean(self):
        data = super().clean()
        if not data.get("text") and data.get("kind") != AppealKind.UNREADABLE:
            self.add_error("text", _("Write what the appeal says, or choose «cannot be read»."))
        if data.get("anonymous"):
            if identity_of(self):
                self.add_error("anonymous", _("An anonymous matter holds no name, address or telephone."))
        elif self.mode == Keeping.Mode.ENVELOPE:
            if data.get("photo_file"):
                self.add_error("photo_file", NOT_PHOTOGRAPHED)
        elif not identity_of(self) and not self.lying().particulars:
            self.add_error(
                "identity_name",
                _("A named matter needs the name, the address or the telephone of the person."),
            )
        return data

    def lying(self):
        """What lies with the letter already; nothing once it is marked otherwise: a picture was chosen for a
        letter without a name, or with one.
        """
        if not self.instance.pk or "anonymous" in self.changed_data:
            return Enclosure()
        return self.instance.enclosure()

    def finish(self, row, *, by):
        before = self.lying()
        photo = self.cleaned_data["photo_file"] or before.photo
        if row.anonymous:
            row.enclose(Enclosure(photo))
        elif self.mode == Keeping.Mode.VAULT:
            row.enclose(Enclosure(photo, identity_of(self) or before.particulars))
        else:
            row.enclose(Enclosure())


ANONYMOUS = {
    Keeping.Mode.ENVELOPE: _(
        "Leave it empty when the letter is signed: the name goes into an envelope and never here."
    ),
    Keeping.Mode.VAULT: _(
        "Leave it empty when the letter is signed: write below who signed. It is sealed when the box "
        "is closed and is not shown again."
    ),
}
PHOTO = {
    Keeping.Mode.ENVELOPE: _(
        "JPEG, PNG or PDF, up to 20 MB, of a letter without a signature. What the camera wrote into "
        "it and its name are taken out. A signed letter is not photographed: it goes into the "
        "envelope."
    ),
    Keeping.Mode.VAULT: _(
        "JPEG, PNG or PDF, up to 20 MB. What the camera wrote into it and its name are taken out. Of "
        "a signed letter it is sealed with the name: only a custodian opens it, under a written "
        "request."
    ),
}
_LIES = _(
    "A photo lies with this letter. If you mark the letter as signed or as anonymous anew, choose it again."
)
PHOTO_LIES = {mode: format_lazy("{} {}", _LIES, text) for mode, text in PHOTO.items()}
NOT_PHOTOGRAPHED = _(
    "The photo of a signed letter shows who wrote it, and this body keeps names in paper envelopes. "
    "Put the letter into the envelope and save the form without the photo."
)


class CloseBoxForm(MoveForm):
    seal_after = forms.CharField(
        label=_("number of the new seal"),
        max_length=60,
        help_text=_("After each opening the box is closed and sealed (3.5)."),
    )
    note = forms.CharField(label=_("remarks of the commission"), required=False, widget=text_area(3))
