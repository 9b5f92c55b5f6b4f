"""What the database refuses of a measure: its place in the plan, and an approved plan that drifts."""

from office.database.triggers import Guard
from plans.models.acceptance import acceptance_guards
from plans.models.versions import dropped_by_hand, fixed_plan, only_grows, registered_copy

OTHER_PLAN = (
    "NEW.task_id IS NOT NULL AND NEW.plan_id <> (SELECT s.plan_id FROM plans_task t "
    "JOIN plans_section s ON s.id = t.section_id WHERE t.id = NEW.task_id)"
)
NOT_UNDER_ITS_TASK = (
    "NEW.parent_id IS NOT NULL AND NOT EXISTS (SELECT 1 FROM plans_measure p WHERE p.id = "
    "NEW.parent_id AND p.parent_id IS NULL AND p.plan_id = NEW.plan_id AND coalesce(p.task_id, 0) "
    "= coalesce(NEW.task_id, 0))"
)
# A date as a year, read alike by both engines.
TOO_EARLY = (
    "NEW.first_day IS NOT NULL AND CAST(substr(CAST(NEW.first_day AS text), 1, 4) AS integer) < "
    "(SELECT p.first_year FROM plans_plan p WHERE p.id = NEW.plan_id)"
)
NO_BARRIER = (
    "NEW.barrier_id IS NOT NULL AND 'barrier' <> "
    "(SELECT c.catalogue FROM risks_catalogueentry c WHERE c.id = NEW.barrier_id)"
)
FIXED = (
    *("task_id", "parent_id", "number", "text", "result", "term_kind", "first_day", "last_day", "term_text"),
    *("executors_text", "joint", "funding"),
)
FIXED_CHANGED = " OR ".join(
    f"coalesce(CAST(OLD.{name} AS text), '') <> coalesce(CAST(NEW.{name} AS text), '')" for name in FIXED
)
CLOSED_PLAN = "EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = {row}.plan_id AND p.state = 'closed')"
BEGUN_PLAN = "EXISTS (SELECT 1 FROM plans_plan p WHERE p.id = OLD.plan_id AND p.state <> 'draft')"

MEASURE_GUARDS = tuple(
    Guard(name, event, when)
    for name, when in (
        ("a_measure_stands_in_the_plan_of_its_task", OTHER_PLAN),
        ("a_sub_measure_stands_under_a_measure_of_its_task", NOT_UNDER_ITS_TASK),
        ("a_term_does_not_begin_before_its_plan", TOO_EARLY),
        ("barrier_of_a_measure_is_one_of_the_act", NO_BARRIER),
        ("a_closed_plan_keeps_its_measures", CLOSED_PLAN.format(row="NEW")),
    )
    for event in ("INSERT", "UPDATE")
) + (
    Guard("a_measure_of_a_closed_plan_is_never_deleted", "DELETE", CLOSED_PLAN.format(row="OLD")),
    Guard(
        "an_approved_plan_takes_measures_by_an_edition_alone",
        "INSERT",
        f"NEW.task_id IS NOT NULL AND {fixed_plan('NEW.plan_id')}",
    ),
    Guard(
        "an_approved_measure_changes_by_an_edition_alone",
        "UPDATE",
        f"(OLD.task_id IS NOT NULL OR NEW.task_id IS NOT NULL) AND ({FIXED_CHANGED}) "
        f"AND ({fixed_plan('OLD.plan_id')} OR {fixed_plan('NEW.plan_id')})",
    ),
    Guard(
        "the_proof_an_approved_measure_needs_changes_by_an_edition",
        "UPDATE",
        "OLD.proof_kind <> '' AND NEW.proof_kind <> OLD.proof_kind AND OLD.task_id IS NOT NULL "
        f"AND {fixed_plan('OLD.plan_id')}",
    ),
    Guard(
        "an_approved_measure_names_its_executors_as_approved",
        "UPDATE",
        "OLD.approved_executors <> '' AND NEW.approved_executors <> OLD.approved_executors "
        f"AND {fixed_plan('OLD.plan_id')}",
    ),
    dropped_by_hand("a_measure", "OLD.plan_id", "AND OLD.task_id IS NOT NULL"),
    only_grows("a_measure", "versions"),
    only_grows("a_measure", "steps"),
    Guard(
        "an_approved_measure_leaves_by_an_edition_alone",
        "DELETE",
        f"OLD.task_id IS NOT NULL AND {fixed_plan('OLD.plan_id')}",
    ),
    Guard(
        "control_of_the_head_ends_by_an_edition_or_by_his_word",
        "UPDATE",
        f"OLD.under_control AND NOT NEW.under_control AND NEW.control_ended_by_id IS NULL AND {BEGUN_PLAN} "
        f"AND NOT {registered_copy('w.plan_id', 'OLD.plan_id')}",
    ),
    *acceptance_guards("a_measure", "NEW.id"),
)
