"""The columns of the table: what each is called in the file, and how its cells are read."""

from dataclasses import dataclass
from typing import Literal

from jobs.models import Vacancy
from portal.reference.fields import CodeField, CodesField
from portal.textfold import fold

Kind = Literal[
    "text",
    "number",
    "money",
    "day",
    "code",
    "codes",
    "yes",
    "months",
    "occupation",
    "place",
    "skills",
    "country",
    "phone",
]


@dataclass(frozen=True)
class Column:
    """`key` is a field of a vacancy, or `place`, `essential_skills`, `optional_skills`; `header`
    is part of the file's format and the same in every language."""

    key: str
    header: str
    kind: Kind
    required: bool = False

    @property
    def list_name(self) -> str:
        """The list of its codes; empty where it has none."""
        if self.kind not in ("code", "codes"):
            return ""
        field = Vacancy._meta.get_field(self.key)
        assert isinstance(field, CodeField | CodesField)
        return field.list_name


COLUMNS = (
    Column("title", "Tên công việc", "text", required=True),
    # Empty: read from the title.
    Column("occupation", "Nghề", "occupation"),
    Column("openings", "Số người cần tuyển", "number", required=True),
    Column("description", "Mô tả công việc", "text", required=True),
    Column("requirements", "Yêu cầu", "text"),
    Column("benefits", "Quyền lợi", "text"),
    Column("place", "Nơi làm việc (xã, phường, khu công nghiệp)", "place"),
    Column("address", "Địa chỉ nơi làm việc", "text"),
    Column("employment_type", "Hình thức làm việc", "code", required=True),
    Column("contract", "Loại hợp đồng", "code"),
    Column("pay_min", "Lương từ (đồng/tháng)", "money"),
    Column("pay_max", "Lương đến (đồng/tháng)", "money"),
    Column("pay_period", "Hình thức trả lương", "code"),
    Column("rate_min", "Mức ngày hoặc giờ từ (đồng)", "money"),
    Column("rate_max", "Mức ngày hoặc giờ đến (đồng)", "money"),
    Column("shifts", "Ca làm việc", "codes"),
    Column("hours_per_week", "Số giờ mỗi tuần", "number"),
    Column("probation_days", "Số ngày thử việc", "number"),
    Column("welfare", "Phúc lợi", "codes"),
    Column("physical_conditions", "Điều kiện làm việc", "codes"),
    Column("position", "Vị trí", "code"),
    Column("education", "Trình độ học vấn", "code"),
    Column("cmkt", "Trình độ chuyên môn", "code"),
    Column("experience_months", "Kinh nghiệm (tháng)", "months"),
    Column("essential_skills", "Kỹ năng cần có", "skills"),
    Column("optional_skills", "Kỹ năng ưu tiên", "skills"),
    Column("languages", "Ngoại ngữ", "codes"),
    Column("extra_requirements", "Điều kiện khác", "codes"),
    Column("priority_groups", "Đối tượng ưu tiên", "codes"),
    Column("lawful_limit", "Giới hạn theo luật", "text"),
    Column("lawful_limit_reason", "Căn cứ của giới hạn", "code"),
    Column("recruitment_methods", "Cách tuyển", "codes"),
    Column("valid_through", "Hạn nộp hồ sơ", "day"),
    Column("contact_name", "Người liên hệ", "text"),
    Column("contact_phone", "Điện thoại liên hệ", "phone"),
    Column("contact_email", "Email liên hệ", "text"),
    Column("contact_public", "Công khai liên hệ", "yes"),
)
OVERSEAS_COLUMNS = (
    Column("country", "Nước làm việc", "country", required=True),
    Column("contract_approval_number", "Số văn bản chấp thuận hợp đồng cung ứng", "text"),
    Column("term_months", "Thời hạn (tháng)", "months"),
    Column("orientation", "Giáo dục định hướng trước khi đi", "text"),
)
# What the portal writes into its own tables beside them, and does not read again.
NUMBER, STATE, ERRORS = "Dòng", "Trạng thái", "Lỗi"
OWN = frozenset(map(fold, (NUMBER, STATE, ERRORS)))


def columns_for(*, overseas: bool) -> tuple[Column, ...]:
    """Those of an agency's table, or of an employer's."""
    if not overseas:
        return COLUMNS
    return (*COLUMNS[:6], *OVERSEAS_COLUMNS, *(c for c in COLUMNS[6:] if c.key != "place"))
