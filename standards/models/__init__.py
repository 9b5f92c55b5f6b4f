"""The conduct standard, how it is brought to people, and what it obliges them to tell."""

import standards.acquaintance.models  # noqa: F401
import standards.exam.models  # noqa: F401
import standards.expertise.models  # noqa: F401
import standards.notices.models.conflict  # noqa: F401
import standards.notices.models.corruption_report  # noqa: F401
import standards.notices.models.declaration  # noqa: F401
import standards.notices.models.gift  # noqa: F401
import standards.notices.models.relative  # noqa: F401
import standards.officer_report.models  # noqa: F401
import standards.references.models  # noqa: F401  # noqa: F401
import standards.text.import_models  # noqa: F401
import standards.text.models  # noqa: F401
