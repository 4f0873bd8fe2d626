"""Words of job titles that say nothing about the occupation. Written with tone marks; the reader
also knows them without. Longer phrases are taken out before shorter ones."""

# Levels, ranks and how somebody is employed. Heads of departments ("trưởng phòng …") are
# occupations of their own and stay.
LEVELS = (
    "trưởng nhóm", "phó nhóm", "nhóm trưởng", "tổ trưởng", "tổ phó", "trưởng ca", "trưởng bộ phận",
    "thực tập sinh", "thực tập", "tập sự", "học việc", "cộng tác viên", "ctv", "tts",
    "cao cấp", "bậc cao", "sơ cấp", "chính thức", "thử việc", "thời vụ", "bán thời gian",
    "toàn thời gian", "part time", "parttime", "full time", "fulltime", "freelance", "freelancer",
    "senior", "junior", "fresher", "middle", "mid level", "entry level", "intern", "internship",
    "trainee", "leader", "team lead", "team leader", "head of", "sr", "jr", "mới tốt nghiệp",
    "mới ra trường", "sinh viên", "sinh viên mới tốt nghiệp",
)  # fmt: skip

# Calls, conditions and decoration around the title.
CALLS = (
    "tuyển dụng gấp", "tuyển gấp", "cần tuyển gấp", "cần tuyển", "tuyển", "gấp", "hot", "urgent",
    "cần gấp", "cần tìm", "tìm", "đi làm ngay", "làm ngay", "nhận việc ngay", "phỏng vấn ngay",
    "onboard ngay", "không yêu cầu kinh nghiệm", "không cần kinh nghiệm", "chưa cần kinh nghiệm",
    "có kinh nghiệm", "chưa có kinh nghiệm", "kinh nghiệm", "không yêu cầu bằng cấp",
    "không cần bằng cấp", "không kn", "chấp nhận chưa có kinh nghiệm", "được đào tạo", "có đào tạo",
    "đào tạo từ đầu",
    "bao ăn ở", "bao ăn", "bao ở", "có chỗ ở", "có nhà ở", "có xe đưa đón", "xe đưa đón",
    "lương cao", "lương cứng", "lương cơ bản", "lương thưởng hấp dẫn", "thu nhập hấp dẫn",
    "thu nhập không giới hạn", "thu nhập cao", "thu nhập", "lương", "thưởng", "upto", "up to",
    "hoa hồng", "không áp doanh số", "thoả thuận", "ưu tiên", "việc nhẹ", "ổn định", "lâu dài",
    "đi làm luôn", "số lượng lớn", "số lượng", "việc làm", "công ty cổ phần", "công ty", "cty",
    "tnhh", "nhà máy", "tập đoàn", "chi nhánh", "ca ngày", "ca đêm", "ca sáng", "ca chiều",
    "ca tối", "xoay ca", "giờ hành chính", "hành chính t2 t6", "nghỉ chủ nhật", "nghỉ t7 cn",
    "làm từ xa", "remote", "hybrid", "onsite", "online và offline", "offline",
    "job", "vacancy", "hiring",
)  # fmt: skip

# Sex says nothing about the work and must not change what is found.
SEX = ("nam nữ", "nam hoặc nữ", "nam và nữ", "cả nam và nữ", "nam", "nữ", "male", "female")

# Where these stand, the rest tells the place of work.
PLACE_STARTS = (
    "làm việc tại", "làm tại", "tại", "ở", "khu vực", "kv", "địa bàn", "kcn", "khu công nghiệp",
    "cụm công nghiệp", "quận", "huyện", "thành phố",
)  # fmt: skip

PROVINCES_AND_REGIONS = (
    "hải phòng", "hải dương", "hà nội", "hồ chí minh", "hcm", "tphcm", "hn", "hp", "quảng ninh",
    "thái bình", "hưng yên", "bắc ninh", "bắc giang", "nam định", "đà nẵng", "bình dương",
    "đồng nai", "miền bắc", "miền nam", "miền trung", "việt nam", "toàn quốc",
    "haiphong", "hanoi", "vietnam",
)  # fmt: skip

NOISE = (*LEVELS, *CALLS, *SEX, *PROVINCES_AND_REGIONS)

# Look like noise and are not: the longest phrase wins.
KEPT = (
    "tuyển dụng", "tuyển sinh", "việc làm tại nhà", "giới thiệu việc làm", "tư vấn việc làm",
    "tiền lương", "lương và phúc lợi", "lương thưởng phúc lợi", "phụ nữ",
)  # fmt: skip

# Words that stand before any occupation: without them the same work is meant.
PLAIN_WORDS = (
    "nhân viên", "chuyên viên", "công nhân", "cán bộ", "thợ", "lao động phổ thông", "lao động",
    "người", "bộ phận", "mảng", "vị trí", "kiêm", "chuyên", "staff", "executive", "specialist",
    "officer",
)  # fmt: skip

# Have such a word within and mean something else without it.
PLAIN_KEPT = ("xuất khẩu lao động", "hợp tác lao động")

# Short forms and variants, without tone marks → as names write them.
REPLACED = {
    "nv": "nhân viên", "cv": "chuyên viên", "cvcc": "chuyên viên cao cấp", "cb": "cán bộ",
    "ktv": "kỹ thuật viên", "kd": "kinh doanh", "nvkd": "nhân viên kinh doanh",
    "nvbh": "nhân viên bán hàng", "cskh": "chăm sóc khách hàng", "xnk": "xuất nhập khẩu",
    "tmdt": "thương mại điện tử", "hcns": "hành chính nhân sự", "cntt": "công nghệ thông tin",
    "bds": "bất động sản", "ldpt": "lao động phổ thông", "vp": "văn phòng", "gv": "giáo viên",
    "ql": "quản lý", "sx": "sản xuất", "gd": "giám đốc", "pgd": "phó giám đốc",
    "atld": "an toàn lao động", "bhxh": "bảo hiểm xã hội", "hdv": "hướng dẫn viên",
    "sale": "sales", "back end": "backend", "front end": "frontend", "e commerce": "ecommerce",
    "koc": "kol", "xd": "xây dựng", "ksxd": "kỹ sư xây dựng", "ksck": "kỹ sư cơ khí",
    "ptgd": "phó tổng giám đốc", "tpkd": "trưởng phòng kinh doanh", "ks": "khách sạn",
}  # fmt: skip
# Elsewhere in a title it is a branch or a Sunday.
REPLACED_FIRST = {"cn": "công nhân", "ks": "kỹ sư", "bv": "bảo vệ"}
