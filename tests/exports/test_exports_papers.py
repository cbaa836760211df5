"""Papers as PDF and DOCX: the text of each form is kept in tests/golden and compared.

To renew after a change on purpose: delete the golden file, run once, read the new text, commit it.
"""

from __future__ import annotations

import datetime
import subprocess
import unicodedata
from pathlib import Path
from typing import Any

import docx as python_docx
import pytest
from docx.oxml.ns import qn
from docx.table import Table as WordTable
from docx.text.paragraph import Paragraph as WordParagraph
from pypdf import PdfReader

from app.exports import docx, fonts, pdf
from app.exports.document import (
    Document,
    Foot,
    Head,
    Heading,
    Lines,
    PageBreak,
    Paragraph,
    Signature,
    Signatures,
    join,
    plain,
)
from app.exports.forms import fill, load_forms
from app.exports.layout import POINTS_IN_MM as MM
from app.exports.layout import RESOURCES
from app.trouble import Trouble

CODES = sorted(load_forms(RESOURCES / "forms"))
FILE_NAMES = {code: unicodedata.normalize("NFKD", code.lower()).replace("đ", "d") for code in CODES}


LONG_NAME = "Công Tằng Tôn Nữ Nguyễn Hoàng “Bảo” Quỳnh & <Ánh> Nguyệt O'Hara"


def pdf_text(path: Path) -> str:
    return "\n---\n".join(page.extract_text() for page in PdfReader(path).pages)


def docx_text(path: Path) -> str:
    lines = []
    for block in python_docx.Document(str(path)).iter_inner_content():
        if isinstance(block, WordParagraph):
            lines.append(block.text)
        elif isinstance(block, WordTable):
            lines += [" | ".join(cell.text.replace("\n", " / ") for cell in row.cells) for row in block.rows]
    return "\n".join(lines)


def compare(text: str, kept: Path) -> None:
    text = "\n".join(line.rstrip() for line in text.splitlines()) + "\n"
    if not kept.exists():
        kept.write_text(text, "utf-8")
        pytest.fail(f"{kept.name} was missing and is written: read it, then run again")
    assert text == kept.read_text("utf-8")


def render(document: Document, folder: Path) -> Path:
    path = folder / "paper.pdf"
    pdf.render(document, path)
    return path


@pytest.mark.parametrize("code", CODES)
def test_text_of_a_filled_form_is_the_kept_one(
    code: str, forms: dict[str, Any], values: dict[str, Any], tmp_path: Path, golden: Path
) -> None:
    paper = fill(forms[code], values)
    compare(pdf_text(render(paper, tmp_path)), golden / f"{FILE_NAMES[code]}.pdf.txt")
    docx.render(paper, tmp_path / "paper.docx")
    compare(docx_text(tmp_path / "paper.docx"), golden / f"{FILE_NAMES[code]}.docx.txt")


@pytest.mark.parametrize("code", CODES)
def test_text_of_an_empty_form_is_the_kept_one(
    code: str, forms: dict[str, Any], tmp_path: Path, golden: Path
) -> None:
    compare(pdf_text(render(fill(forms[code], {}), tmp_path)), golden / f"{FILE_NAMES[code]}-empty.pdf.txt")


def test_every_vietnamese_letter_is_found_again_in_all_faces(tmp_path: Path) -> None:
    letters = fonts.vietnamese_letters()
    assert len(letters) == len(set(letters)) == 134
    rows = [letters[start : start + 30] for start in range(0, 134, 30)]
    from app.exports.document import Run

    faces = [Run("", bold, italic) for bold in (False, True) for italic in (False, True)]
    blocks = [Paragraph((Run(row, f.bold, f.italic),), "left", indent=False) for f in faces for row in rows]
    text = pdf_text(render(Document("Chữ", tuple(blocks)), tmp_path))
    assert "".join(text.split()) == letters * 4


def test_decomposed_text_is_printed_composed_and_without_ligatures(tmp_path: Path) -> None:
    typed = unicodedata.normalize("NFD", "Đặng Thị Ngọc Huyền, office, flexible, ffi")
    text = pdf_text(render(Document("Tên", (Paragraph(plain(typed), "left"),)), tmp_path))
    assert text.strip() == "Đặng Thị Ngọc Huyền, office, flexible, ffi"


@pytest.mark.needs("pdftotext")
def test_another_reader_finds_the_same_words(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    path = render(fill(forms["6-KNĐ"], values), tmp_path)
    text = subprocess.run(
        ["pdftotext", "-layout", path, "-"], capture_output=True, check=True
    ).stdout.decode()
    assert unicodedata.is_normalized("NFC", text)
    for words in (
        "ĐẢNG CỘNG SẢN VIỆT NAM",
        "Số 05-NQ/CB",
        "NGUYỄN THỊ ÁNH",
        "Tân Hưng, ngày 05 tháng 11 năm 2026",
    ):
        assert words in text


def test_what_people_type_is_never_markup(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    values["faults"] = "<b>x</b> & **y** {number} __z__ \x00\x07"
    text = pdf_text(render(fill(forms["6-KNĐ"], values), tmp_path))
    assert "<b>x</b> & **y** {number} __z__" in text


def test_the_same_paper_has_the_same_bytes(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    paper = fill(forms["5-KNĐ"], values)
    assert render(paper, tmp_path).read_bytes() == render(paper, tmp_path).read_bytes()


def test_page_number_stands_on_top_of_every_page_but_the_first(tmp_path: Path) -> None:
    pages = (
        Paragraph(plain("Một.")),
        PageBreak(),
        Paragraph(plain("Hai.")),
        PageBreak(),
        Paragraph(plain("Ba.")),
    )
    reader = PdfReader(render(Document("Ba trang", (*pages, Foot("Chân trang"))), tmp_path))
    texts = [sorted(page.extract_text().split()) for page in reader.pages]
    assert texts == [
        ["Chân", "Một.", "trang"],
        ["2", "Chân", "Hai.", "trang"],
        ["3", "Ba.", "Chân", "trang"],
    ]
    assert float(reader.pages[0].mediabox.width) == pytest.approx(210 * MM, abs=0.1)
    assert float(reader.pages[0].mediabox.height) == pytest.approx(297 * MM, abs=0.1)


def test_signatures_take_the_last_words_with_them_to_a_new_page(tmp_path: Path) -> None:
    signed = Signatures((Signature("T/M CHI BỘ", "BÍ THƯ", "Trần Văn Hòa"),))
    body = [Paragraph(plain(f"Đoạn {number}.")) for number in range(1, 31)]
    pages = PdfReader(render(Document("Dài", (*body, signed)), tmp_path)).pages
    assert len(pages) == 2
    assert "Đoạn 30." in pages[1].extract_text() and "Trần Văn Hòa" in pages[1].extract_text()


@pytest.mark.parametrize("rows", range(18, 34, 3))
def test_signatures_take_the_last_rows_of_a_table_with_them(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path, rows: int
) -> None:
    values["rights"] = [{"what": f"Việc {n}.", "rule": "Được biết."} for n in range(1, rows + 1)]
    del values["addressee"]  # the table is the last before the words above the signatures
    last = PdfReader(render(fill(forms["QUYEN"], values), tmp_path)).pages[-1].extract_text()
    assert f"Việc {rows}." in last and f"Việc {rows - 1}." in last and "NGƯỜI LẬP PHIẾU" in last


def test_docx_declares_the_face_for_every_script_and_says_nothing_of_the_machine(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    path = tmp_path / "paper.docx"
    docx.render(fill(forms["6-KNĐ"], values), path)
    word = python_docx.Document(str(path))
    declared = word.styles["Normal"].element.rPr.rFonts
    assert {declared.get(qn(f"w:{s}")) for s in ("ascii", "hAnsi", "eastAsia", "cs")} == {"Times New Roman"}
    section = word.sections[0]
    margins = (section.top_margin, section.bottom_margin, section.left_margin, section.right_margin)
    assert [round(margin.mm) for margin in margins] == [20, 20, 30, 15]
    assert word.core_properties.author == "" and word.core_properties.last_modified_by == ""
    assert "chưa có mẫu gốc đối chiếu" in section.first_page_footer.paragraphs[0].text


def test_lines_to_write_on_are_dotted_in_a_docx(forms: dict[str, Any], tmp_path: Path) -> None:
    docx.render(fill(forms["10-KNĐ"], {}), tmp_path / "paper.docx")
    word = python_docx.Document(str(tmp_path / "paper.docx"))
    wanted = sum(block.count for block in fill(forms["10-KNĐ"], {}).blocks if isinstance(block, Lines))
    assert wanted > 0 and sum(paragraph.text == "\t" for paragraph in word.paragraphs) == wanted


@pytest.mark.needs("soffice")
def test_every_docx_opens_in_libreoffice(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    """All forms in one call: the office suite takes seconds to start."""
    values["person_name"] = LONG_NAME
    papers = []
    for code in CODES:
        papers.append(tmp_path / f"{FILE_NAMES[code]}.docx")
        docx.render(fill(forms[code], values), papers[-1])
    many = tmp_path / "many.docx"
    docx.render(join([fill(forms["9-KNĐ"], {**values, "number": n}) for n in (5, 6)]), many)
    mixed = tmp_path / "mixed.docx"
    reviews = [f"02{letter}-HD KĐ.ĐG 2025" for letter in "ABC"]
    docx.render(join([fill(forms[code], values) for code in reviews]), mixed)
    profile = f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}"
    subprocess.run(
        ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", tmp_path, *papers, many, mixed],
        check=True,
        capture_output=True,
        timeout=240,
    )
    for code, paper in zip(CODES, papers, strict=True):
        text = "".join(pdf_text(paper.with_suffix(".pdf")).split())
        assert "ĐẢNGCỘNGSẢNVIỆTNAM" in text or code in ("4-KNĐ", "4a-KNĐ"), code
        if "person_name" in forms[code].fields:
            assert "".join(LONG_NAME.split()).casefold() in text.casefold(), code
    pages = PdfReader(many.with_suffix(".pdf")).pages
    assert ["Số 05-QĐ/ĐU" in page.extract_text() for page in pages] == [True, False]
    assert not any(page.extract_text().startswith("2") for page in pages), "each paper is counted from one"
    feet = [page.extract_text() for page in PdfReader(mixed.with_suffix(".pdf")).pages]
    named = [[code for code in reviews if f"Mẫu {code}" in foot] for foot in feet]
    assert sorted(named) == named and {len(codes) for codes in named} == {1}, "each page names its own form"


@pytest.mark.needs("pdftotext")
def test_every_pdf_is_read_as_vietnamese_text(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    values["person_name"] = LONG_NAME
    for code in CODES:
        path = render(fill(forms[code], values), tmp_path)
        text = subprocess.run(["pdftotext", path, "-"], capture_output=True, check=True).stdout.decode()
        assert unicodedata.is_normalized("NFC", text)
        if "person_name" in forms[code].fields:
            assert "".join(LONG_NAME.split()).casefold() in "".join(text.split()).casefold(), code


@pytest.mark.parametrize("code", ["3-KNĐ", "6-KNĐ", "10-KNĐ", "13-KNĐ", "1-HSĐV"])
def test_a_long_text_goes_on_over_the_page_and_keeps_its_paragraphs(
    code: str, forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    long = "\n\n".join(
        f"Đoạn {n}: " + "đồng chí luôn gương mẫu, được nhân dân tin cậy; " * 8 for n in range(1, 13)
    )
    name = "history" if code == "1-HSĐV" else "strengths"
    paper = fill(forms[code], {**values, name: long})
    assert (
        sum("".join(r.text for r in b.runs).count("Đoạn ") for b in paper.blocks if isinstance(b, Paragraph))
        == 12
    )
    assert (
        max("".join(r.text for r in b.runs).count("Đoạn ") for b in paper.blocks if isinstance(b, Paragraph))
        == 1
    )
    pages = PdfReader(render(paper, tmp_path)).pages
    assert len(pages) >= 2
    last = pages[-1].extract_text()
    signer = next(b for b in reversed(paper.blocks) if isinstance(b, Signatures)).signatures[-1]
    assert signer.authority.upper() in last.upper() and len(last.split()) > 20, "signatures never stand alone"


def test_papers_in_one_file_are_each_counted_from_one(
    forms: dict[str, Any], values: dict[str, Any], tmp_path: Path
) -> None:
    long = "\n".join(f"Đoạn {n}: " + "gương mẫu, được tin cậy; " * 12 for n in range(5))
    papers = [fill(forms["6-KNĐ"], {**values, "number": n, "strengths": long}) for n in (5, 6)]
    pages = PdfReader(render(join(papers), tmp_path)).pages
    assert len(pages) == 4
    assert ["Số 05-NQ/CB" in pages[0].extract_text(), "Số 06-NQ/CB" in pages[2].extract_text()] == [
        True,
        True,
    ]
    numbered = [
        page.extract_text().split()[0] == "2" or page.extract_text().rstrip().endswith("2") for page in pages
    ]
    assert numbered == [False, True, False, True]


def test_a_missing_face_is_told_with_its_remedy(tmp_path: Path) -> None:
    with pytest.raises(Trouble) as told:
        fonts.serif([tmp_path])
    assert told.value.code == "font_missing" and "fonts-liberation2" in told.value.hint


def test_a_face_without_vietnamese_letters_is_not_taken(tmp_path: Path) -> None:
    import reportlab

    vera = Path(reportlab.__file__).parent / "fonts" / "Vera.ttf"
    for ending in ("Regular", "Bold", "Italic", "BoldItalic"):
        (tmp_path / f"Tinos-{ending}.ttf").write_bytes(vera.read_bytes())
    with pytest.raises(Trouble):
        fonts.serif([tmp_path])


def test_a_folder_that_is_gone_is_trouble_and_leaves_nothing(tmp_path: Path) -> None:
    paper = Document("Tên", (Head(issuer="Chi bộ"), Heading("Nghị quyết")), datetime.date(2026, 11, 5))
    for module, name in ((pdf, "paper.pdf"), (docx, "paper.docx")):
        with pytest.raises(Trouble) as told:
            module.render(paper, tmp_path / "gone" / name)
        assert told.value.code == "medium_gone"
    assert list(tmp_path.iterdir()) == []


def test_an_old_paper_survives_a_failed_one(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = render(Document("Cũ", (Heading("Cũ"),)), tmp_path)
    before = path.read_bytes()

    def full(*_args: Any, **_settings: Any) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("reportlab.pdfgen.canvas.Canvas.save", full)
    with pytest.raises(Trouble) as told:
        render(Document("Mới", (Heading("Mới"),)), tmp_path)
    assert told.value.code == "disk_full"
    assert path.read_bytes() == before and list(tmp_path.iterdir()) == [path]
