"""The form of the Russian wording of an order, a field for each printed point."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from office.papers.forms import PartForm
from office.papers.translation_prints import kyrgyz_words
from office.papers.translations import OrderTranslation
from office.registers.forms import text_area


class TranslationForm(PartForm):
    """Title, preamble and points in Russian; `seen` is the digest of the Kyrgyz words shown beside them."""

    seen = forms.CharField(widget=forms.HiddenInput)

    class Meta:
        model = OrderTranslation
        fields = ["title", "preamble"]
        widgets = {"title": text_area(2), "preamble": text_area(4)}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.words = kyrgyz_words(self.instance.order)
        self.fields["seen"].initial = self.words.digest
        kept = self.instance.points.splitlines()
        for at, _text in enumerate(self.words.points):
            self.fields[f"point_{at + 1}"] = forms.CharField(
                label=_("Point %(number)s in Russian") % {"number": at + 1},
                max_length=20_000,
                widget=text_area(3),
                initial=kept[at] if at < len(kept) else "",
            )

    @property
    def side_by_side(self) -> list[tuple]:
        """[(Kyrgyz words, field)] in the order of the paper."""
        points = ((text, self[f"point_{at}"]) for at, text in enumerate(self.words.points, 1))
        return [(self.words.title, self["title"]), (self.words.preamble, self["preamble"]), *points]

    def kept_words(self):
        row = self.instance
        return "\n".join([self.initial.get("title", ""), self.initial.get("preamble", ""), row.points])

    def clean(self):
        if self.cleaned_data.get("seen") != self.words.digest:
            again = self.data.copy()
            again["seen"] = self.words.digest
            self.data = again
            raise ValidationError(
                _("The Kyrgyz text was changed after you opened this page. Compare it once more.")
            )
        return super().clean()

    def finish(self, row, *, by):
        names = (f"point_{at}" for at in range(1, len(self.words.points) + 1))
        row.points = "\n".join(" ".join(self.cleaned_data[name].split()) for name in names)
        row.source_sha256 = self.words.digest
