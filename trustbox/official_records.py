"""Official records of the trust box beside its books, which have chains of their own."""

from office.seals.records import Official

RECORDS = {
    "trustbox.Analysis": Official(states=("submitted", "read"), living=("state",)),
    "trustbox.Opening": Official(states=("closed",)),
    "trustbox.Attendee": Official(under="opening"),
}
