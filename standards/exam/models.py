"""The short test of the standard (p.6): questions in two languages, tries, results for the evaluation
commission alone.
"""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from office.models.commission import Commission, Seat
from office.roles import Role
from standards.text.models import Standard


class QuestionQuerySet(OwnedQuerySet):
    def in_use(self):
        return self.filter(dropped=False)


class ExamQuestion(Owned):
    """A question about one point of the standard; the wrong answers stand one a line."""

    point = models.CharField(_("point of the standard"), max_length=20, help_text=_("As it is cited: 14.4"))
    text_ky = models.TextField(_("question in Kyrgyz"))
    right_ky = models.CharField(_("right answer in Kyrgyz"), max_length=500)
    wrong_ky = models.TextField(_("wrong answers in Kyrgyz"), help_text=_("One a line, two at least"))
    text_ru = models.TextField(_("question in Russian"), blank=True)
    right_ru = models.CharField(_("right answer in Russian"), max_length=500, blank=True)
    wrong_ru = models.TextField(
        _("wrong answers in Russian"), blank=True, help_text=_("As many lines as in Kyrgyz")
    )
    dropped = models.BooleanField(_("no longer asked"), default=False)

    unscoped, objects = make_managers(QuestionQuerySet)

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(text_ru="", right_ru="", wrong_ru="")
                | (~Q(text_ru="") & ~Q(right_ru="") & ~Q(wrong_ru="")),
                name="question_is_wholly_in_russian_or_not_at_all",
                violation_error_message=_(
                    "Give the question and all its answers in Russian, or none of them."
                ),
            )
        ]

    def __str__(self):
        return self.text

    def get_absolute_url(self):
        return reverse("exam_questions:record", args=[self.pk])

    @property
    def is_quiet(self):
        return self.dropped

    @property
    def in_russian(self):
        return get_language() == "ru" and bool(self.text_ru)

    @property
    def text(self):
        return self.text_ru if self.in_russian else self.text_ky

    text.fget.label = _("question of the test")

    @property
    def options(self) -> list[str]:
        """The answers in the reader's language, the right one first."""
        right, wrong = (self.right_ru, self.wrong_ru) if self.in_russian else (self.right_ky, self.wrong_ky)
        return [right, *wrong.splitlines()]


class TryQuerySet(OwnedQuerySet):
    def visible_to(self, person, act=None):
        """One's own tries, and all of the organisations where the person is head, officer or sits in the
        evaluation commission (p.6).
        """
        rows = super().visible_to(person, act)
        return rows.filter(Q(by=person) | Q(organisation__in=judged_by(person)))


def judged_by(person) -> list[int]:
    """Primary keys of the organisations whose results the person may see."""
    offices = {
        pk
        for appointment in person.appointments_today
        if appointment.role in (Role.HEAD, Role.OFFICER) and appointment.is_of_the_staff
        for pk in appointment.reach
    }
    seats = Seat.objects.visible_to(person).filter(
        person=person,
        left_on=None,
        commission__kind=Commission.Kind.EVALUATION,
        commission__dissolved_on=None,
    )
    return sorted(offices | set(seats.values_list("organisation", flat=True)))


class ExamTry(Owned):
    """One try of one person at the test of one version: what was asked, what was
    chosen, how much was right.
    """

    GUARDS = (
        Guard("a_try_is_never_changed", "UPDATE"),
        Guard("a_try_is_never_deleted", "DELETE"),
    )
    # The answers stay in the row alone: the history of records is read by more people than the results are.
    NOT_AUDITED = ("answers", "right", "total")

    standard = models.ForeignKey(
        Standard, models.PROTECT, related_name="tries", verbose_name=_("version of the standard")
    )
    number = models.PositiveSmallIntegerField(_("try"))
    answers = models.JSONField(default=list)  # [{"point", "text", "chosen", "is_right"}]
    right = models.PositiveSmallIntegerField(_("right answers"))
    total = models.PositiveSmallIntegerField(_("questions"))
    at = models.DateTimeField(_("handed in"), auto_now_add=True)
    by = models.ForeignKey(
        "office.Person", models.PROTECT, related_name="+", verbose_name=_("employee's name")
    )

    unscoped, objects = make_managers(TryQuerySet)

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(fields=["standard", "by", "number"], name="one_try_of_a_person_a_number"),
            models.CheckConstraint(
                condition=Q(right__lte=F("total")), name="right_answers_are_no_more_than_questions"
            ),
        ]

    def __str__(self):
        return str(_("%(person)s: %(right)s of %(total)s")) % {
            "person": self.by,
            "right": self.right,
            "total": self.total,
        }

    def get_absolute_url(self):
        return reverse("exam_tries:record", args=[self.pk])

    @property
    def result(self):
        return f"{self.right} / {self.total}"

    result.fget.label = _("result")

    @property
    def of_version(self):
        return self.standard.number

    of_version.fget.label = _("version of the standard")
