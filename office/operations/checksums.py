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
    """The line that adds them: it asks the server where its data lie and stops it meanwhile. The program
    stands where Debian puts it for the server at hand.
    """
    with connection.cursor() as cursor:
        cursor.execute("SHOW port")
        (port,) = cursor.fetchone()
    program = f"/usr/lib/postgresql/{connection.pg_version // 10_000}/bin/pg_checksums"
    return (
        f'data=$(sudo -u postgres psql -p {port} -Atc "SHOW data_directory") && '
        f'sudo systemctl stop postgresql && sudo -u postgres {program} --enable --progress -D "$data" && '
        "sudo systemctl start postgresql"
    )
