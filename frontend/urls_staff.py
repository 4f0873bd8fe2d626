"""Pages of the employment service centre."""

from django.urls import path

from frontend.views import styleguide
from frontend.views.staff import (
    complaints,
    decisions,
    departures,
    desk,
    esc_accounts,
    hiring_results,
    moderation,
    notice_texts,
    organisations,
    questions,
    search_health,
    synonyms,
    training_orders,
)

urlpatterns = [
    path("ban-lam-viec/", desk.home, name="staff_home"),
    path("ban-lam-viec/don-vi/", organisations.organisations, name="staff_organisations"),
    path("ban-lam-viec/don-vi/<int:pk>/", organisations.organisation, name="staff_organisation"),
    path("ban-lam-viec/don-vi/<int:pk>/duyet/", organisations.verify, name="staff_verify"),
    path("ban-lam-viec/don-vi/<int:pk>/tu-choi/", organisations.refuse, name="staff_refuse"),
    path("ban-lam-viec/don-vi/<int:pk>/tam-dung/", organisations.suspend, name="staff_suspend"),
    path("ban-lam-viec/ho-tro-hoc-nghe/", decisions.decisions, name="staff_decisions"),
    path("ban-lam-viec/ho-tro-hoc-nghe/<int:pk>/", decisions.decide, name="staff_decide"),
    path("ban-lam-viec/tin/", moderation.reviews, name="staff_reviews"),
    path("ban-lam-viec/tin/<int:pk>/", moderation.review, name="staff_review"),
    path("ban-lam-viec/tin/<int:pk>/duyet/", moderation.approve, name="staff_review_approve"),
    path("ban-lam-viec/tin/<int:pk>/tu-choi/", moderation.refuse, name="staff_review_refuse"),
    path("ban-lam-viec/phan-anh/", complaints.complaints, name="staff_complaints"),
    path("ban-lam-viec/phan-anh/<int:pk>/", complaints.complaint, name="staff_complaint"),
    path("ban-lam-viec/phan-anh/<int:pk>/nhan/", complaints.take, name="staff_complaint_take"),
    path("ban-lam-viec/ket-qua-tuyen/", hiring_results.results, name="staff_hiring_results"),
    path("ban-lam-viec/xuat-canh/", departures.departures, name="staff_departures"),
    path("ban-lam-viec/xuat-canh/csv/", departures.export, name="staff_departures_csv"),
    path(
        "ban-lam-viec/dat-hang-dao-tao/",
        training_orders.training_orders,
        name="staff_training_orders",
    ),
    path("ban-lam-viec/tin-nhan/", notice_texts.notice_texts, name="staff_notice_texts"),
    path(
        "ban-lam-viec/tin-nhan/<slug:kind>/<slug:language>/",
        notice_texts.notice_text,
        name="staff_notice_text",
    ),
    path(
        "ban-lam-viec/tin-nhan/<slug:kind>/<slug:language>/nhu-cu/",
        notice_texts.notice_text_restore,
        name="staff_notice_text_restore",
    ),
    path("ban-lam-viec/tim-kiem/", search_health.search_health, name="staff_search_health"),
    path("ban-lam-viec/tim-kiem/doi-chieu/", search_health.reconcile, name="staff_reconcile"),
    path("ban-lam-viec/tim-kiem/loi/", search_health.letters, name="staff_dead_letters"),
    path(
        "ban-lam-viec/tim-kiem/dung-lai/<slug:doc_type>/",
        search_health.rebuild,
        name="staff_rebuild",
    ),
    path("ban-lam-viec/cau-tim-kiem/", questions.questions, name="staff_questions"),
    path("ban-lam-viec/tu-khac/", synonyms.synonyms, name="staff_synonyms"),
    path("ban-lam-viec/tu-khac/them/", synonyms.add, name="staff_synonym_add"),
    path("ban-lam-viec/tu-khac/de-xuat/", synonyms.propose, name="staff_synonyms_propose"),
    path("ban-lam-viec/tai-khoan/", esc_accounts.accounts, name="staff_accounts"),
    path("ban-lam-viec/tai-khoan/them/", esc_accounts.assign, name="staff_assign"),
    path("ban-lam-viec/tai-khoan/<int:pk>/", esc_accounts.account, name="staff_account"),
    path("ban-lam-viec/tai-khoan/<int:pk>/bo/", esc_accounts.remove, name="staff_account_remove"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
]
