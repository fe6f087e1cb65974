"""Addresses of letters of challenge."""

from django.urls import path

from partnership.views import letters as views

urlpatterns = [
    path("letters/", views.LetterList.as_view(), name="letter-list"),
    path("letters/<int:pk>/", views.LetterDetail.as_view(), name="letter-detail"),
    path("letters/<int:pk>/pdf/", views.LetterPdf.as_view(), name="letter-pdf"),
    path("letters/<int:pk>/line/", views.LetterLine.as_view(), name="letter-line"),
    path("letters/<int:pk>/send/", views.LetterSend.as_view(), name="letter-send"),
    path("letters/<int:pk>/withhold/", views.LetterWithhold.as_view(), name="letter-withhold"),
]
