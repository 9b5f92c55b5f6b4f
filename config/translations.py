"""The catalogues of `locale/`: compiled without gettext on the machine, and checked to be complete.

`python -m config.translations compile FILE…` writes each `.mo`; `python -m config.translations check` lists
what is wrong and exits with 1. The check extracts the strings in a temporary copy: the tree itself stays as
it is.
"""

import importlib.util
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import polib

ROOT = Path(__file__).resolve().parent.parent
LANGUAGES = ("ky", "ru")
NOT_OURS = shutil.ignore_patterns(
    ".*", "node_modules", "var", "tests", "docs", "static", "locale", "__pycache__"
)
# Our catalogue also mends what these packages leave untranslated.
MENDED = ("django", "allauth", "crispy_forms", "django_filters")

Message = tuple[str | None, str]


def catalogue_path(root: Path, language: str) -> Path:
    return root / "locale" / language / "LC_MESSAGES" / "django.po"


def compile_catalogues(paths: list[Path]) -> None:
    for path in paths:
        polib.pofile(str(path)).save_as_mofile(str(path.with_suffix(".mo")))


def catalogue_messages(path: Path) -> set[Message]:
    return {(entry.msgctxt, entry.msgid) for entry in polib.pofile(str(path)) if not entry.obsolete}


def extract_messages(root: Path) -> set[Message]:
    """The messages in the Python and the templates under `root`, as Django's makemessages reads them."""
    with tempfile.TemporaryDirectory(prefix="achyk-messages-") as folder:
        copy = Path(folder) / "portal"
        shutil.copytree(root, copy, ignore=NOT_OURS)
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--keep-pot", "--locale", "ky", "-v", "0"]
        # Reading strings needs no settings, and those of the environment may not be in the copy.
        plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=plain, check=True, stdin=subprocess.DEVNULL)
        return catalogue_messages(copy / "locale" / "django.pot")


def package_messages() -> Iterator[Message]:
    """What the packages we mend ship in their own catalogues."""
    for name in MENDED:
        spec = importlib.util.find_spec(name)
        for folder in spec.submodule_search_locations or () if spec else ():
            for path in Path(folder).rglob("locale/ru/LC_MESSAGES/django.po"):
                yield from catalogue_messages(path)


def is_translated(entry: polib.POEntry) -> bool:
    return not entry.obsolete and not entry.fuzzy and entry.translated()


def find_problems(root: Path) -> list[str]:
    """A sentence for each message that is missing, empty or fuzzy in a catalogue, and for each that nothing
    uses any more.
    """
    needed, known = extract_messages(root), set(package_messages())
    return [
        line
        for language in LANGUAGES
        for line in catalogue_problems(catalogue_path(root, language), needed, known)
    ]


def catalogue_problems(path: Path, needed: set[Message], known: set[Message]) -> list[str]:
    """Faults of one catalogue: `needed` messages it lacks, and messages that no package `known` uses."""
    entries = list(polib.pofile(str(path))) if path.exists() else []
    have = {(entry.msgctxt, entry.msgid) for entry in entries if is_translated(entry)}
    present = {(entry.msgctxt, entry.msgid) for entry in entries}
    language = path.parent.parent.name
    return [
        *(f"{language}: not translated: {text!r}" for _, text in sorted(needed - have, key=str)),
        *(f"{language}: no longer used: {text!r}" for _, text in sorted(present - needed - known, key=str)),
    ]


def main(arguments: list[str]) -> int:
    if arguments[0] == "compile":
        compile_catalogues([Path(name) for name in arguments[1:]])
        return 0
    found = find_problems(ROOT)
    print("\n".join(found) or "Translations are complete.")
    return bool(found)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
