"""A programme that does not exist, of agencies that do not exist, in data files as an operator writes them."""

from pathlib import Path

AGENCIES = """
checked = 2041-05-05

[[agency]]
id = "bien"
name = "Bộ Biển cả"
name_en = "Ministry of the Seas"
kind = "ministry"
aliases = ["BBC"]
aliases_en = ["MOTS"]

[[agency]]
id = "rung"
name = "Bộ Rừng núi"
name_en = "Ministry of Mountains"
kind = "ministry"
aliases = ["BRN"]

[[agency]]
id = "bau-troi"
name = "Bộ Bầu trời"
name_en = "Ministry of the Sky"
kind = "ministry"
aliases = ["BBT", "Bộ Trời"]
status = "dissolved"

[[agency.successions]]
successor = "rung"
since = 2040-03-01
basis = "Nghị quyết 5/2040/QH25"
confidence = "high"

[[agency]]
id = "moi-noi"
name = "Các bộ, ngành, địa phương"
name_en = "ministries, sectors and localities"
kind = "group"
"""

PROVINCES = """
[[province]]
code = "01"
name = "Mây Trắng"
kind = "tỉnh"
"""

COLLECTIVES = """
[[collective]]
agency = "moi-noi"
wordings = ["các bộ, ngành, địa phương"]
kinds = ["ministry", "province"]
"""

DOCUMENTS = """
[[document]]
id = "777/KH-BBC"
file = "ke-hoach-777.txt"
body_from = "Căn cứ"
clause_word = "Mục"
wrapped = false
annex_format = "tabs"
short_name = "Kế hoạch 777/KH-BBC"
short_name_en = "Plan 777/KH-BBC"
names = ["kế hoạch 777", "kh 777", "777/kh-bbc", "plan 777"]
over = false
note = ""
"""

DUTIES = """
[[duty]]
id = "bao-cao-san-ho"
title = "Báo cáo san hô năm {year}"
title_en = "Coral report {year}"
document = "777/KH-BBC"
citation = "Kế hoạch 777/KH-BBC, Điều 2"
clause = "Điều 2"
who = "Bộ Rừng núi"
who_agencies = ["rung"]
to = "Bộ Biển cả"
to_agencies = ["bien"]
when = "trước ngày 20 tháng 6 hằng năm"
recurrence = "yearly"
month_days = ["06-20"]
exclusive = true
form = ""
state = "live"
source = "Văn bản đang lưu"
confidence = "high"
quote = "gửi báo cáo trước ngày 20 tháng 6 hằng năm"
"""

TITLES = (
    "Trồng san hô ở vịnh phía bắc",
    "Đếm cá heo",
    "Dựng hải đăng mới",
    "Vẽ bản đồ mây",
    "Mở lớp dạy bơi",
    "Nuôi rùa biển",
)

PLAN = f"""BỘ BIỂN CẢ

Số: 777/KH-BBC

Hải Cảng, ngày 03 tháng 3 năm 2039

KẾ HOẠCH

Về bảo vệ biển và bầu trời giai đoạn 2039 - 2043

Căn cứ Luật Biển ngày 01 tháng 01 năm 2030;

Điều 1. Ban hành Kế hoạch bảo vệ biển và bầu trời.

Điều 2. Bộ Rừng núi gửi báo cáo trước ngày 20 tháng 6 hằng năm.

Nơi nhận:
- Các bộ;
- Lưu: VT.

BỘ TRƯỞNG

Lê Hải Âu

Phụ lục
NHIỆM VỤ BẢO VỆ BIỂN

STT\tTên nhiệm vụ\tCơ quan chủ trì\tCơ quan phối hợp\tThời gian
1\tBiển\t\t\t
1.1\t{TITLES[0]}\tBộ Biển cả\tBộ Rừng núi\t2039 - 2041
1.2\t{TITLES[1]}\tBộ Biển cả\tBộ Bầu trời\tHằng năm
1.3\t{TITLES[2]}\tBộ Biển cả, Bộ Rừng núi\t\t2039
2\tTrời\t\t\t
2.1\t{TITLES[3]}\tBộ Bầu trời\tBộ Biển cả\t2040 - 2043
2.2\t{TITLES[4]}\tCác bộ, ngành, địa phương\tBộ Biển cả\tĐến năm 2043
2.3\t{TITLES[5]}\tBộ Biển cả\tCác bộ, ngành, địa phương\t2040
"""

FILES = {
    "agencies.toml": AGENCIES,
    "provinces.toml": PROVINCES,
    "collectives.toml": COLLECTIVES,
    "successions.toml": "undetermined = []",
    "documents.toml": DOCUMENTS,
    "corrections.toml": "correction = []",
    "related.toml": "related = []",
    "duties.toml": DUTIES,
    "ke-hoach-777.txt": PLAN,
}


def write_made_up(folder: Path) -> Path:
    for name, text in FILES.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder
