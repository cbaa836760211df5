"""What a column means, by the words of its head and in any order."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from app.imports.grid import letter
from app.imports.syllables import fold

DATES = frozenset(("birth", "admission_date", "official_date", "card_issue_date", "activity_date"))
IDENTIFIERS = frozenset(("personal_number", "card_number", "old_card_number", "old_id_number"))
TEXTS = frozenset(
    re.findall(
        r"\w+",
        """name other_name card_issued_at organisation birth_country birth_province birth_address birth_place
    home_country home_province home_address home_town residence_country residence_province residence_address
    residence occupation position education professional political_theory file_number""",
    )
)
CODES = frozenset(("sex", "ethnicity", "religion", "activity", "status", "delete_requested"))
FIELDS = DATES | IDENTIFIERS | TEXTS | CODES


@dataclass(slots=True)
class Column:
    """A column of a list. `part` says which piece of its field it holds (a name's, a day's), `sex` whose."""

    number: int
    header: str
    field: str | None = None
    part: str = ""
    sex: str = ""
    mandatory: bool = False

    @property
    def letter(self) -> str:
        return letter(self.number)


def head_key(header: str) -> str:
    """The folded words of a head: under them a corrected mapping is remembered."""
    return fold(header)


_PLACES = (
    ("birth", "noi (dang ky )?(khai )?sinh|khai sinh tai|noi sinh|dkks"),
    ("home", "que quan|que|nguyen quan"),
    ("residence", "thuong tru|tam tru|cho o|noi o|noi cu tru|ho khau|hktt|dia chi( hien nay| lien he)?"),
)
_PLACE_WORDS = (("country", "quoc gia|nuoc"), ("province", "tinh( thanh pho)?|tinh tp|thanh pho"))
_WHOLE_PLACE = {"birth": "birth_place", "home": "home_town", "residence": "residence"}

# The first that is found in the folded head wins; narrow ones stand before wide ones
_RULES: tuple[tuple[str, str], ...] = (
    (
        r"^(stt|tt|so tt|so thu tu|id|ma|ma so|ghi chu|chu thich|tuoi|tuoi dang|tuoi doi|nam tuoi dang)\b.*$",
        "",
    ),
    (
        r"huy hieu|so quyet dinh|so qd|nguoi gioi thieu|vao doan|ket nap doan|nhap ngu|dien thoai|sdt|email",
        "",
    ),
    (r"ho (va )?ten (cha|bo|me|vo|chong|con)\b|nguoi than|vo chong", ""),
    (r"ten goi khac|ten khac|bi danh|ten thuong goi|ten thuong dung|biet danh", "other_name"),
    (r"de nghi xoa|xoa khoi", "delete_requested"),
    (r"ngay (roi|mat|mien|chuyen|ra khoi|tu tran)|ngay (thang )?(nam )?mien|mien shd tu", "activity_date"),
    (r"noi cap the|co quan cap the|don vi cap the|noi cap$", "card_issued_at"),
    (r"(ngay|thang|nam).*(cap|phat) the|ngay (cap|phat)( the)?$|ngay nhan the", "card_issue_date"),
    (r"(so )?the.*(qd ?85|8 so|cu\b)|so the cu|qd 85", "old_card_number"),
    (r"(so )?the.*(12 so|moi|hd ?38)|^so the (dang|dang vien)$|so the", "card_number"),
    (r"^the (dang|dang vien|dv)$|ma the", "card_number"),
    (r"ly lich|so ll|so ho so", "file_number"),
    (r"cmnd|cmtnd|chung minh", "old_id_number"),
    (r"dinh danh|cccd|can cuoc|so cc\b|ddcn", "personal_number"),
    (
        r"chinh thuc.*(ngay|nam)|(ngay|thang|nam).*chinh thuc|^chinh thuc$|cong nhan|vao dang.*chinh thuc",
        "official_date",
    ),
    (r"vao dang|ket nap|vao dcs|du bi.*ngay|ngay.*du bi|^du bi$|ngay vd|vao d c s", "admission_date"),
    (r"trang thai|tinh trang|hien trang", "activity"),
    (
        r"^(loai|dien|doi tuong|tu cach) (dang vien|dv)|chinh thuc du bi|du bi chinh thuc|^dang vien ct db$",
        "status",
    ),
    (
        r"to chuc dang|dang sinh hoat|^(ten )?chi bo|sinh hoat (tai )?chi bo|noi sinh hoat|thuoc chi bo",
        "organisation",
    ),
    (r"gioi tinh|^phai$|^nam nu\b|^gioi$|^gt$", "sex"),
    (
        r"(ngay|thang|nam) (thang )?(nam )?sinh|sinh ngay|sinh nam|^sinh$|ngay sinh|nam sinh|n t n s|^ntns",
        "birth",
    ),
    (r"dan toc", "ethnicity"),
    (r"ton giao", "religion"),
    (r"nghe nghiep|cong viec|nghe$", "occupation"),
    (r"chuc vu|chuc danh|nhiem vu", "position"),
    (r"ly luan|llct|chinh tri", "political_theory"),
    (r"chuyen mon|cmnv|nghiep vu|hoc vi|bang cap", "professional"),
    (r"van hoa|gdpt|pho thong|hoc van|trinh do$", "education"),
    (r"^ho (va )?(chu )?(ten )?dem|^ho va dem|^ho dem|^ho$|^ho lot", "name:first"),
    (r"^(ten )?(dem|lot)$|^chu dem$", "name:middle"),
    (r"ho (va )?ten|^hovaten|^hoten|^ten dang vien|^ten nguoi|ten khai sinh", "name"),
    (r"^ten$", "name:last"),
)
RULES = tuple((re.compile(pattern), meaning) for pattern, meaning in _RULES)


def recognise(path: list[str]) -> tuple[str | None, str, str]:
    """Field, part and sex of a column whose head reads `path` from the top down."""
    folded = [fold(step) for step in path]
    last, above = folded[-1], " ".join(folded[:-1])
    whole = " ".join(folded)
    if len(folded) > 1 and last in ("nam", "nu"):
        if re.search(r"gioi tinh|nam nu|phai|^gioi$", above) or not re.search(r"sinh", above):
            return ("sex", "tick", _sex(last)) if _counts_as_sex(above) else (None, "", "")
        return "birth", "", _sex(last)
    if re.fullmatch(r"nu|nam", whole):
        return ("sex", "tick", _sex(whole))
    if (place := _place(folded, whole)) is not None:
        return place, "", ""
    if len(folded) > 1:
        if last in ("ngay", "thang", "nam") and (field := _date_of(above)):
            return field, {"ngay": "day", "thang": "month", "nam": "year"}[last], ""
        if (
            re.fullmatch(r"ho( va)?( (chu|ten))?( (dem|lot))?|dem|ten dem|chu dem|ten", last)
            and "ten" in above
        ):
            part = "last" if last == "ten" else "middle" if last in ("dem", "ten dem", "chu dem") else "first"
            return "name", part, ""
        if re.search(r"^(ngay )?chinh thuc|^du bi", last) and re.search(
            r"^(loai )?dang vien$|^la dang vien$", above
        ):
            return "status", "tick", "full" if "chinh" in last else "probationary"
    for text in (whole, last) if len(folded) > 1 else (whole,):
        for pattern, meaning in RULES:
            if pattern.search(text):
                field, _colon, part = meaning.partition(":")
                return field or None, part, ""
    return None, "", ""


def _sex(word: str) -> str:
    return "male" if word == "nam" else "female"


def _counts_as_sex(above: str) -> bool:
    return bool(re.search(r"gioi|nam nu|phai", above)) or not above


def _date_of(above: str) -> str | None:
    field = recognise([above])[0]
    return field if field in DATES else None


def _place(folded: list[str], whole: str) -> str | None:
    last = folded[-1]
    for prefix, words in _PLACES:
        if not re.search(rf"\b({words})\b", whole) or re.search(r"ngay|cap the|dia chi (mail|email)", whole):
            continue
        if len(folded) == 1 and prefix == "birth" and re.search(r"(thang|nam) sinh", whole):
            continue
        inner = last if len(folded) > 1 else re.sub(rf"\b({words})\b", "", whole)
        for kind, kind_words in _PLACE_WORDS:
            if re.search(rf"\b({kind_words})\b", inner):
                return f"{prefix}_{kind}"
        if re.search(r"\b(dia chi|chi tiet|xa|phuong)\b", inner) and (len(folded) > 1 or "dia chi" in inner):
            return f"{prefix}_address"
        return _WHOLE_PLACE[prefix]
    return None


def assign(paths: Mapping[int, list[str]], mapping: Mapping[str, str | None]) -> list[Column]:
    """The columns of a head, each path given from the top down; `mapping` (by `head_key`) goes first.

    A second column of the same meaning is left, the leftmost is taken.
    """
    columns: list[Column] = []
    taken: set[tuple[str, str, str]] = set()
    starred = sum("*" in "".join(path) for path in paths.values())
    for number, path in sorted(paths.items()):
        header = ": ".join(path)
        column = Column(number, header)
        if head_key(header) in mapping:
            field = mapping[head_key(header)]
            guess = recognise(path) if path else (None, "", "")
            column.field = field if field in FIELDS else None
            if guess[0] == column.field:
                column.part, column.sex = guess[1:]
        elif path:
            column.field, column.part, column.sex = recognise(path)
        meaning = (column.field or "", column.part, column.sex)
        if column.field and meaning in taken:
            column.field = None
        taken.add(meaning)
        column.mandatory = starred >= 3 and "*" in header
        columns.append(column)
    _name_parts(columns)
    return columns


def _name_parts(columns: list[Column]) -> None:
    """ "Họ và tên" over two or three columns, the second and third without words of their own parts."""
    names = [column for column in columns if column.field == "name"]
    if len(names) == 1:
        names[0].part = ""
    elif any(column.part for column in names):
        for column in names:
            column.part = column.part or "first"
