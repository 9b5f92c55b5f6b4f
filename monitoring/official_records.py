"""Official records of the monitoring: what was announced, scored, certified and recommended."""

from office.seals.records import Official

RECORDS = {
    "monitoring.Monitoring": Official(states=("closed",)),
    "monitoring.Line": Official(under="monitoring"),
    "monitoring.MemberScore": Official(under="monitoring"),
    "monitoring.HandIn": Official(under="monitoring"),
    "monitoring.Replacement": Official(under="monitoring"),
    "monitoring.Notice": Official(),
    "monitoring.Document": Official(beside=("file__sha256",)),
    "monitoring.Result": Official(),
    "monitoring.Recommendation": Official(
        living=(
            *("state", "answer", "proof_id", "answered_on", "answered_by_id"),
            *("verdict", "judged_on", "judged_by_id"),
        ),
        beside=("proof__sha256",),
    ),
    "monitoring.MediaReport": Official(states=("done",), beside=("clipping__sha256",)),
}
