"""The form of a question of the test."""

from django.utils.translation import gettext_lazy as _

from office.registers.forms import PortalForm, text_area
from office.registers.values import typed_lines
from standards.exam.models import ExamQuestion


class ExamQuestionForm(PortalForm):
    """A question; at least two wrong answers beside the right one."""

    FIELDSETS = (
        (_("In Kyrgyz"), ("point", "text_ky", "right_ky", "wrong_ky")),
        (_("In Russian"), ("text_ru", "right_ru", "wrong_ru")),
    )

    class Meta:
        model = ExamQuestion
        fields = ["point", "text_ky", "right_ky", "wrong_ky", "text_ru", "right_ru", "wrong_ru", "dropped"]
        widgets = {
            "text_ky": text_area(2),
            "wrong_ky": text_area(3),
            "text_ru": text_area(2),
            "wrong_ru": text_area(3),
        }

    def clean_wrong_ky(self):
        return unique_lines(self.cleaned_data["wrong_ky"])

    def clean_wrong_ru(self):
        return unique_lines(self.cleaned_data["wrong_ru"])

    def clean(self):
        data = super().clean()
        in_kyrgyz, in_russian = (data.get(name, "").splitlines() for name in ("wrong_ky", "wrong_ru"))
        if data.get("wrong_ky") and len(in_kyrgyz) < 2:
            self.add_error("wrong_ky", _("Give at least two wrong answers, one a line."))
        if in_russian and len(in_russian) != len(in_kyrgyz):
            self.add_error("wrong_ru", _("Give as many wrong answers as in Kyrgyz, in the same order."))
        for tongue in ("ky", "ru"):
            if data.get(f"right_{tongue}") in data.get(f"wrong_{tongue}", "").splitlines():
                self.add_error(f"wrong_{tongue}", _("The right answer stands among the wrong ones."))
        return data


def unique_lines(text: str) -> str:
    """The non-empty lines of a text without repetitions, joined by line breaks."""
    return "\n".join(dict.fromkeys(typed_lines(text)))
