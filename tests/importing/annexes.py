"""Made-up annexes with what is to be read from them: agencies and periods by chance, joined as a style says."""

import random
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

Json = dict[str, Any]

MINISTRIES = (
    "Bộ Quốc phòng",
    "Bộ Công an",
    "Bộ Ngoại giao",
    "Bộ Nội vụ",
    "Bộ Tư pháp",
    "Bộ Tài chính",
    "Bộ Công Thương",
    "Bộ Xây dựng",
    "Bộ Y tế",
    "Bộ Khoa học và Công nghệ",
    "Bộ Giáo dục và Đào tạo",
    "Bộ Văn hóa, Thể thao và Du lịch",
    "Bộ Thông tin và Truyền thông",
    "Bộ Kế hoạch và Đầu tư",
    "Bộ Tài nguyên và Môi trường",
    "Bộ Nông nghiệp và Phát triển nông thôn",
    "Bộ Lao động - Thương binh và Xã hội",
    "Thanh tra Chính phủ",
    "Văn phòng Chính phủ",
    "Ngân hàng Nhà nước Việt Nam",
    "Đài Truyền hình Việt Nam",
    "Thông tấn xã Việt Nam",
)
DEPARTMENTS = (
    "Sở Tài chính",
    "Sở Nội vụ",
    "Sở Xây dựng",
    "Sở Y tế",
    "Sở Thông tin và Truyền thông",
    "Sở Văn hóa, Thể thao và Du lịch",
    "Sở Kế hoạch và Đầu tư",
    "Sở Nông nghiệp và Phát triển nông thôn",
    "Công an tỉnh",
    "Bộ Chỉ huy Quân sự tỉnh",
    "UBND tỉnh",
    "Văn phòng UBND tỉnh",
    "Hội Nông dân tỉnh",
    "Báo Quảng Ninh",
    "Thanh tra tỉnh",
    "Ban Dân tộc",
    "Cục Thuế tỉnh",
)
CENTRAL_COLLECTIVES = (
    "các bộ, ngành, địa phương",
    "các bộ, ngành liên quan",
    "các địa phương",
    "UBND các tỉnh, thành phố trực thuộc Trung ương",
    "các bộ, cơ quan ngang bộ, cơ quan thuộc Chính phủ",
    "các cơ quan báo chí",
    "các cơ quan, đơn vị có liên quan",
)
LOCAL_COLLECTIVES = (
    "UBND các huyện, thị xã, thành phố",
    "các sở, ban, ngành",
    "UBND các xã, phường",
    "các đơn vị có liên quan",
    "các doanh nghiệp viễn thông",
    "các tổ chức chính trị - xã hội",
)
VERBS = (
    "Xây dựng",
    "Rà soát, sửa đổi, bổ sung",
    "Tổ chức triển khai",
    "Nghiên cứu, đề xuất",
    "Hoàn thiện",
    "Ban hành",
    "Kiểm tra, giám sát",
)
THINGS = (
    "Đề án phát triển thông tin cơ sở giai đoạn 2025 - 2030",
    "Nghị định số 72/2015/NĐ-CP ngày 07/9/2015 của Chính phủ",
    "cơ sở dữ liệu dùng chung của các bộ, ngành, địa phương",
    "kế hoạch truyền thông; quảng bá hình ảnh Việt Nam ra nước ngoài",
    "chương trình bồi dưỡng cho cán bộ của Bộ Tài chính và Bộ Nội vụ",
    "quy định về chế độ báo cáo hằng năm",
    "Luật Báo chí (sửa đổi)",
    "hệ thống thông tin phục vụ chỉ đạo, điều hành",
    "mạng 5G tại các khu công nghiệp",
    "chiến lược ứng dụng trí tuệ nhân tạo đến năm 2030, tầm nhìn 2045",
    "mô hình điểm: xã, phường thông minh",
)
WHERE = (
    "trên phạm vi toàn quốc",
    "tại địa phương",
    "theo hướng hiện đại, đồng bộ",
    "gắn với chuyển đổi số",
    "phục vụ người dân và doanh nghiệp",
    "",
)
PRODUCTS = (
    "Quyết định của Thủ tướng Chính phủ",
    "Báo cáo",
    "Kế hoạch của UBND tỉnh",
    "Nghị định của Chính phủ",
    "Văn bản hướng dẫn",
    "",
)
# As written; first year, last year, last day, every year again.
PERIODS: tuple[tuple[str, int | None, int | None, str | None, bool], ...] = (
    ("Tháng 6/2025", None, 2025, "2025-06-30", False),
    ("Quý IV/2024", None, 2024, "2024-12-31", False),
    ("30/6/2025", None, 2025, "2025-06-30", False),
    ("Trước ngày 15/12/2025", None, 2025, "2025-12-15", False),
    ("6 tháng đầu năm 2026", None, 2026, "2026-06-30", False),
    ("Thường xuyên", None, None, None, True),
    ("Hằng năm", None, None, None, True),
    ("Hằng quý", None, None, None, True),
    ("2025-2030", 2025, 2030, None, False),
    ("2025 - 2026", 2025, 2026, None, False),
    ("Đến hết năm 2027", None, 2027, None, False),
    ("2026", 2026, 2026, None, False),
    ("Năm 2025", 2025, 2025, None, False),
    ("Trước ngày 15/12 hằng năm", None, None, None, True),
    ("Sau khi Luật được ban hành", None, None, None, False),
    ("6 tháng đầu năm", None, None, None, False),
    ("12/2026", None, 2026, "2026-12-31", False),
    ("Tháng 02 năm 2028", None, 2028, "2028-02-29", False),
    ("Quý II năm 2025", None, 2025, "2025-06-30", False),
    ("Đến năm 2030", None, 2030, None, False),
)
GROUPS = (
    "Hoàn thiện thể chế, chính sách",
    "Phát triển hạ tầng số, dữ liệu số",
    "Nâng cao nhận thức, tuyên truyền",
    "Đào tạo nguồn nhân lực",
    "Hợp tác quốc tế và hội nhập",
    "Kiểm tra, giám sát, đánh giá",
)
ROMANS = ("I", "II", "III", "IV", "V", "VI", "VII", "VIII")

Join = Callable[[list[str]], str]


def by_comma(names: list[str]) -> str:
    return ", ".join(names)


def by_semicolon(names: list[str]) -> str:
    return "; ".join(names)


def by_line(names: list[str]) -> str:
    return "\n".join(names)


def by_dash(names: list[str]) -> str:
    return "\n".join(f"- {name}" for name in names)


def by_and(names: list[str]) -> str:
    return " và ".join((", ".join(names[:-1]), names[-1])) if len(names) > 1 else "".join(names)


def by_shared_head(names: list[str]) -> str:
    """ "Các Bộ: Quốc phòng, Công an; Văn phòng Chính phủ"."""
    shared = [name for name in names if name.startswith("Bộ ") and "," not in name]
    if len(shared) < 2:
        return by_semicolon(names)
    others = [name for name in names if name not in shared]
    return "; ".join([f"Các Bộ: {', '.join(name.removeprefix('Bộ ') for name in shared)}", *others])


@dataclass
class Item:
    """A task as it is written, and what is to be read from it."""

    number: str
    title: str
    lead: str
    coordinate: str
    period: str
    product: str
    gold: Json
    group: str = ""


@dataclass
class Annex:
    """Groups with their tasks, in order."""

    groups: list[tuple[str, str, list[Item]]] = field(default_factory=list)

    @property
    def items(self) -> list[Item]:
        return [item for _, _, items in self.groups for item in items]

    @property
    def gold(self) -> Json:
        return {
            "groups": [{"number": number, "title": title} for number, title, _ in self.groups],
            "tasks": [item.gold for item in self.items],
        }


def make_annex(
    seed: int,
    join: Join = by_comma,
    numbering: str = "through",
    *,
    local: bool = False,
    sizes: tuple[int, ...] = (5, 4, 6),
    number: Callable[[str], str] = str,
) -> Annex:
    """`numbering`: "through" (1, 2, ... under I, II), "restart" (1, 2, ... in each), "dotted" (1.1 under 1)."""
    chance = random.Random(seed)
    annex = Annex()
    count = 0
    for at, size in enumerate(sizes):
        group = str(at + 1) if numbering == "dotted" else ROMANS[at]
        items = []
        for place in range(1, size + 1):
            count += 1
            own = {"through": str(count), "restart": str(place), "dotted": f"{at + 1}.{place}"}[numbering]
            items.append(_item(chance, number(own), group, join, local=local))
        annex.groups.append((group, GROUPS[at], items))
    return annex


def _item(chance: random.Random, number: str, group: str, join: Join, *, local: bool) -> Item:
    singles = DEPARTMENTS if local else MINISTRIES
    collectives = LOCAL_COLLECTIVES if local else CENTRAL_COLLECTIVES
    title = " ".join(part for part in (chance.choice(VERBS), chance.choice(THINGS), chance.choice(WHERE)) if part)
    picked = chance.sample(singles, chance.choice((1, 1, 1, 2, 3)) + chance.choice((0, 1, 2, 3)))
    lead = picked[: chance.choice((1, 1, 1, 2))]
    coordinate = picked[len(lead) :]
    lead_all = chance.sample(collectives, 1) if chance.random() < 0.15 else []
    coordinate_all = chance.sample(collectives, chance.choice((0, 1, 1)))
    period, first, last, due, again = chance.choice(PERIODS)
    product = chance.choice(PRODUCTS)
    lead_all, coordinate_all = _capital(lead, lead_all), _capital(coordinate, coordinate_all)
    gold = {
        "number": number,
        "group": group,
        "title": title,
        "lead": lead,
        "lead_collectives": lead_all,
        "coordinate": coordinate,
        "coordinate_collectives": coordinate_all,
        "period_text": period,
        "start": first,
        "end": last,
        "due": due,
        "recurring": again,
        "product": product or None,
    }
    return Item(
        number, title, join([*lead, *lead_all]), join([*coordinate, *coordinate_all]), period, product, gold, group
    )


def _capital(before: list[str], names: list[str]) -> list[str]:
    """A cell begins with a capital."""
    return names if before or not names else [names[0][0].upper() + names[0][1:], *names[1:]]
