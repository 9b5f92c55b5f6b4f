"""Boxes, their openings, the sealed books, the entries of the journal and what was done with them."""

import trustbox.analysis.models  # noqa: F401
import trustbox.boxes.models.boxes  # noqa: F401
import trustbox.boxes.models.openings  # noqa: F401
import trustbox.boxes.models.receptions  # noqa: F401
import trustbox.journal.models.appeals  # noqa: F401
import trustbox.journal.models.books  # noqa: F401
import trustbox.journal.models.events  # noqa: F401
import trustbox.journal.models.files  # noqa: F401
import trustbox.journal.models.opinions  # noqa: F401
import trustbox.journal.models.task  # noqa: F401
import trustbox.journal.models.visits  # noqa: F401
import trustbox.tray.models  # noqa: F401
