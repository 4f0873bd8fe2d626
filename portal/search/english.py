"""English words of work in Vietnamese, for questions that no English name answers.

Ads are in Vietnamese. Reading "shrimp farming" as "nuôi tôm" finds them by their words and names
the trade. English puts what it is about last, Vietnamese first.
"""

from collections.abc import Sequence

_GLOSSARY = {
    # Whole phrases
    "vegetable farming": "trồng rau", "rice farming": "trồng lúa", "fruit farming": "trồng cây",
    "flower farming": "trồng hoa", "mushroom farming": "trồng nấm", "crop farming": "trồng trọt",
    "general labourer": "lao động phổ thông", "general worker": "lao động phổ thông",
    "unskilled worker": "lao động phổ thông", "machine operator": "vận hành máy",
    "construction worker": "thợ xây dựng", "farm worker": "công nhân trang trại",
    "house cleaner": "giúp việc", "electric welder": "thợ hàn điện", "seamstress": "thợ may",
    # People
    "worker": "công nhân", "workers": "công nhân", "labourer": "lao động phổ thông",
    "laborer": "lao động phổ thông", "labour": "lao động", "operator": "vận hành",
    "technician": "kỹ thuật viên", "mechanic": "thợ sửa máy", "engineer": "kỹ sư",
    "driver": "lái xe",
    "helper": "phụ", "assistant": "phụ", "painter": "thợ sơn", "installer": "thợ lắp đặt",
    "fitter": "thợ lắp", "repairer": "thợ sửa", "repairman": "thợ sửa", "cleaner": "tạp vụ",
    "cook": "nấu ăn", "chef": "đầu bếp", "waiter": "phục vụ bàn", "waitress": "phục vụ bàn",
    "seller": "bán hàng", "salesperson": "bán hàng", "salesman": "bán hàng", "clerk": "nhân viên",
    "officer": "nhân viên", "manager": "quản lý", "supervisor": "giám sát", "foreman": "tổ trưởng",
    "leader": "tổ trưởng", "team leader": "tổ trưởng", "head": "trưởng", "teacher": "giáo viên",
    "nurse": "điều dưỡng", "doctor": "bác sĩ", "caregiver": "chăm sóc người già",
    "carer": "chăm sóc", "nanny": "giữ trẻ", "babysitter": "giữ trẻ", "maid": "giúp việc",
    "housekeeper": "giúp việc", "guard": "bảo vệ", "farmer": "nông dân", "fisherman": "ngư dân",
    "sailor": "thuỷ thủ", "seaman": "thuyền viên", "stevedore": "bốc xếp", "porter": "bốc xếp",
    "welder": "thợ hàn", "tailor": "thợ may đo", "builder": "thợ xây", "mason": "thợ xây",
    "carpenter": "thợ mộc", "electrician": "thợ điện", "plumber": "thợ nước", "turner": "thợ tiện",
    "inspector": "kiểm tra", "translator": "biên dịch", "interpreter": "phiên dịch",
    "designer": "thiết kế", "programmer": "lập trình", "developer": "lập trình viên",
    "accountant": "kế toán", "cashier": "thu ngân", "receptionist": "lễ tân", "barber": "cắt tóc",
    "hairdresser": "làm tóc", "baker": "làm bánh", "butcher": "giết mổ", "gardener": "làm vườn",
    "courier": "giao hàng", "shipper": "giao hàng", "storekeeper": "thủ kho", "trainer": "đào tạo",
    "apprentice": "học việc", "staff": "nhân viên", "attendant": "nhân viên",
    # Doing
    "sewing": "may", "overlock": "vắt sổ", "cutting": "cắt", "welding": "hàn", "painting": "sơn",
    "packing": "đóng gói", "packaging": "đóng gói", "assembly": "lắp ráp", "assembling": "lắp ráp",
    "repair": "sửa", "repairing": "sửa", "maintenance": "bảo trì", "cleaning": "vệ sinh",
    "cooking": "nấu ăn", "dishwashing": "rửa bát", "baking": "làm bánh", "driving": "lái xe",
    "delivery": "giao hàng", "loading": "bốc xếp", "unloading": "dỡ hàng", "farming": "nuôi",
    "raising": "nuôi", "breeding": "nuôi", "growing": "trồng", "planting": "trồng",
    "fishing": "đánh cá", "harvesting": "thu hoạch", "picking": "hái", "processing": "chế biến",
    "freezing": "đông lạnh", "injection": "ép", "moulding": "ép", "molding": "ép",
    "printing": "in", "weaving": "dệt", "dyeing": "nhuộm", "knitting": "dệt kim",
    "embroidery": "thêu", "machining": "gia công cơ khí", "milling": "phay", "turning": "tiện",
    "lathe": "tiện", "grinding": "mài", "stamping": "dập", "pressing": "dập", "casting": "đúc",
    "forging": "rèn", "bending": "uốn", "building": "xây", "construction": "xây dựng",
    "plastering": "trát", "tiling": "ốp lát", "scaffolding": "giàn giáo", "rigging": "móc cẩu",
    "selling": "bán hàng", "sales": "bán hàng", "marketing": "marketing", "teaching": "dạy",
    "nursing": "điều dưỡng", "caring": "chăm sóc", "care": "chăm sóc",
    "housekeeping": "buồng phòng",
    "serving": "phục vụ", "accounting": "kế toán", "bookkeeping": "kế toán",
    "programming": "lập trình", "typing": "nhập liệu", "inspection": "kiểm tra",
    "quality control": "kiểm tra chất lượng", "design": "thiết kế", "editing": "biên tập",
    "ironing": "là", "gluing": "dán", "sorting": "phân loại", "hairdressing": "làm tóc",
    "massage": "massage", "nail": "nail", "nails": "nail", "make up": "trang điểm",
    "service": "dịch vụ", "servicing": "bảo dưỡng", "installation": "lắp đặt",
    "sanding": "chà nhám",
    "guarding": "bảo vệ", "security": "bảo vệ", "customs": "hải quan", "forwarding": "giao nhận",
    # Things and places of work
    "car": "ô tô", "cars": "ô tô", "auto": "ô tô", "automobile": "ô tô", "automotive": "ô tô",
    "motorbike": "xe máy", "motorcycle": "xe máy", "bike": "xe đạp", "truck": "xe tải",
    "lorry": "xe tải", "tractor": "đầu kéo", "trailer": "rơ moóc", "container": "container",
    "bus": "xe khách", "taxi": "taxi", "van": "xe tải nhỏ", "forklift": "xe nâng",
    "crane": "cẩu", "excavator": "máy xúc", "licence": "bằng", "license": "bằng", "class": "hạng",
    "ship": "tàu", "ships": "tàu", "shipyard": "đóng tàu", "shipbuilding": "đóng tàu",
    "boat": "thuyền", "hull": "vỏ tàu", "engine": "máy", "port": "cảng", "seaport": "cảng biển",
    "cargo": "hàng hoá", "warehouse": "kho", "logistics": "logistics", "import": "nhập khẩu",
    "export": "xuất khẩu", "import export": "xuất nhập khẩu", "machine": "máy", "tool": "dụng cụ",
    "mould": "khuôn", "mold": "khuôn", "metal": "kim loại", "sheet metal": "tôn",
    "steel": "thép", "iron": "sắt", "aluminium": "nhôm", "aluminum": "nhôm", "glass": "kính",
    "stainless steel": "inox", "structure": "kết cấu", "structures": "kết cấu", "pipe": "ống",
    "wood": "gỗ", "wooden": "gỗ", "furniture": "nội thất", "plastic": "nhựa", "rubber": "cao su",
    "paper": "giấy", "stone": "đá", "brick": "gạch", "concrete": "bê tông", "cement": "xi măng",
    "garment": "may mặc", "garments": "may mặc", "textile": "dệt may", "fabric": "vải",
    "clothes": "quần áo", "clothing": "quần áo", "fashion": "thời trang", "bag": "túi xách",
    "bags": "túi xách", "shoe": "giày", "shoes": "giày", "footwear": "da giày", "leather": "da",
    "electronics": "điện tử", "electronic": "điện tử", "electrical": "điện",
    "electricity": "điện", "electric": "điện", "component": "linh kiện", "components": "linh kiện",
    "wire": "dây điện", "harness": "dây điện", "camera": "camera", "computer": "tin học",
    "computers": "máy tính", "phone": "điện thoại", "mobile phone": "điện thoại",
    "software": "phần mềm", "air conditioning": "điều hoà", "air conditioner": "điều hoà",
    "aircon": "điện lạnh", "refrigeration": "điện lạnh", "cold storage": "kho lạnh",
    "water": "nước", "mechanical": "cơ khí", "mechanics": "cơ khí", "industrial": "công nghiệp",
    "domestic": "dân dụng", "household": "gia đình", "civil": "dân dụng", "solar": "điện mặt trời",
    "house": "nhà", "home": "nhà", "family": "gia đình", "office": "văn phòng", "shop": "cửa hàng",
    "store": "cửa hàng", "supermarket": "siêu thị", "market": "chợ", "hotel": "khách sạn",
    "restaurant": "nhà hàng", "kitchen": "bếp", "cafe": "quán cà phê", "coffee": "cà phê",
    "coffee shop": "quán cà phê", "bar": "bar", "cake": "bánh", "bread": "bánh mì",
    "food": "thực phẩm",
    "seafood": "thuỷ sản", "fish": "cá", "shrimp": "tôm", "oyster": "hàu", "clam": "ngao",
    "pig": "lợn", "pigs": "lợn", "pork": "thịt lợn", "chicken": "gà", "poultry": "gia cầm",
    "duck": "vịt", "cattle": "bò", "animal": "chăn nuôi", "livestock": "chăn nuôi",
    "vegetable": "rau", "vegetables": "rau", "rice": "lúa", "fruit": "cây ăn quả",
    "flower": "hoa", "flowers": "hoa", "mushroom": "nấm", "tree": "cây", "farm": "trang trại",
    "farms": "trang trại", "agriculture": "nông nghiệp", "agricultural": "nông nghiệp",
    "veterinary": "thú y", "garden": "vườn", "forest": "rừng", "school": "trường học",
    "kindergarten": "mầm non", "preschool": "mầm non", "primary school": "tiểu học",
    "hospital": "bệnh viện", "clinic": "phòng khám", "dental": "nha khoa", "medical": "y tế",
    "medicine": "thuốc", "pharmacy": "nhà thuốc", "pharmacist": "dược sĩ", "elderly": "người già",
    "elderly care": "chăm sóc người già", "old people": "người già", "child": "trẻ em",
    "children": "trẻ em", "customer": "khách hàng", "customers": "khách hàng", "room": "phòng",
    "hair": "tóc", "beauty": "làm đẹp", "spa": "spa", "bank": "ngân hàng", "tax": "thuế",
    "insurance": "bảo hiểm", "real estate": "bất động sản", "production": "sản xuất",
    "manufacturing": "sản xuất", "product": "sản phẩm", "line": "chuyền", "quality": "chất lượng",
    "vocational": "nghề", "general": "phổ thông", "unskilled": "phổ thông",
    "nursing home": "viện dưỡng lão",
    "human resources": "nhân sự", "personnel": "nhân sự", "recruitment": "tuyển dụng",
    "secretary": "thư ký", "video": "video", "english": "tiếng Anh", "japanese": "tiếng Nhật",
    "korean": "tiếng Hàn", "chinese": "tiếng Trung", "language": "tiếng",
    "environment": "môi trường",
    "safety": "an toàn", "fire": "phòng cháy", "waste": "rác thải", "scrap": "phế liệu",
    "garbage": "rác", "petrol": "xăng dầu", "gas": "gas", "chemical": "hoá chất",
    "laboratory": "thí nghiệm", "survey": "trắc địa", "surveying": "trắc địa", "land": "đất đai",
}  # fmt: skip
_WORDS = frozenset(word for phrase in _GLOSSARY for word in phrase.split())
# Shorter ones may be syllables of Vietnamese.
_TELLING_LETTERS = 5
_LONGEST = max(len(phrase.split()) for phrase in _GLOSSARY)


# Words that stand in English questions and are no Vietnamese syllables.
_SIGNS = frozenset(
    (
        *("the", "for", "with", "and", "near", "job", "jobs", "work", "working", "works"),
        *("looking", "want", "wanted", "need", "find", "years", "hiring", "abroad", "overseas"),
        *("course", "courses", "class", "training", "learn", "any", "some", "who", "that"),
    )
)


def is_english(word: str) -> bool:
    """Whether a word tells that its question is English."""
    return word in _SIGNS or (word in _WORDS and len(word) >= _TELLING_LETTERS)


def is_known(word: str) -> bool:
    """Whether an English word or a phrase with it is in the list."""
    return word in _WORDS


def in_vietnamese(words: Sequence[str]) -> list[str] | None:
    """English words in a row as Vietnamese would have them; None where none of them is known."""
    said: list[str] = []
    known = False
    at = 0
    while at < len(words):
        for length in range(min(_LONGEST, len(words) - at), 0, -1):
            phrase = " ".join(words[at : at + length])
            meant = _GLOSSARY.get(phrase)
            if meant or length == 1:
                known = known or meant is not None
                said.insert(0, meant or phrase)
                at += length
                break
    return " ".join(said).split() if known else None
