"""Addresses of who we are and what we promised: structure, bodies, agencies, people, plans, rules."""

from django.urls import URLPattern, path

from partnership.views import agencies, bodies, documents, handing, people, plans, rules, seats, structure

urlpatterns: list[URLPattern] = [
    path("structure/", structure.Structure.as_view(), name="structure"),
    path("rules/", rules.RuleList.as_view(), name="rule-list"),
    # bodies
    path("bodies/", bodies.BodyList.as_view(), name="body-list"),
    path("bodies/add/", bodies.BodyAdd.as_view(), name="body-add"),
    path("bodies/<slug:slug>/", bodies.BodyDetail.as_view(), name="body-detail"),
    path("bodies/<slug:slug>/change/", bodies.BodyChange.as_view(), name="body-change"),
    path("bodies/<slug:slug>/close/", bodies.BodyClose.as_view(), name="body-close"),
    path("bodies/<slug:slug>/reports-to/", bodies.BodyLines.as_view(), name="body-lines"),
    path("bodies/<slug:slug>/quorum/", bodies.BodyQuorum.as_view(), name="body-quorum"),
    path("bodies/<slug:slug>/standing-items/", bodies.StandingItemAdd.as_view(), name="standing-items"),
    path("standing-items/<int:pk>/change/", bodies.StandingItemChange.as_view(), name="standing-item-change"),
    path("standing-items/<int:pk>/remove/", bodies.StandingItemRemove.as_view(), name="standing-item-remove"),
    path("bodies/<slug:slug>/documents/", bodies.DocumentList.as_view(), name="document-list"),
    path("bodies/<slug:slug>/documents/add/", bodies.DocumentAdd.as_view(), name="document-add"),
    path("documents/", documents.DocumentReviewList.as_view(), name="document-review-list"),
    path("documents/<int:pk>/review/", documents.DocumentReview.as_view(), name="document-review"),
    path("documents/<int:pk>/renew/", documents.DocumentRenew.as_view(), name="document-renew"),
    path("documents/<int:pk>/change/", bodies.DocumentChange.as_view(), name="document-change"),
    # seats
    path("bodies/<slug:slug>/seats/", seats.BodySeats.as_view(), name="body-seats"),
    path("bodies/<slug:slug>/seats/add/", seats.SeatAdd.as_view(), name="seat-add"),
    path("seats/<slug:slug>/change/", seats.SeatChange.as_view(), name="seat-change"),
    path("seats/<slug:slug>/close/", seats.SeatClose.as_view(), name="seat-close"),
    path("seats/<slug:slug>/fill/", seats.SeatFill.as_view(), name="seat-fill"),
    path("memberships/<int:pk>/end/", seats.MembershipEnd.as_view(), name="membership-end"),
    path("memberships/<int:pk>/role/", seats.MembershipRole.as_view(), name="membership-role"),
    # agencies
    path("agencies/", agencies.AgencyList.as_view(), name="agency-list"),
    path("agencies/add/", agencies.AgencyAdd.as_view(), name="agency-add"),
    path("agencies/<slug:slug>/", agencies.AgencyDetail.as_view(), name="agency-detail"),
    path("agencies/<slug:slug>/change/", agencies.AgencyChange.as_view(), name="agency-change"),
    path("agencies/<slug:slug>/rename/", agencies.AgencyRename.as_view(), name="agency-rename"),
    path("agencies/<slug:slug>/close/", agencies.AgencyClose.as_view(), name="agency-close"),
    path("agencies/<slug:slug>/hand-on/", handing.AgencyHandOn.as_view(), name="agency-hand-on"),
    path("agencies/<slug:slug>/names/add/", agencies.AliasAdd.as_view(), name="alias-add"),
    path("agency-names/<int:pk>/remove/", agencies.AliasRemove.as_view(), name="alias-remove"),
    # people
    path("people/", people.PersonList.as_view(), name="person-list"),
    path("people/add/", people.PersonAdd.as_view(), name="person-add"),
    path("people/<int:pk>/", people.PersonDetail.as_view(), name="person-detail"),
    path("people/<int:pk>/change/", people.PersonChange.as_view(), name="person-change"),
    path("people/<int:pk>/shut-out/", people.PersonDisable.as_view(), name="person-disable"),
    path("people/<int:pk>/let-in/", people.PersonEnable.as_view(), name="person-enable"),
    path("people/<int:pk>/hand-on/", handing.PersonHandOn.as_view(), name="person-hand-on"),
    path("people/<int:pk>/roles/add/", people.AppointmentAdd.as_view(), name="appointment-add"),
    path("roles/<int:pk>/end/", people.AppointmentEnd.as_view(), name="appointment-end"),
    # plans
    path("plans/", plans.PlanList.as_view(), name="plan-list"),
    path("plans/add/", plans.PlanAdd.as_view(), name="plan-add"),
    path("plans/<slug:slug>/", plans.PlanDetail.as_view(), name="plan-detail"),
    path("plans/<slug:slug>/change/", plans.PlanChange.as_view(), name="plan-change"),
    path("plans/<slug:slug>/versions/add/", plans.PlanVersionAdd.as_view(), name="plan-version-add"),
    path("plans/<slug:slug>/priorities/add/", plans.PriorityAdd.as_view(), name="priority-add"),
    path("priorities/<int:pk>/change/", plans.PriorityChange.as_view(), name="priority-change"),
    path("priorities/<int:pk>/themes/add/", plans.ThemeAdd.as_view(), name="theme-add"),
    path("themes/<int:pk>/change/", plans.ThemeChange.as_view(), name="theme-change"),
    path("themes/<int:pk>/objectives/add/", plans.ObjectiveAdd.as_view(), name="objective-add"),
    path("objectives/<int:pk>/", plans.ObjectiveDetail.as_view(), name="objective-detail"),
    path("objectives/<int:pk>/change/", plans.ObjectiveChange.as_view(), name="objective-change"),
    path("objectives/<int:pk>/progress/", plans.ObjectiveProgress.as_view(), name="objective-progress"),
]
