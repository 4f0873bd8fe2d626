"""Every address of the portal, and who may do what there: the one table that says it all.

An address that is missing here fails `test_every_page`. Who is not named is refused: strangers
are sent to sign in (programs get 401), somebody with an ESC role but no second factor is sent to
set one up, everybody else gets `refused`.
"""

from dataclasses import dataclass, field

STRANGER = frozenset({"stranger"})
SEEKERS = frozenset({"seeker", "other_seeker"})
EMPLOYERS = frozenset({"employer", "other_employer"})
CENTRES = frozenset({"centre", "other_centre"})
MEMBERS = EMPLOYERS | CENTRES
BARE = frozenset({"bare_counsellor"})
ADMINISTRATOR = frozenset({"administrator"})
STAFF = frozenset({"counsellor"}) | ADMINISTRATOR
PERSONS = SEEKERS | MEMBERS
SIGNED_IN = PERSONS | STAFF
EVERYBODY = STRANGER | SIGNED_IN
NOBODY: frozenset[str] = frozenset()
ITS_EMPLOYER = frozenset({"employer"})
ITS_CENTRE = frozenset({"centre"})
OTHER_SEEKER = frozenset({"other_seeker"})
THE_SEEKER = frozenset({"seeker"})
ALL = EVERYBODY | BARE

Values = dict[str, str]


@dataclass(frozen=True, kw_only=True)
class Address:
    """One route as the resolver writes it.

    `may` says for each method who may; `values` which rows of the world stand in the path, by
    their names there, or plain text; `elsewhere` who is led to another page instead of refused.
    """

    route: str
    may: dict[str, frozenset[str]]
    values: Values = field(default_factory=dict)
    refused: int = 403
    barred: frozenset[str] = NOBODY
    """Who is told 403 where others get `refused`: the whole kind of page is not for them."""
    elsewhere: frozenset[str] = NOBODY
    data: dict[str, object] = field(default_factory=dict)
    """What is sent by POST; without it nothing."""
    is_page: bool = True
    """Answers with HTML to GET, as opposed to programs' data, files and redirects."""

    @property
    def is_api(self) -> bool:
        return self.route.startswith("api/")

    def path(self, values: dict[str, object]) -> str:
        """The address with these path values."""
        path = self.route
        for converter in ("int", "slug", "str", "uuid"):
            for name, value in values.items():
                path = path.replace(f"<{converter}:{name}>", str(value))
        return f"/{path}"


def page(route: str, get: frozenset[str], post: frozenset[str] = NOBODY, **more: object) -> Address:
    return Address(route=route, may={"get": get, "post": post}, **more)  # type: ignore[arg-type]


def deed(route: str, post: frozenset[str], **more: object) -> Address:
    """An address that only takes forms."""
    return Address(route=route, may={"get": NOBODY, "post": post}, is_page=False, **more)  # type: ignore[arg-type]


def api(
    route: str,
    *,
    values: Values | None = None,
    refused: int = 403,
    barred: frozenset[str] = NOBODY,
    data: dict[str, object] | None = None,
    **may: frozenset[str],
) -> Address:
    # For programs a role without a second factor is an account like any other.
    plain = {m: who | BARE if who >= SIGNED_IN else who for m, who in may.items()}
    return Address(
        route=f"api/v1/{route}",
        may=plain,
        values=values or {},
        refused=refused,
        barred=barred,
        data=data or {},
        is_page=False,
    )


def flow(route: str, values: Values | None = None) -> Address:
    """A step in the middle of signing in; who is not there is led to where it begins."""
    return Address(
        route=f"accounts/{route}",
        may={"get": NOBODY, "post": NOBODY},
        values=values or {},
        elsewhere=EVERYBODY,
        is_page=False,
    )


MACHINES = [
    page("healthz", ALL, ALL, is_page=False),
    page("readyz", ALL, ALL, is_page=False),
    page("metrics", ALL, ALL, is_page=False),
    page("robots.txt", EVERYBODY, is_page=False),
    page("sitemap.xml", EVERYBODY, is_page=False),
    page("sitemap-<slug:section>.xml", EVERYBODY, values={"section": "vacancies"}, is_page=False),
]

ALERT = {"values": {"token": "alert_token"}, "refused": 404}
PUBLIC = [
    page("", EVERYBODY),
    page("tim-viec/", EVERYBODY),
    page("hoc-nghe/", EVERYBODY),
    page("tim-viec/atom/", EVERYBODY, is_page=False),
    page("hoc-nghe/atom/", EVERYBODY, is_page=False),
    page("viec-moi/<str:token>/", EVERYBODY, **ALERT),
    page("viec-moi/<str:token>/dung/", EVERYBODY, EVERYBODY, **ALERT),
    page("goi-y/", EVERYBODY, is_page=False),
    page("goi-y/noi/", EVERYBODY, is_page=False),
    page("bao-cao/", EVERYBODY, EVERYBODY),
    page("bao-cao/theo-doi/<str:secret>/", EVERYBODY, values={"secret": "complaint_secret"}),
    page("cach-hoat-dong/", EVERYBODY),
    page("quyen-rieng-tu/", EVERYBODY),
    page(
        "viec-lam/<slug:slug>-<int:pk>/",
        EVERYBODY,
        values={"slug": "tho-han-3g", "pk": "vacancy"},
    ),
    page("khoa-hoc/<slug:slug>-<int:pk>/", EVERYBODY, values={"slug": "han-tig", "pk": "course"}),
    page(
        "don-vi/<slug:slug>-<int:pk>/",
        EVERYBODY,
        values={"slug": "cong-ty-co-khi-ben-thu", "pk": "firm"},
    ),
]

ACCOUNTS = [
    page("accounts/login/", EVERYBODY, EVERYBODY),
    page("accounts/signup/", EVERYBODY, EVERYBODY),
    page("accounts/inactive/", EVERYBODY),
    page("accounts/logout/", SIGNED_IN | BARE, SIGNED_IN | BARE, elsewhere=STRANGER),
    page("accounts/settings/", SIGNED_IN),
    page("accounts/welcome/", SIGNED_IN, is_page=False),
    page("accounts/reauthenticate/", STAFF, STAFF),
    page("accounts/email/", SIGNED_IN, SIGNED_IN),
    page("accounts/password/change/", SIGNED_IN, SIGNED_IN),
    page("accounts/password/set/", SIGNED_IN, SIGNED_IN),
    page("accounts/phone/change/", SIGNED_IN, SIGNED_IN),
    page("accounts/sessions/", SIGNED_IN, SIGNED_IN),
    page("accounts/2fa/", SIGNED_IN),
    page("accounts/2fa/reauthenticate/", STAFF, STAFF),
    page("accounts/2fa/totp/activate/", SIGNED_IN | BARE, SIGNED_IN | BARE),
    page("accounts/2fa/totp/deactivate/", STAFF, STAFF, refused=404),
    page("accounts/2fa/recovery-codes/", STAFF, refused=404),
    page("accounts/2fa/recovery-codes/generate/", SIGNED_IN | BARE, SIGNED_IN | BARE),
    page(
        "accounts/2fa/recovery-codes/download/", STAFF, refused=404, elsewhere=STAFF, is_page=False
    ),
    flow("confirm-email/"),
    flow("phone/verify/"),
    flow("login/code/confirm/"),
    flow("2fa/authenticate/"),
    flow("password/reset/"),
    flow("password/reset/<slug:step>/", values={"step": "done"}),
    flow("password/reset/confirm/"),
    flow("password/reset/complete/"),
    flow("password/reset/done/"),
    page("dev/messages/", EVERYBODY),
]

OWN = {"values": {"pk": "experience"}, "refused": 404, "barred": STAFF}
MY_COURSE = {"values": {"pk": "enrolment"}, "refused": 404, "barred": STAFF}
APPLIED = {"pk": "application"}
MY_APPLICATION = {"values": APPLIED, "refused": 404, "barred": STAFF}
ITS_SIDES = THE_SEEKER | ITS_EMPLOYER | STAFF
# Who sees an application without being asked to act on it is told so.
OF_SEEKER = {"values": APPLIED, "refused": 404, "barred": ITS_EMPLOYER | STAFF}
OF_EMPLOYER = {"values": APPLIED, "refused": 404, "barred": THE_SEEKER | STAFF}
SEEKER = [
    page("danh-cho-ban/", PERSONS),
    page("ho-so/", PERSONS),
    page("ho-so/phieu-dang-ky/", PERSONS, PERSONS),
    page("ho-so/phieu-dang-ky/in/", PERSONS),
    page("ho-so/<slug:step>/", PERSONS, PERSONS, values={"step": "person"}),
    page("ho-so/viec-da-lam/<int:pk>/", THE_SEEKER, THE_SEEKER, **OWN),
    deed("ho-so/viec-da-lam/<int:pk>/xoa/", THE_SEEKER, **OWN),
    page("du-lieu-cua-toi/", PERSONS),
    deed("du-lieu-cua-toi/dong-y/<slug:purpose>/", PERSONS, values={"purpose": "matching"}),
    deed(
        "du-lieu-cua-toi/nha-tuyen-dung/<int:pk>/rut/",
        THE_SEEKER,
        values={"pk": "firm"},
        refused=404,
        barred=STAFF,
    ),
    deed(
        "du-lieu-cua-toi/loi-moi/<int:pk>/",
        THE_SEEKER,
        values={"pk": "invitation"},
        refused=404,
        barred=STAFF,
        data={"answer": "accept"},
    ),
    deed("du-lieu-cua-toi/tim-viec/", PERSONS),
    page("du-lieu-cua-toi/tai-ve/", PERSONS, is_page=False),
    page("du-lieu-cua-toi/tai-ve/pdf/", PERSONS, is_page=False),
    page("du-lieu-cua-toi/xoa/", PERSONS, PERSONS),
    page(
        "viec-lam/<int:pk>/ung-tuyen/",
        PERSONS - ITS_EMPLOYER,
        PERSONS - ITS_EMPLOYER,
        values={"pk": "vacancy"},
    ),
    page("ung-tuyen/", PERSONS),
    page("ung-tuyen/<int:pk>/", THE_SEEKER, **MY_APPLICATION),
    page("ung-tuyen/<int:pk>/rut/", THE_SEEKER, THE_SEEKER, **MY_APPLICATION),
    deed("ung-tuyen/<int:pk>/lien-he/", THE_SEEKER, **MY_APPLICATION),
    page("ung-tuyen/<int:pk>/cv/", ITS_SIDES, values=APPLIED, refused=404, is_page=False),
    page("viec-da-luu/", PERSONS),
    page("viec-da-luu/moi/", PERSONS, PERSONS),
    deed("viec-da-luu/kenh/", PERSONS),
    deed(
        "viec-da-luu/<int:pk>/",
        THE_SEEKER,
        values={"pk": "saved_search"},
        refused=404,
        barred=STAFF,
        data={"do": "pause"},
    ),
    page("ghi-danh/<int:intake>/", PERSONS, PERSONS, values={"intake": "intake"}),
    page("khoa-hoc-cua-toi/", PERSONS),
    page("khoa-hoc-cua-toi/<int:pk>/", THE_SEEKER, **MY_COURSE),
    deed("khoa-hoc-cua-toi/<int:pk>/giay-to/", THE_SEEKER, **MY_COURSE),
    deed(
        "khoa-hoc-cua-toi/<int:pk>/giay-to/<int:document>/xoa/",
        THE_SEEKER,
        values={"pk": "enrolment", "document": "paper"},
        refused=404,
        barred=STAFF,
    ),
    page("khoa-hoc-cua-toi/<int:pk>/ho-tro/", THE_SEEKER, THE_SEEKER, **MY_COURSE),
    page("khoa-hoc-cua-toi/<int:pk>/rut/", THE_SEEKER, THE_SEEKER, **MY_COURSE),
    page(
        "giay-to/<int:pk>/",
        THE_SEEKER | ITS_CENTRE | STAFF,
        values={"pk": "paper"},
        refused=404,
        is_page=False,
    ),
    page("chung-chi/", EVERYBODY),
    page("chung-chi/<str:number>/", EVERYBODY, values={"number": "certificate_number"}),
    page(
        "chung-chi/<str:number>/pdf/",
        THE_SEEKER | ITS_CENTRE | STAFF,
        values={"number": "certificate_number"},
        refused=404,
        is_page=False,
    ),
    page(
        "tot-nghiep/<str:token>/",
        EVERYBODY,
        EVERYBODY,
        values={"token": "graduate_token"},
        refused=404,
    ),
    page("thong-bao/", SIGNED_IN),
    page("thong-bao/<int:pk>/", THE_SEEKER, values={"pk": "message"}, refused=404),
    deed("thong-bao/da-doc/", SIGNED_IN),
    page("tin-nhan/", SIGNED_IN, SIGNED_IN),
]

HIDDEN_FIRM = {"values": {"pk": "firm"}, "refused": 404}
DRAFT = {"values": {"pk": "vacancy_draft"}, "refused": 404}
OPEN = {"values": {"pk": "vacancy"}}
CANDIDATE = {"values": {"pk": "vacancy", "person": "seeker"}}
DRAFT_COURSE = {"values": {"pk": "course_draft"}, "refused": 404}
OPEN_COURSE = {"values": {"pk": "course"}}
INTAKE = {"values": {"pk": "course", "intake": "intake"}}
IMPORT = {"values": {"pk": "import_job"}, "refused": 404}
TEMPLATE = {"values": {"pk": "template"}, "refused": 404}
ORDER = {"values": {"pk": "training_order"}, "refused": 404}
NO_MEMBERS = SEEKERS | STAFF
ORGANISATION = [
    page("dang-ky-don-vi/", SIGNED_IN, SIGNED_IN),
    page("don-vi-cua-toi/", SIGNED_IN),
    page("don-vi-cua-toi/<int:pk>/", ITS_EMPLOYER, ITS_EMPLOYER, **HIDDEN_FIRM),
    page("don-vi-cua-toi/<int:pk>/nhu-cau/", ITS_EMPLOYER, ITS_EMPLOYER, **HIDDEN_FIRM),
    page("don-vi-cua-toi/<int:pk>/thanh-vien/", ITS_EMPLOYER, ITS_EMPLOYER, **HIDDEN_FIRM),
    deed(
        "don-vi-cua-toi/loi-moi/<int:invitation>/",
        THE_SEEKER,
        values={"invitation": "asked_to_join"},
        refused=404,
        data={"accept": "yes"},
    ),
    deed(
        "don-vi-cua-toi/<int:pk>/thanh-vien/loi-moi/<int:invitation>/rut/",
        ITS_EMPLOYER,
        values={"pk": "firm", "invitation": "asked_to_join"},
        refused=404,
    ),
    deed(
        "don-vi-cua-toi/<int:pk>/thanh-vien/<int:user>/vai-tro/",
        ITS_EMPLOYER,
        values={"pk": "firm", "user": "colleague"},
        refused=404,
    ),
    page(
        "don-vi-cua-toi/<int:pk>/thanh-vien/<int:user>/ket-thuc/",
        ITS_EMPLOYER,
        ITS_EMPLOYER,
        values={"pk": "firm", "user": "colleague"},
        refused=404,
    ),
    page("tuyen-dung/", EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/tin/", EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/tin/moi/", EMPLOYERS, EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/tin/<int:pk>/", ITS_EMPLOYER, ITS_EMPLOYER, **DRAFT),
    page("tuyen-dung/tin/tung-buoc/", EMPLOYERS, EMPLOYERS, elsewhere=NO_MEMBERS),
    page(
        "tuyen-dung/tin/<int:pk>/buoc/<slug:step>/",
        ITS_EMPLOYER,
        ITS_EMPLOYER,
        values={"pk": "vacancy_draft", "step": "needs"},
        refused=404,
    ),
    page("tuyen-dung/tin/<int:pk>/kiem-tra/", ITS_EMPLOYER, ITS_EMPLOYER, **DRAFT),
    page(
        "tuyen-dung/tin/<int:pk>/chi-phi/",
        ITS_EMPLOYER,
        ITS_EMPLOYER,
        values={"pk": "order_draft"},
        refused=404,
    ),
    deed("tuyen-dung/tin/<int:pk>/rut/", ITS_EMPLOYER, **DRAFT),
    page("tuyen-dung/tin/<int:pk>/dong/", ITS_EMPLOYER | STAFF, ITS_EMPLOYER | STAFF, **OPEN),
    page("tuyen-dung/tin/<int:pk>/xoa/", ITS_EMPLOYER, ITS_EMPLOYER, **DRAFT),
    page("tuyen-dung/tin/<int:pk>/da-tuyen/", ITS_EMPLOYER, ITS_EMPLOYER, **OPEN),
    page("tuyen-dung/tin/<int:pk>/ung-vien/", ITS_EMPLOYER | STAFF, **OPEN),
    page("tuyen-dung/tin/<int:pk>/ung-vien/da-moi/", ITS_EMPLOYER | STAFF, **OPEN),
    deed("tuyen-dung/tin/<int:pk>/ung-vien/<int:person>/moi/", ITS_EMPLOYER, **CANDIDATE),
    deed("tuyen-dung/tin/<int:pk>/ung-vien/<int:person>/lien-he/", ITS_EMPLOYER, **CANDIDATE),
    page("tuyen-dung/tin/nhap/", EMPLOYERS, EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/tin/nhap/mau/", EMPLOYERS, elsewhere=NO_MEMBERS, is_page=False),
    page("tuyen-dung/tin/xuat/", EMPLOYERS, elsewhere=NO_MEMBERS, is_page=False),
    page("tuyen-dung/tin/nhap/<int:pk>/", ITS_EMPLOYER, **IMPORT),
    deed("tuyen-dung/tin/nhap/<int:pk>/bat-dau/", ITS_EMPLOYER, **IMPORT),
    page("tuyen-dung/tin/nhap/<int:pk>/loi/", ITS_EMPLOYER, is_page=False, **IMPORT),
    page("tuyen-dung/tin/<int:pk>/ho-so/", ITS_EMPLOYER | STAFF, **OPEN),
    page("tuyen-dung/tin/<int:pk>/ho-so/bang/", ITS_EMPLOYER | STAFF, **OPEN),
    page(
        "tuyen-dung/tin/<int:pk>/ho-so/hang-loat/",
        ITS_EMPLOYER,
        ITS_EMPLOYER,
        is_page=False,
        **OPEN,
    ),
    page("tuyen-dung/ho-so/<int:pk>/", ITS_EMPLOYER | STAFF, ITS_EMPLOYER, **OF_EMPLOYER),
    deed("tuyen-dung/ho-so/<int:pk>/chuyen/", ITS_EMPLOYER, **OF_EMPLOYER),
    page("tuyen-dung/ho-so/<int:pk>/tu-choi/", ITS_EMPLOYER, ITS_EMPLOYER, **OF_EMPLOYER),
    page("tuyen-dung/ho-so/<int:pk>/nhan-viec/", ITS_EMPLOYER, ITS_EMPLOYER, **OF_EMPLOYER),
    page("tuyen-dung/ho-so/<int:pk>/tin-nhan/", ITS_EMPLOYER, ITS_EMPLOYER, **OF_EMPLOYER),
    deed("tuyen-dung/ho-so/<int:pk>/lien-he/", ITS_EMPLOYER, **OF_EMPLOYER),
    deed("tuyen-dung/ho-so/<int:pk>/xin-lien-he/", ITS_EMPLOYER, **OF_EMPLOYER),
    page(
        "tuyen-dung/tin/<int:pk>/xuat-canh/",
        ITS_EMPLOYER | STAFF,
        values={"pk": "abroad"},
        refused=404,
    ),
    page(
        "tuyen-dung/ho-so/<int:pk>/xuat-canh/",
        ITS_EMPLOYER | STAFF,
        ITS_EMPLOYER | STAFF,
        values={"pk": "hired_abroad"},
        refused=404,
        barred=THE_SEEKER,
    ),
    page(
        "tuyen-dung/xuat-canh/<uuid:key>/",
        ITS_EMPLOYER | STAFF,
        ITS_EMPLOYER | STAFF,
        values={"key": "departure_key"},
        refused=404,
        barred=OTHER_SEEKER,
        data={"do": "save"},
    ),
    page("tuyen-dung/dat-hang/", EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/dat-hang/moi/", EMPLOYERS, EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/dat-hang/<int:pk>/", ITS_EMPLOYER | STAFF, barred=CENTRES, **ORDER),
    page(
        "tuyen-dung/dat-hang/<int:pk>/huy/",
        ITS_EMPLOYER,
        ITS_EMPLOYER,
        barred=CENTRES | STAFF,
        **ORDER,
    ),
    *(
        deed(
            f"tuyen-dung/dat-hang/<int:pk>/chao/<int:offer>/{what}/",
            ITS_EMPLOYER,
            values={"pk": "training_order", "offer": "offer"},
            refused=404,
            barred=ITS_CENTRE | STAFF,
        )
        for what in ("nhan", "tu-choi")
    ),
    page("dao-tao/dat-hang/", CENTRES, elsewhere=NO_MEMBERS),
    page(
        "dao-tao/dat-hang/<int:pk>/",
        CENTRES,
        CENTRES,
        values={"pk": "training_order"},
        elsewhere=NO_MEMBERS,
    ),
    deed(
        "dao-tao/dat-hang/chao/<int:offer>/rut/",
        ITS_CENTRE,
        values={"offer": "offer"},
        refused=404,
        barred=ITS_EMPLOYER | STAFF,
    ),
    page("tuyen-dung/mau-tin/", EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/mau-tin/moi/", EMPLOYERS, EMPLOYERS, elsewhere=NO_MEMBERS),
    page("tuyen-dung/mau-tin/<int:pk>/", ITS_EMPLOYER, ITS_EMPLOYER, **TEMPLATE),
    page("tuyen-dung/mau-tin/<int:pk>/xoa/", ITS_EMPLOYER, ITS_EMPLOYER, **TEMPLATE),
    page("dao-tao/", CENTRES, elsewhere=NO_MEMBERS),
    page("dao-tao/khoa-hoc/", CENTRES, elsewhere=NO_MEMBERS),
    page("dao-tao/khoa-hoc/moi/", CENTRES, CENTRES, elsewhere=NO_MEMBERS),
    page("dao-tao/khoa-hoc/<int:pk>/", ITS_CENTRE, ITS_CENTRE, **DRAFT_COURSE),
    page("dao-tao/khoa-hoc/<int:pk>/dong/", ITS_CENTRE | STAFF, ITS_CENTRE | STAFF, **OPEN_COURSE),
    page("dao-tao/khoa-hoc/<int:pk>/xoa/", ITS_CENTRE, ITS_CENTRE, **DRAFT_COURSE),
    page("dao-tao/khoa-hoc/<int:pk>/lop/moi/", ITS_CENTRE, ITS_CENTRE, **OPEN_COURSE),
    page("dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/", ITS_CENTRE, ITS_CENTRE, **INTAKE),
    page("dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/huy/", ITS_CENTRE, ITS_CENTRE, **INTAKE),
    page("dao-tao/bao-cao/", CENTRES, elsewhere=NO_MEMBERS),
    page("dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ghi-danh/", ITS_CENTRE | STAFF, **INTAKE),
    page(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ghi-danh/<int:enrolment>/",
        ITS_CENTRE | STAFF,
        ITS_CENTRE,
        values={"pk": "course", "intake": "intake", "enrolment": "enrolment"},
        data={"do": "papers"},
    ),
    deed(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ghi-danh/<int:enrolment>/lien-he/",
        ITS_CENTRE,
        values={"pk": "course", "intake": "intake", "enrolment": "enrolment"},
    ),
    page(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ghi-danh/<int:enrolment>/thu-hoi/",
        ITS_CENTRE,
        ITS_CENTRE,
        values={"pk": "course", "intake": "earlier_intake", "enrolment": "certified"},
    ),
    page("dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/hoc-vien/", ITS_CENTRE | STAFF, **INTAKE),
    page(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/diem-danh/",
        ITS_CENTRE | STAFF,
        ITS_CENTRE,
        **INTAKE,
    ),
    page(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ket-qua/",
        ITS_CENTRE | STAFF,
        ITS_CENTRE,
        **INTAKE,
    ),
    page("dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ho-tro/", ITS_CENTRE | STAFF, **INTAKE),
    page(
        "dao-tao/khoa-hoc/<int:pk>/lop/<int:intake>/ho-tro/excel/",
        ITS_CENTRE | STAFF,
        is_page=False,
        **INTAKE,
    ),
]

REVIEW = {"values": {"pk": "review"}}
NEWCOMER = {"values": {"pk": "newcomer"}}
HOLDER = {"values": {"pk": "holder"}}
NOTICE_TEXT = {"values": {"kind": "organisation_verified", "language": "vi"}}
INSURED_CLAIM = {"values": {"pk": "insured_claim"}}
COMPLAINT = {"values": {"pk": "complaint"}}
A_REPORT = {"kind": "money", "text": "Họ đòi tiền cọc.", "about": "Công ty lạ"}
CENTRE_STAFF = [
    page("ban-lam-viec/", STAFF),
    page("ban-lam-viec/don-vi/", STAFF),
    page("ban-lam-viec/don-vi/<int:pk>/", STAFF, **NEWCOMER),
    deed("ban-lam-viec/don-vi/<int:pk>/duyet/", STAFF, **NEWCOMER),
    page("ban-lam-viec/don-vi/<int:pk>/tu-choi/", STAFF, STAFF, **NEWCOMER),
    page("ban-lam-viec/don-vi/<int:pk>/tam-dung/", STAFF, STAFF, **NEWCOMER),
    page("ban-lam-viec/ho-tro-hoc-nghe/", STAFF),
    page("ban-lam-viec/ho-tro-hoc-nghe/<int:pk>/duyet/", STAFF, STAFF, **INSURED_CLAIM),
    page("ban-lam-viec/ho-tro-hoc-nghe/<int:pk>/tu-choi/", STAFF, STAFF, **INSURED_CLAIM),
    page("ban-lam-viec/tin/", STAFF),
    page("ban-lam-viec/tin/<int:pk>/", STAFF, **REVIEW),
    deed("ban-lam-viec/tin/<int:pk>/duyet/", STAFF, **REVIEW),
    page("ban-lam-viec/tin/<int:pk>/tu-choi/", STAFF, STAFF, **REVIEW),
    page("ban-lam-viec/tin-nhan/", ADMINISTRATOR),
    page(
        "ban-lam-viec/tin-nhan/<slug:kind>/<slug:language>/",
        ADMINISTRATOR,
        ADMINISTRATOR,
        **NOTICE_TEXT,
    ),
    deed("ban-lam-viec/tin-nhan/<slug:kind>/<slug:language>/nhu-cu/", ADMINISTRATOR, **NOTICE_TEXT),
    page("ban-lam-viec/tim-kiem/", STAFF),
    deed("ban-lam-viec/tim-kiem/doi-chieu/", ADMINISTRATOR),
    deed("ban-lam-viec/tim-kiem/loi/", ADMINISTRATOR, data={"do": "retry"}),
    page(
        "ban-lam-viec/tim-kiem/dung-lai/<slug:doc_type>/",
        ADMINISTRATOR,
        ADMINISTRATOR,
        values={"doc_type": "concept"},
    ),
    page("ban-lam-viec/cau-tim-kiem/", STAFF),
    page("ban-lam-viec/tu-khac/", STAFF, STAFF, data={"do": "accept"}),
    page("ban-lam-viec/tu-khac/them/", STAFF, STAFF),
    deed("ban-lam-viec/tu-khac/de-xuat/", STAFF),
    page("ban-lam-viec/tai-khoan/", ADMINISTRATOR),
    page("ban-lam-viec/tai-khoan/them/", ADMINISTRATOR, ADMINISTRATOR),
    page("ban-lam-viec/tai-khoan/<int:pk>/", ADMINISTRATOR, ADMINISTRATOR, **HOLDER),
    page("ban-lam-viec/tai-khoan/<int:pk>/bo/", ADMINISTRATOR, ADMINISTRATOR, **HOLDER),
    page("ban-lam-viec/phan-anh/", STAFF),
    page("ban-lam-viec/phan-anh/<int:pk>/", STAFF, STAFF, **COMPLAINT),
    deed("ban-lam-viec/phan-anh/<int:pk>/nhan/", STAFF, **COMPLAINT),
    page("ban-lam-viec/ket-qua-tuyen/", STAFF),
    page("ban-lam-viec/xuat-canh/", STAFF),
    page("ban-lam-viec/xuat-canh/csv/", STAFF, is_page=False),
    page("ban-lam-viec/dat-hang-dao-tao/", STAFF),
    page("styleguide/", STAFF),
]

A_VACANCY = {
    "title": "Thợ hàn",
    "description": "Hàn trong xưởng.",
    "occupation": "welder",
    "openings": 2,
    "employment_type": "full-time",
}
A_COURSE = {
    "title": "Hàn cơ bản",
    "description": "Học hàn từ đầu.",
    "level": "elementary",
    "months": 3,
    "unit": "11755",
}
PROGRAMS = [
    api("schema/", get=EVERYBODY),
    api("tokens/", post=EVERYBODY, delete=NOBODY, refused=401),
    api("places/", get=EVERYBODY),
    api("occupations/", get=EVERYBODY),
    api("occupations/<slug:key>/", get=EVERYBODY, values={"key": "welder"}),
    api("skills/", get=EVERYBODY),
    api("search/", get=EVERYBODY),
    api("suggest/", get=EVERYBODY),
    api("me/profile/", get=SEEKERS, put=SIGNED_IN, patch=SIGNED_IN, refused=404),
    api("me/consents/", get=SEEKERS, refused=404),
    api(
        "me/consents/<str:purpose>/",
        put=SIGNED_IN,
        delete=SEEKERS,
        values={"purpose": "matching"},
        refused=404,
    ),
    api("me/contact-views/", get=SIGNED_IN),
    api("me/messages/", get=SIGNED_IN),
    api("me/messages/read/", post=SIGNED_IN),
    api("me/messages/<int:pk>/read/", post=THE_SEEKER, values={"pk": "message"}, refused=404),
    api(
        "me/searches/",
        get=PERSONS | BARE,
        post=PERSONS | BARE,
        data={"search": {"q": "thợ hàn"}},
    ),
    api(
        "me/searches/<int:pk>/",
        patch=THE_SEEKER,
        delete=THE_SEEKER,
        values={"pk": "saved_search"},
        refused=404,
    ),
    api("me/recommendations/", get=SEEKERS, refused=404),
    api("vacancies/", get=EVERYBODY, post=EMPLOYERS, data=A_VACANCY),
    api(
        "vacancies/<int:pk>/",
        get=ITS_EMPLOYER,
        put=ITS_EMPLOYER,
        patch=ITS_EMPLOYER,
        delete=ITS_EMPLOYER,
        values={"pk": "vacancy_draft"},
        refused=404,
    ),
    api(
        "vacancies/<int:pk>/publish/",
        post=ITS_EMPLOYER,
        values={"pk": "vacancy_draft"},
        refused=404,
    ),
    api("vacancies/<int:pk>/close/", post=ITS_EMPLOYER | STAFF, values={"pk": "vacancy"}),
    api("vacancies/<int:pk>/candidates/", get=ITS_EMPLOYER | STAFF, values={"pk": "vacancy"}),
    api("vacancies/<int:pk>/candidates/<int:person>/invite/", post=ITS_EMPLOYER, **CANDIDATE),
    api("vacancies/<int:pk>/candidates/<int:person>/contact/", post=ITS_EMPLOYER, **CANDIDATE),
    api("applications/", get=SIGNED_IN, post=SEEKERS, refused=404),
    api("applications/bulk/", post=EMPLOYERS),
    api("applications/<int:pk>/", get=ITS_SIDES, values=APPLIED, refused=404),
    api("applications/<int:pk>/withdraw/", post=THE_SEEKER, **OF_SEEKER),
    api("applications/<int:pk>/move/", post=ITS_EMPLOYER, **OF_EMPLOYER),
    api("applications/<int:pk>/notes/", get=ITS_EMPLOYER, post=ITS_EMPLOYER, **OF_EMPLOYER),
    api("applications/<int:pk>/messages/", get=ITS_SIDES, post=ITS_EMPLOYER, **OF_EMPLOYER),
    api("applications/<int:pk>/tags/", put=ITS_EMPLOYER, **OF_EMPLOYER),
    api("applications/<int:pk>/contact/", post=ITS_EMPLOYER, **OF_EMPLOYER),
    api("applications/<int:pk>/ask-contact/", post=ITS_EMPLOYER, **OF_EMPLOYER),
    api("message-templates/", get=SIGNED_IN),
    api("complaints/", get=STAFF, post=EVERYBODY, data=A_REPORT),
    api("complaints/status/<str:secret>/", get=EVERYBODY, values={"secret": "complaint_secret"}),
    api("complaints/<int:pk>/", get=STAFF, **COMPLAINT),
    api("complaints/<int:pk>/take/", post=STAFF, **COMPLAINT),
    api("complaints/<int:pk>/decide/", post=STAFF, **COMPLAINT),
    api(
        "vacancies/<int:pk>/fees/",
        get=ITS_EMPLOYER,
        put=ITS_EMPLOYER,
        values={"pk": "vacancy_draft"},
        refused=404,
    ),
    # To whom the application is unknown it is a wrong one, told at its field.
    api("departures/", get=SIGNED_IN, post=SIGNED_IN),
    api(
        "departures/<uuid:key>/",
        get=ITS_EMPLOYER | STAFF | OTHER_SEEKER,
        patch=ITS_EMPLOYER | STAFF,
        values={"key": "departure_key"},
        refused=404,
        barred=OTHER_SEEKER,
    ),
    *(
        api(
            f"departures/<uuid:key>/{what}/",
            post=ITS_EMPLOYER | STAFF,
            values={"key": "departure_key"},
            refused=404,
            barred=OTHER_SEEKER,
        )
        for what in ("depart", "return", "cancel")
    ),
    api("training-orders/", get=SIGNED_IN, post=EMPLOYERS),
    api(
        "training-orders/<int:pk>/",
        get=ITS_EMPLOYER | CENTRES | STAFF,
        values={"pk": "training_order"},
        refused=404,
    ),
    api(
        "training-orders/<int:pk>/cancel/",
        post=ITS_EMPLOYER,
        values={"pk": "training_order"},
        refused=404,
        barred=CENTRES | STAFF,
    ),
    api(
        "training-orders/<int:order_pk>/offers/",
        get=ITS_EMPLOYER | CENTRES | STAFF,
        post=CENTRES,
        values={"order_pk": "training_order"},
        refused=404,
        barred=ITS_EMPLOYER | STAFF,
    ),
    *(
        api(
            f"training-orders/<int:order_pk>/offers/<int:pk>/{what}/",
            post=who,
            values={"order_pk": "training_order", "pk": "offer"},
            refused=404,
            barred=(ITS_EMPLOYER | ITS_CENTRE | STAFF) - who,
        )
        for what, who in (
            ("accept", ITS_EMPLOYER),
            ("refuse", ITS_EMPLOYER),
            ("withdraw", ITS_CENTRE),
        )
    ),
    api("courses/", get=EVERYBODY, post=CENTRES, data=A_COURSE),
    api(
        "courses/<int:pk>/",
        get=ITS_CENTRE,
        put=ITS_CENTRE,
        patch=ITS_CENTRE,
        delete=ITS_CENTRE,
        values={"pk": "course_draft"},
        refused=404,
    ),
    api("courses/<int:pk>/publish/", post=ITS_CENTRE, values={"pk": "course_draft"}, refused=404),
    api("courses/<int:pk>/close/", post=ITS_CENTRE | STAFF, values={"pk": "course"}),
    api(
        "courses/<int:course_pk>/intakes/",
        get=EVERYBODY,
        post=ITS_CENTRE,
        values={"course_pk": "course"},
    ),
    api(
        "courses/<int:course_pk>/intakes/<int:pk>/",
        get=EVERYBODY,
        put=ITS_CENTRE,
        patch=ITS_CENTRE,
        values={"course_pk": "course", "pk": "intake"},
    ),
    api("enrolments/", get=SIGNED_IN, post=PERSONS | BARE, data={"intake": 0}),
    api(
        "enrolments/<int:pk>/",
        get=THE_SEEKER | ITS_CENTRE | STAFF,
        values={"pk": "enrolment"},
        refused=404,
    ),
    *(
        api(
            f"enrolments/<int:pk>/{name}/",
            post=who,
            values={"pk": "enrolment"},
            refused=404,
            barred=(THE_SEEKER | ITS_CENTRE | STAFF) - who,
        )
        for name, who in (
            ("withdraw", THE_SEEKER),
            ("claim", THE_SEEKER),
            ("accept", ITS_CENTRE),
            ("refuse", ITS_CENTRE),
            ("leave", ITS_CENTRE),
            ("check-documents", ITS_CENTRE),
            ("revoke-certificate", ITS_CENTRE),
        )
    ),
    api("intakes/<int:pk>/roster/", get=ITS_CENTRE | STAFF, values={"pk": "intake"}),
    api(
        "intakes/<int:pk>/attendance/<str:day>/",
        get=ITS_CENTRE,
        put=ITS_CENTRE,
        values={"pk": "intake", "day": "2026-11-27"},
    ),
    api("intakes/<int:pk>/results/", get=ITS_CENTRE, put=ITS_CENTRE, values={"pk": "intake"}),
    api(
        "courses/<int:course_pk>/intakes/<int:pk>/cancel/",
        post=ITS_CENTRE,
        values={"course_pk": "course", "pk": "intake"},
    ),
]

ADDRESSES = [
    *MACHINES,
    *PUBLIC,
    *ACCOUNTS,
    *SEEKER,
    *ORGANISATION,
    *CENTRE_STAFF,
    *PROGRAMS,
]
# Answers 404 in JSON to every address below /api/v1/ that is none.
CATCH_ALL = r"api/v1/^[\s\S]*/$"
