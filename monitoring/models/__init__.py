"""Criteria, the monitoring at the body that conducts it, what was handed to the body under monitoring, its own check.

What is handed over belongs to whoever it was handed to: a notice, its documents, the certificate and its recommendations are rows of the
body under monitoring, and the bodies above it read them (ADR 0012).
"""

from monitoring.models.conduct import Line, MemberScore, Monitoring
from monitoring.models.criteria import Band, CriteriaSet, Criterion, Heading, Indicator
from monitoring.models.handed import Document, Notice, Recommendation, Result
from monitoring.models.replacement import Replacement
from monitoring.models.selfcheck import SelfCheck, SelfDocument, SelfScore

__all__ = [
    "Band",
    "CriteriaSet",
    "Criterion",
    "Document",
    "Heading",
    "Indicator",
    "Line",
    "MemberScore",
    "Monitoring",
    "Notice",
    "Recommendation",
    "Replacement",
    "Result",
    "SelfCheck",
    "SelfDocument",
    "SelfScore",
]
