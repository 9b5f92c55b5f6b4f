"""The institution: what any office has, whatever its registers are."""

import office.database.owned  # noqa: F401
import office.files.models  # noqa: F401
import office.imports.models  # noqa: F401
import office.lists.models  # noqa: F401
import office.models.audit  # noqa: F401
import office.models.calendar  # noqa: F401
import office.models.commission  # noqa: F401
import office.models.counter  # noqa: F401
import office.models.law  # noqa: F401
import office.models.letter  # noqa: F401
import office.models.organisation  # noqa: F401
import office.models.person  # noqa: F401
import office.models.provision  # noqa: F401
import office.models.restored_book  # noqa: F401
import office.models.signal  # noqa: F401
import office.papers.frozen  # noqa: F401
import office.papers.models  # noqa: F401
import office.staff.models  # noqa: F401
import office.wall.models.custody  # noqa: F401
import office.wall.models.disclosure  # noqa: F401
import office.wall.models.erasure  # noqa: F401
import office.wall.models.identity  # noqa: F401
import office.wall.models.identity_opening  # noqa: F401
import office.wall.models.sealed_file  # noqa: F401
import office.wall.models.vault  # noqa: F401
import office.wall.models.wall  # noqa: F401
