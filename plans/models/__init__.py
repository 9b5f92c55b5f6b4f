"""Plans of measures: the plan as the paper has it, who executes, what was done, the calendar feed."""

from plans.models.carrying import Carried
from plans.models.executor import Executor, LinkedRisk
from plans.models.feed import Feed
from plans.models.measure import Measure
from plans.models.plan import Plan, Section, Task
from plans.models.proof import Instalment, Note, Proof

__all__ = [
    "Carried",
    "Executor",
    "Feed",
    "Instalment",
    "LinkedRisk",
    "Measure",
    "Note",
    "Plan",
    "Proof",
    "Section",
    "Task",
]
