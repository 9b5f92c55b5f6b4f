"""An approved plan is a version: it changes by an edition alone, worked on in a copy, and keeps what it said
before each.
"""

from datetime import date

from django.db import models
from django.utils.translation import gettext_lazy as _

from office.database.triggers import Guard
from office.registers.workflow import Move, Refused
from office.roles import Act
from plans.models.execution import Executable

LEAVE = Move(
    "leave",
    _("Leave the plan by an edition"),
    Executable.OPEN,
    Executable.State.DROPPED,
    Act.AGREE,
    _("The registration of the order of an edition does it."),
    danger=True,
)
REGISTERED = (
    "EXISTS (SELECT 1 FROM plans_plan c JOIN plans_planedition w ON w.id = c.edition_id JOIN office_annex x "
    "ON x.id = w.annex_id JOIN office_order o ON o.id = x.order_id WHERE o.state = 'in_force' "
    "AND {column} = {key})"
)
APPROVED = (
    "(EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = {key} AND p.paper_date IS NOT NULL) "
    "OR EXISTS (SELECT 1 FROM plans_planedition e JOIN office_annex x ON x.id = e.annex_id "
    "JOIN office_order o ON o.id = x.order_id WHERE e.plan_id = {key} "
    "AND o.state NOT IN ('draft', 'agreement') AND NOT (o.state = 'cancelled' AND NOT EXISTS "
    "(SELECT 1 FROM office_paper f WHERE f.order_id = o.id AND f.stage = 2))))"
)
WORKED_ON_IN_THE_PLAN = (
    "EXISTS (SELECT 1 FROM plans_planedition w WHERE w.plan_id = {key} AND w.state = 'draft' "
    "AND w.works_in_plan)"
)
CONSIDERED_COPY = (
    "EXISTS (SELECT 1 FROM plans_plan c JOIN plans_planedition w ON w.id = c.edition_id "
    "WHERE c.id = {key} AND w.state <> 'draft')"
)


def registered_copy(column, key):
    """SQL: the order of an edition with a copy is registered; `column` is what `key` is compared with."""
    return REGISTERED.format(column=column, key=key)


def fixed_plan(key):
    """SQL: the plan whose primary key is `key` is approved, or is a copy that is no longer worked on.

    Approved is what an order signed here, or one on paper, stands behind; one cancelled before it was
    registered has approved nothing. The registration of the order of an edition opens both for the one
    transaction that takes the copy over.
    """
    approved, open_here, considered = (
        sql.format(key=key) for sql in (APPROVED, WORKED_ON_IN_THE_PLAN, CONSIDERED_COPY)
    )
    return (
        f"(({approved} AND NOT {open_here} AND NOT {registered_copy('w.plan_id', key)}) "
        f"OR ({considered} AND NOT {registered_copy('c.id', key)}))"
    )


def only_grows(what, column):
    """The guard of a list of steps or versions: nothing in it is changed, more may follow."""
    old, new = (f"CAST({row}.{column} AS text)" for row in ("OLD", "NEW"))
    return Guard(
        f"{column}_of_{what}_are_only_added",
        "UPDATE",
        f"substr({new}, 1, length({old}) - 1) <> substr({old}, 1, length({old}) - 1)",
    )


def dropped_by_hand(what, plan, place=""):
    """The guard of what an approved plan says is to be done: only an edition drops it. `plan` is SQL for the
    key of its plan, `place` a further condition.
    """
    return Guard(
        f"{what}_of_an_approved_plan_is_dropped_by_an_edition",
        "UPDATE",
        f"OLD.state <> 'dropped' AND NEW.state = 'dropped' {place} AND {fixed_plan(plan)}",
    )


def refuse_drop_of_fixed(row):
    """Refused where the row, a measure or a year of it, stands in an approved plan."""
    if row.is_fixed:
        raise Refused(
            _(
                "The plan is approved: a measure leaves it by an edition. Begin an edition and drop it there "
                "with its reason."
            )
        )


class Versioned(models.Model):
    """Abstract: a row of a plan. `versions` are what it said before each edition that changed it, oldest
    first: {"until": the day the edition came into force, and the values of VERSIONED}.
    """

    VERSIONED: tuple[str, ...] = ()

    versions = models.JSONField(default=list, blank=True, editable=False)

    class Meta:
        abstract = True

    @property
    def present_version(self) -> dict:
        """What the row says now, as JSON holds it."""
        values = {name: getattr(self, name) for name in self.VERSIONED}
        return {name: v.isoformat() if isinstance(v, date) else v for name, v in values.items()}

    def take_version(self, values: dict, day: date) -> bool:
        """Take values of VERSIONED from `day` on and keep what was said before; False when nothing differs.

        The caller saves.
        """
        before = self.present_version
        for name, value in values.items():
            setattr(self, name, value)
        if self.present_version == before:
            return False
        self.versions = [*self.versions, {"until": day.isoformat(), **before}]
        return True

    def version_on(self, day: date) -> dict | None:
        """The kept version that was in force at the end of the day; None where that is the present one."""
        return next((one for one in self.versions if date.fromisoformat(one["until"]) > day), None)

    def set_words_back(self, day: date) -> None:
        """Set the fields to what was in force at the end of the day; never to be stored."""
        version = self.version_on(day) or {}
        for name in self.VERSIONED:
            if name in version:
                setattr(self, name, field_of(type(self), name).to_python(version[name]))


def field_of(model, name):
    """The field of a column: `task_id` is read as the key it holds."""
    field = model._meta.get_field(name.removesuffix("_id"))
    return field.target_field if field.is_relation else field
