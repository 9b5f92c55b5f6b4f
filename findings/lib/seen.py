"""Prints what came beside what one would guess, and ends the script with 1 when the behaviour changed."""

import sys

changed = []


def seen(what, came, *, guess, recorded):
    same = came == recorded
    print(f"\n{what}\n  one would guess: {guess!r}\n  came:            {came!r}")
    print("  as recorded" if same else f"  CHANGED, it was: {recorded!r}")
    if not same:
        changed.append(what)


def finish():
    print(f"\n{len(changed)} changed" if changed else "\nas recorded, all of it")
    sys.exit(bool(changed))
