"""Reading copies of OpenDocument that no program opens: until November 2026 the wash wrote version 1.2 into
every manifest, whatever content.xml said.

Their digests stand in sealed records, so they stay; a copy that opens is filed beside each as an event of its
entry.
"""

import logging
import zipfile

from django.core.files.storage import default_storage
from lxml import etree

from office.files.archive import OFFICE
from office.files.clean_copy import clean_upload
from office.files.copy_check import MANIFEST, MANIFEST_SPACE
from office.files.models import WrongFile
from office.registers.workflow import Refused
from trustbox.journal.actions import add_event
from trustbox.journal.models.events import AppealEvent
from trustbox.journal.models.files import AppealFile

log = logging.getLogger(__name__)
UNREADABLE = (OSError, ValueError, KeyError, NotImplementedError, zipfile.BadZipFile, etree.XMLSyntaxError)


def mend_copies(organisation, today=None) -> int:
    """File a copy that opens beside each that does not; a second run finds nothing. How many were filed.

    Left for later: entries of a book that a restore has closed. Files that are gone or erased stay as they
    are.
    """
    return sum(mend_copy(row) for row in unmended_files(organisation) if versions_differ(row.file))


def unmended_files(organisation):
    """Files of OpenDocument that neither were mended nor are a mended copy."""
    mended = AppealEvent.objects.of(organisation).filter(kind=AppealEvent.Kind.MENDED)
    done = {(appeal, digest) for appeal, digest in mended.values_list("appeal_id", "text")}
    rows = AppealFile.objects.of(organisation).filter(file__kind__contains="opendocument", file__erasure=None)
    rows = rows.select_related("file", "appeal__wall", "appeal__organisation")
    return [row for row in rows if (row.appeal_id, row.file.sha256) not in done]


def versions_differ(file) -> bool:
    """Whether manifest and content of a stored OpenDocument state different versions; only the first tag of
    each is read. False for what cannot be read: `verify` names it.
    """
    try:
        with default_storage.open(file.path) as stored, zipfile.ZipFile(stored) as archive:
            listed = first_attribute(archive, MANIFEST, MANIFEST_SPACE)
            stated = first_attribute(archive, "content.xml", OFFICE)
    except UNREADABLE:
        return False
    return listed != (stated if stated >= "1.2" else "")


def first_attribute(archive, name, space) -> str:
    """The version that the first tag of a part states, "" for none."""
    with archive.open(name) as part:
        starts = etree.iterparse(part, events=("start",), resolve_entities=False, no_network=True)
        return next(starts)[1].get(f"{{{space}}}version", "")


def mend_copy(row) -> bool:
    """Wash a stored copy once more and file the result as an event of its entry."""
    try:
        copy = clean_upload(row.file.read()).content
        add_event(row.appeal, AppealEvent.Kind.MENDED, by=None, files=[("", copy)], text=row.file.sha256)
    except (WrongFile, Refused, OSError, ValueError) as trouble:
        log.warning("file %s is not mended: %s", row.file_id, trouble)
        return False
    return True
