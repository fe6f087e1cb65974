"""Addresses of the outbox."""

from django.urls import path

from partnership.views import notices as views

urlpatterns = [
    path("mails/", views.NoticeList.as_view(), name="notice-list"),
    path("mails/<int:pk>/", views.NoticeDetail.as_view(), name="notice-detail"),
    path("mails/<int:pk>/html/", views.notice_html, name="notice-html"),
    path("mails/<int:pk>/retry/", views.NoticeRetry.as_view(), name="notice-retry"),
    path("mails/<int:pk>/settle/", views.NoticeSettle.as_view(), name="notice-settle"),
]
