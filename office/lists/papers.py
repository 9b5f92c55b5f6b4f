"""Data of the papers of an edition: as approved, as annexed to a draft order, or from the register."""

from office.papers.official import annex_context, secretary_signatures


def edition_print_context(edition, current) -> dict:
    """What the paper of an edition prints: the frozen data once approved, else its annex, else `current()`, a
    draft made now.
    """
    if edition.is_approved:
        return edition.annex.paper.content
    if edition.annex:
        return {**annex_context(edition.annex, edition.order), "draft": True}
    return current()


def edition_table(edition, current) -> dict:
    """The list of an edition: as approved, as annexed to the draft order, else `current()`, the list as it
    stands now.
    """
    if edition.is_approved:
        return edition.annex.paper.content["table"]
    return edition.annex.data["table"] if edition.annex else current()


def approved_paper(editions, form, organisation, number):
    """The frozen paper of the first approved edition of that number.

    LookupError with a sentence when there is none.
    """
    found = list(editions.of(organisation).filter(number=number).select_related("annex__order"))
    edition = next((one for one in found if one.is_approved), None)
    if edition:
        return edition.annex.paper
    if found:
        raise LookupError(f"edition {number} of {form} of {organisation.code} is not approved yet")
    raise LookupError(f"{organisation.code} has no edition {number} of {form}")


def current_changes_context(organisation, since, comparison, changes) -> dict:
    """The changes of the register since the approved edition `since`, as a draft; a sheet without rows when
    that is None.

    `changes(edition, since)` lists them; the edition is the one in work, or one that is not begun yet.
    """
    if since is None:
        return {"table": comparison.nothing(organisation), "draft": True}
    work = since.in_work or type(since)(
        **since.same_list, number=since.number + 1, ground=type(since).Ground.YEARLY
    )
    return {
        "table": comparison.table(work, since, changes(work, since)),
        "signatures": secretary_signatures(organisation),
        "draft": True,
    }
