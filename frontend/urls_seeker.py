"""Pages of job seekers."""

from django.urls import path

from frontend.views.alerts import saved
from frontend.views.seeker import (
    deletion,
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
    path("viec-da-luu/", saved.saved_searches, name="saved_searches"),
    path("viec-da-luu/moi/", saved.new, name="saved_search_new"),
    path("viec-da-luu/kenh/", saved.channel, name="saved_search_channel"),
    path("viec-da-luu/<int:pk>/", saved.change, name="saved_search_change"),
    path("tin-nhan/", messages.message_settings, name="message_settings"),
]
