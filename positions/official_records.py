"""Official records of the list of positions: its editions and the yearly reports that were heard."""

from office.seals.records import Official

RECORDS = {
    "positions.PositionEdition": Official(under="annex", living=("state",)),
    "positions.YearReport": Official(states=("heard",)),
}
