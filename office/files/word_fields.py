"""Which words of a Word paper are the program of a field, not what it shows (ECMA-376 part 1, 17.16). Pure.

A field is «begin», its instruction, «separate», its result, «end»; in the instruction other fields may stand
with their own results, as in `{ IF { MERGEFIELD x } = "1" "ооба" "жок" }`: only the outer result is seen.
"""

from dataclasses import dataclass

# Fields that keep a result and show none.
SILENT = frozenset(("SET", "ASK", "XE", "TC", "TA", "RD", "PRIVATE"))


@dataclass
class OpenField:
    begun: int
    code: str
    separate: int | None = None


def unseen_marks(marks: list[tuple[str, str]]) -> set[int]:
    """The places, among the marks of a paper, after which what stands up to the next mark is not seen.

    A mark is its kind («begin», «separate», «end») and the words of the instruction up to the next one. A
    field without an end is none: what follows it is text.
    """
    unseen: set[int] = set()
    fields: list[OpenField] = []
    for place, (kind, words) in enumerate(marks):
        if kind == "begin":
            fields.append(OpenField(place, (words.split() or [""])[0].upper()))
        elif kind == "separate" and fields and fields[-1].separate is None:
            fields[-1].separate = place
        elif kind == "end" and fields:
            field = fields.pop()
            result = field.separate if field.separate is not None and field.code not in SILENT else place
            unseen.update(range(field.begun, result))
    return unseen
