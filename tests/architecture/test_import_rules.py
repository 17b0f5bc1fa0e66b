"""The import rules are kept, and lint-imports really fails when one is broken."""

import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest
from tests.architecture.code import MEMBERS, ROOT

PACKAGES = {"shared": "shared", "haichieu": "deploy/local"} | {
    name: f"services/{name}" for name in ("ingest", "classify", "casework", "notify")
}

BROKEN = {
    "services never import one another": ("ingest/usecases.py", "import casework.domain.case"),
    "shared imports no service": ("shared/kit.py", "import notify.domain"),
    "services do not know the local stack": ("notify/courier.py", "import haichieu.ports"),
    "contracts are pydantic and stdlib only": ("shared/contracts/envelope.py", "import shared.ops.ids"),
    "messaging and store do not import each other": ("shared/messaging/relay.py", "import shared.store.outbox"),
    "only shared.messaging knows the Kafka clients": ("casework/handlers.py", "import aiokafka"),
    "only shared.store knows the Mongo driver": ("classify/store.py", "import motor.motor_asyncio"),
    "domain does no I/O and knows no wire shape": ("casework/domain/case.py", "import pydantic"),
    "use cases see domain and ports": ("casework/usecases/following.py", "import shared.contracts.notify"),
    "strangers' bytes are parsed": ("ingest/reading/reader.py", "import ingest.reading.pages"),
    "the audit trail's core": ("casework/audit/chain.py", "import shared.store.client"),
    "access decides without I/O": ("casework/access/front_desk.py", "import starlette.requests"),
    "composition is above everything in a service": ("notify/usecases.py", "import notify.app"),
}


def lint(folder: Path) -> subprocess.CompletedProcess[str]:
    """The project's own configuration, on the packages in `folder`."""
    command = [
        str(Path(sys.executable).with_name("lint-imports")),
        "--config",
        str(ROOT / "pyproject.toml"),
        "--no-cache",
    ]
    environment = {"PYTHONPATH": str(folder), "PATH": "/usr/bin:/bin", "COLUMNS": "500"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, timeout=120, check=False
    )


@pytest.fixture(scope="module")
def copied(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("packages")
    for package, member in PACKAGES.items():
        source = ROOT / member / "src" / package
        shutil.copytree(source, folder / package, ignore=shutil.ignore_patterns("__pycache__"))
    return folder


def test_every_rule_is_kept_and_each_is_broken_below(copied: Path) -> None:
    answer = lint(copied)
    assert answer.returncode == 0, answer.stdout
    assert " 0 broken" in answer.stdout
    rules = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    assert len(rules) == len(BROKEN)
    assert all(any(rule["name"].startswith(name) for name in BROKEN) for rule in rules)


@pytest.mark.parametrize("rule", BROKEN)
def test_a_forbidden_import_breaks_the_build_and_is_named(copied: Path, rule: str) -> None:
    file, line = BROKEN[rule]
    path = copied / file
    original = path.read_text("utf-8")
    path.write_text(f"{original}\n{line}\n", "utf-8")
    try:
        answer = lint(copied)
    finally:
        path.write_text(original, "utf-8")
    assert answer.returncode != 0
    broken = [text for text in answer.stdout.splitlines() if text.rstrip().endswith("BROKEN")]
    assert any(text.startswith(rule) for text in broken), answer.stdout


def test_the_members_of_the_workspace_are_listed_one_by_one() -> None:
    workspace = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["uv"]["workspace"]
    assert tuple(workspace["members"]) == MEMBERS
    assert not any(set(member) & set("*?[") for member in workspace["members"])
    assert "exclude" not in workspace
