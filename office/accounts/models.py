"""One-time codes that let a person in to choose a password. Whoever gives them never knows the password."""

from django.contrib.auth.hashers import check_password
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office import clock
from office.database.triggers import Guard


class SignInCodeQuerySet(models.QuerySet):
    def open(self):
        """Codes that still let their person in, unless their last day is past."""
        return self.filter(outcome="")


class SignInCode(models.Model):
    """A code given to a person; only its hash is kept, and the audit has not even that."""

    NOT_AUDITED = ("code_hash",)
    GUARDS = (
        Guard(
            "a_code_only_ends",
            "UPDATE",
            "OLD.outcome <> '' OR NEW.outcome = '' OR OLD.person_id <> NEW.person_id "
            "OR OLD.code_hash <> NEW.code_hash OR OLD.last_day <> NEW.last_day",
        ),
        Guard("a_code_is_never_deleted", "DELETE"),
    )

    class Outcome(models.TextChoices):
        USED = "used", _("used")
        REPLACED = "replaced", _("replaced by another")

    person = models.ForeignKey("office.Person", models.PROTECT, related_name="sign_in_codes")
    issuer = models.ForeignKey(  # none: the command that begins an install
        "office.Person", models.PROTECT, null=True, related_name="+", verbose_name=_("given by")
    )
    code_hash = models.CharField(max_length=200)
    last_day = models.DateField(_("holds until"))
    outcome = models.CharField(max_length=8, choices=Outcome, blank=True, default="")

    objects = SignInCodeQuerySet.as_manager()

    class Meta:
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(outcome=""), name="a_person_has_one_open_code"
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "used", "replaced"]), name="outcome_of_a_code_is_known"
            ),
        ]

    def __str__(self):
        return f"{self.person} {self.last_day:%d.%m.%Y}"

    @property
    def standing(self):
        """What became of the code, in words."""
        if self.outcome:
            return self.get_outcome_display()
        return _("too old") if clock.today() > self.last_day else _("not used yet")

    def opens_with(self, digits: str) -> bool:
        return check_password(digits, self.code_hash) and clock.today() <= self.last_day
