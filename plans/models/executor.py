"""Who executes a measure, and which risks it is taken against."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned
from office.database.triggers import Guard
from office.models.organisation import Organisation
from office.models.person import Person
from plans.models.measure import Measure
from plans.models.versions import fixed_plan
from positions.models.posts import Post
from risks.models.risk import Risk

FOREIGN_BODY = (
    "NEW.body_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM office_organisation b, "
    "office_organisation own WHERE b.id = NEW.body_id AND own.id = NEW.organisation_id AND "
    "substr(b.path, 1, length(own.path)) = own.path)"
)
FOREIGN_PERSON = (
    "NEW.person_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM office_appointment a "
    "WHERE a.person_id = NEW.person_id AND a.organisation_id = NEW.organisation_id)"
)


PLAN_OF_THE_MEASURE = (
    "(SELECT m.plan_id FROM plans_measure m WHERE m.id = {row}.measure_id AND m.task_id IS NOT NULL "
    "AND m.executors_text = '')"  # else the paper says it in its own words, and the rows say who that is here
)


PLAN_OF_THE_LINK = (
    "(SELECT m.plan_id FROM plans_measure m WHERE m.id = OLD.measure_id AND m.task_id IS NOT NULL)"
)


def fixed_measure(row):
    """SQL: the executor of `row` is a post, a body or words of a measure that only an edition changes."""
    return f"{row}.person_id IS NULL AND {fixed_plan(PLAN_OF_THE_MEASURE.format(row=row))}"


class Executor(Owned):
    """One executor of a measure: a post of the staffing table, the organisation or one below it, a person of
    the organisation, or words.

    Beside a person `words` are the post under which the paper names him: no paper prints a name.
    """

    GUARDS = tuple(
        Guard(name, event, when)
        for name, when in (
            ("an_executor_is_the_body_or_one_below_it", FOREIGN_BODY),
            ("an_executor_works_at_the_body", FOREIGN_PERSON),
        )
        for event in ("INSERT", "UPDATE")
    ) + (
        Guard("an_approved_measure_gets_executors_by_an_edition", "INSERT", fixed_measure("NEW")),
        Guard("an_approved_measure_changes_executors_by_an_edition", "UPDATE", fixed_measure("OLD")),
        Guard("an_approved_measure_loses_executors_by_an_edition", "DELETE", fixed_measure("OLD")),
    )

    measure = models.ForeignKey(
        Measure, models.CASCADE, related_name="executors"
    )  # nothing without its measure
    position = models.PositiveSmallIntegerField(default=0)
    post = models.ForeignKey(
        Post, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("post")
    )
    body = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("body")
    )
    person = models.ForeignKey(
        Person, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("person")
    )
    words = models.CharField(_("in words"), max_length=500, blank=True)
    # A person named after the approval carries the measure out; the paper goes on naming the posts it named.
    printed = models.BooleanField(default=True, editable=False)

    class Meta:
        ordering = ["position", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(post__isnull=False, body=None, person=None, words="")
                | Q(post=None, body__isnull=False, person=None, words="")
                | Q(post=None, body=None) & ~Q(words=""),
                name="an_executor_is_one_thing",
            ),
            models.UniqueConstraint(fields=["measure", "post"], name="a_post_executes_a_measure_once"),
            models.UniqueConstraint(fields=["measure", "body"], name="a_body_executes_a_measure_once"),
            models.UniqueConstraint(fields=["measure", "person"], name="a_person_executes_a_measure_once"),
        ]

    def __str__(self):
        return str(self.post or self.body or self.person or self.words)

    @property
    def in_paper(self):
        """As the paper prints it, in Kyrgyz."""
        named = self.post or self.body
        return named.name_ky if named else self.words


class LinkedRisk(Owned):
    """A risk a measure is taken against (232 §6): a high one puts it under the control of the head."""

    GUARDS = (
        Guard(
            "a_risk_leaves_an_approved_measure_by_an_edition",
            "DELETE",
            fixed_plan(PLAN_OF_THE_LINK),
        ),
    )

    measure = models.ForeignKey(Measure, models.CASCADE, related_name="+")  # nothing without its measure
    risk = models.ForeignKey(Risk, models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["measure", "risk"], name="a_risk_is_linked_once_a_measure")
        ]

    def __str__(self):
        return str(self.risk)
