"""The form of the assessment sheet (232 §7) and the live result beside it."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office import clock
from office.registers.forms import DateInput, PortalForm, text_area
from risks.counts import level_response_text
from risks.library import situations
from risks.matrix import scale_texts
from risks.models.assessment import Assessment
from risks.models.method import Indicator, Level, Method
from risks.score_rules import (
    EFFECTIVE,
    LEVELS,
    SCORES,
    is_residual_allowed,
    level_of_points,
    lower_level,
    total_points,
)

# --- Assessment sheet ---------------------------------------------------------------------------------------


def describe_scores(form, day=None):
    """Label the scores of a form with what the act in force on the day (today) says of them, in the reader's
    language.
    """
    for name in ("likelihood", "harm"):
        texts = scale_texts(name, form.organisation, day, get_language())
        form.fields[name].choices = [
            (int(score), f"{score} · {Level(LEVELS[int(score)]).label}. {text}")
            for score, text in texts.items()
        ]


# Whoever changes one of these has scored the sheet.
SCORED = {
    *("likelihood", "likelihood_reason", "harm", "harm_reason"),
    *("effectiveness", "residual", "residual_reason"),
}


class ScoreField(forms.TypedChoiceField):
    """Score 1, 2 or 3; `describe_scores` labels them with the act's description."""

    def __init__(self, **kwargs):
        super().__init__(coerce=int, widget=forms.RadioSelect, choices=[(n, n) for n in SCORES], **kwargs)


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

    likelihood = ScoreField(label=_("Likelihood"))
    harm = ScoreField(label=_("Harm"))
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
        describe_scores(self, self.instance.assessed_on)
        choices = [(value, label) for value, label in Level.choices if value != Level.ZERO]
        self.fields["residual"].choices = [("", _("the same as the level")), *choices]
        self.fields["indicators"].queryset = Indicator.objects.in_force(clock.today())
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
        return assessment_result(self.organisation, *(self[name].value() for name in names))

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

    def finish(self, row, *, by):
        if row.scorer_id is None or SCORED & set(self.changed_data):
            row.scorer = by

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


def assessment_result(organisation, day, likelihood, harm, effectiveness, residual):
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
        "answer": level_response_text(level, organisation, day),
        "lower": lower if effectiveness == EFFECTIVE and lower != level else "",
        "refused": residual_refusal(level, residual, effectiveness, rules) if refused else "",
        "method": method,
    }
