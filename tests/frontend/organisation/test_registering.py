"""Registering an organisation, its profile, and its members."""

import pytest
from django.test import Client

from portal.accounts import services
from portal.accounts.models import Membership, Organisation
from tests.factories import EscUserFactory, MembershipFactory, OrganisationFactory, UserFactory
from tests.frontend.organisation.conftest import a_day

pytestmark = pytest.mark.django_db

REGISTER = "/dang-ky-don-vi/"
TAX_CODE = "0100109106"


def data(**changes) -> dict:
    return {
        "kind": "employer",
        "name": "Công ty TNHH May Tiên Lãng",
        "tax_code": TAX_CODE,
        "enterprise_type": "non-state",
        "industry": "c",
        "size_band": "101-200",
        "place": "KCN Tràng Duệ",
        "phone": "0225 3822 616",
        **changes,
    }


def test_whoever_registers_owns_it_and_waits(signed_in) -> None:
    user = UserFactory()
    client = signed_in(user)
    assert client.get(REGISTER).status_code == 200
    answer = client.post(REGISTER, data(), follow=True)
    made = Organisation.objects.get()
    assert answer.redirect_chain == [(f"/tuyen-dung/?org={made.pk}", 302)]
    assert "Chờ xác minh" in answer.content.decode()
    assert (made.verification, made.kind) == ("pending", "employer")
    assert (made.industrial_park_id, made.unit_id) == (
        "park-trang-due",
        made.industrial_park.unit_id,
    )
    assert made.phone.as_e164 == "+842253822616"
    assert made.memberships.get().role == "owner"


def test_a_double_press_registers_once_and_both_lead_there(signed_in) -> None:
    client = signed_in(UserFactory())
    first, second = (client.post(REGISTER, data()) for _press in range(2))
    assert Organisation.objects.count() == 1
    assert first["Location"] == second["Location"]
    stranger = signed_in(UserFactory()).post(REGISTER, data())
    assert "tax_code" in stranger.context["form"].errors


def test_a_centre_goes_to_its_own_home_with_its_licence(signed_in) -> None:
    answer = signed_in(UserFactory()).post(
        REGISTER,
        data(kind="training_centre", licence_number="12/GCN", licence_valid_until=a_day(400)),
    )
    made = Organisation.objects.get()
    assert answer["Location"] == f"/dao-tao/?org={made.pk}"
    assert made.licence_number == "12/GCN"


@pytest.mark.parametrize(
    ("changes", "fields"),
    [
        ({"tax_code": "0100109107"}, {"tax_code"}),
        ({"tax_code": ""}, {"tax_code"}),
        ({"kind": ""}, {"kind"}),
        ({"kind": "esc_office"}, {"kind"}),
        ({"name": ""}, {"name"}),
        ({"name": "x" * 5000}, {"name"}),
        ({"name": "a\0b"}, {"name"}),
        ({"name": "….🏭"}, {"name"}),
        ({"industry": "zz"}, {"industry"}),
        ({"place": "Atlantis"}, {"place"}),
        ({"place": "An Dương"}, {"place_code"}),
        ({"phone": "123"}, {"phone"}),
        ({"email": "không phải"}, {"email"}),
        ({"website": "javascript:alert(1)"}, {"website"}),
        ({"licence_valid_until": "32/13/2026"}, {"licence_valid_until"}),
    ],
)
def test_what_is_wrong_is_said_at_its_field_and_nothing_is_lost(signed_in, changes, fields) -> None:
    answer = signed_in(UserFactory()).post(REGISTER, data(**changes))
    form = answer.context["form"]
    assert answer.status_code == 200
    assert set(form.errors) == fields
    for name, value in data(**changes).items():
        assert form[name].value() == value
    assert not Organisation.objects.exists()


def test_a_place_that_may_be_several_is_asked_back(signed_in) -> None:
    client = signed_in(UserFactory())
    form = client.post(REGISTER, data(place="An Dương")).context["form"]
    offered = dict(form.fields["place_code"].choices)
    assert len(offered) > 1
    assert "11581" in offered
    client.post(REGISTER, data(place="An Dương", place_code="11581"))
    assert Organisation.objects.get().unit_id == "11581"


def test_a_choice_that_does_not_belong_to_the_text_is_dropped(signed_in) -> None:
    client = signed_in(UserFactory())
    form = client.post(REGISTER, data(place="An Dương", place_code="11755")).context["form"]
    assert set(form.errors) == {"place_code"}


def test_hostile_text_is_kept_as_text(signed_in) -> None:
    name = "<script>alert(1)</script> {{ 7*7 }} Cơ khí 💥"
    answer = signed_in(UserFactory()).post(REGISTER, data(name=name), follow=True)
    page = answer.content.decode()
    assert Organisation.objects.get().name == name
    assert "<script>alert" not in page
    assert "{{ 7*7 }}" in page


def test_decomposed_text_is_stored_composed(signed_in) -> None:
    signed_in(UserFactory()).post(REGISTER, data(name="Công ty Thép Tiê\u0301n"))
    assert Organisation.objects.get().name == "Công ty Thép Tiến"


def test_a_tax_code_registers_once_for_each_kind(signed_in) -> None:
    OrganisationFactory(tax_code=TAX_CODE)
    client = signed_in(UserFactory())
    assert set(client.post(REGISTER, data()).context["form"].errors) == {"tax_code"}
    client.post(REGISTER, data(kind="training_centre"))
    assert Organisation.objects.count() == 2


class TestRefused:
    def refused(self) -> Organisation:
        organisation = OrganisationFactory(tax_code=TAX_CODE, verification="pending")
        return services.refuse_organisation(
            organisation_id=organisation.pk, by=EscUserFactory(), reason="Thiếu địa chỉ."
        )

    def test_reads_why_and_is_sent_again_once_corrected(self, member_of) -> None:
        organisation = self.refused()
        client = member_of(organisation)
        home = client.get("/tuyen-dung/").content.decode()
        assert "Thiếu địa chỉ." in home
        address = f"/don-vi-cua-toi/{organisation.pk}/"
        assert address in home
        same = data(name=organisation.name, enterprise_type="", industry="", size_band="",
                    place="", phone="")  # fmt: skip
        client.post(address, same)
        organisation.refresh_from_db()
        assert organisation.verification == "refused"
        client.post(address, same | {"address": "Lô 5, đường số 3"})
        organisation.refresh_from_db()
        assert (organisation.verification, organisation.refusal_reason) == ("pending", "")


def test_the_profile_keeps_a_place_that_nobody_touches(member_of) -> None:
    organisation = OrganisationFactory(tax_code=TAX_CODE, unit_id="11755")
    client = member_of(organisation)
    address = f"/don-vi-cua-toi/{organisation.pk}/"
    form = client.get(address).context["form"]
    assert form["place"].value() == "Xã Tiên Lãng"
    assert "licence_number" not in form.fields
    client.post(address, data(place="Xã Tiên Lãng", website="example.com"))
    organisation.refresh_from_db()
    assert (organisation.unit_id, organisation.website) == ("11755", "https://example.com")


class TestMembers:
    @pytest.fixture
    def owner(self, employer) -> Membership:
        return MembershipFactory(organisation=employer)

    @pytest.fixture
    def client(self, owner, signed_in) -> Client:
        return signed_in(owner.user)

    def page(self, employer: Organisation) -> str:
        return f"/don-vi-cua-toi/{employer.pk}/thanh-vien/"

    @pytest.mark.parametrize("contact", ["abc", "", "x" * 5000])
    def test_what_is_neither_phone_nor_e_mail_is_told_at_its_field(
        self, employer, client, contact
    ) -> None:
        answer = client.post(self.page(employer), {"contact": contact, "role": "staff"})
        assert set(answer.context["form"].errors) == {"contact"}
        assert not employer.member_invitations.exists()

    def test_nobody_can_write_to_any_number_of_phones(self, employer, client) -> None:
        for n in range(30):
            client.post(self.page(employer), {"contact": f"09112223{n:02}", "role": "staff"})
        answer = client.post(self.page(employer), {"contact": "0911222399", "role": "staff"})
        assert answer.context["form"].non_field_errors()
        assert answer.status_code == 429
        assert answer.headers["Retry-After"] == "3600"

    def test_roles_change_but_an_owner_stays(self, employer, owner, client) -> None:
        staff = MembershipFactory(organisation=employer, role="staff")
        role = self.page(employer) + "{}/vai-tro/"
        client.post(role.format(owner.user_id), {"role": "staff"})
        owner.refresh_from_db()
        assert owner.role == "owner"
        client.post(role.format(staff.user_id), {"role": "king"})
        staff.refresh_from_db()
        assert staff.role == "staff"
        client.post(role.format(staff.user_id), {"role": "owner"})
        client.post(role.format(owner.user_id), {"role": "staff"})
        assert {m.role for m in employer.memberships.filter(left_at=None)} == {"owner", "staff"}

    def test_a_membership_ends_after_a_question(self, employer, client, signed_in) -> None:
        staff = MembershipFactory(organisation=employer, role="staff")
        address = f"{self.page(employer)}{staff.user_id}/ket-thuc/"
        assert client.get(address).status_code == 200
        client.post(address)
        staff.refresh_from_db()
        assert staff.left_at
        assert signed_in(staff.user).get(self.page(employer)).status_code == 404

    def test_members_leave_by_themselves_but_not_the_last_owner(
        self, employer, owner, client, signed_in
    ) -> None:
        staff = MembershipFactory(organisation=employer, role="staff")
        own = signed_in(staff.user)
        own.post(f"{self.page(employer)}{staff.user_id}/ket-thuc/")
        staff.refresh_from_db()
        assert staff.left_at
        answer = client.post(f"{self.page(employer)}{owner.user_id}/ket-thuc/", follow=True)
        owner.refresh_from_db()
        assert owner.left_at is None
        assert "Chủ đơn vị cuối cùng" in answer.content.decode()

    def test_staff_see_who_belongs_to_it_and_change_nothing(
        self, employer, owner, signed_in
    ) -> None:
        staff = signed_in(MembershipFactory(organisation=employer, role="staff").user)
        page = staff.get(self.page(employer))
        assert str(owner.user) in page.content.decode()
        assert owner.user.phone.as_national not in page.content.decode()
        add = {"contact": UserFactory().phone, "role": "owner"}
        assert staff.post(self.page(employer), add).status_code == 403
        own = f"{self.page(employer)}{owner.user_id}/"
        assert staff.post(f"{own}vai-tro/", {"role": "staff"}).status_code == 403
        assert staff.post(f"{own}ket-thuc/").status_code == 403
        assert employer.memberships.filter(left_at=None).count() == 2
