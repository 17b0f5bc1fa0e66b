"""What a publication is about, in words."""

TOPIC_NAMES: dict[str, str] = {
    "accident": "tai nạn lao động",
    "union_org": "tổ chức công đoàn",
    "welfare": "phúc lợi, chăm lo",
    "union_activity": "hoạt động công đoàn",
    "emulation": "thi đua, khen thưởng",
    "working_conditions": "điều kiện làm việc",
    "housing": "nhà ở công nhân",
    "employment": "việc làm",
    "policy": "chính sách",
    "wage": "tiền lương",
    "strike": "ngừng việc, đình công",
    "social_insurance": "bảo hiểm xã hội",
    "misconduct": "sai phạm",
    "other": "khác",
}
