"""The forms of the register, in the order of the papers; what they say in help is the acts'."""

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.lists.forms import ListEditionForm
from office.models.counter import Counter
from office.registers.forms import DateInput, PortalForm, TableImportForm, text_area
from positions.actions import update_level_from_risks
from positions.models.posts import Post
from risks import imports
from risks.counts import level_response_text
from risks.editions.models import ChangeGround, Edition
from risks.editions.review import REVIEW
from risks.library import situations
from risks.models.assessment import Assessment
from risks.models.imports import RiskImport
from risks.models.method import Band, CatalogueEntry, Indicator, Level, Method
from risks.models.risk import Risk
from risks.score_rules import (
    EFFECTIVE,
    METHOD_232,
    SCORES,
    is_residual_allowed,
    level_of_points,
    lower_level,
    total_points,
)

Catalogue = CatalogueEntry.Catalogue


def catalogue_entries(catalogue):
    return CatalogueEntry.objects.in_force(timezone.localdate()).filter(catalogue=catalogue)


class PostsField(forms.ModelMultipleChoiceField):
    """Posts labelled with their unit: many units have a «башкы адис»."""

    def label_from_instance(self, post):
        return post.in_full


class RiskForm(PortalForm):
    """A risk in the words of the list. Its level can be chosen only while no sheet is agreed."""

    FIELDSETS = (
        (
            _("As in the list"),
            (
                "kind",
                "function",
                "situation",
                "category",
                "level",
                "unit",
                "unit_text",
                "posts",
                "exposed_posts",
                "elsewhere",
                "note",
            ),
        ),
        (_("Where it was found"), ("zone", "sector", "sources", "source_text")),
    )

    exposed_posts = PostsField(
        label=_("Exposed posts of the staffing table"),
        queryset=Post.unscoped.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_(
            "Their level in the list of corruption-prone positions follows from their risks (281 p. 9)"
        ),
    )
    sources = forms.ModelMultipleChoiceField(
        label=_("Sources of information"),
        queryset=CatalogueEntry.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Where information on corruption was found (281 p. 8)"),
    )

    class Meta:
        model = Risk
        fields = [
            "kind",
            "function",
            "situation",
            "category",
            "level",
            "unit",
            "unit_text",
            "posts",
            "elsewhere",
            "note",
            "zone",
            "sector",
            "source_text",
        ]
        widgets = {
            "function": text_area(2),
            "situation": text_area(4),
            "unit_text": text_area(2),
            "posts": text_area(2),
            "elsewhere": text_area(2),
            "note": text_area(2),
            "source_text": text_area(2),
        }
        help_texts = {
            "kind": _("The functions that must be assessed (281 p. 5); the list is grouped by them"),
            "function": _("According to the approved regulation of the body (281 annex 1, note *)"),
            "level": _(
                "Method 281: the level is chosen. Method 232: leave it empty and fill in an "
                "assessment sheet, the sum of its scores gives the level."
            ),
            "unit": _("From the staffing table of the body"),
            "unit_text": _("As the list shall print it, when the name of the unit alone is not enough"),
            "posts": _("Posts, not names: the list is published"),
            "elsewhere": _("Whether it can arise in other bodies; if so, in which"),
            "zone": _("281 p. 6"),
            "sector": _("281 p. 7"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name, catalogue in (
            ("zone", Catalogue.ZONE),
            ("sector", Catalogue.SECTOR),
            ("sources", Catalogue.SOURCE),
        ):
            self.fields[name].queryset = catalogue_entries(catalogue)
        self.offer_posts()
        if self.instance.pk:
            self.initial["sources"] = [found.source_id for found in self.instance.found_in.all()]
        self.fields["level"].required = self.instance.state == Risk.State.ACTIVE
        if self.instance.assessment_id:
            del self.fields["level"]

    def offer_posts(self):
        """The open posts of the organisation, and those the risk already names though they were
        closed since.
        """
        posts = Post.objects.of(self.organisation)
        linked = list(self.instance.exposed_posts.values_list("pk", flat=True)) if self.instance.pk else []
        self.fields["exposed_posts"].queryset = (
            posts.filter(Q(state=Post.State.OPEN) | Q(pk__in=linked)).select_related("unit").in_order()
        )
        self.initial["exposed_posts"] = linked

    def clean(self):
        data = super().clean()
        sheet, typed = self.instance.assessment, self.data.get(self.add_prefix("level"))
        if sheet and typed and typed != sheet.level:
            raise ValidationError(
                _(
                    "The level follows from the agreed assessment sheet: %(level)s. It changes only "
                    "by a new sheet."
                ),
                params={"level": sheet.get_level_display()},
            )
        return data

    def finish(self, record, *, by):
        if record.position and "kind" in self.changed_data:
            record.close_gap(self.initial["kind"])
            record.assign_position()
        record.touch(self.changed_data)
        record.index()

    def save_as(self, by):
        risk = super().save_as(by)
        of_the_body = {"organisation": risk.organisation}
        risk.sources.set(self.cleaned_data["sources"], through_defaults=of_the_body)
        let_go = list(risk.exposed_posts.exclude(pk__in=self.cleaned_data["exposed_posts"]))
        risk.exposed_posts.set(self.cleaned_data["exposed_posts"], through_defaults=of_the_body)
        risk.update_post_levels()
        for post in let_go:
            update_level_from_risks(post, list(post.risks.in_the_list().values_list("level", flat=True)))
        return risk


# --- Assessment sheet ---------------------------------------------------------------------------------------


def scale_choices(name):
    """The scores of a scale, each with the act's description in the reader's language."""
    steps = [step for step in METHOD_232.steps if step.scale == name]
    return [
        (
            step.score,
            (
                f"{step.score} · {Level(step.level).label}. "
                f"{step.description_ru if get_language() == 'ru' else step.description_ky}"
            ),
        )
        for step in steps
    ]


class ScoreField(forms.TypedChoiceField):
    """1, 2 or 3, each beside what the act says of it."""

    def __init__(self, name, **kwargs):
        super().__init__(coerce=int, widget=forms.RadioSelect, choices=lambda: scale_choices(name), **kwargs)


class AssessmentForm(PortalForm):
    """The assessment sheet of resolution 232 §7. The level is never typed: it follows from the sum."""

    FIELDSETS = (
        ("", ("assessed_on",)),
        (_("1. Likelihood of the risk"), ("likelihood", "indicators", "likelihood_reason")),
        (_("2. Consequences (harm)"), ("harm", "harm_reason")),
        (
            _("Internal control and residual risk (§5)"),
            ("control", "effectiveness", "residual", "residual_reason"),
        ),
        (_("Proposed measures"), ("measures",)),
    )

    likelihood = ScoreField("likelihood", label=_("Likelihood"))
    harm = ScoreField("harm", label=_("Harm"))
    indicators = forms.ModelMultipleChoiceField(
        label=_("Indicators of likelihood found (p. 14)"),
        queryset=Indicator.objects.none(),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = Assessment
        fields = [
            "assessed_on",
            "likelihood",
            "likelihood_reason",
            "harm",
            "harm_reason",
            "control",
            "effectiveness",
            "residual",
            "residual_reason",
            "measures",
        ]
        widgets = {
            "assessed_on": DateInput,
            "likelihood_reason": text_area(3),
            "harm_reason": text_area(3),
            "control": text_area(3),
            "residual_reason": text_area(2),
            "measures": text_area(4),
        }
        help_texts = {
            "assessed_on": _("The method in force on this day is used"),
            "likelihood_reason": _("A short reason for the score (§7)"),
            "harm_reason": _("A short reason for the score (§7)"),
            "control": _("Measures of internal control that already work"),
            "residual": _(
                "Under control of high effectiveness it may be lower by one category (§5); leave it "
                "empty when it is the level itself"
            ),
            "measures": _("One measure a line"),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        choices = [(value, label) for value, label in Level.choices if value != Level.ZERO]
        self.fields["residual"].choices = [("", _("the same as the level")), *choices]
        self.fields["indicators"].queryset = Indicator.objects.in_force(timezone.localdate())
        if not self.fields["indicators"].queryset.exists():
            self.fields["indicators"].help_text = _(
                "The list of indicators is empty: the official text of point 14 must be entered (Settings)."
            )
        if self.instance.pk:
            self.initial["indicators"] = [found.indicator_id for found in self.instance.found.all()]
        elif self.instance.risk_id:
            self.initial["measures"] = situations.proposed_measures_text(self.instance.risk)

    @property
    def result(self):
        """`assessment_result` of the values typed so far."""
        names = ("assessed_on", "likelihood", "harm", "effectiveness", "residual")
        return assessment_result(*(self[name].value() for name in names))

    def clean(self):
        super().clean()
        data = self.cleaned_data
        method = self._method(data.get("assessed_on"))
        if method and not self.errors.keys() & {"likelihood", "harm"}:
            self.instance.method = method
            self.instance.level = level_of_points(
                total_points(data["likelihood"], data["harm"]), method.rules
            )
            self._check_typed_level()
            self._check_residual(data, method)
        return data

    def _method(self, day):
        """The method in force on the day of the sheet, or None with an error at the day."""
        if not day:
            return None
        if day > clock.today():
            self.add_error("assessed_on", _("The day of the assessment lies in the future."))
        method = Method.with_points_on(day)
        if method is None:
            self.add_error(
                "assessed_on",
                _(
                    "On this day no method with points was in force: resolution 232 holds from "
                    "08.04.2026. Choose the level in the record of the risk."
                ),
            )
        return method

    def _check_typed_level(self):
        typed = self.data.get(self.add_prefix("level"))
        if typed and typed != self.instance.level:
            self.add_error(
                None,
                ValidationError(
                    _("The level contradicts the scores: their sum gives «%(level)s»."),
                    params={"level": self.instance.get_level_display()},
                ),
            )

    def _check_residual(self, data, method):
        residual, level = data.get("residual"), self.instance.level
        if not residual or residual == level:
            return
        if not is_residual_allowed(level, residual, data.get("effectiveness", ""), method.rules):
            self.add_error(
                "residual", residual_refusal(level, residual, data.get("effectiveness", ""), method.rules)
            )
        elif not data.get("residual_reason"):
            self.add_error(
                "residual_reason", _("Say why the residual risk is lower: it is a decision with a reason.")
            )

    def save_as(self, by):
        sheet = super().save_as(by)
        sheet.indicators.set(
            self.cleaned_data["indicators"], through_defaults={"organisation": sheet.organisation}
        )
        return sheet


def residual_refusal(level, residual, effectiveness, rules):
    """Why the method does not allow this residual level, as a sentence."""
    if rules.residual_steps == 0:
        return _("This method knows no lower residual risk.")
    if is_residual_allowed(level, residual, EFFECTIVE, rules):
        return _(
            "The residual risk may be lower only when the effectiveness of the control is high; "
            "here it is not."
        )
    if rules.residual_steps > 1:
        return _("The residual risk may be lower by so many categories at most: %(n)s.") % {
            "n": rules.residual_steps
        }
    if effectiveness == EFFECTIVE and lower_level(level) != level:
        return _("The residual risk may be lower by one category at most.")
    return _(
        "The residual risk may be the level itself or, under control of high effectiveness, one "
        "category lower."
    )


def assessment_result(day, likelihood, harm, effectiveness, residual):
    """Sum, level, what the act wants done, the residual level that strong control would allow; {} until both
    scores are chosen.
    """
    day = parse_date(str(day)) if day else None
    method = Method.with_points_on(day) if day else None
    if method is None or {str(likelihood), str(harm)} - set(map(str, SCORES)):
        return {}
    rules = method.rules
    level = level_of_points(total := total_points(int(likelihood), int(harm)), rules)
    known = residual in rules.levels and residual != level
    refused = known and not is_residual_allowed(level, residual, effectiveness or "", rules)
    lower = lower_level(level, rules.residual_steps)
    final = residual if known and not refused else level
    return {
        "points": total,
        "level": level,
        "final": final,
        "answer": level_response_text(level),
        "lower": lower if effectiveness == EFFECTIVE and lower != level else "",
        "refused": residual_refusal(level, residual, effectiveness, rules) if refused else "",
        "method": method,
    }


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

    def finish(self, record, *, by):
        if record.method_id is None:
            record.method = Method.with_points_on(timezone.localdate())


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


# --- Import -------------------------------------------------------------------------------------------------


class RiskImportForm(TableImportForm):
    READ = staticmethod(imports.read_risk_list)

    class Meta:
        model = RiskImport
        fields: list[str] = []


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
        begun = Edition.objects.of(self.organisation).in_work().filter(form=data.get("form"))
        if begun.exclude(pk=self.instance.pk).exists():
            self.add_error("form", _("An edition of this list is already in work. Finish it first."))
        return data

    def finish(self, record, *, by):
        if record.number is None:
            # Editions are numbered through the years.
            record.number = Counter.take(record.organisation, record.form, 0)


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


# --- Method -------------------------------------------------------------------------------------------------


class MethodForm(PortalForm):
    """A method with points: from which sums the level is medium and high, and what strong control may take
    off.
    """

    FIELDSETS = (
        ("", ("code", "name_ky", "name_ru", "valid_from", "valid_to")),
        (_("Bands of the sum, 2 to 6"), ("medium_from", "high_from")),
        (_("Residual risk"), ("residual_steps",)),
    )

    medium_from = forms.IntegerField(label=_("Medium from the sum"), min_value=3, max_value=6)
    high_from = forms.IntegerField(label=_("High from the sum"), min_value=3, max_value=6)

    class Meta:
        model = Method
        fields = ["code", "name_ky", "name_ru", "valid_from", "valid_to", "residual_steps"]
        widgets = {
            "name_ky": text_area(2),
            "name_ru": text_area(2),
            "valid_from": DateInput,
            "valid_to": DateInput,
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

    def clean(self):
        data = super().clean() or {}
        if data.get("medium_from") and data.get("high_from") and data["medium_from"] >= data["high_from"]:
            self.add_error("high_from", _("High begins above medium."))
        if data.get("residual_steps") and data["residual_steps"] > 2:
            self.add_error(
                "residual_steps", _("There are three levels: two categories at most can be taken off.")
            )
        return data

    def save_as(self, by):
        method = super().save_as(by)
        medium, high = self.cleaned_data["medium_from"], self.cleaned_data["high_from"]
        method.bands.all().delete()
        for rank, (level, lowest, highest) in enumerate(
            (("low", 2, medium - 1), ("medium", medium, high - 1), ("high", high, 6))
        ):
            Band.objects.create(method=method, level=level, rank=rank, lowest=lowest, highest=highest)
        return method
