"""Plans of measures: the plan as the paper has it, who executes, what was done, the calendar feed."""

import plans.delegation.models  # noqa: F401
import plans.editions.models  # noqa: F401
import plans.imports.models  # noqa: F401
import plans.models.division  # noqa: F401
import plans.models.execution  # noqa: F401
import plans.models.executor  # noqa: F401
import plans.models.feed  # noqa: F401
import plans.models.measure  # noqa: F401
import plans.models.plan  # noqa: F401
import plans.progress.models  # noqa: F401
import plans.public.models  # noqa: F401
import plans.reports.models  # noqa: F401
