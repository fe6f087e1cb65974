"""Addresses of meetings, their items, and decisions."""

from django.urls import path

from subgroups.views import decisions, items, live_meetings, meeting_acts, meetings

urlpatterns = [
    path("meetings/", meetings.MeetingList.as_view(), name="meeting-list"),
    path("meetings/new/", meeting_acts.MeetingNew.as_view(), name="meeting-new"),
    path("meetings/<int:pk>/", meetings.MeetingDetail.as_view(), name="meeting-detail"),
    path("meetings/<int:pk>/change/", meeting_acts.MeetingChange.as_view(), name="meeting-change"),
    path("meetings/<int:pk>/cancel/", meeting_acts.MeetingCancel.as_view(), name="meeting-cancel"),
    path("meetings/<int:pk>/draw-up/", meeting_acts.MeetingDrawUp.as_view(), name="meeting-draw-up"),
    path("meetings/<int:pk>/agenda/", meeting_acts.MeetingAgenda.as_view(), name="meeting-agenda"),
    path("meetings/<int:pk>/issue/", meeting_acts.MeetingIssue.as_view(), name="meeting-issue"),
    path("meetings/<int:pk>/answer/", meeting_acts.MeetingAnswer.as_view(), name="meeting-answer"),
    path("meetings/<int:pk>/run/", live_meetings.MeetingRun.as_view(), name="meeting-run"),
    path("meetings/<int:pk>/end/", meeting_acts.MeetingHold.as_view(), name="meeting-hold"),
    path("meetings/<int:pk>/minutes/", meeting_acts.MeetingMinutes.as_view(), name="meeting-minutes"),
    path("meetings/<int:pk>/agree/", meeting_acts.MeetingAgree.as_view(), name="meeting-agree"),
    path("meetings/<int:pk>/confirm/", meeting_acts.MeetingConfirm.as_view(), name="meeting-confirm"),
    path("meetings/<int:pk>/history/", meetings.MeetingHistory.as_view(), name="meeting-history"),
    path("meetings/<int:pk>/calendar/", meetings.MeetingCalendar.as_view(), name="meeting-calendar"),
    path("meetings/<int:pk>/decisions/new/", decisions.DecisionNew.as_view(), name="decision-new"),
    path("meetings/<int:pk>/items/new/", items.ItemNew.as_view(), name="item-new"),
    path("meetings/<int:meeting_pk>/items/<int:pk>/", items.ItemDetail.as_view(), name="meeting-item"),
    path("meetings/<int:meeting_pk>/items/<int:pk>/change/", items.ItemChange.as_view(), name="item-change"),
    path("meetings/<int:meeting_pk>/items/<int:pk>/remove/", items.ItemRemove.as_view(), name="item-remove"),
    path("meetings/<int:meeting_pk>/items/<int:pk>/history/", items.ItemHistory.as_view(), name="item-history"),
    path("decisions/", decisions.DecisionList.as_view(), name="decision-list"),
    path("decisions/<str:reference>/", decisions.DecisionDetail.as_view(), name="decision-detail"),
    path("decisions/<str:reference>/change/", decisions.DecisionChange.as_view(), name="decision-change"),
    path("decisions/<str:reference>/supersede/", decisions.DecisionSupersede.as_view(), name="decision-supersede"),
    path("decisions/<str:reference>/ratify/", decisions.DecisionRatify.as_view(), name="decision-ratify"),
    path("decisions/<str:reference>/history/", decisions.DecisionHistory.as_view(), name="decision-history"),
]
