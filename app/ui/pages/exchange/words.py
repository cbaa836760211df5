"""The words of head and tiles of Gửi – nhận."""

from __future__ import annotations

from app.ui.pages.exchange.work import Overview, words_of_day
from app.ui.sticks import Seen
from app.words import _, count_text


def summary(found: Overview) -> str:
    """The line under the title."""
    peers = found.peers
    if not peers:
        return _("Trao đổi với cấp trên và cấp dưới bằng USB, không cần mạng")
    if len(peers) == 1:
        return _("Trao đổi với {office} bằng USB, không cần mạng").format(office=peers[0].name)
    return _("Trao đổi với {n} nơi bằng USB, không cần mạng").format(n=count_text(len(peers)))


def titles(found: Overview, narrow: bool) -> tuple[str, str]:
    """What the two tiles are called: by the office's name while there is one and room for it."""
    if len(found.peers) == 1 and not narrow:
        send = _("Gửi lên {office}") if found.above else _("Gửi xuống {office}")
        name = found.peers[0].name
        return send.format(office=name), _("Nhận từ {office}").format(office=name)
    if found.above and found.below:
        return _("Gửi gói đi"), _("Nhận gói về")
    if found.above:
        return _("Gửi lên cấp trên"), _("Nhận từ cấp trên")
    return _("Gửi cho cấp dưới"), _("Nhận từ cấp dưới")


def to_send(found: Overview, narrow: bool) -> str:
    """What waits to be sent, by whom, since when."""
    peers = found.peers
    nothing = _("Không có gì mới để gửi")
    if not peers:
        return _("Chờ gói đầu tiên của nơi được mời")
    if len(peers) > 1:
        n = sum(bool(peer.entries) for peer in peers)
        return _("{n} nơi đang chờ gói của sổ này").format(n=n) if n else nothing
    entries = sum(peer.entries for peer in peers)
    if not entries:
        late = [peer.unconfirmed[-1] for peer in peers if peer.unconfirmed]
        return _("Gói số {n} đang chờ biên nhận").format(n=late[-1]) if late else nothing
    persons, sent = peers[0].persons, words_of_day(peers[0].sent)
    words = _("{n} thay đổi").format(n=count_text(entries))
    if persons:
        words = _("{n} thay đổi của {m} người").format(n=count_text(entries), m=count_text(persons))
    if narrow:
        return words
    since = _("{words}, chưa gửi từ ngày {day}") if sent else _("{words}, chưa gửi lần nào")
    return since.format(words=words, day=sent)


def to_receive(new: int, seen: Seen, looking: bool, narrow: bool) -> str:
    """What lies on the drives; `looking`: a package is in front."""
    where = ", ".join(stick.name for stick in seen.sticks[:2])
    if looking and not narrow:
        return _("Đang xem trước một gói ở dưới")
    if new:
        words = _("Thấy {n} gói mới").format(n=new)
        return words if narrow else _("{words} trên {where}").format(words=words, where=where)
    if where:
        return _("Không có gói mới") if narrow else _("{where} không có gói mới").format(where=where)
    return _("Chưa thấy USB") if narrow else _("Chưa thấy USB; cắm vào hoặc chọn tệp")


def notice(found: Overview, narrow: bool) -> str:
    """What is out of the ordinary, above the tiles; "" for nothing."""
    if not found.may_send:
        return _("Người dùng này xem được sổ gửi – nhận; gửi và nhận gói do bí thư hoặc phó bí thư làm.")
    above = found.above
    if above is not None and above.state == "joining" and not narrow:
        text = _("Đang kết nối với {office}: gửi gói đầu tiên, rồi nhận gói gửi về là xong.")
        return text.format(office=above.name)
    return ""
