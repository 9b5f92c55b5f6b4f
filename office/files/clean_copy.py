"""The one door for files that citizens bring: `clean_upload(content)` gives a reading copy without a trace
of who made it, or says why not.

The work is done by `office/files/metadata_worker.py` in a process of its own. What is kept of the file is
this copy alone; its name is not kept.
"""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _

from office.files.models import WrongFile
from office.locked_room import PASSED_ON

ROOT = Path(__file__).resolve().parents[2]
MAX_BYTES = 20 * 2**20
WALL_SECONDS = 40  # seconds
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.oasis.opendocument.text": "odt",
    "application/vnd.oasis.opendocument.spreadsheet": "ods",
}
REASONS = {
    "empty": _("The file is empty."),
    "size": _("The file is larger than 20 MB. Send it in parts, or photographs of a smaller size."),
    "type": _(
        "Files of this kind are not taken. Send a JPEG, PNG, WebP, PDF, Word (.docx), Excel (.xlsx) or "
        "OpenDocument file."
    ),
    "heic": _(
        "This is a HEIC photograph of a telephone. Open it, take a picture of the screen and send that."
    ),
    "tiff": _("This is a TIFF picture of a scanner or a fax. Save it as PDF or JPEG and send it again."),
    "sound": _(
        "Sound and video are not taken here. Write what is heard or seen in them, and say that you have them."
    ),
    "old": _("This is the old Word or Excel format. Save it as PDF, .docx or .xlsx and send it again."),
    "locked": _("The file is protected with a password. Take the password away and send it again."),
    "macros": _("The file carries a program (macros). Save it as PDF and send it again."),
    "inside": _(
        "Something else is embedded in the file that cannot be made safe. Save it as PDF and send it again."
    ),
    "drawing": _(
        "A picture in the file is a drawing of Windows or a scanner's picture (EMF, WMF, SVG, TIFF) that "
        "cannot be made safe. Save the file as PDF and send it again."
    ),
    "entities": _("The file is built so that it unfolds without end. It is not opened."),
    "unpacked": _("Unpacked, the file would be too large. Save it as PDF and send it again."),
    "pixels": _("The picture has more than 40 million points. Send it smaller."),
    "xfa": _(
        "The words of this form are shown by Adobe Reader alone. Open it there, choose “Print” and then "
        "“Microsoft Print to PDF” or “Save as PDF”, and send the file that comes out."
    ),
    "letters": _(
        "A field of the form holds a letter that is not drawn here. Print the form, photograph the "
        "paper and send that."
    ),
    "moving": _("The picture moves. Send a single picture."),
    "pages": _("The file has more than 300 pages. Send it in parts."),
    "broken": _(
        "A program would not open this file: something in it is missing. Open it yourself, save it anew "
        "or as PDF, and send that."
    ),
    "damaged": _(
        "The file is damaged and cannot be read. Save it anew, or photograph the paper, and send it again."
    ),
}


@dataclass(frozen=True)
class CleanCopy:
    """The reading copy: its media type, how its name ends, its bytes."""

    kind: str
    end: str
    content: bytes


def clean_upload(content: bytes) -> CleanCopy:
    """A metadata-free copy made in a separate process. Raises WrongFile."""
    if not content:
        raise WrongFile(REASONS["empty"])
    if len(content) > MAX_BYTES:
        raise WrongFile(REASONS["size"])
    head, _newline, copy = ask_washing_process(content).partition(b"\n")
    answer = json.loads(head or '{"error": "unpacked"}')
    if answer["error"]:
        raise WrongFile(REASONS[answer["error"]])
    return CleanCopy(answer["kind"], EXTENSIONS[answer["kind"]], copy)


def cleaned_upload(upload, name: str) -> ContentFile:
    """The copy of an upload under a name without its end. WrongFile as `clean_upload`."""
    copy = clean_upload(upload.read())
    return ContentFile(copy.content, f"{name}.{copy.end}")


def ask_washing_process(content: bytes) -> bytes:
    """Raw reply of the washing process; b"" when it crashed or timed out."""
    passed_on = {name: os.environ[name] for name in PASSED_ON if name in os.environ}
    try:
        done = subprocess.run(
            [sys.executable, "-s", "-m", "office.files.metadata_worker"],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            cwd=ROOT,
            env={"LANG": "C.UTF-8", **passed_on},
            timeout=WALL_SECONDS,
        )
    except subprocess.TimeoutExpired:
        return b""
    return done.stdout if done.returncode == 0 else b""
