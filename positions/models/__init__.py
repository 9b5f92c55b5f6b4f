"""The staffing table, the list of corruption-prone positions, the monitoring of who holds them."""

import positions.editions.models  # noqa: F401
import positions.models.exposures  # noqa: F401
import positions.models.imports  # noqa: F401
import positions.models.monitoring  # noqa: F401
import positions.models.posts  # noqa: F401
import positions.models.slips  # noqa: F401
