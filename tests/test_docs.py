"""DOC01 every page of the navigation is in the guide of a role that opens it; DOC02 every
operator's command is in the operator's guide, and no other; DOC03 every make target is mentioned,
and no other; DOC04 every link in README, changelog and docs leads somewhere; DOC05 README shows
four pictures and names every package; DOC06 no path or address of somebody's machine; DOC07 what a
guide prints in bold is a page, or words that stand on a screen; DOC08 the commands of README are
those of the Makefile; DOC09 every word of the vocabulary is explained."""

from __future__ import annotations

import ast
import re
from pathlib import Path

import pytest

from access.model import Act, Role
from access.permissions import may
from storage.__main__ import main
from tests.conftest import ROOT

GUIDE = ROOT / "docs" / "guide"
GUIDES = sorted(GUIDE.glob("*.md"))
DOCS = [ROOT / "README.md", ROOT / "CHANGELOG.md", *sorted((ROOT / "docs").rglob("*.md"))]
PACKAGES = ("survey", "interviews", "coding", "findings", "access", "storage")
WORDS = (
    *("Instrument", "Item", "Respondent", "Answer", "Response", "Organisation", "Participant"),
    *("Source", "Turn", "Code", "Codebook", "Segment", "Coder"),
    *("Theme", "Finding", "Evidence", "Confidence", "Story", "Release"),
)


def named(path: Path) -> str:
    """How a failing test names a document."""
    return str(path.relative_to(ROOT))


def pages() -> list[tuple[str, Act]]:
    """Title and act of every page of the navigation."""
    tree = ast.parse((ROOT / "navigation.py").read_text("utf-8"))
    table = next(
        node.value
        for node in tree.body
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "PAGES"
    )
    rows = [node for node in ast.walk(table) if isinstance(node, ast.Tuple)]
    return [
        (ast.literal_eval(row.elts[1]), Act[ast.unparse(row.elts[3]).removeprefix("Act.")])
        for row in rows
    ]


def commands(capsys: pytest.CaptureFixture[str], *before: str) -> set[str]:
    """The commands that the help of `python -m storage` lists."""
    with pytest.raises(SystemExit):
        main([*before, "--help"])
    return set(re.findall(r"^    ([a-z]+) ", capsys.readouterr().out, re.MULTILINE))


def targets() -> set[str]:
    """The targets that the Makefile offers."""
    text = (ROOT / "Makefile").read_text("utf-8")
    return set(re.findall(r"^\.PHONY: (.*)$", text, re.MULTILINE)[0].split())


def all_docs() -> str:
    """README and everything under docs/."""
    return "\n".join(path.read_text("utf-8") for path in DOCS)


@pytest.mark.parametrize(("title", "act"), pages())
def test_doc01_every_page_is_in_a_guide(title: str, act: Act) -> None:
    name = "researcher.md" if may(Role.RESEARCHER, act) else "lead.md"
    assert f"**{title}**" in (GUIDE / name).read_text("utf-8"), (
        f"docs/guide/{name} does not say what the page '{title}' is for. Add a sentence."
    )


def test_doc02_every_command_is_in_the_operators_guide(capsys: pytest.CaptureFixture[str]) -> None:
    text = (GUIDE / "operator.md").read_text("utf-8")
    listed = commands(capsys)
    assert set(re.findall(r"python -m storage ([a-z]+)", text)) == listed
    assert set(re.findall(r"python -m storage account ([a-z]+)", text)) == commands(
        capsys, "account"
    )
    assert set(re.findall(r"python -m storage ([a-z]+)", all_docs())) <= listed


def test_doc03_every_make_target_is_mentioned() -> None:
    mentioned = set(re.findall(r"(?:^|`)make ([a-z-]+)", all_docs(), re.MULTILINE))
    assert mentioned == targets() - {"check"}, "`check` is the part of `make test` after set-up"


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_doc04_every_link_leads_somewhere(path: Path) -> None:
    for link in re.findall(r"\]\(([^)\s]+)\)", path.read_text("utf-8")):
        target, _, anchor = link.partition("#")
        there = (path.parent / target).resolve() if target else path
        assert there.exists(), f"{named(path)}: '{link}' leads nowhere."
        if anchor:
            headings = re.findall(r"^#+ (.*)$", there.read_text("utf-8"), re.MULTILINE)
            slugs = {re.sub(r"[^\w -]", "", one.lower()).replace(" ", "-") for one in headings}
            assert anchor in slugs, f"{named(path)}: there is no heading for '{link}'."


def test_doc05_readme_shows_pictures_and_names_every_package() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    shown = re.findall(r"!\[[^\]]{10,}\]\(docs/screens/(\w+)-1280\.png\)", text)
    assert shown == ["home", "workbench", "findings", "story"]
    for package in PACKAGES:
        assert f"| `{package}/` |" in text, f"README's table of places has no row for {package}/."


@pytest.mark.parametrize("path", DOCS, ids=named)
def test_doc06_no_machine_of_somebody(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"(?<![\w.])/(?:home|root|work|Users|tmp|mnt)/", text)
    hosts = set(re.findall(r"https?://([\w.-]+)", text))
    assert hosts <= {"localhost", "127.0.0.1", "study.example.org"} or path.parent.name != "guide"


@pytest.mark.parametrize("path", GUIDES, ids=named)
def test_doc07_what_is_bold_stands_on_a_screen(path: Path) -> None:
    screens = [
        one.read_text("utf-8")
        for package in PACKAGES
        for one in (ROOT / package).rglob("*.*")
        if one.suffix in {".py", ".html", ".js"}
    ]
    titles = {title for title, _ in pages()}
    for words in re.findall(r"\*\*(.+?)\*\*", path.read_text("utf-8"), re.DOTALL):
        phrase = " ".join(words.split())
        assert phrase in titles or any(phrase in text for text in screens), (
            f"{named(path)} prints '{phrase}' in bold, but no page or template says it. "
            "Look at the screen, then correct the guide."
        )


def test_doc08_readme_starts_the_app_as_the_makefile_does() -> None:
    readme = (ROOT / "README.md").read_text("utf-8")
    makefile = (ROOT / "Makefile").read_text("utf-8")
    assert "streamlit run streamlit_app.py" in makefile
    assert "streamlit run streamlit_app.py" in readme
    (port,) = re.findall(r"^PORT \?= (\d+)", makefile, re.MULTILINE)
    assert f"http://localhost:{port}" in readme


def test_doc09_every_word_is_explained() -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    glossary = text.partition("## Words")[2].partition("\n## ")[0]
    missing = [word for word in WORDS if not re.search(rf"^\| .*\b{word}\b.* \| ", glossary, re.M)]
    assert not missing, f"README's glossary does not explain {', '.join(missing)}."
