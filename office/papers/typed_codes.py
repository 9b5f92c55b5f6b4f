"""Codes that are printed and typed again: Crockford's base 32 in groups of four, look-alikes forgiven."""

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # no I, L, O, U
GROUP = 4
READ_AS = str.maketrans("ILO", "110")


def format_code(code: str) -> str:
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def normalise_code(typed: str) -> str:
    """What a person typed without its dashes and spaces, look-alike letters read as the digits they stand
    for.
    """
    return "".join(typed.upper().split()).replace("-", "").translate(READ_AS)
