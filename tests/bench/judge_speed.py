"""How many judgements one core makes per second, on Vietnamese text of 2 KB written for this purpose."""

import json
import time

from classify.judgement import Judge

SECONDS = 3.0
TITLE = "Công đoàn các khu công nghiệp thăm công nhân nhà máy ở Tằng Loỏng"
PARAGRAPH = (
    "Sáng nay, đoàn công tác của Liên đoàn Lao động tỉnh Lào Cai đến thăm hỏi, động viên công nhân đang làm việc tại "
    "một nhà máy trong khu công nghiệp Tằng Loỏng, xã Tằng Loỏng. Đại diện công ty cho biết, sau những tháng thiếu đơn "
    "hàng, hơn ba trăm người lao động đã có việc làm lại, tiền lương được trả đúng hạn và bảo hiểm xã hội được đóng "
    "đủ. Chị Hoa, một công nhân quê ở Bắc Hà, kể rằng xóm trọ của chị vẫn hay mất nước vào mùa khô, mong sớm có nhà ở "
    "cho công nhân. Trời đổ mưa từ trưa, con đường vào xóm lầy lội, nhưng bữa cơm chiều vẫn rôm rả tiếng cười. "
)
TEXT = (PARAGRAPH * 3)[:1480]


def rate(judge: Judge, title: str, text: str) -> float:
    done, started = 0, time.perf_counter()
    while (elapsed := time.perf_counter() - started) < SECONDS:
        for _ in range(50):
            judge.judge(title, text)
        done += 50
    return done / elapsed


def main() -> None:
    judge = Judge()
    silent = ("Trời đẹp, đường phố đông vui, quán xá mở cửa từ sáng sớm. " * 40)[:1480]
    print(
        json.dumps(
            {
                "bench": "judge_speed",
                "model_version": judge.model.version,
                "bytes": len(f"{TITLE}\n{TEXT}".encode()),
                "full_of_signs_per_second": round(rate(judge, TITLE, TEXT)),
                "without_signs_per_second": round(rate(judge, "Một ngày đẹp trời", silent)),
            }
        )
    )


if __name__ == "__main__":
    main()
