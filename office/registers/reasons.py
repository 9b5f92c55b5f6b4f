"""A reason is words: «.» and «-» say nothing."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LEAST = 3
WORD = re.compile(r"[^\W\d_]{2,}")
TOO_SHORT = _("Give the reason in at least three words.")


def has_words(text: str) -> bool:
    """Whether the text has at least three words of two letters and more."""
    return len(WORD.findall(text)) >= LEAST


def validate_reason(text: str) -> None:
    """A validator of fields that hold a reason."""
    if not has_words(text):
        raise ValidationError(TOO_SHORT)
