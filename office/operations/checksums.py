"""Whether PostgreSQL notices damage on its disk: data checksums, which a server may lack."""

from django.conf import settings
from django.db import connection


def lack_checksums() -> bool:
    """Whether the server of a real install keeps no checksums of its pages; never on SQLite."""
    if not settings.PRODUCTION or connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SHOW data_checksums")
        return cursor.fetchone()[0] == "off"


def checksums_line() -> str:
    """The line that adds them, where Debian puts the server at hand: it stands still meanwhile."""
    major = connection.pg_version // 10_000
    program, data = f"/usr/lib/postgresql/{major}/bin/pg_checksums", f"/var/lib/postgresql/{major}/main"
    return (
        f"sudo systemctl stop postgresql && sudo -u postgres {program} --enable --progress -D {data} && "
        "sudo systemctl start postgresql"
    )
