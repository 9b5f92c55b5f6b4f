"""The house walks all frozen papers of the demo: none calls itself a draft."""

import json
import os
import subprocess
import sys

from django.conf import settings

WALK = """
import json
from office.database.actor import act_for_all
from office.papers.draft_words import find_draft_words
from office.papers.frozen import Paper

def texts_of(part):
    if isinstance(part, dict):
        part = list(part.values())
    return [text for one in part for text in texts_of(one)] if isinstance(part, list) else [str(part)]

with act_for_all():
    last = {(paper.order_id, paper.annex_id): paper for paper in Paper.unscoped.order_by("stage", "pk")}
    found = [[paper.pk, find_draft_words("\\n".join(texts_of(paper.content)))] for paper in last.values()]
print(json.dumps(found))
"""


def test_no_frozen_paper_of_the_demo_calls_itself_a_draft(portal, place):
    environment = os.environ | place | {"DJANGO_SETTINGS_MODULE": "config.settings", "PORTAL_MODE": "demo"}
    walk = subprocess.run(
        [sys.executable, "manage.py", "shell", "--no-imports", "-c", WALK],
        cwd=settings.BASE_DIR,
        env=environment,
        check=True,
        capture_output=True,
        text=True,
    )
    found = json.loads(walk.stdout)
    assert len(found) > 5
    assert [one for one in found if one[1]] == []
