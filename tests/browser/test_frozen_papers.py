"""The house walks all frozen papers of the demo: none calls itself a draft."""

import json

from tests.serving import run_script

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
    found = json.loads(run_script(place, WALK))
    assert len(found) > 5
    assert [one for one in found if one[1]] == []
