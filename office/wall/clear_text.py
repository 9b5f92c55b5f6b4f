"""Whether this process has had in its memory what is kept sealed: names, passphrases, private keys.

Python frees a word without writing over it, so it stays readable in the memory of the process until something
else is put there (SAFETY V-2). Whoever serves people ends such a process soon: `config.application`.
"""


class ClearText:
    was_here = False


def note_clear_text() -> None:
    ClearText.was_here = True


def had_clear_text() -> bool:
    return ClearText.was_here
