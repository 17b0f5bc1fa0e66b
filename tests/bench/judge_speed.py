"""How many judgements one core makes per second, on Vietnamese text of 2 KB written for this purpose.

Counted in processor time, so that neighbours on the machine are not judged too. `--rivals PYTHON` names an interpreter
that has underthesea or scikit-learn: word segmentation and a plain pipeline are timed on the same text beside ours.
"""

import argparse
import json
import sys
import time
from collections.abc import Callable
from statistics import median

from tests.bench.rivals import RIVALS, RUNS, SECONDS, rate_of

from classify.judgement import Judge

TITLE = "Công đoàn các khu công nghiệp thăm công nhân nhà máy ở Tằng Loỏng"
PARAGRAPH = (
    "Sáng nay, đoàn công tác của Liên đoàn Lao động tỉnh Lào Cai đến thăm hỏi, động viên công nhân đang làm việc tại "
    "một nhà máy trong khu công nghiệp Tằng Loỏng, xã Tằng Loỏng. Đại diện công ty cho biết, sau những tháng thiếu đơn "
    "hàng, hơn ba trăm người lao động đã có việc làm lại, tiền lương được trả đúng hạn và bảo hiểm xã hội được đóng "
    "đủ. Chị Hoa, một công nhân quê ở Bắc Hà, kể rằng xóm trọ của chị vẫn hay mất nước vào mùa khô, mong sớm có nhà ở "
    "cho công nhân. Trời đổ mưa từ trưa, con đường vào xóm lầy lội, nhưng bữa cơm chiều vẫn rôm rả tiếng cười. "
)
TEXT = (PARAGRAPH * 3)[:1480]
SILENT = ("Trời đẹp, đường phố đông vui, quán xá mở cửa từ sáng sớm. " * 40)[:1480]


def rate(work: Callable[[], object]) -> float:
    """The median of the runs, per second of processor time."""
    rates = []
    for _ in range(RUNS):
        done, started = 0, time.process_time()
        while (spent := time.process_time() - started) < SECONDS:
            for _ in range(20):
                work()
            done += 20
        rates.append(done / spent)
    return median(rates)


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m tests.bench.judge_speed")
    parser.add_argument(
        "--rivals",
        metavar="PYTHON",
        default=sys.executable,
        help="an interpreter that has underthesea and scikit-learn",
    )
    arguments = parser.parse_args()
    judge = Judge()
    found: dict[str, object] = {
        "bench": "judge_speed",
        "model_version": judge.model.version,
        "bytes": len(f"{TITLE}\n{TEXT}".encode()),
        "full_of_signs_per_second": round(rate(lambda: judge.judge(TITLE, TEXT))),
        "as_the_service_judges_per_second": round(rate(lambda: judge.judge(TITLE, TEXT, explain_all=False))),
        "without_signs_per_second": round(rate(lambda: judge.judge("Một ngày đẹp trời", SILENT))),
    }
    ours = rate(lambda: judge.judge(TITLE, TEXT, explain_all=False))
    for rival in RIVALS:
        if theirs := rate_of(rival, arguments.rivals, f"{TITLE}\n{TEXT}"):
            found |= {f"{rival}_per_second": round(theirs, 1), f"judgements_per_{rival}": round(ours / theirs, 1)}
    print(json.dumps(found))


if __name__ == "__main__":
    main()
