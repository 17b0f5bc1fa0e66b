"""How a paragraph is set, in words of the style sheet."""

from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.styles.style import ParagraphStyle
from docx.text.paragraph import Paragraph

ALIGNED = {WD_ALIGN_PARAGRAPH.CENTER: "center", WD_ALIGN_PARAGRAPH.RIGHT: "right"}


def look_of(paragraph: Paragraph) -> str:
    """What a run says of itself stands over its style: people edit templates in Word."""
    style, runs = paragraph.style, [run for run in paragraph.runs if run.text.strip()]
    aligned = paragraph.alignment if paragraph.alignment is not None else _aligned(style)
    words = [ALIGNED[aligned]] if aligned in ALIGNED else []
    for name in ("bold", "italic"):
        otherwise = bool(style and getattr(style.font, name))
        said = [getattr(run.font, name) for run in runs]
        if runs and all(otherwise if one is None else one for one in said):
            words.append(name)
    return " ".join(words)


def _aligned(style: ParagraphStyle | None) -> WD_ALIGN_PARAGRAPH | None:
    return style.paragraph_format.alignment if style else None
