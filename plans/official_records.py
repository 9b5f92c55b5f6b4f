"""Official records of plans: what they were brought in with, editions, reports, progress and its proofs."""

from office.seals.records import Official

PROGRESS = ("public", "instalment_id")

RECORDS = {
    "plans.Plan": Official(
        states=("running", "closed"),
        living=(
            *("kind", "title", "stage", "first_year", "last_year", "parent_id", "approval", "paper_date"),
            *("versions", "state", "started_at", "started_by_id", "closed_at", "closed_by_id"),
        ),
        beside=("paper_scan__sha256",),
    ),
    "plans.PlanEdition": Official(under="annex", living=("state",)),
    "plans.PlanReport": Official(states=("accepted", "published"), living=("state",)),
    "plans.Note": Official(living=PROGRESS),
    "plans.Proof": Official(living=PROGRESS, beside=("file__sha256",)),
    "plans.HandedNote": Official(beside=("file__sha256", "photo__sha256")),
    "plans.PlanPage": Official(deletable=True),  # a closed page
}
