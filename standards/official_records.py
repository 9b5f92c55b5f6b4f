"""Official records of the conduct standard: its text, who has read it, notices and decisions on them."""

from office.seals.records import Official

NOTICE = Official(
    states=("given", "decided", "done"),
    living=("state", "due_on", "decision", "decided_on", "decided_by_id", "measure"),
    beside=("proof_file__sha256",),
)

RECORDS = {
    "standards.Standard": Official(states=("ordered", "in_force", "replaced"), living=("state",)),
    "standards.Point": Official(under="standard"),
    "standards.AcquaintanceSheet": Official(states=("filed", "discarded"), beside=("scan__sha256",)),
    "standards.SheetLine": Official(under="sheet"),
    "standards.Acknowledgement": Official(),
    "standards.ExamTry": Official(),
    "standards.DraftAct": Official(states=("concluded", "answered"), living=("state",)),
    "standards.FoundFactor": Official(under="draft"),
    "standards.Conflict": NOTICE,
    "standards.Declaration": NOTICE,
    "standards.Gift": NOTICE,
    "standards.Relative": NOTICE,
    "standards.Protection": Official(),
    "standards.OfficerReport": Official(states=("handed",)),
    "standards.Reference": Official(),
    "standards.Reading": Official(),
}
