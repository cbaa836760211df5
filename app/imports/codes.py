"""Code words of the Party's form: sex, ethnicity, religion, status, activity, however they are written."""

from __future__ import annotations

from dataclasses import dataclass

from app.imports.syllables import fold

_ETHNICITIES = """
Kinh, Tày, Thái, Hoa, Khơ Me, Mường, Nùng, Mông, Dao, Gia Rai, Ê Đê, Ngái, Ba Na, Xơ Đăng, Sán Chay, Cơ Ho,
Chăm, Sán Dìu, Hrê, Mnông, Raglai, Xtiêng, Bru-Vân Kiều, Thổ, Giáy, Cơ Tu, Giẻ Triêng, Mạ, Khơ Mú, Co, Tà Ôi,
Chơ Ro, Kháng, Xinh Mun, Hà Nhì, Chu Ru, Lào, La Chí, La Ha, Phù Lá, La Hủ, Lự, Lô Lô, Chứt, Mảng, Pà Thẻn,
Cơ Lao, Cống, Bố Y, Si La, Pu Péo, Brâu, Ơ Đu, Rơ Măm"""
ETHNICITY = [name.strip() for name in _ETHNICITIES.split(",")]
# Other ways they are written, folded
_ETHNIC_PHRASES = {
    "Kinh": ("viet", "kinh viet", "nguoi kinh", "dan toc kinh"),
    "Khơ Me": ("khmer", "khome", "kho me"),
    "Mông": ("hmong", "h mong", "meo", "mong"),
    "Hoa": ("han", "hoa han"),
    "Gia Rai": ("jrai", "jarai", "gia rai", "giarai"),
    "Ê Đê": ("ede", "rade"),
    "Ba Na": ("bana", "bahnar"),
    "Xơ Đăng": ("xodang", "sedang"),
    "Sán Chay": ("cao lan", "san chi", "cao lan san chi"),
    "Cơ Ho": ("k ho", "kho", "coho", "co ho"),
    "Mnông": ("m nong",),
    "Raglai": ("ra glai",),
    "Xtiêng": ("stieng", "x tieng", "s tieng"),
    "Bru-Vân Kiều": ("van kieu", "bru"),
    "Cơ Tu": ("ka tu", "cotu", "k tu"),
    "Hrê": ("h re",),
    "Co": ("cor",),
    "Tà Ôi": ("pa co", "taoi"),
    "Chơ Ro": ("choro", "chau ro"),
    "Khơ Mú": ("khomu",),
    "Sán Dìu": ("san diu",),
}
RELIGION = {
    "không": ("khong", "khong co", "khong theo", "khong ton giao", "luong", "0", "ko", "k"),
    "Thiên Chúa": ("thien chua", "thien chua giao", "cong giao", "dao thien chua", "thien chua la ma"),
    "Tin Lành": ("tin lanh", "dao tin lanh"),
    "Phật": ("phat", "phat giao", "dao phat"),
    "Cao Đài": ("cao dai", "dao cao dai"),
    "Hòa Hảo": ("hoa hao", "phat giao hoa hao", "dao hoa hao", "phgh"),
    "Hồi": ("hoi", "hoi giao", "islam", "dao hoi"),
    "khác": ("khac", "ton giao khac"),
}
_ORDINARY_RELIGION = {
    "công giáo", "thiên chúa giáo", "đạo thiên chúa", "phật giáo", "đạo phật", "phật giáo hòa hảo",
    "phật giáo hoà hảo", "đạo cao đài", "đạo tin lành", "hồi giáo", "không có", "không theo",
}  # fmt: skip
SEX = {
    "male": ("nam", "trai", "nam gioi", "male", "m", "ong"),
    "female": ("nu", "gai", "nu gioi", "female", "f", "ba"),
}
ACTIVITY = {
    "active": ("dang sinh hoat", "dang hoat dong", "hoat dong", "sinh hoat", "chinh thuc", "du bi", "active"),
    "exempt": ("mien",),
    "transferred": ("chuyen",),
    "deceased": ("tu tran", "mat", "da mat", "chet", "hy sinh", "qua doi", "chet"),
    "expelled": ("khai tru",),
    "deleted": ("xoa ten",),
    "left": ("ra khoi dang", "xin ra", "cho ra", "roi dang", "roi khoi dang", "da roi"),
    "suspended": ("dinh chi",),
    "away": ("di lam an xa", "vang", "di xa", "nuoc ngoai", "tam vang"),
}
STATUS = {
    "probationary": ("du bi", "dv du bi", "dang vien du bi", "dvdb"),
    "full": ("chinh thuc", "dv chinh thuc", "dang vien chinh thuc", "dvct"),
}
YES = ("x", "co", "yes", "1", "dung", "v", "de nghi xoa", "true", "xoa")
NO = ("khong", "0", "no", "false", "ko")
TICKS = frozenset("xXvV1+✓✔√☑☒✗✘●*")


@dataclass(slots=True)
class Code:
    """A code word: its value, None when unknown, and whether it took more than small and capital letters."""

    value: str | None
    repaired: bool = False


def is_tick(text: str) -> bool:
    """Whether a cell's text ticks its column."""
    return text.strip() in TICKS or fold(text) in ("co", "x")


def ethnicity(text: str) -> Code:
    """An ethnicity in the word of the Party's form; the form's number is not taken: two orders are in use."""
    folded, tight = fold(text), fold(text).replace(" ", "")
    for name in ETHNICITY:
        if text.casefold() == name.casefold():
            return Code(name)
    # Tày is not Tay and Thái not Thai, but no two of the 54 names fold to the same letters
    for name in ETHNICITY:
        own = fold(name)
        if folded in (own, f"dan toc {own}") or tight == own.replace(" ", ""):
            return Code(name, True)
        if folded in _ETHNIC_PHRASES.get(name, ()):
            return Code(name, True)
    return Code(None)


def religion(text: str) -> Code:
    """A religion in the word of the Party's form."""
    lower = text.casefold()
    for name, others in RELIGION.items():
        if lower == name.casefold() or (lower in _ORDINARY_RELIGION and fold(lower) in others):
            return Code(name)
    for name, others in RELIGION.items():
        if fold(text) in others or fold(text) == fold(name):
            return Code(name, True)
    return Code(None)


def sex(text: str) -> Code:
    """ "male" or "female"."""
    for name, others in SEX.items():
        if fold(text) in others:
            return Code(name, text.casefold() not in ("nam", "nữ", "nữ giới", "nam giới"))
    return Code(None)


def status(text: str) -> Code:
    """ "probationary" or "full"."""
    found = [name for name, others in STATUS.items() if any(other in fold(text) for other in others)]
    return Code(found[0] if len(found) == 1 else None)


def activity(text: str) -> Code:
    """Whether a member is active, exempt or how they left."""
    folded = fold(text)
    for name, others in ACTIVITY.items():
        if folded in others:
            return Code(name)
    for name, others in reversed(ACTIVITY.items()):
        if any(f" {other} " in f" {folded} " for other in others):
            return Code(name)
    return Code(None)
