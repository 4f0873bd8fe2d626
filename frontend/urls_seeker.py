"""Pages of job seekers."""

from django.urls import path

from frontend.views.alerts import saved
from frontend.views.applications import cv
from frontend.views.seeker import (
    applications,
    courses,
    deletion,
    graduates,
    inbox,
    messages,
    my_data,
    profile,
    recommendations,
    registration,
    steps,
)

urlpatterns = [
    path("danh-cho-ban/", recommendations.recommendations, name="recommendations"),
    path("ho-so/", profile.profile, name="profile"),
    path("ho-so/viec-da-lam/<int:pk>/", steps.experience, name="profile_experience"),
    path(
        "ho-so/viec-da-lam/<int:pk>/xoa/",
        steps.experience_delete,
        name="profile_experience_delete",
    ),
    path("ho-so/phieu-dang-ky/", registration.registration, name="registration"),
    path("ho-so/phieu-dang-ky/in/", registration.registration_slip, name="registration_slip"),
    path("ho-so/<slug:step>/", steps.profile_step, name="profile_step"),
    path("du-lieu-cua-toi/", my_data.my_data, name="my_data"),
    path("du-lieu-cua-toi/dong-y/<slug:purpose>/", my_data.consent, name="my_data_consent"),
    path(
        "du-lieu-cua-toi/nha-tuyen-dung/<int:pk>/rut/",
        my_data.contact_withdraw,
        name="my_data_contact_withdraw",
    ),
    path("du-lieu-cua-toi/loi-moi/<int:pk>/", my_data.invitation_answer, name="invitation_answer"),
    path("du-lieu-cua-toi/tim-viec/", my_data.seeking, name="my_data_seeking"),
    path("du-lieu-cua-toi/tai-ve/", my_data.download, name="my_data_download"),
    path("du-lieu-cua-toi/xoa/", deletion.my_data_delete, name="my_data_delete"),
    path("viec-lam/<int:pk>/ung-tuyen/", applications.apply_for, name="apply"),
    path("ung-tuyen/", applications.my_applications, name="my_applications"),
    path("ung-tuyen/<int:pk>/", applications.my_application, name="my_application"),
    path("ung-tuyen/<int:pk>/rut/", applications.withdraw, name="my_application_withdraw"),
    path("ung-tuyen/<int:pk>/lien-he/", applications.show_contact, name="my_application_contact"),
    path("ung-tuyen/<int:pk>/cv/", cv, name="application_cv"),
    path("viec-da-luu/", saved.saved_searches, name="saved_searches"),
    path("viec-da-luu/moi/", saved.new, name="saved_search_new"),
    path("viec-da-luu/kenh/", saved.channel, name="saved_search_channel"),
    path("viec-da-luu/<int:pk>/", saved.change, name="saved_search_change"),
    path("ghi-danh/<int:intake>/", courses.enrol, name="enrol"),
    path("khoa-hoc-cua-toi/", courses.my_courses, name="my_courses"),
    path("khoa-hoc-cua-toi/<int:pk>/", courses.my_course, name="my_course"),
    path("khoa-hoc-cua-toi/<int:pk>/giay-to/", courses.paper_add, name="my_course_paper_add"),
    path(
        "khoa-hoc-cua-toi/<int:pk>/giay-to/<int:document>/xoa/",
        courses.paper_remove,
        name="my_course_paper_remove",
    ),
    path("khoa-hoc-cua-toi/<int:pk>/ho-tro/", courses.claim, name="my_course_support"),
    path("khoa-hoc-cua-toi/<int:pk>/rut/", courses.withdraw, name="my_course_withdraw"),
    path("giay-to/<int:pk>/", courses.paper, name="enrolment_paper"),
    path("chung-chi/", graduates.find, name="certificate_find"),
    path("chung-chi/<str:number>/", graduates.certificate, name="certificate"),
    path("chung-chi/<str:number>/pdf/", graduates.certificate_pdf, name="certificate_pdf"),
    path("tot-nghiep/<str:token>/", graduates.graduate_answer, name="graduate_answer"),
    path("thong-bao/", inbox.my_messages, name="my_messages"),
    path("thong-bao/<int:pk>/", inbox.my_message, name="my_message"),
    path("thong-bao/da-doc/", inbox.read_all, name="my_messages_read"),
    path("tin-nhan/", messages.message_settings, name="message_settings"),
]
