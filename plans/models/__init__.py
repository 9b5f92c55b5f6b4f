"""Plans of measures: the plan as the paper has it, who executes, what was done, the calendar feed."""

from plans.models.carrying import Carried
from plans.models.edition import PlanEdition
from plans.models.executor import Executor, LinkedRisk
from plans.models.feed import Feed
from plans.models.handed import HandedMeasure, HandedNote
from plans.models.measure import Measure
from plans.models.page import PlanPage, Remark
from plans.models.plan import Plan, Section, Task
from plans.models.plan_import import PlanImport
from plans.models.proof import Instalment, Note, Proof
from plans.models.report import PlanReport

__all__ = [
    "Carried",
    "Executor",
    "Feed",
    "HandedMeasure",
    "HandedNote",
    "Instalment",
    "LinkedRisk",
    "Measure",
    "Note",
    "Plan",
    "PlanEdition",
    "PlanImport",
    "PlanPage",
    "PlanReport",
    "Proof",
    "Remark",
    "Section",
    "Task",
]
