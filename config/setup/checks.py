"""What one answer must be. Each check returns the clean text or raises ValidationError with a sentence."""

import re
import stat
from pathlib import Path
from urllib.parse import urlsplit

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email, validate_ipv46_address
from django.utils.translation import gettext as _

from config.setup.disk import find_folder_fault
from office.models.organisation import Organisation
from office.models.person import Person

HOST_NAME = re.compile(r"(?!-)[a-z0-9-]{1,63}(?<!-)(\.(?!-)[a-z0-9-]{1,63}(?<!-))*")
FORBIDDEN = set("\"'\\$`\n\r")


def check_plain(text: str) -> str:
    """A shell and systemd read the environment file too: signs they take for their own are refused."""
    if signs := FORBIDDEN & set(text):
        raise ValidationError(_("Without these signs: %(signs)s") % {"signs": " ".join(sorted(signs))})
    return text


def check_folder(text: str) -> str:
    """A place for a closed folder, as a full path."""
    path = Path(check_plain(text)).expanduser()
    if not path.is_absolute() or " " in text:
        raise ValidationError(_("A full path without spaces is needed, such as /srv/achyk."))
    if path.exists() and not path.is_dir():
        raise ValidationError(_("%(path)s is not a folder.") % {"path": path})
    if fault := find_folder_fault(path):
        raise ValidationError(fault)
    return str(path)


def check_private_file(text: str) -> str:
    """A file that is there and that no other user reads."""
    path = Path(check_plain(text)).expanduser()
    if not path.is_file():
        raise ValidationError(_("The file %(path)s is not there.") % {"path": path})
    if path.stat().st_mode & (stat.S_IRWXG | stat.S_IRWXO):
        raise ValidationError(_("Others can read it. Type: chmod 600 %(path)s") % {"path": path})
    return str(path.resolve())


def is_host_name(text: str) -> bool:
    return len(text) <= 253 and HOST_NAME.fullmatch(text) is not None


def check_hosts(text: str) -> str:
    """Exact host names, with commas."""
    names = [name.strip().lower() for name in text.split(",") if name.strip()]
    if not names or not all(map(is_host_name, names)):
        raise ValidationError(
            _("Exact names of hosts with commas, such as achyk.example.kg; no *, no https://")
        )
    return ",".join(names)


def check_host(text: str) -> str:
    if not is_host_name(text.lower()):
        try:
            validate_ipv46_address(text)
        except ValidationError:
            raise ValidationError(_("The name of one host is needed, such as mail.example.kg.")) from None
    return text.lower()


def check_database_host(text: str) -> str:
    """A host, or the folder of a socket."""
    return check_plain(text) if text.startswith("/") else check_host(text)


def check_address(text: str) -> str:
    parts = urlsplit(check_plain(text))
    if parts.scheme != "https" or not is_host_name(parts.hostname or "") or parts.path not in ("", "/"):
        raise ValidationError(
            _("The address begins with https:// and has no path, such as https://achyk.example.kg")
        )
    return text.rstrip("/")


def check_port(text: str) -> str:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) < 65536:
        raise ValidationError(_("A number from 1 to 65535 is needed."))
    return str(int(text))


def check_workers(text: str) -> str:
    if not text.isascii() or not text.isdigit() or not 0 < int(text) <= 64:
        raise ValidationError(_("A number from 1 to 64 is needed."))
    return str(int(text))


def check_database_name(text: str) -> str:
    """A name that needs no quotes in SQL, with room for `_owner` behind it."""
    if not re.fullmatch(r"[a-z][a-z0-9_]{0,50}", text):
        raise ValidationError(_("Small Latin letters, digits and _, a letter first."))
    return text


def check_superuser(text: str) -> str:
    """`peer`, or the URL of the server's administrator."""
    if text != "peer" and urlsplit(text).scheme not in ("postgres", "postgresql"):
        raise ValidationError(_("peer or an address postgres://… is needed; left empty, the SQL is printed."))
    return text


def check_user(text: str) -> str:
    if text == "root" or not re.fullmatch(r"[a-z_][a-z0-9_-]{0,31}", text):
        raise ValidationError(_("The name of a user of this machine is needed, such as portal."))
    return text


def check_mailbox(text: str) -> str:
    validate_email(text)
    return check_plain(text)


def check_sender(text: str) -> str:
    """An address, alone or as «Name <address>»."""
    named = re.fullmatch(r"[^<>]+ <([^<>]+)>", text)
    validate_email(named[1] if named else text)
    return check_plain(text)


def check_recipient(text: str) -> str:
    """The line age1… of the offline key, or a file with it."""
    if text.startswith("AGE-SECRET-KEY-"):
        raise ValidationError(
            _("This is the secret key: it stays off this machine. Its recipient begins with age1")
        )
    if not re.fullmatch(r"age1[a-z0-9]{20,}", text):
        raise ValidationError(_("A line that begins with age1 is needed, as age-keygen prints it."))
    return text


def check_code(text: str) -> str:
    try:
        return Organisation._meta.get_field("code").clean(text, None)
    except ValidationError:
        raise ValidationError(_("Latin letters, digits and a hyphen, such as dostuk.")) from None


def check_kind(text: str) -> str:
    return Organisation._meta.get_field("kind").clean(text, None)


def check_login(text: str) -> str:
    try:
        return Person._meta.get_field("username").clean(text, None)
    except ValidationError:
        raise ValidationError(_("Letters, digits and the signs @ . + - _ only, no spaces.")) from None


def check_words(text: str) -> str:
    """A name for papers, as long as the shortest of its columns."""
    if len(text) > 150:
        raise ValidationError(_("At most 150 letters."))
    return text


def check_password(text: str, login: str) -> str:
    validate_password(text, Person(username=login))
    return text


def check_password_file(text: str) -> str:
    """A closed file whose first line is a password that a person may have."""
    path = check_private_file(text)
    lines = Path(path).read_text(encoding="utf-8").splitlines()
    check_password(lines[0] if lines else "", "")
    return path
