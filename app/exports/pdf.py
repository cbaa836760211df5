"""A document as PDF: embedded face, text that can be searched and copied, the same bytes every time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from app.exports import fonts
from app.exports.document import Document, clean
from app.exports.layout import POINTS_IN_MM as MM
from app.exports.layout import Layout, layout_on
from app.storage.files import write_atomically


def render(document: Document, path: Path | str) -> None:
    """Write the document to `path`, in the format in force on its day.

    Raises Trouble: font_missing, and what writing a file raises.
    """
    from reportlab.platypus import BaseDocTemplate

    from app.exports.drawing import Drawing

    layout = layout_on(document.day)
    fonts.serif()
    page = layout.page
    width, height = (page.height, page.width) if document.landscape else (page.width, page.height)
    text_width = (width - page.left - page.right) * MM
    story = Drawing(layout, text_width).story(document.blocks)
    with write_atomically(Path(path)) as file:
        template = BaseDocTemplate(
            file,
            pagesize=(width * MM, height * MM),
            leftMargin=page.left * MM,
            rightMargin=page.right * MM,
            topMargin=page.top * MM,
            bottomMargin=page.bottom * MM,
            invariant=1,
            title=clean(document.title),
            author="",
            creator="Sổ Chi bộ",
            lang="vi-VN",
        )
        # The frame's padding would shift every margin.
        template.addPageTemplates([_page_template(template, document, layout)])
        template.build(story)


def _page_template(template: Any, document: Document, layout: Layout) -> Any:
    from reportlab.platypus import Frame, PageTemplate

    frame = Frame(
        template.leftMargin,
        template.bottomMargin,
        template.width,
        template.height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )

    def margins(canvas: Any, built: Any) -> None:
        number, mark = layout["page_number"], layout["foot"]
        middle = built.leftMargin + built.width / 2
        if built.page == 1 or getattr(canvas, "counts_anew", False):
            canvas.first_page, canvas.counts_anew = built.page, False
        own = built.page - canvas.first_page + 1
        if own > 1:
            canvas.setFont(fonts.face(number.bold, number.italic), number.size)
            edge = layout.page.page_number_from_edge * MM
            canvas.drawCentredString(middle, built.pagesize[1] - edge - number.size * 0.35, str(own))
        if foot := getattr(canvas, "foot", document.foot):
            canvas.setFont(fonts.face(mark.bold, mark.italic), mark.size)
            canvas.drawCentredString(middle, built.bottomMargin / 2, clean(foot))

    return PageTemplate("paper", [frame], onPage=margins)
