"""What reference rows have in common: a name in two languages, and the days they are in force."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _


def in_reader_language(ky: str, ru: str) -> str:
    """The Russian words for a reader of Russian where there are any, else the Kyrgyz: the law's words are
    Kyrgyz.
    """
    return ru if get_language() == "ru" and ru else ky


class Named(models.Model):
    """A row that says its name in Kyrgyz (`name_ky`) and perhaps in Russian (`name_ru`)."""

    class Meta:
        abstract = True

    def __str__(self):
        return in_reader_language(self.name_ky, self.name_ru)


class DatedQuerySet(models.QuerySet):
    def visible_to(self, person, act=None):
        """The law is open to everyone signed in."""
        return self

    def in_force(self, day):
        return self.filter(Q(valid_to=None) | Q(valid_to__gte=day)).filter(
            Q(valid_from=None) | Q(valid_from__lte=day)
        )


def dated_constraint(name):
    """The rule of the database for a row with `valid_from` and `valid_to`; `name` is the sentence:
    «value_ends_after_it_begins».
    """
    return models.CheckConstraint(
        condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The last day in force lies before the first."),
    )
