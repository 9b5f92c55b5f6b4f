"""Layers of a PDF that are switched off (drawings of building programs, print shops): what stands in them is
not seen, and would be once the pages move into a new file without the list of layers.

Nothing of them is painted any more; the state they set goes on. Runs in the process of the wash. ISO 32000-1,
8.11.
"""

from dataclasses import dataclass

import pikepdf

PATHS = frozenset(("f", "F", "f*", "B", "B*", "b", "b*", "S", "s"))
SHOWN = frozenset(("Tj", "TJ", "'", '"', "sh", "Do", "INLINE IMAGE", "EI"))
DEEPEST = 16  # a condition of layers deeper than this is a loop


def drop_hidden_layers(paper):
    """Take away what the layers that are off would show, and the names of all layers."""
    properties = paper.Root.get("/OCProperties", {})
    groups = list(properties.get("/OCGs", ()))
    hidden = Hidden.of(properties.get("/D", {}), groups)
    if hidden.off:
        for page in paper.pages:
            if "/Annots" in page.obj:
                page.obj.Annots = pikepdf.Array([one for one in page.obj.Annots if not hidden.has(one)])
            page.contents_coalesce()
            if "/Contents" in page.obj:
                rewrite(page.obj.Contents, page.obj, page.resources, hidden)
        for thing in paper.objects:
            if isinstance(thing, pikepdf.Stream) and is_drawing(thing):
                rewrite(thing, thing, thing.get("/Resources", pikepdf.Dictionary()), hidden)
    for group in groups:
        for key in set(group.keys()) - {"/Type"}:
            del group[key]


def is_drawing(stream) -> bool:
    return stream.get("/Subtype") == pikepdf.Name.Form or stream.get("/PatternType") == 1


def rewrite(stream, source, resources, hidden):
    """Let a stream paint nothing of what is hidden; `source` is what its operators are read from."""
    kept = list(hidden.painted(pikepdf.parse_content_stream(source), resources))
    stream.write(pikepdf.unparse_content_stream(kept))


@dataclass(frozen=True)
class Hidden:
    """The layers that are off, as numbers of their objects."""

    off: frozenset

    @classmethod
    def of(cls, state, groups):
        """By the state in which a reader opens the paper."""
        on = {group.objgen for group in state.get("/ON", ())}
        off = {group.objgen for group in state.get("/OFF", ())}
        if state.get("/BaseState") == pikepdf.Name.OFF:
            off |= {group.objgen for group in groups} - on
        return cls(frozenset(off))

    def has(self, thing) -> bool:
        """Whether a picture, a form or an annotation stands in a layer that is off."""
        return "/OC" in thing and self.is_off(thing["/OC"])

    def is_off(self, layer, depth=0) -> bool:
        """Of a layer, or of a condition over layers (OCMD)."""
        if not isinstance(layer, pikepdf.Dictionary) or depth > DEEPEST:
            return False
        if layer.get("/Type") != pikepdf.Name.OCMD:
            return layer.objgen in self.off
        if "/VE" in layer:
            return not self.holds(layer["/VE"], depth + 1)
        found = layer.get("/OCGs", ())
        states = [
            self.is_off(one, depth + 1) for one in (found if isinstance(found, pikepdf.Array) else [found])
        ]
        policy = str(layer.get("/P", "/AnyOn"))
        seen = {
            "/AllOn": not any(states),
            "/AnyOff": any(states),
            "/AllOff": all(states),
        }.get(policy, not all(states))
        return bool(states) and not seen

    def holds(self, expression, depth) -> bool:
        """Whether a visibility expression is true."""
        if not isinstance(expression, pikepdf.Array) or depth > DEEPEST:
            return not self.is_off(expression, depth)
        word, *parts = expression
        values = [self.holds(part, depth + 1) for part in parts]
        if word == pikepdf.Name.Not:
            return not all(values)
        return all(values) if word == pikepdf.Name.And else any(values)

    def painted(self, instructions, resources):
        """The instructions without what paints in a layer that is off."""
        open_marks: list[bool] = []  # whether each marked content hides what stands in it
        for instruction in instructions:
            operands, name = instruction.operands, str(instruction.operator)
            if name in ("BDC", "BMC"):
                open_marks.append(name == "BDC" and self.marks(operands, resources))
            elif name == "EMC" and open_marks:
                open_marks.pop()
            if any(open_marks) and name in PATHS:
                yield pikepdf.ContentStreamInstruction([], pikepdf.Operator("n"))
            elif not (any(open_marks) and name in SHOWN) and not (
                name == "Do" and self.has(found_in(resources, "/XObject", operands[0]))
            ):
                yield instruction

    def marks(self, operands, resources) -> bool:
        if len(operands) != 2 or operands[0] != pikepdf.Name.OC:
            return False
        return self.is_off(found_in(resources, "/Properties", operands[1]))


def found_in(resources, kind, name):
    """A resource by its name; an empty dictionary where there is none."""
    return resources.get(kind, {}).get(str(name), pikepdf.Dictionary())
