"""Pages of reviews: who gets them, what each act does by its form, what is logged, and what they cost."""

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from partnership.models import Agency, Body, Person
from reviews.models import Access, Briefing, Conflict, Recommendation, Referral, Review
from reviews.services import accesses, recommendations, referrals
from subgroups.models import Action
from tests.factories import NOW
from tests.reviews.conftest import Make, answer

pytestmark = pytest.mark.usefixtures("monday")
Get = Callable[[Person, str], Any]


@pytest.fixture
def get(client: Client) -> Get:
    def ask(person: Person, path: str) -> Any:
        client.force_login(person)
        return client.get(path)

    return ask


@pytest.fixture
def post(client: Client) -> Callable[..., Any]:
    def send(who: Person, path: str, /, **typed: Any) -> Any:
        client.force_login(who)
        return client.post(path, typed)

    return send


EVERYBODY = [
    "business_unit", "independent_chair", "learning_chair", "learning_member", "partner", "outsider",
    "safeguarding_partner", "panel_member", "inspector", "chair", "member",
]  # fmt: skip
ASSESS = {"business_unit": 200, "learning_chair": 200, "independent_chair": 403, "learning_member": 403}
KEEP = {"business_unit": 200, "learning_chair": 403, "independent_chair": 403, "learning_member": 403}
DECIDE = {"business_unit": 403, "learning_chair": 403, "independent_chair": 200, "learning_member": 403}
READ = dict.fromkeys(["business_unit", "learning_chair", "independent_chair", "learning_member"], 200)
REFERRED = {"partner": 403}  # the agency that referred reads the referral, and does nothing more to it


OF_A_REFERRAL = {
    "referral-detail": READ | {"partner": 200}, "referral-change": KEEP | REFERRED,
    "referral-criteria": ASSESS | REFERRED, "referral-recommend": ASSESS | REFERRED,
    "referral-send-back": ASSESS | REFERRED, "referral-decide": DECIDE | REFERRED,
    "referral-commission": KEEP | REFERRED, "referral-close": KEEP | REFERRED,
    "referral-withdraw": KEEP | REFERRED, "conflict-new": KEEP | REFERRED, "referral-opened": KEEP | REFERRED,
    "referral-history": ASSESS | REFERRED,
}  # fmt: skip
OF_A_REVIEW = {
    "review-detail": READ, "review-change": KEEP, "review-conclude": KEEP, "review-publish": KEEP,
    "review-check-impact": KEEP, "review-briefing": KEEP, "recommendation-new": ASSESS, "review-history": ASSESS,
}  # fmt: skip
OF_A_RECOMMENDATION = {
    "recommendation-detail": READ | {"outsider": 200}, "recommendation-change": ASSESS | {"outsider": 403},
    "recommendation-accept": ASSESS | {"outsider": 403}, "recommendation-not-implement": ASSESS | {"outsider": 403},
    "recommendation-action-new": ASSESS | {"outsider": 403},
}  # fmt: skip


@pytest.fixture
def opens(request: pytest.FixtureRequest, bare_refusals: None) -> Callable[..., None]:
    """Everybody tries each of these pages of a record; whoever is not named must not even learn that it is there."""

    def everybody(pages: dict[str, dict[str, int]], record: Any, *, but: str = "") -> None:
        for who in EVERYBODY:
            if who == but:
                continue
            client = Client()
            client.force_login(request.getfixturevalue(who))
            for name, whom in pages.items():
                status = client.get(reverse(f"reviews:{name}", args=[record])).status_code
                assert status == whom.get(who, 404), f"{name} as {who}"

    return everybody


def test_who_may_open_which_page_of_an_adult_referral(adult: Referral, opens: Any, panel: Body) -> None:
    opens(OF_A_REFERRAL, adult.reference)


def test_who_may_open_which_page_of_a_review(review: Review, opens: Any, panel: Body) -> None:
    opens(OF_A_REVIEW, review.reference)


def test_who_may_open_which_page_of_a_recommendation(recommendation: Recommendation, opens: Any) -> None:
    opens(OF_A_RECOMMENDATION, recommendation.pk, but="panel_member")


def test_lists_are_for_everybody_who_signs_in_and_show_what_is_theirs(
    adult: Referral, child: Referral, recommendation: Recommendation, get: Get, request: pytest.FixtureRequest
) -> None:
    for who in EVERYBODY:
        person = request.getfixturevalue(who)
        page = get(person, reverse("reviews:referral-list") + "?state=all")
        seen = Referral.objects.visible_to(person)
        for row in (adult, child):
            assert (row.reference in page.content.decode()) == seen.filter(pk=row.pk).exists(), who
        page = get(person, reverse("reviews:recommendation-list"))
        assert ("home visits" in page.content.decode()) == Recommendation.objects.visible_to(person).exists(), who


def test_who_may_refer(get: Get, learning: Body, request: pytest.FixtureRequest, panel: Body) -> None:
    for who in EVERYBODY:
        wanted = 200 if who in {"business_unit", "partner", "outsider"} else 403
        assert get(request.getfixturevalue(who), reverse("reviews:referral-new")).status_code == wanted, who


def test_a_conflict_of_interest_closes_every_page(
    recommendation: Recommendation, business_unit: Person, learning_chair: Person, get: Get
) -> None:
    review = recommendation.review
    accesses.declare_conflict(
        referral=review.referral, person=learning_chair, reason="R", by=business_unit, now=NOW
    )  # fmt: skip
    for record in (review.referral, review, recommendation):
        assert get(learning_chair, record.get_absolute_url()).status_code == 404
    assert (
        recommendation.get_absolute_url()
        not in get(learning_chair, reverse("reviews:recommendation-list")).content.decode()
    )


# ---- the log ----


def test_each_opening_is_one_line_and_the_business_unit_reads_who(
    review: Review, business_unit: Person, learning_member: Person, outsider: Person, get: Get
) -> None:
    referral = review.referral
    get(learning_member, referral.get_absolute_url())
    get(learning_member, review.get_absolute_url())
    get(outsider, referral.get_absolute_url())
    assert [(row.person, row.what) for row in Access.objects.order_by("pk")] == [
        (learning_member, "referral"), (learning_member, "review")
    ]  # fmt: skip
    page = get(business_unit, referral.get_absolute_url()).content.decode()
    assert learning_member.name in page and "Who opened it" in page
    assert (
        learning_member.name
        in get(business_unit, reverse("reviews:referral-opened", args=[referral.reference])).content.decode()
    )
    assert "Who opened it" not in get(learning_member, referral.get_absolute_url()).content.decode()


# ---- files ----


def test_the_file_carries_no_free_text(adult: Referral, business_unit: Person, get: Get) -> None:
    answer(adult, business_unit, "needs")
    response = get(business_unit, reverse("reviews:referral-list") + "?format=csv")
    text = b"".join(response.streaming_content).decode()
    assert adult.reference in text and adult.case_code in text
    assert "came to harm" not in text and "As told" not in text


# ---- what pages cost ----


def count(ask: Callable[[], Any]) -> tuple[int, int]:
    """How many queries a page takes: reads, and lines added to the log."""
    with CaptureQueriesContext(
        connection,
    ) as taken:
        assert ask().status_code == 200
    added = [row for row in taken.captured_queries if row["sql"].startswith("INSERT")]
    counted = [row for row in taken.captured_queries if not row["sql"].startswith(("INSERT", "SAVEPOINT", "RELEASE"))]
    return len(counted), len(added)


@pytest.mark.once
@pytest.mark.parametrize("who", ["business_unit", "learning_member", "partner", "independent_chair"])
def test_lists_take_the_same_few_queries_however_long(
    who: str, make_referral: Make, client: Client, request: pytest.FixtureRequest
) -> None:
    client.force_login(request.getfixturevalue(who))
    path = reverse("reviews:referral-list")
    make_referral()
    client.get(path)
    first, _ = count(lambda: client.get(path))
    for _ in range(4):
        make_referral()
    assert count(lambda: client.get(path)) == (first, 0)
    assert first <= 8


@pytest.mark.parametrize("who", ["business_unit", "learning_member", "partner", "independent_chair"])
def test_a_referral_and_its_review_take_few_queries_and_one_line_of_the_log(
    who: str, recommendation: Recommendation, client: Client, request: pytest.FixtureRequest, police: Agency,
    business_unit: Person,
) -> None:  # fmt: skip
    client.force_login(request.getfixturevalue(who))
    review = recommendation.review
    client.get(reverse("reviews:referral-list"))
    taken, added = count(lambda: client.get(review.referral.get_absolute_url()))
    assert added == 1
    assert taken <= 10
    if who != "partner":
        before, added = count(lambda: client.get(review.get_absolute_url()))
        for number in range(3):
            recommendations.make_recommendation(
                review=review, text=f"More {number}", agencies=[police], by=business_unit, now=NOW
            )
        assert count(lambda: client.get(review.get_absolute_url())) == (before, added) == (before, 1)
        assert before <= 10


# ---- acts, each through its form ----


def test_a_lead_refers_through_the_form(partner: Person, learning: Body, law: None, post: Any, police: Agency) -> None:
    typed = {"kind": "child", "agency": police.pk, "case_code": "P-77", "aware_on": "2026-11-20",
             "referred_on": "2026-11-23", "summary": "A child came to harm.", "involved": [police.pk]}  # fmt: skip
    path = reverse("reviews:referral-new")
    refused = post(partner, path, **typed | {"summary": "Born 3 April 2012, lives at DY1 1AA"})
    assert refused.status_code == 422
    page = refused.content.decode()
    assert "Take out the date of birth “3 April 2012”" in page and "Take out the postcode “DY1 1AA”" in page
    assert 'href="#id_summary"' in page
    done = post(partner, path, **typed)
    row = Referral.objects.get()
    assert done["Location"] == row.get_absolute_url()
    assert (row.agency, row.involvements.get().agency, row.deadlines.count()) == (police, police, 2)


def test_the_whole_life_through_the_forms(
    adult: Referral, learning_chair: Person, business_unit: Person, independent_chair: Person, fire: Agency,
    learning: Body, post: Any, get: Get,
) -> None:  # fmt: skip
    here = adult.get_absolute_url()
    met = {f"limb_{key}": "met" for key in ("needs", "worked-together", "died")}
    rest = {f"limb_{key}": "not_met" for key in ("serious-abuse", "any-other-adult")}
    assert post(learning_chair, f"{here}criteria/", **met, **rest, reasons="As told").status_code == 302
    assert "Yes, by these answers" in get(learning_chair, here).content.decode()
    assert post(learning_chair, f"{here}recommend/", outcome="must", reasons="All limbs").status_code == 302
    typed = {"outcome": "learning", "reasons": "R", "decided_on": "2026-11-23"}
    refused = post(independent_chair, f"{here}decide/", **typed)
    assert refused.status_code == 422 and "section 44 requires a review" in refused.content.decode()
    assert "All limbs" in get(independent_chair, f"{here}decide/").content.decode()
    assert post(independent_chair, f"{here}decide/", **typed | {"outcome": "must"}).status_code == 302
    typed = {"title": "Learning from neglect", "commissioned_on": "2026-11-23"}
    done = post(business_unit, f"{here}commission/", **typed)
    review = Review.objects.get()
    there = review.get_absolute_url()
    assert done["Location"] == there
    assert post(learning_chair, f"{there}recommendations/new/", text="Share", agencies=[fire.pk]).status_code == 302
    row = Recommendation.objects.get()
    one = row.get_absolute_url()
    assert post(learning_chair, f"{one}change/", text="Share more", agencies=[fire.pk], version=1).status_code == 302
    assert post(learning_chair, f"{one}change/", text="Older", agencies=[fire.pk], version=1).status_code == 409
    assert post(learning_chair, f"{one}accept/").status_code == 302
    typed = {"body": learning.pk, "lead_agency": fire.pk, "title": "Train", "what": "W", "measure": "M",
             "due_on": "2027-01-31"}  # fmt: skip
    assert post(learning_chair, f"{one}actions/new/", **typed).status_code == 302
    action = Action.objects.get()
    assert action.reference in get(learning_chair, one).content.decode()
    assert "Share more" in get(learning_chair, there).content.decode()
    assert (
        post(business_unit, f"{there}change/", title="Better", to_publish_on="2027-02-01", version=1).status_code == 302
    )
    assert post(business_unit, f"{there}conclude/", findings="Not shared").status_code == 302
    assert post(business_unit, f"{there}publish/", published_on="2026-11-23", in_full="yes").status_code == 302
    parts = {name: f"About {name}" for name in Briefing.PARTS}
    assert post(business_unit, f"{there}briefing/", **parts).status_code == 302
    assert post(business_unit, f"{there}check-impact/", impact="so that visits are shared").status_code == 302
    page = get(business_unit, there).content.decode()
    assert "so that visits are shared" in page and "About questions" in page
    assert get(business_unit, f"{here}opened/").status_code == 200
    history = get(business_unit, f"{here}history/").content.decode()
    for words in ("Criteria recorded", "Recommended", "Decided", "Review commissioned", "All limbs"):
        assert words in history
    assert "Impact checked" in get(business_unit, f"{there}history/").content.decode()


def test_the_other_acts_through_their_forms(
    child: Referral, business_unit: Person, learning_chair: Person, safeguarding_partner: Person, post: Any, get: Get
) -> None:
    here, clock = child.get_absolute_url(), child.deadlines.get(rule_key="serious-incident-notice")
    assert clock.title in get(business_unit, f"{here}deadlines/{clock.pk}/").content.decode()
    assert post(business_unit, f"{here}deadlines/{clock.pk}/", met_on="2026-11-23", proof="R-1").status_code == 302
    assert "Done in time" in get(business_unit, here).content.decode()
    typed = {"case_code": "P-8", "aware_on": "2026-11-19", "referred_on": "2026-11-23", "summary": "S", "version": 1}
    assert post(business_unit, f"{here}change/", **typed).status_code == 302
    assert post(business_unit, f"{here}change/", **typed).status_code == 409
    answer(child, business_unit, "improvements")
    referrals.recommend_outcome(referral=child, outcome="practice", reasons="R", by=business_unit, now=NOW)
    assert post(learning_chair, f"{here}send-back/", note="New facts").status_code == 302
    referrals.recommend_outcome(referral=child, outcome="learning", reasons="R", by=business_unit, now=NOW)
    typed = {"outcome": "learning", "reasons": "R", "decided_on": "2026-11-23", "panel_view": "agrees"}
    assert post(safeguarding_partner, f"{here}decide/", **typed).status_code == 302
    assert post(business_unit, f"{here}close/", learning="Told all schools").status_code == 302
    page = get(business_unit, here).content.decode()
    assert "Told all schools" in page and "The national panel agrees" in page
    typed = {"person": learning_chair.pk, "reason": "Led the work"}
    assert post(business_unit, f"{here}conflicts/new/", **typed).status_code == 302
    conflict = Conflict.objects.get()
    assert get(learning_chair, here).status_code == 404
    assert post(business_unit, f"{here}conflicts/{conflict.pk}/lift/", note="A mistake").status_code == 302
    assert get(learning_chair, here).status_code == 200


def test_a_clock_is_found_through_its_own_referral_only(
    make_referral: Make, business_unit: Person, learning_chair: Person, post: Any, get: Get
) -> None:
    """Numbers in an address belong to the clock or the conflict, never to the referral."""
    first, second = make_referral("child"), make_referral("child")
    clock = second.deadlines.exclude(pk__in=[first.pk, second.pk]).latest("pk")
    assert get(business_unit, f"{first.get_absolute_url()}deadlines/{clock.pk}/").status_code == 404
    assert get(business_unit, f"{second.get_absolute_url()}deadlines/{clock.pk}/").status_code == 200
    accesses.declare_conflict(referral=first, person=learning_chair, reason="R", by=business_unit, now=NOW)
    conflict = accesses.declare_conflict(referral=second, person=learning_chair, reason="R", by=business_unit, now=NOW)
    path = f"{first.get_absolute_url()}conflicts/{conflict.pk}/lift/"
    assert post(business_unit, path, note="Wrong one").status_code == 404
    assert Conflict.objects.live().count() == 2
    assert get(learning_chair, f"{second.get_absolute_url()}conflicts/{conflict.pk}/lift/").status_code == 404


def test_withdrawing_and_not_implementing_through_their_forms(
    adult: Referral, recommendation: Recommendation, business_unit: Person, make_referral: Make, post: Any, get: Get
) -> None:
    other = make_referral()
    assert post(business_unit, f"{other.get_absolute_url()}withdraw/", note="").status_code == 422
    assert post(business_unit, f"{other.get_absolute_url()}withdraw/", note="Sent twice").status_code == 302
    one = recommendation.get_absolute_url()
    assert post(business_unit, f"{one}not-implement/", note="Ring 01384 812345").status_code == 422
    assert post(business_unit, f"{one}not-implement/", note="No money").status_code == 302
    assert "No money" in get(business_unit, one).content.decode()


def test_an_act_by_get_changes_nothing(recommendation: Recommendation, business_unit: Person, get: Get) -> None:
    get(business_unit, f"{recommendation.get_absolute_url()}accept/")
    assert Recommendation.objects.get().status == Recommendation.Status.MADE
