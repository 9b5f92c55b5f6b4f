"""Official records of the register: editions of the list, agreed sheets and scores, submittals."""

from office.seals.records import Official

RECORDS = {
    "risks.Edition": Official(under="annex", living=("state",)),
    "risks.ChangeGround": Official(under="edition"),
    "risks.Assessment": Official(states=("agreed",)),
    "risks.FoundIndicator": Official(under="assessment"),
    "risks.Session": Official(states=("closed",)),
    "risks.Matter": Official(under="session"),
    "risks.Opinion": Official(under="session"),
    "risks.Submittal": Official(),
}
