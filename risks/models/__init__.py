"""The register of corruption risks: every module that defines a model."""

import risks.editions.models  # noqa: F401
import risks.models.assessment  # noqa: F401
import risks.models.imports  # noqa: F401
import risks.models.method  # noqa: F401
import risks.models.risk  # noqa: F401
import risks.sessions.models  # noqa: F401
import risks.subordinates.models  # noqa: F401
