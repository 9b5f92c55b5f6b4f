"""A village as people fill it, for what is exported and imported."""

import json
from hashlib import sha256

from office import clock
from office.files.models import StoredFile
from office.papers.frozen import Paper
from office.roles import Role
from tests import make
from trustbox.journal.actions import take_appeal

OURS = "Байчечекей"


def fill_village(body, cast):
    """A letter with a file, closed minutes, a risk, a frozen paper, a scan."""
    take_appeal(
        body,
        channel="counter",
        received_on=clock.today(),
        kind="complaint",
        text=f"{OURS} суу жок",
        files=[("", b"%PDF-1.7 letter")],
    )
    make.risk(body, function=f"{OURS} берүү")
    make.decided_question(body, cast[Role.CLERK])
    pdf, data = b"%PDF-1.7 paper", json.dumps({"title": OURS}, ensure_ascii=False)
    make.row(
        Paper,
        body,
        OURS,
        pdf=pdf,
        sha256=sha256(pdf).hexdigest(),
        data=data,
        data_sha256=sha256(data.encode()).hexdigest(),
    )
    StoredFile.store(body, name="скан.pdf", content=b"%PDF-1.7 scan", by=cast[Role.CLERK])
    return body
