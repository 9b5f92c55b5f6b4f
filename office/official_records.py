"""Official records of the office: orders and papers, publications, minutes, decisions."""

from office.seals.records import Official

SIGNED = ("signed", "in_force", "replaced", "cancelled")
OF_THE_FILE = "the digest beside it is sealed, and the bytes are proved by the digest"

RECORDS = {
    "office.Order": Official(
        states=SIGNED, living=("state", "ended_on", "end_ground"), beside=("scan__sha256",)
    ),
    "office.OrderPoint": Official(under="order"),
    "office.Annex": Official(under="order"),
    "office.OrderAddition": Official(under="order"),
    "office.Paper": Official(apart=(("pdf", OF_THE_FILE), ("data", OF_THE_FILE))),
    "office.PrintMark": Official(),
    "office.Publication": Official(),
    "office.ScannedPage": Official(beside=("file__sha256",)),
    "office.SignatureFile": Official(beside=("file__sha256",)),
    "office.Meeting": Official(states=("closed",)),
    "office.Attendance": Official(under="meeting"),
    "office.AgendaItem": Official(under="meeting"),
    "office.DutyReminder": Official(),
    "office.BodyTransfer": Official(),
    "office.Keeping": Official(),
    "office.RetentionTerm": Official(),
    "office.Hold": Official(living=("state",)),
    "office.Disposal": Official(states=("approved", "disposed"), living=("state", "refusal")),
    "office.DisposalUnit": Official(under="disposal"),
    "office.PaperList": Official(living=("state", "withdraw_ground"), beside=("scan__sha256",)),
}
