"""docs/metrics.md is the catalogue of every metric: what the code makes, with its labels and words."""

import ast
import re

from tests.architecture.code import ROOT, sources, text_of, tree_of
from tests.metrics import catalogue

KINDS = {"counter", "gauge", "histogram"}


def made() -> dict[str, tuple[str, str, str]]:
    """Name to kind, labels and words, of every metric that is made under a name of its own."""
    calls = (call for path in sources() for call in ast.walk(tree_of(path)) if isinstance(call, ast.Call))
    found = {}
    for call in calls:
        words = [arg.value for arg in call.args if isinstance(arg, ast.Constant)]
        if isinstance(call.func, ast.Attribute) and call.func.attr in KINDS and len(words) > 1:
            name, told, *labels = words
            found[f"haichieu_{name}"] = (call.func.attr, ", ".join(labels) or "–", told)
    return found


def test_each_metric_of_the_code_stands_in_the_catalogue_with_its_words() -> None:
    assert made() == {name: (row.kind, row.labels, row.told) for name, row in catalogue().items()}


def test_counters_end_as_prometheus_names_them() -> None:
    assert [name for name, (kind, *_) in made().items() if (kind == "counter") != name.endswith("_total")] == []


def test_alerts_speak_of_metrics_of_the_catalogue() -> None:
    told = text_of(ROOT / "deploy" / "prometheus" / "alerts.yml")
    names = {re.sub(r"_bucket$", "", name) for name in re.findall(r"haichieu_\w+", told)}
    assert names
    assert names <= catalogue().keys()
