"""ARC01 SQL stands only in storage; ARC02 every folder of Python is a package; ARC03 every module
says in its first line what it holds; ARC04 nothing the app serves asks another machine; ARC05
nothing evaluates typed text; ARC06 every requirement is pinned and says why it is there."""

from __future__ import annotations

import ast
import re
import subprocess
from pathlib import Path

import pytest

from tests.conftest import ROOT

PACKAGES = ("survey", "interviews", "coding", "findings", "access", "storage")
# A whole statement, not the English words: "select … from", "insert into", "update … set".
SQL = re.compile(
    r"\b(select\s.+\sfrom\s|insert\s+(or\s+\w+\s+)?into\s|update\s+\w+\s+set\s|delete\s+from\s"
    r"|create\s+(table|index|trigger)\s)",
    re.IGNORECASE | re.DOTALL,
)
ELSEWHERE = re.compile(
    r"""(?:src|href|url|@import|import|fetch)\s*[=(\s]\s*["'(]?\s*(https?:)?//[\w.]+"""
)


def project_files(*suffixes: str) -> list[Path]:
    """The files of the packages and the two scripts, as git would know them."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    ).stdout.split("\n")
    paths = [ROOT / name for name in listed if name.endswith(suffixes)]
    return [path for path in paths if path.exists()]


def product(*suffixes: str) -> list[Path]:
    """The files that run in the app: everything but the tests."""
    return [path for path in project_files(*suffixes) if "tests" not in path.parts]


def strings(path: Path) -> list[str]:
    """Every string constant of a Python file that is not a docstring."""
    tree = ast.parse(path.read_text("utf-8"))
    holders = (ast.Module, ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)
    docs = {
        ast.get_docstring(node, clean=False) for node in ast.walk(tree) if isinstance(node, holders)
    }
    found = [
        n.value for n in ast.walk(tree) if isinstance(n, ast.Constant) and isinstance(n.value, str)
    ]
    return [text for text in found if text not in docs]


def test_arc01_sql_stands_only_in_storage() -> None:
    outside = [
        f"{path.relative_to(ROOT)}: {text[:60]!r}: move it into a function in storage/"
        for path in product(".py")
        if path.relative_to(ROOT).parts[0] != "storage"
        for text in strings(path)
        if SQL.search(text)
    ]
    assert outside == []


def test_arc02_every_folder_of_python_is_a_package() -> None:
    folders = {
        folder
        for path in project_files(".py")
        for folder in path.relative_to(ROOT).parents
        if folder != Path()
    }
    missing = [
        f"{folder}/__init__.py is missing: linter and type checker skip the folder without it"
        for folder in sorted(folders)
        if not (ROOT / folder / "__init__.py").exists()
    ]
    assert missing == []


def test_arc03_every_module_says_what_it_holds() -> None:
    silent = [
        f"{path.relative_to(ROOT)}: begin with a line in triple quotes that says what it holds"
        for path in project_files(".py")
        if path.stat().st_size and ast.get_docstring(ast.parse(path.read_text("utf-8"))) is None
    ]
    assert silent == []


def test_arc04_nothing_that_is_served_asks_another_machine() -> None:
    outside = [
        f"{path.relative_to(ROOT)}: {found.group(0)}"
        for path in product(".css", ".js", ".html", ".j2", ".svg")
        for found in ELSEWHERE.finditer(path.read_text("utf-8"))
        if "www.w3.org" not in found.group(0)
    ]
    assert outside == []


@pytest.mark.parametrize("name", ["eval", "exec", "pickle", "marshal"])
def test_arc05_nothing_evaluates_typed_text(name: str) -> None:
    used = [
        str(path.relative_to(ROOT))
        for path in product(".py")
        for node in ast.walk(ast.parse(path.read_text("utf-8")))
        if (isinstance(node, ast.Name) and node.id == name)
        or (isinstance(node, ast.alias) and node.name == name)
    ]
    assert used == []


@pytest.mark.parametrize("name", ["requirements.txt", "tests/requirements.txt"])
def test_arc06_every_requirement_is_pinned_and_says_why(name: str) -> None:
    lines = [line for line in (ROOT / name).read_text("utf-8").splitlines() if line.strip()]
    wanted = [line for line in lines if not line.startswith(("#", "-r"))]
    pinned = re.compile(r"[\w.\-\[\]]+==[^\s;]+(; [^#]+)?\s+# \S.+")
    loose = [line for line in wanted if not pinned.fullmatch(line)]
    assert loose == []
