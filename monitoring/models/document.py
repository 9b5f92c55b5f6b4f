"""A document that is shown for a criterion: a file, or a case on paper."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from monitoring.models.criteria import Criterion
from office.database.owned import Owned
from office.files.models import StoredFile


class CriterionDocument(Owned):
    criterion = models.ForeignKey(Criterion, models.PROTECT, related_name="+", verbose_name=_("criterion"))
    name = models.CharField(_("document"), max_length=300)
    case_number = models.CharField(
        _("case № on paper"),
        max_length=100,
        blank=True,
        help_text=_("Where the paper is shown instead of a file"),
    )
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("file")
    )

    class Meta:
        abstract = True
        ordering = ["criterion__number", "pk"]

    def __str__(self):
        return self.name

    @property
    def place(self):
        """Where it is found: the name of the file or the case."""
        return str(self.file) if self.file_id else _("case № %(number)s") % {"number": self.case_number}


def shown_constraint(name):
    """The rule of the database that such a document can be found; `name` is its sentence."""
    return models.CheckConstraint(
        condition=Q(file__isnull=False) | ~Q(case_number=""),
        name=name,
        violation_error_message=_("Choose a file or write the number of the case on paper."),
    )
