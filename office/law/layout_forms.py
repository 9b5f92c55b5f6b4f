"""The editor of one version of a form: its columns with heading, width and place, notes and words."""

import math
from functools import partial

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from office import clock
from office.law.forms import ConfirmedForm
from office.models.form_layout import FormLayout
from office.papers.layouts import blanks_of
from office.registers.forms import DateInput, text_area
from office.registries import DATED_FORMS

LONG_WORD = 100  # characters; a longer text of a scale is a sentence of the act


def written_blanks(names) -> str:
    """«{day}, {number}»; a dash for none."""
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "—"


class FormLayoutForm(ConfirmedForm):
    """A new version begins as a copy of the one it is made from."""

    class Meta:
        model = FormLayout
        fields = ["kind", "valid_from", "valid_to", "act", "point", "title", "notes", "confirmed"]
        widgets = {
            "valid_from": DateInput,
            "valid_to": DateInput,
            "title": text_area(3),
            "notes": text_area(6),
        }
        help_texts = {"notes": gettext_lazy("One note a line")}

    def __init__(self, *args, instance, **kwargs):
        super().__init__(*args, instance=instance, **kwargs)
        self.source = instance if instance.pk else instance.source
        self.dated = DATED_FORMS[self.source.form]
        if not instance.pk:
            instance.form = self.source.form
            for name in ("kind", "title", "notes"):
                self.initial[name] = getattr(self.source, name)
        sections = [self._add_column(column) for column in self.dated.offered]
        sections += [self._add_words(key, words) for key, words in self.dated.sheet.words.items()]
        self.FIELDSETS = (
            ("", ("kind", "valid_from", "valid_to", "act", "point", "title")),
            *sections,
            ("", ("notes", "confirmed")),
        )
        # A table inside a paper has no title of its own.
        self.fields["title"].required = bool(self.dated.sheet.title)
        if self.dated.is_words:
            del self.fields["notes"]

    def _add_column(self, column):
        """The three fields of one column; returns its fieldset."""
        keys = [one["key"] for one in self.source.columns]
        look = next((one for one in self.source.columns if one["key"] == column.key), None)
        fields: dict[str, forms.Field] = {
            f"heading_{column.key}": forms.CharField(
                label=_("Words") if self.dated.is_words else _("Heading"),
                required=not self.dated.is_words,
                max_length=1000,
                widget=text_area(2),
                help_text=self._help_of(column),
                initial=look["heading"] if look else column.heading,
            )
        }
        if self.dated.has_widths:
            fields[f"width_{column.key}"] = forms.FloatField(
                label=_("Width, mm"),
                min_value=5,
                max_value=400,
                initial=look["width"] if look else column.width,
            )
        if self.dated.has_places:
            fields[f"place_{column.key}"] = forms.IntegerField(
                label=_("Place in the row"),
                required=False,
                min_value=1,
                max_value=99,
                initial=keys.index(column.key) + 1 if look else None,
                help_text=_("Empty: the column is not printed"),
            )
        self.fields.update(fields)
        part = _("Column: %(heading)s") if self.dated.has_widths else _("Line: %(heading)s")
        return part % {"heading": column.heading}, tuple(fields)

    def _help_of(self, column):
        """Which blanks the words of an order may have."""
        if not self.dated.is_words:
            return ""
        return _("Left empty, it is not printed; of points each paragraph is one. It knows: %(known)s.") % {
            "known": written_blanks(self.dated.blanks_in(column.heading))
        }

    def _printed(self, data):
        """The columns that the version prints."""
        if not self.dated.has_places:
            return list(self.dated.offered)
        return [column for column in self.dated.offered if data.get(f"place_{column.key}")]

    def _add_words(self, key, words):
        """A field for each word of a closed column; returns its fieldset."""
        names = []
        for code, word in words.items():
            names.append(f"word_{key}_{code}")
            is_long = len(word) > LONG_WORD
            self.fields[names[-1]] = forms.CharField(
                label=word,
                max_length=1000 if is_long else LONG_WORD,
                initial=self.source.words.get(key, {}).get(code, word),
                **({"widget": text_area(3)} if is_long else {}),
            )
        heading = next(column.heading for column in self.dated.offered if column.key == key)
        return _("Words of the column: %(heading)s") % {"heading": heading}, tuple(names)

    def clean_title(self):
        title = self.dated.sheet.title
        return self._check_blanks(self.cleaned_data["title"], self.dated.blanks_in(title))

    def clean(self):
        data = super().clean() or {}
        printed = self._printed(data)
        for column in printed:
            known = self.dated.blanks_in(column.heading)
            self._try("heading", column, partial(self._check_blanks, known=known))
        if self.dated.has_places:
            self._check_places(printed, data)
            self._check_left_out(printed)
        if self.dated.has_widths:
            self._check_widths(printed, data)
        for key, words in self.dated.sheet.words.items():
            self._check_words(key, words, data)
        return data

    def _try(self, what, column, check):
        try:
            check(self.cleaned_data.get(f"{what}_{column.key}", ""))
        except ValidationError as error:
            self.add_error(f"{what}_{column.key}", error)

    def _check_blanks(self, text, known):
        """Refuse words in braces that cannot be filled here."""
        try:
            unknown = [name for name in blanks_of(text) if name not in known]
        except ValueError:
            raise ValidationError(_("A brace is open or closed twice.")) from None
        if unknown:
            raise ValidationError(
                _("The form cannot fill «%(unknown)s». It knows: %(known)s.")
                % {"unknown": unknown[0], "known": written_blanks(known)}
            )
        return text

    def _check_places(self, printed, data):
        """The places are 1, 2, 3 … each once."""
        places = sorted(data[f"place_{column.key}"] for column in printed)
        if places == list(range(1, len(places) + 1)) and places:
            return
        for column in printed or self.dated.offered[:1]:
            place = data.get(f"place_{column.key}")
            if place is None or places.count(place) > 1 or place > len(places):
                self.add_error(
                    f"place_{column.key}",
                    _("The printed columns take the places 1 to %(count)s, each once.")
                    % {"count": max(len(places), 1)},
                )

    def _check_widths(self, printed, data):
        total = sum(data.get(f"width_{column.key}") or 0 for column in printed)
        if printed and not math.isclose(total, self.dated.width, abs_tol=0.05):
            self.add_error(
                f"width_{printed[-1].key}",
                _("The printed columns are %(total)s mm wide together; the sheet takes %(width)s mm.")
                % {"total": f"{total:g}", "width": f"{self.dated.width:g}"},
            )

    def _check_left_out(self, printed):
        """A column that holds something in a register does not vanish from the paper."""
        before = {one["key"] for one in self.source.columns}
        for column in self.dated.offered:
            if column.key not in before or column in printed:
                continue
            if count := self.dated.count_rows(self.person, column.key):
                self.add_error(
                    f"place_{column.key}",
                    _("Rows of the register hold something here (%(count)s): the column must stay.")
                    % {"count": count},
                )

    def _check_words(self, key, words, data):
        """Two steps of a scale never bear one word: a paper could not be read back."""
        seen = set()
        for code in words:
            word = data.get(f"word_{key}_{code}", "").casefold()
            if word and word in seen:
                self.add_error(f"word_{key}_{code}", _("Another step of this scale has this word."))
            seen.add(word)

    def finish(self, row, *, by):
        super().finish(row, by=by)
        data = self.cleaned_data
        printed = self._printed(data)
        if self.dated.has_places:
            printed.sort(key=lambda column: data[f"place_{column.key}"])
        row.columns = [
            {
                "key": column.key,
                "heading": data[f"heading_{column.key}"],
                "width": data.get(f"width_{column.key}", column.width),
            }
            for column in printed
        ]
        row.words = {
            key: {code: data[f"word_{key}_{code}"] for code in words}
            for key, words in self.dated.sheet.words.items()
        }
        if row.entered_by is None:
            row.entered_by, row.entered_on = by, clock.today()
