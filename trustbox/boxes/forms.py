"""What the commission fills in at the box, one thing a screen."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.files.models import SCAN_LIMIT
from office.models.commission import Commission, Seat
from office.registers.forms import MoveForm, PortalForm, text_area, with_capitals
from trustbox.boxes.models.openings import Attendee, BoxLetter, Opening
from trustbox.journal.models.choices import AppealKind, Language


class OpeningForm(PortalForm):
    class Meta:
        model = Opening
        fields = ["seal_before", "seal_whole"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.commission = commission_of(self.organisation)
        self.initial["seal_before"] = self.instance.box.seal
        self.seats = list(self.commission.seats.filter(left_on=None)) if self.commission else []
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
        self.FIELDSETS = (
            (_("Who is at the box"), names),
            (_("The seal before opening"), ("seal_before", "seal_whole")),
        )
        with_capitals(self)

    def clean(self):
        data = super().clean()
        if self.commission is None:
            raise ValidationError(
                _(
                    "No trust-box commission works at this body. Enter it first under «Commissions», with "
                    "its order."
                )
            )
        members = [seat for seat in self.seats if seat.part != Seat.Part.SUBSTITUTE]
        present = [seat for seat in self.seats if data.get(f"seat_{seat.pk}") == Attendee.Standing.PRESENT]
        if len(present) * 2 <= len(members):
            raise ValidationError(
                _(
                    "Present: %(present)s of %(members)s. More than half of the members must be there; a "
                    "substitute stands in for one who is not."
                )
                % {"present": len(present), "members": len(members)}
            )
        return data

    def finish(self, row, *, by):
        row.commission, row.opened_by = self.commission, by

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


def commission_of(organisation):
    """The trust-box commission that works at the organisation today, the newest when there are several; None
    when there is none.
    """
    rows = Commission.objects.of(organisation).working().filter(kind=Commission.Kind.TRUST_BOX)
    return rows.order_by("-formed_on", "-pk").first()


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
    photo_file = forms.FileField(
        label=_("photo of the letter"),
        required=False,
        help_text=_("JPEG, PNG or PDF, up to 20 MB. It stays behind the wall of the entry."),
        widget=forms.FileInput(attrs={"accept": "image/jpeg,image/png,.pdf"}),
    )

    class Meta:
        model = BoxLetter
        fields = ["kind", "text", "anonymous", "language", "signatories"]
        widgets = {"text": text_area(6)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = [*AppealKind.choices]
        self.fields["kind"] = forms.ChoiceField(
            label=self.fields["kind"].label, choices=kinds, widget=forms.RadioSelect
        )
        self.fields["language"] = forms.ChoiceField(
            label=self.fields["language"].label, choices=Language.choices, initial=Language.KYRGYZ
        )
        self.fields["anonymous"].help_text = _(
            "Leave it empty when the letter is signed: the name goes into an envelope and never here."
        )
        self.order_fields([*self.Meta.fields, "photo_file"])
        with_capitals(self)

    def clean_photo_file(self):
        photo = self.cleaned_data["photo_file"]
        if photo and photo.size > SCAN_LIMIT:
            raise ValidationError(_("The file is larger than 20 MB. Scan it in grey at 200 dpi."))
        return photo

    def clean(self):
        data = super().clean()
        if not data.get("text") and data.get("kind") != AppealKind.UNREADABLE:
            self.add_error("text", _("Write what the appeal says, or choose «cannot be read»."))
        return data

    def finish(self, row, *, by):
        from office.files.models import media_type_of

        photo = self.cleaned_data["photo_file"]
        if photo:
            content = photo.read()
            media_type_of(content)
            row.photo, row.photo_name = content, photo.name[-200:]


class CloseBoxForm(MoveForm):
    seal_after = forms.CharField(
        label=_("number of the new seal"),
        max_length=60,
        help_text=_("After each opening the box is closed and sealed (3.5)."),
    )
    note = forms.CharField(label=_("remarks of the commission"), required=False, widget=text_area(3))
