"""Pages of employers, agencies and training centres."""

from django.urls import URLPattern, URLResolver, include, path

from frontend.views.organisation import (
    application,
    applications,
    bulk,
    candidates,
    centre,
    course,
    departures,
    employer,
    hiring_need,
    intakes,
    members,
    message_templates,
    order_offers,
    overseas_fees,
    profile,
    training_orders,
    vacancy,
    vacancy_state,
    vacancy_steps,
)
from frontend.views.organisation.classes import lists, people, teaching

organisation = [
    path("", profile.profile, name="organisation_profile"),
    path("nhu-cau/", hiring_need.hiring_need, name="organisation_hiring_need"),
    path("thanh-vien/", members.members, name="organisation_members"),
    path(
        "thanh-vien/loi-moi/<int:invitation>/rut/",
        members.withdraw,
        name="member_invitation_withdraw",
    ),
    path("thanh-vien/<int:user>/vai-tro/", members.change_role, name="member_role"),
    path("thanh-vien/<int:user>/ket-thuc/", members.end, name="member_end"),
]
one_vacancy = [
    path("", vacancy.edit, name="vacancy_edit"),
    path("buoc/<slug:step>/", vacancy_steps.step, name="vacancy_step"),
    path("kiem-tra/", vacancy_steps.check, name="vacancy_check"),
    path("chi-phi/", overseas_fees.overseas_fees, name="overseas_fees"),
    path("rut/", vacancy_state.take_back, name="vacancy_take_back"),
    path("dong/", vacancy_state.close, name="vacancy_close"),
    path("xoa/", vacancy_state.delete, name="vacancy_delete"),
    path("da-tuyen/", vacancy_state.hired, name="vacancy_hired"),
    path("ho-so/", applications.listed, name="vacancy_applications"),
    path("ho-so/bang/", applications.board, name="vacancy_board"),
    path("ho-so/hang-loat/", applications.bulk, name="vacancy_applications_bulk"),
    path("xuat-canh/", departures.listed, name="vacancy_departures"),
    path("ung-vien/", candidates.suiting, name="vacancy_candidates"),
    path("ung-vien/da-moi/", candidates.invited, name="vacancy_invited"),
    path("ung-vien/<int:person>/moi/", candidates.invite, name="candidate_invite"),
    path("ung-vien/<int:person>/lien-he/", candidates.contact, name="candidate_contact"),
]
one_import = [
    path("", bulk.job, name="vacancy_import"),
    path("bat-dau/", bulk.begin, name="vacancy_import_begin"),
    path("loi/", bulk.errors, name="vacancy_import_errors"),
]
one_class: list[URLPattern] = [
    path("", intakes.edit, name="intake_edit"),
    path("huy/", intakes.cancel, name="intake_cancel"),
    path("ghi-danh/", people.applicants, name="intake_applicants"),
    path("ghi-danh/<int:enrolment>/", people.person, name="intake_person"),
    path("ghi-danh/<int:enrolment>/lien-he/", people.contact, name="intake_person_contact"),
    path("ghi-danh/<int:enrolment>/thu-hoi/", people.revoke, name="intake_person_revoke"),
    path("hoc-vien/", teaching.roster, name="intake_roster"),
    path("diem-danh/", teaching.attendance, name="intake_attendance"),
    path("ket-qua/", teaching.results, name="intake_results"),
    path("ho-tro/", lists.claims, name="intake_claims"),
    path("ho-tro/excel/", lists.claims_sheet, name="intake_claims_sheet"),
]
one_course: list[URLPattern | URLResolver] = [
    path("", course.edit, name="course_edit"),
    path("dong/", course.close, name="course_close"),
    path("xoa/", course.delete, name="course_delete"),
    path("lop/moi/", intakes.new, name="intake_new"),
    path("lop/<int:intake>/", include(one_class)),
]
one_application = [
    path("", application.application, name="application"),
    path("xuat-canh/", departures.plan, name="departure_plan"),
    path("chuyen/", application.move, name="application_move"),
    path("tu-choi/", application.refuse, name="application_refuse"),
    path("nhan-viec/", application.hire, name="application_hire"),
    path("tin-nhan/", application.message, name="application_message"),
    path("lien-he/", application.contact, name="application_contact"),
    path("xin-lien-he/", application.ask_contact, name="application_ask_contact"),
]
one_order = [
    path("", training_orders.order, name="training_order"),
    path("huy/", training_orders.cancel, name="training_order_cancel"),
    path("chao/<int:offer>/nhan/", training_orders.accept, name="order_offer_accept"),
    path("chao/<int:offer>/tu-choi/", training_orders.refuse, name="order_offer_refuse"),
]
urlpatterns = [
    path("dang-ky-don-vi/", profile.register, name="register_organisation"),
    path("don-vi-cua-toi/", profile.my_organisations, name="my_organisations"),
    path(
        "don-vi-cua-toi/loi-moi/<int:invitation>/",
        members.answer,
        name="member_invitation_answer",
    ),
    path("don-vi-cua-toi/<int:pk>/", include(organisation)),
    path("tuyen-dung/", employer.home, name="employer_home"),
    path("tuyen-dung/tin/", employer.vacancies, name="employer_vacancies"),
    path("tuyen-dung/tin/moi/", vacancy.new, name="vacancy_new"),
    path("tuyen-dung/tin/tung-buoc/", vacancy_steps.start, name="vacancy_start"),
    path("tuyen-dung/tin/nhap/", bulk.start, name="vacancy_import_start"),
    path("tuyen-dung/tin/nhap/mau/", bulk.template, name="vacancy_import_template"),
    path("tuyen-dung/tin/nhap/<int:pk>/", include(one_import)),
    path("tuyen-dung/tin/xuat/", bulk.export, name="vacancy_export"),
    path("tuyen-dung/tin/<int:pk>/", include(one_vacancy)),
    path("tuyen-dung/ho-so/<int:pk>/", include(one_application)),
    path("tuyen-dung/mau-tin/", message_templates.listed, name="message_templates"),
    path("tuyen-dung/mau-tin/moi/", message_templates.new, name="message_template_new"),
    path("tuyen-dung/mau-tin/<int:pk>/", message_templates.edit, name="message_template"),
    path(
        "tuyen-dung/mau-tin/<int:pk>/xoa/", message_templates.delete, name="message_template_delete"
    ),
    path("tuyen-dung/xuat-canh/<uuid:key>/", departures.departure, name="departure"),
    path("tuyen-dung/dat-hang/", training_orders.listed, name="training_orders"),
    path("tuyen-dung/dat-hang/moi/", training_orders.new, name="training_order_new"),
    path("tuyen-dung/dat-hang/<int:pk>/", include(one_order)),
    path("dao-tao/dat-hang/", order_offers.listed, name="orders_for_centres"),
    path("dao-tao/dat-hang/<int:pk>/", order_offers.order, name="order_for_centre"),
    path(
        "dao-tao/dat-hang/chao/<int:offer>/rut/", order_offers.withdraw, name="order_offer_withdraw"
    ),
    path("dao-tao/", centre.home, name="centre_home"),
    path("dao-tao/bao-cao/", lists.report, name="centre_report"),
    path("dao-tao/khoa-hoc/", centre.courses, name="centre_courses"),
    path("dao-tao/khoa-hoc/moi/", course.new, name="course_new"),
    path("dao-tao/khoa-hoc/<int:pk>/", include(one_course)),
]
