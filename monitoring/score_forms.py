"""All criteria on one page: what a member gives, what the commission agrees, what the organisation gives
itself.
"""

from collections.abc import Iterator

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise, cached_property
from django.utils.translation import gettext_lazy as _

from monitoring import score_rules

SCORE_REFUSALS = {
    "missing": _("The score is missing."),
    "decimal": _("A score is a whole number: 1, 2, 3, 4 or 5."),
    "negative": _("A score is never negative: 1, 2, 3, 4 or 5."),
    "not_a_number": _("A score is a number: 1, 2, 3, 4 or 5."),
    "score_out_of_range": _("A score lies between 1 and 5."),
}


class ScoreField(forms.Field):
    """A whole number from 1 to 5 as five buttons, in the order of the table's columns; None while there is
    none.
    """

    def __init__(self, indicators, **kwargs):
        choices = [(str(one.score), str(one)) for one in indicators]
        super().__init__(required=False, widget=forms.RadioSelect(choices=choices), **kwargs)

    def prepare_value(self, value):
        return "" if value is None else str(value)

    def to_python(self, value):
        if not value:
            return None
        try:
            return score_rules.read_score(value)
        except ValueError as code:
            raise ValidationError(SCORE_REFUSALS[str(code)]) from None


FORM_CONTROL = {"class": "form-control form-control-sm"}


class ScoreSheetForm(forms.Form):
    """All criteria on one page, each with its score and the texts beside it.

    `TEXTS`: (name, label, largest length or None for many lines).

    Where they are `FOLDED` the texts of a criterion that have not been written yet wait behind one line: a
    page for a thumb.
    """

    TEXTS: tuple[tuple[str, str | Promise, int | None], ...] = ()
    FOLDED = True

    v = forms.IntegerField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args, criteria_set, there: dict[int, dict], version=0, order=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteria_set, self.version = criteria_set, version
        self.criteria = sorted(criteria_set.all_criteria, key=order) if order else criteria_set.all_criteria
        self.fields["v"].initial = version
        for criterion in self.criteria:
            self._ask(criterion, there.get(criterion.number, {}))

    def _ask(self, criterion, values):
        number = criterion.number
        self.fields[f"score_{number}"] = ScoreField(
            self.criteria_set.all_indicators,
            label=_("Score of criterion %(number)s") % {"number": number},
            initial=values.get("score"),
        )
        for name, label, longest in self.TEXTS:
            self.fields[f"{name}_{number}"] = forms.CharField(
                label=label,
                required=False,
                max_length=longest or 5000,
                widget=forms.TextInput(FORM_CONTROL)
                if longest
                else forms.Textarea({**FORM_CONTROL, "rows": 2}),
                initial=values.get(name, ""),
            )

    @property
    def is_stale(self):
        return self.cleaned_data.get("v") not in (None, self.version)

    @cached_property
    def entered_values(self) -> dict[int, dict]:
        """{number of the criterion: {"score": int | None, …}} of a valid sheet."""
        names = ("score", *(name for name, _label, _longest in self.TEXTS))
        return {
            criterion.number: {name: self.cleaned_data[f"{name}_{criterion.number}"] for name in names}
            for criterion in self.criteria
        }

    @property
    def lines(self) -> Iterator[dict]:
        """What the template draws: `{criterion, score, texts}` in the order of the sheet, bound."""
        for criterion in self.criteria:
            texts = [self[f"{name}_{criterion.number}"] for name, _label, _longest in self.TEXTS]
            yield {
                "criterion": criterion,
                "score": self[f"score_{criterion.number}"],
                "texts": texts,
                "folded": self.FOLDED and not any(text.value() or text.errors for text in texts),
            }


class MemberSheet(ScoreSheetForm):
    TEXTS = (("note", _("Note"), None), ("references", _("Documents it rests on"), 300))


class AgreedSheet(ScoreSheetForm):
    """What the commission agrees: a score with its reason, each or neither."""

    TEXTS = (("reason", _("Reason"), None),)
    FOLDED = False

    def clean(self):
        for criterion in self.criteria:
            score = self.cleaned_data.get(f"score_{criterion.number}")
            reason = self.cleaned_data.get(f"reason_{criterion.number}", "").strip()
            self.cleaned_data[f"reason_{criterion.number}"] = reason
            if score and not reason:
                self.add_error(
                    f"reason_{criterion.number}", _("Say why the commission agreed on this score.")
                )
            if reason and not score and f"score_{criterion.number}" not in self.errors:
                self.add_error(f"score_{criterion.number}", _("A reason is there, its score is missing."))
        return self.cleaned_data


class SelfSheet(ScoreSheetForm):
    TEXTS = (("proof", _("Documents that prove it"), None), ("responsible", _("Responsible"), 200))
