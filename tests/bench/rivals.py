"""What others make of the same text, per second of processor time: timed in an interpreter that has their libraries.

They are no dependency of this project: whoever wants to compare makes an environment of its own (`pip install
underthesea scikit-learn`) and names its interpreter. What it lacks is left out, with words.
"""

import json
import subprocess
import sys
from statistics import median

from classify.learning.gold import gold_path

RUNS, SECONDS = 5, 1.0

_TIMED = """
import json, sys, time
given = json.load(sys.stdin)
def timed(work):
    rates = []
    for _ in range(given["runs"]):
        done, started = 0, time.process_time()
        while (spent := time.process_time() - started) < given["seconds"]:
            work()
            done += 1
        rates.append(done / spent)
    print(json.dumps(rates))
text = given["text"]
"""

RIVALS = {
    "underthesea": """
from underthesea import word_tokenize
word_tokenize(text)
timed(lambda: word_tokenize(text))
""",
    "scikit-learn": """
from sklearn.feature_extraction.text import TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
pipeline = make_pipeline(TfidfVectorizer(ngram_range=(1, 2), sublinear_tf=True), LogisticRegression(max_iter=1000))
pipeline.fit(given["texts"], given["labels"])
timed(lambda: pipeline.predict_proba([text]))
""",
}
"""The first only cuts the text into words; the second is a plain pipeline, fitted on our own development set."""


def rate_of(rival: str, python: str, text: str) -> float | None:
    """The median of the runs, or None when that interpreter does not have it: then it is said why."""
    texts, labels = _own_set()
    given = {"text": text, "texts": texts, "labels": labels, "runs": RUNS, "seconds": SECONDS}
    words = [python, "-c", _TIMED + RIVALS[rival]]
    try:
        spoken = subprocess.run(words, input=json.dumps(given), text=True, capture_output=True, check=False)
    except OSError as error:
        _leave_out(rival, f"{python} cannot be started: {error.strerror}")
        return None
    if spoken.returncode:
        last = (spoken.stderr.strip().splitlines() or ["no word of why"])[-1]
        _leave_out(rival, f"{last}; `{python} -m pip install {rival}` may bring it")
        return None
    return float(median(json.loads(spoken.stdout)))


def _own_set() -> tuple[list[str], list[int]]:
    rows = [json.loads(line) for line in gold_path().read_text("utf-8").splitlines()]
    return [f"{row['title']}\n{row['text']}" for row in rows], [row["relevant"] for row in rows]


def _leave_out(rival: str, why: str) -> None:
    print(f"judge_speed: {rival} is left out: {why}", file=sys.stderr)
