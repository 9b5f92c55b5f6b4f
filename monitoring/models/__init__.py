"""Criteria, the monitoring at the organisation that conducts it, what was handed to the organisation under
monitoring, its own check.

What is handed over belongs to whoever it was handed to: a notice, its documents, the certificate and its
recommendations are rows of the organisation under monitoring, and the organisations above it read them (ADR
0012).
"""

import monitoring.models.certificate  # noqa: F401
import monitoring.models.criteria  # noqa: F401
import monitoring.models.media  # noqa: F401
import monitoring.models.member_score  # noqa: F401
import monitoring.models.monitoring  # noqa: F401
import monitoring.models.notice  # noqa: F401
import monitoring.models.replacement  # noqa: F401
import monitoring.models.selfcheck  # noqa: F401
