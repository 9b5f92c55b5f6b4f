"""Forms of the staffing table and of the list, in the order of the papers; help texts quote the act."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office import clock
from office.imports.forms import TableImportForm
from office.lists.forms import IN_WORK, ON_ITS_WAY, ListEditionForm
from office.models.commission import Commission, Meeting
from office.models.counter import Counter
from office.registers.forms import DateInput, MoveForm, PortalForm, text_area
from office.registers.values import typed_lines
from positions import imports
from positions.editions.models import PositionEdition
from positions.levels import highest_level
from positions.models.exposures import Exposure
from positions.models.imports import PositionImport
from positions.models.monitoring import Finding, Reply, Sign, Survey, YearReport
from positions.models.posts import Post
from positions.papers import ANNEX_2


class PostForm(PortalForm):
    class Meta:
        model = Post
        fields = ["unit", "name_ky", "name_ru", "count", "powers"]
        widgets = {"powers": text_area(5)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        units = self.fields["unit"].queryset
        self.fields["unit"].queryset = units.filter(closed_on=None) | units.filter(pk=self.instance.unit_id)

    def clean_name_ky(self):
        return " ".join(self.cleaned_data["name_ky"].split())

    def finish(self, row, *, by):
        row.index()
        if row.pk is None:
            row.assign_position()

    def save_as(self, by):
        post = super().save_as(by)
        for row in post.exposures.all():  # the list is searched by the words of its posts
            row.post = post
            row.index()
            row.save(update_fields=["search"])
        return post


class PostCloseForm(MoveForm):
    closed_on = forms.DateField(label=_("Closed on"), widget=DateInput, initial=clock.today)


class RisksField(forms.ModelMultipleChoiceField):
    """The risks of the organisation, each with its level: what the post is exposed to."""

    def label_from_instance(self, risk):
        return f"{risk} · {risk.get_level_display()}"


class ExposureForm(PortalForm):
    """A row of the list. The level follows from the linked risks unless another is given with a reason."""

    FIELDSETS = (
        (_("As in the list (281 annex 2)"), ("powers", "areas")),
        (_("Level"), ("risks", "given_level", "given_reason")),
        (
            _("Why this post was chosen (281 p. 9)"),
            ("freedom", "freedom_reason", "contact", "contact_reason"),
        ),
    )

    risks = RisksField(
        label=_("Risks the post is exposed to"),
        queryset=Post.unscoped.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("The level of the post is the highest of these."),
    )

    class Meta:
        model = Exposure
        fields = [
            "powers",
            "areas",
            "given_level",
            "given_reason",
            "freedom",
            "freedom_reason",
            "contact",
            "contact_reason",
        ]
        widgets = {
            "powers": text_area(4),
            "areas": text_area(6),
            "given_reason": text_area(2),
            "freedom_reason": text_area(2),
            "contact_reason": text_area(2),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        linked, post = self.fields["risks"], self.instance.post
        listed = post.risks.model.objects.of(self.organisation).in_the_list()
        linked.queryset = listed.select_related("kind").in_order()
        if self.instance.pk:
            self.initial["risks"] = list(post.risks.values_list("pk", flat=True))
        else:
            self.initial["powers"] = post.powers

    def clean_areas(self):
        """One risk per line, without empty lines and extra spaces."""
        return "\n".join(typed_lines(self.cleaned_data["areas"]))

    def clean(self):
        data = super().clean()
        given_level = data.get("given_level")
        linked = [risk.level for risk in data.get("risks") or ()]
        if given_level and given_level == highest_level(linked):
            self.add_error(
                "given_level", _("The linked risks already give this level. Leave the field empty.")
            )
        elif not given_level and not highest_level(linked) and self.instance.state == Exposure.State.LISTED:
            self.add_error(
                "risks",
                _(
                    "A post in the list needs a level: tick the risks it is exposed to, or give a "
                    "level with a reason."
                ),
            )
        self.instance.given_level = given_level or ""
        self.instance.set_level(linked)
        return data

    def warnings(self):
        """Warn about two low criteria (281 p.9) and about criteria not judged."""
        data = self.cleaned_data
        if {data["freedom"], data["contact"]} <= {"low"}:
            return [
                _(
                    "Both criteria are low: by point 9 such a post is not one of those that belong "
                    "into the list."
                )
            ]
        if not (data["freedom"] and data["contact"]):
            return [
                _(
                    "Point 9 asks to judge both freedom of decision and contact with citizens. One "
                    "of them is missing."
                )
            ]
        return []

    def finish(self, row, *, by):
        row.index()

    def save_as(self, by):
        row = super().save_as(by)
        row.post.risks.set(self.cleaned_data["risks"], through_defaults={"organisation": row.organisation})
        return row


class PositionImportForm(TableImportForm):
    READ = staticmethod(imports.read_position_file)

    class Meta:
        model = PositionImport
        fields: list[str] = []


class PositionEditionForm(ListEditionForm):
    class Meta(ListEditionForm.Meta):
        model = PositionEdition

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        since = PositionEdition.objects.of(self.organisation).approved().first()
        if since and not self.instance.pk:
            self.begin_from(since)

    def clean(self):
        data = super().clean()
        self.add_under_way_error(PositionEdition.objects.of(self.organisation), ON_ITS_WAY, IN_WORK)
        return data

    def finish(self, row, *, by):
        if row.number is None:
            # Editions are numbered through the years.
            row.number = Counter.take(row.organisation, ANNEX_2.form, 0)


# --- Monitoring (281 p.15) ----------------------------------------------------------------------------------


class SignForm(PortalForm):
    """An indicator of the organisation's set; one no longer used gets its day."""

    class Meta:
        model = Sign
        fields = ["name_ky", "name_ru", "dropped_on"]
        widgets = {"name_ky": text_area(3), "name_ru": text_area(3), "dropped_on": DateInput}


class SurveyForm(PortalForm):
    """A survey with its questions: the indicators ticked, not more than ten, so that it stays short."""

    LONGEST = 10

    class Meta:
        model = Survey
        fields = ["title_ky", "title_ru", "post", "by_slips", "signs"]
        widgets = {"signs": forms.CheckboxSelectMultiple}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["signs"].queryset = Sign.objects.of(self.organisation).in_force()
        self.fields["post"].queryset = Post.objects.of(self.organisation).open()

    def clean_signs(self):
        signs = self.cleaned_data["signs"]
        if len(signs) > self.LONGEST:
            raise forms.ValidationError(_("Ten questions at most: a longer survey is not answered."))
        return signs

    def _save_m2m(self):
        """Django's own saving does not set the organisation of the questions, see `save_as`."""

    def save_as(self, by):
        survey = super().save_as(by)
        survey.signs.set(self.cleaned_data["signs"], through_defaults={"organisation": survey.organisation})
        return survey


class ReplyForm(forms.Form):
    """What a person answers: one choice a question, a few words if they like."""

    words = forms.CharField(
        label=_("A few words, if you like"), max_length=1000, required=False, widget=text_area(4)
    )

    def __init__(self, *args, survey, **kwargs):
        super().__init__(*args, **kwargs)
        self.survey = survey
        questions = {
            f"q{sign.pk}": forms.ChoiceField(
                label=str(sign), choices=Reply.Answer.choices, required=False, widget=forms.RadioSelect
            )
            for sign in survey.signs.all()
        }
        slip = {"slip": slip_field()} if survey.by_slips else {}
        self.fields = {**slip, **questions, **self.fields}

    def clean(self):
        data = super().clean()
        if not any(value for name, value in data.items() if self.is_answer(name) or name == "words"):
            raise forms.ValidationError(_("Answer at least one question."))
        return data

    def is_answer(self, name):
        return name.startswith("q") and name[1:].isdigit()

    @property
    def answers(self):
        """{Sign pk: answer} of the answered questions."""
        return {
            name[1:]: value for name, value in self.cleaned_data.items() if self.is_answer(name) and value
        }


def slip_field():
    return forms.CharField(
        label=_("Code of your slip"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "size": 20}),
        error_messages={"required": _("Type the code of your slip.")},
    )


class HandReplyForm(ReplyForm):
    """An answer as the clerk enters it from the telephone or from paper."""

    once = forms.CharField(widget=forms.HiddenInput)
    channel = forms.ChoiceField(label=_("how it came"), choices=Reply.Channel.choices[1:])


class SlipsForm(MoveForm):
    count = forms.IntegerField(
        label=_("how many slips"),
        min_value=1,
        max_value=100,
        initial=10,
        help_text=_("As many as people are to answer; a used slip is not counted again."),
    )


class FindingForm(PortalForm):
    class Meta:
        model = Finding
        fields = ["kind", "post", "sign", "found_on", "text", "source", "outcome"]
        widgets = {
            "found_on": DateInput,
            "text": text_area(5),
            "source": text_area(2),
            "outcome": text_area(3),
        }


class YearReportForm(PortalForm):
    """The words of the report; its figures come from the registers."""

    class Meta:
        model = YearReport
        fields = ["year", "conclusions", "proposals"]
        widgets = {"conclusions": text_area(6), "proposals": text_area(4)}
        help_texts = {
            "conclusions": _("One a line. The figures are added by the portal."),
            "proposals": _("One a line."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["year"].initial = clock.today().year
        self.fields["year"].disabled = bool(self.instance.pk)

    def clean_year(self):
        year = self.cleaned_data["year"]
        if not 2016 <= year <= clock.today().year:
            raise forms.ValidationError(_("The method is of 2016, and a year to come has no report."))
        return year


class YearReportHearingForm(MoveForm):
    """Which closed minutes of the advisory body heard the report."""

    meeting = forms.ModelChoiceField(
        label=_("Minutes of the advisory body"),
        queryset=Meeting.unscoped.none(),
        help_text=_("Only closed minutes can be chosen"),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["meeting"].queryset = Meeting.objects.of(self.record.organisation).filter(
            state=Meeting.State.CLOSED,
            commission__kind=Commission.Kind.ADVISORY,
            held_on__year__gte=self.record.year,
        )
