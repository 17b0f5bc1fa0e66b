"""What no letter needs in its package: macros, embedded programs, text that is loaded from elsewhere."""

from casework.letters.errors import TemplateRefused

FOREIGN = ("vbaproject", "activex", "embeddings/", "afchunk", "attachedtoolbars")
"""Macros, controls, embedded programs: no letter needs them."""
LOADING = (b"attachedTemplate", b"oleObject", b"frameset", b"subDocument", b"aFChunk")
FIELDS = (b"DDE", b"INCLUDE", b"IMPORT", b"LINK ", b"MACROBUTTON", b"QUOTE", b"AUTOTEXT")


def check_part(part: str, content: bytes, name: str) -> None:
    if any(word in part.lower() for word in FOREIGN):
        raise TemplateRefused(f"{name} chứa {part} (macro hoặc đối tượng nhúng). Lưu lại dạng .docx không macro.")
    if part.endswith(".rels") and any(
        b'TargetMode="External"' in entry and b"/hyperlink" not in entry for entry in content.split(b"<")
    ):
        raise TemplateRefused(f"{name} liên kết tới tệp bên ngoài ({part}). Bỏ liên kết, chỉ giữ nội dung trong mẫu.")
    if part.endswith(".rels") and any(word in content for word in LOADING):
        raise TemplateRefused(f"{name} nạp nội dung từ tệp khác ({part}). Bỏ phần ấy rồi lưu lại.")
    if part.endswith(".xml") and _instructions(content):
        raise TemplateRefused(f"{name} có trường tự động nạp dữ liệu ({part}). Chỉ dùng trường số trang PAGE.")


def _instructions(content: bytes) -> bool:
    texts = [part.split(b"</", 1)[0] for part in content.split(b"instrText")[1::2]]
    texts += [part.split(b'"', 1)[0] for part in content.split(b'w:instr="')[1:]]
    joined = b"".join(text.partition(b">")[2] or text for text in texts).upper()
    return any(word in joined for word in FIELDS)
