"""What beat starts, and when. docs/operations.md explains each line."""

from celery.schedules import crontab

CELERY_BEAT_SCHEDULE = {
    "relay-search-outbox": {"task": "portal.search.tasks.relay", "schedule": 15.0},
    "reconcile-search": {
        "task": "portal.search.tasks.reconcile",
        "schedule": crontab(hour=2, minute=30),
    },
    "count-questions": {"task": "portal.search.tasks.count_questions", "schedule": 60.0},
    "forget-questions": {
        "task": "portal.search.tasks.forget_questions",
        "schedule": crontab(hour=3, minute=30),
    },
    "propose-synonyms": {
        "task": "portal.search.tasks.propose_synonyms",
        "schedule": crontab(hour=3, minute=45),
    },
    "send-due-notices": {"task": "portal.notices.tasks.send_due", "schedule": 30.0},
    # Ends well before the quiet hours, so that a message that needs several tries still leaves.
    "report-saved-searches": {
        "task": "portal.alerts.tasks.report",
        "schedule": crontab(minute="10,40", hour="7-19"),
    },
    "forget-old-reports": {
        "task": "portal.alerts.tasks.forget_old",
        "schedule": crontab(hour=1, minute=15),
    },
    "remove-orphaned-files": {
        "task": "portal.files.tasks.remove_orphans",
        "schedule": crontab(hour=4, minute=15),
    },
    "close-expired-vacancies": {
        "task": "jobs.tasks.close_expired",
        "schedule": crontab(minute="5"),
    },
    "refresh-ended-enrolment": {
        "task": "training.tasks.refresh_ended_enrolment",
        "schedule": crontab(hour=0, minute=15),
    },
    "begin-classes": {
        "task": "training.enrolment.tasks.begin_classes",
        "schedule": crontab(hour=0, minute=20),
    },
    "tell-overdue-decisions": {
        "task": "training.enrolment.tasks.tell_overdue_decisions",
        "schedule": crontab(hour=8, minute=0),
    },
    "ask-graduates": {
        "task": "training.enrolment.tasks.ask_graduates",
        "schedule": crontab(hour=9, minute=0),
    },
    "keep-up-with-orders": {
        "task": "training.orders.tasks.keep_up",
        "schedule": crontab(hour=0, minute=25),
    },
    "forget-expired-invitations": {
        "task": "portal.accounts.tasks.forget_expired_invitations",
        "schedule": crontab(hour=0, minute=45),
    },
    # In the morning, so that who is reminded has the day for it.
    "follow-up-applications": {
        "task": "jobs.applications.tasks.follow_up",
        "schedule": crontab(hour=7, minute=20),
    },
    "forget-ended-applications": {
        "task": "jobs.applications.tasks.forget_ended",
        "schedule": crontab(hour=2, minute=10),
    },
    "close-inactive-accounts": {
        "task": "portal.accounts.tasks.close_inactive",
        "schedule": crontab(hour=2, minute=40),
    },
    "tell-of-new-complaints": {
        "task": "jobs.complaints.tasks.tell_of_new",
        "schedule": crontab(hour=8, minute=5),
    },
    "forget-contacts-of-complaints": {
        "task": "jobs.complaints.tasks.forget_contacts",
        "schedule": crontab(hour=1, minute=30),
    },
    # Those that no broker or no worker took when they came.
    "go-on-with-imports": {"task": "jobs.bulk.tasks.go_on_with_all", "schedule": 60.0},
    "forget-old-imports": {
        "task": "jobs.bulk.tasks.forget_old",
        "schedule": crontab(hour=1, minute=45),
    },
    "remind-of-waiting-organisations": {
        "task": "portal.accounts.tasks.remind_of_waiting",
        "schedule": crontab(hour=8, minute=0, day_of_week="mon-fri"),
    },
}
