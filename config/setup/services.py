"""The units of systemd and the lines of a proxy, filled from the templates in `deploy/`."""

import os
import pwd
import re
import shutil
import sys
from pathlib import Path

from django.utils.translation import gettext as _

from config.bootstrap import ROOT
from config.setup.disk import make_folder, write_file
from config.setup.steps import Install

TEMPLATES = ROOT / "deploy"
UNITS = (
    "achyk-web.service",
    "achyk-open.service",
    "achyk-daily.service",
    "achyk-daily.timer",
    "achyk-backup.service",
    "achyk-backup.timer",
)
STARTED = "achyk-web.service achyk-open.service achyk-daily.timer achyk-backup.timer"
SYSTEMD = Path("/etc/systemd/system")
# By answer: the template, its place, and the line that makes the server read it.
PROXY_PLACES = {
    "nginx": ("nginx.conf", "/etc/nginx/conf.d/achyk.conf", "sudo nginx -t && sudo systemctl reload nginx"),
    "caddy": ("Caddyfile", "/etc/caddy/Caddyfile", "sudo systemctl reload caddy"),
}


def fill_template(name: str, values: dict[str, str]) -> str:
    """The text of `deploy/<name>.in` with each `@word@` replaced. KeyError for a word nobody knows."""
    text = (TEMPLATES / f"{name}.in").read_text(encoding="utf-8")
    return re.sub(r"@([a-z_]+)@", lambda found: values[found[1]], text)


def template_values(install: Install) -> dict[str, str]:
    answers = install.answers
    names = answers["hosts"].split(",")
    return {
        "root": str(ROOT),
        "python": sys.executable,
        "user": answers["user"],
        "environment": str(install.environment),
        "owner_environment": str(install.owner_environment),
        "var": str(install.var),
        "backups": answers["backups"],
        "port": answers["port"],
        "open_port": answers["open_port"],
        "workers": answers["workers"],
        "open_workers": str(max(2, int(answers["workers"]) // 2)),
        "server_names": " ".join(names),
        "addresses": ", ".join(names),
        "host": names[0],
    }


def write_services(install: Install):
    """Write units and proxy lines into the folder of the install; say how they get to their places."""
    folder, values = install.folder / "deploy", template_values(install)
    make_folder(folder, install.ledger)
    proxy, place, reload_line = PROXY_PLACES[install.answers["proxy"]]
    for name in (*UNITS, proxy):
        write_file(folder / name, fill_template(name, values), install.ledger)
    add_lines_of_owner(install)
    add_lines_of_systemd(install, folder)
    if not is_installed(folder / proxy, Path(place)):
        what = _("Proxy: its lines go to %(place)s, with a certificate for %(host)s") % {
            "place": place,
            "host": values["host"],
        }
        install.add_left(what, f"sudo install -m 644 {folder / proxy} {place}\n{reload_line}")


def is_installed(made: Path, place: Path) -> bool:
    """Whether the file that was made stands in its place already."""
    try:
        return place.read_bytes() == made.read_bytes()
    except OSError:
        return False


def add_lines_of_owner(install: Install):
    """Where another user made the install, the files go to the user it will run as."""
    user = install.answers["user"]
    if install.folder.owner() == user:
        return
    places = [install.folder, install.environment, Path(install.answers["backups"])]
    if install.owner_environment.exists():
        places.append(install.owner_environment)
    outside = [str(path) for path in places if path == install.folder or install.folder not in path.parents]
    what = _("The portal will run as %(user)s: its files must belong to that user") % {"user": user}
    install.add_left(what, f"{line_of_user(user)}sudo chown -R {user}: {' '.join(outside)}")


def line_of_user(user: str) -> str:
    """The line that makes the user of the portal, where the machine has none of this name."""
    try:
        pwd.getpwnam(user)
    except KeyError:
        return f"sudo adduser --system --group --no-create-home {user}\n"
    return ""


def add_lines_of_systemd(install: Install, folder: Path):
    if shutil.which("systemctl") is None and not os.path.isdir(SYSTEMD):
        what = _("This machine has no systemd: start these by what it has, each day and each night too")
        install.add_left(what, f"cat {folder}/*.service")
    elif not all(is_installed(folder / name, SYSTEMD / name) for name in UNITS):
        install.add_left(
            _("Units of systemd: both sides of the portal, the daily acts, the backup of the night"),
            f"sudo install -m 644 {folder}/achyk-*.service {folder}/achyk-*.timer {SYSTEMD}/\n"
            f"sudo systemctl daemon-reload && sudo systemctl enable --now {STARTED}",
        )
