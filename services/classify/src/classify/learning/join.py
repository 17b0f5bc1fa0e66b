"""How the lexicon's sums and the grams' margin are joined to a probability, a tone and an urgency."""

from collections.abc import Sequence
from dataclasses import replace

from classify.judgement import sums
from classify.judgement.model import Joint, Model
from classify.learning.logistic import fit_dense
from classify.learning.seen import Labelled

_LABOUR_RIDGE, _KIND_RIDGE = 0.003, 0.02
_KINDS = {"tone": sums.TONES, "urgency": sums.URGENCIES}


def join(model: Model, labelled: Sequence[Labelled]) -> Model:
    """The same grams, joined anew to the lexicon by what people said of these publications."""
    asked = [(seen, example.gold) for example, seen in labelled if example.gold.labour is not None]
    rows = [sums.labour_features(seen.reading, model.margin(seen.grams)) for seen, _ in asked]
    joints = {"labour": _joint(rows, [int(bool(gold.labour)) for _, gold in asked], ("labour",), _LABOUR_RIDGE)}
    news = [(sums.kind_features(seen.reading), gold) for seen, gold in asked if gold.tone and gold.urgency]
    for kind, classes in _KINDS.items():
        wanted = [classes.index(getattr(gold, kind)) for _, gold in news]
        joints[kind] = _joint([features for features, _ in news], wanted, classes, _KIND_RIDGE)
    return replace(model, joints=joints)


def _joint(rows: Sequence[Sequence[float]], wanted: Sequence[int], classes: Sequence[str], ridge: float) -> Joint:
    layer = fit_dense(rows, wanted, len(classes), ridge)
    ordered = sorted(zip(classes, layer, strict=True))
    return Joint(tuple(name for name, _ in ordered), tuple(tuple(round(w, 4) for w in row) for _, row in ordered))
