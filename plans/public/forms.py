"""The form of the answer to a citizen's remark."""

from django import forms
from django.utils.translation import gettext_lazy as _

from office.registers.forms import MoveForm, text_area


class RemarkAnswerForm(MoveForm):
    answer = forms.CharField(label=_("What was answered and done"), widget=text_area(4))
