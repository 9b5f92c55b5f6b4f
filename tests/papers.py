"""A small filled list, as a register hands it over to an order."""

from risks.papers import VILLAGE_LIST

WORDS = {
    "organisation_genitive": "Достук айыл өкмөтүнүн",
    "organisation_dative": "Достук айыл өкмөтүнө",
    "organisation_locative": "Достук айыл өкмөтүндө",
}


def long_village_list(level="Орточо", rows=1):
    """The village list with so many equal rows in one group."""
    row = {column.key: "Жер участогун берүү" for column in VILLAGE_LIST.columns} | {"level": level}
    return VILLAGE_LIST.table([("Кызмат көрсөтүү функциясы", [row] * rows)], **WORDS)


def annex_long_list(order, **given):
    """Annex such a list to a draft order."""
    return order.attach("Тобокелдиктердин тизмеги", VILLAGE_LIST.form, {"table": long_village_list(**given)})


def ticks(order):
    """What the head sends who has read every paper of an order and what is marked as wrong."""
    return {"read": [0, *order.annexes.values_list("number", flat=True)], "seen": "on"}
