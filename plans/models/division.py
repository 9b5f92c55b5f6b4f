"""The division of a plan: sections, and the tasks under which measures stand."""

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from office.database.owned import Owned, OwnedQuerySet, make_managers
from office.database.triggers import Guard
from plans.models.plan import Plan
from plans.models.versions import Versioned, fixed_plan, only_grows

DIVISION_CHANGED = (
    "OLD.number <> NEW.number OR OLD.position <> NEW.position "
    "OR coalesce(CAST(OLD.until AS text), '') <> coalesce(CAST(NEW.until AS text), '')"
)
SECTION_CHANGED = f"OLD.title <> NEW.title OR OLD.plan_id <> NEW.plan_id OR {DIVISION_CHANGED}"
TASK_CHANGED = f"OLD.text <> NEW.text OR OLD.section_id <> NEW.section_id OR {DIVISION_CHANGED}"


PLAN_OF_THE_TASK = "(SELECT s.plan_id FROM plans_section s WHERE s.id = {row}.section_id)"


def fixed_task(row):
    """SQL: the task of `row` stands in a plan that only an edition changes."""
    return fixed_plan(PLAN_OF_THE_TASK.format(row=row))


class DivisionQuerySet(OwnedQuerySet):
    def in_force(self):
        """Those that no edition has taken out."""
        return self.filter(until=None)


class Division(Versioned, Owned):
    """A numbered part of a plan.

    `number` is as the paper has it, gaps and slips included; `position` keeps the order. `since` and
    `until` are the days an edition brought it or took it out; in a copy, `original` is the row it was made
    from.
    """

    original = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, editable=False, related_name="+"
    )
    since = models.DateField(null=True, blank=True, editable=False)
    until = models.DateField(null=True, blank=True, editable=False)

    number = models.CharField("№", max_length=20, blank=True)
    position = models.PositiveIntegerField(default=0, editable=False)

    unscoped, objects = make_managers(DivisionQuerySet)

    class Meta:
        abstract = True

    def __str__(self):
        text = " ".join(filter(None, [f"{self.number}." if self.number else "", self.words]))
        return text if len(text) <= 120 else f"{text[:117]}…"

    @property
    def is_editable(self):
        return self.plan.is_editable and not self.plan.is_fixed

    @property
    def takes_more(self):
        return self.is_editable


class Section(Division):
    VERSIONED = ("number", "title", "position")
    GUARDS = (
        Guard(
            "a_section_of_an_approved_plan_keeps_its_words",
            "UPDATE",
            f"({SECTION_CHANGED}) AND ({fixed_plan('OLD.plan_id')} OR {fixed_plan('NEW.plan_id')})",
        ),
        Guard("an_approved_plan_takes_sections_by_an_edition_alone", "INSERT", fixed_plan("NEW.plan_id")),
        Guard("a_section_leaves_an_approved_plan_by_an_edition_alone", "DELETE", fixed_plan("OLD.plan_id")),
        only_grows("a_section", "versions"),
    )

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="sections", verbose_name=_("plan"))
    title = models.TextField(_("title"))

    class Meta:
        ordering = ["position", "pk"]
        indexes = [models.Index(fields=["plan", "position"], name="section_in_order")]
        constraints = [
            models.CheckConstraint(condition=~Q(title=""), name="section_of_a_plan_has_a_title"),
        ]

    def get_absolute_url(self):
        return f"{reverse('plans:record', args=[self.plan_id])}#section-{self.pk}"

    @property
    def words(self):
        return self.title


class Task(Division):
    """A task (милдет) of a section, under which its measures stand."""

    VERSIONED = ("section_id", "number", "text", "position")
    GUARDS = (
        Guard(
            "a_task_of_an_approved_plan_keeps_its_words",
            "UPDATE",
            f"({TASK_CHANGED}) AND ({fixed_task('OLD')} OR {fixed_task('NEW')})",
        ),
        Guard("an_approved_plan_takes_tasks_by_an_edition_alone", "INSERT", fixed_task("NEW")),
        Guard("a_task_leaves_an_approved_plan_by_an_edition_alone", "DELETE", fixed_task("OLD")),
        only_grows("a_task", "versions"),
    )

    section = models.ForeignKey(Section, models.PROTECT, related_name="tasks", verbose_name=_("section"))
    text = models.TextField(_("task"))

    class Meta:
        ordering = ["section__position", "position", "pk"]
        indexes = [models.Index(fields=["section", "position"], name="task_in_order")]
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="task_of_a_plan_has_words")]

    def get_absolute_url(self):
        return self.section.get_absolute_url()

    @property
    def plan(self):
        return self.section.plan

    @property
    def words(self):
        return self.text
