from django.urls import path

from portal.notices.api import MyMessagesView, ReadAllView, ReadView

urlpatterns = [
    path("me/messages/", MyMessagesView.as_view(), name="api-my-messages"),
    path("me/messages/read/", ReadAllView.as_view(), name="api-my-messages-read"),
    path("me/messages/<int:pk>/read/", ReadView.as_view(), name="api-my-message-read"),
]
