"""Mails that came back: notifications as real mail servers write them, matched by our Message-ID."""

import datetime as dt
import io
import mailbox
from email import message_from_bytes, policy
from email.mime.base import MIMEBase
from email.mime.message import MIMEMessage
from email.mime.multipart import MIMEMultipart
from email.mime.text import MIMEText
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client

from partnership import chasing, notices
from partnership.kit.dates import at_hour
from partnership.models import Notice, Person
from partnership.notices.bounces import words_for
from tests.factories import NOW, make_action, make_person
from tests.partnership.test_notices import make_notice

LATER = NOW + dt.timedelta(hours=1)


@pytest.fixture
def sent(partnership: Any) -> Notice:
    Notice.objects.all().delete()
    make_notice(make_person("Reader"))
    notices.deliver_notices(now=NOW)
    return Notice.objects.get()


def report(
    notice: Notice,
    *,
    action: str = "failed",
    status: str = "5.1.1",
    at: dt.datetime = LATER,
    whole: bool = True,
    message_id: str = "",
) -> bytes:
    """A notification as a mail server writes it: words, the machine's part, and the mail or only its headers."""
    outer = MIMEMultipart("report", **{"report-type": "delivery-status"})
    outer["From"], outer["To"] = "Mail Delivery System <MAILER-DAEMON@mx.works.example>", "portal@localhost"
    outer["Subject"], outer["Date"] = "Undelivered Mail Returned to Sender", format_datetime(at)
    outer["Auto-Submitted"] = "auto-replied"
    outer.attach(MIMEText("This is the mail system at host mx.works.example. I'm sorry to have to inform you ..."))
    machine = MIMEBase("message", "delivery-status")
    server = message_from_bytes(b"Reporting-MTA: dns; mx.works.example\nArrival-Date: Mon, 23 Nov 2026 09:00 +0000\n")
    recipient = message_from_bytes(
        f"Final-Recipient: rfc822; {notice.to.email}\nAction: {action}\nStatus: {status}\n"
        f"Diagnostic-Code: smtp; 550 {status} unknown\nLast-Attempt-Date: {format_datetime(at)}\n".encode()
    )
    machine.attach(server)
    machine.attach(recipient)
    outer.attach(machine)
    headers = (
        f"Message-ID: {message_id or notices.message_id(notice)}\nSubject: {notice.subject}\nTo: {notice.to.email}\n"
    )
    if whole:
        outer.attach(MIMEMessage(message_from_bytes(f"{headers}\nThe words".encode())))
    else:
        only = MIMEText("")
        only.set_payload(headers)
        only.replace_header("Content-Type", "text/rfc822-headers")
        outer.attach(only)
    return outer.as_bytes()


def read(*mails: bytes, now: dt.datetime = LATER) -> Any:
    return notices.take_bounces([message_from_bytes(one, policy=policy.default) for one in mails], now=now)


@pytest.mark.parametrize("whole", [True, False])
def test_a_late_bounce_makes_a_sent_mail_failed(sent: Notice, whole: bool) -> None:
    assert read(report(sent, whole=whole)).failed == 1
    sent.refresh_from_db()
    assert (sent.status, sent.bounced_at) == (Notice.Status.FAILED, LATER)
    assert sent.failure == "No such mailbox exists at that address (5.1.1)"


def test_read_twice_changes_nothing_more(sent: Notice) -> None:
    assert [read(report(sent)).failed, read(report(sent)).failed] == [1, 0]


def test_a_bounce_of_an_earlier_try_does_not_fail_the_next(sent: Notice, business_unit: Person) -> None:
    read(report(sent))
    sent.refresh_from_db()
    again = LATER + dt.timedelta(days=1)
    notices.try_again(notice=sent, by=business_unit, now=again)
    notices.deliver_notices(now=again)
    assert read(report(sent)).failed == 0
    assert Notice.objects.get(pk=sent.pk).status == Notice.Status.SENT


@pytest.mark.parametrize("action", ["delivered", "relayed"])
def test_a_receipt_of_delivery_is_noted(sent: Notice, action: str) -> None:
    assert read(report(sent, action=action, status="2.0.0")).delivered == 1
    sent.refresh_from_db()
    assert (sent.status, sent.delivered_at) == (Notice.Status.SENT, LATER)


def test_a_delay_changes_nothing(sent: Notice) -> None:
    assert read(report(sent, action="delayed", status="4.4.7")).delayed == 1
    assert Notice.objects.get().status == Notice.Status.SENT


@pytest.mark.parametrize("name", ["<notice-1@elsewhere.example>", "<notice-999999@localhost>", "<other@localhost>"])
def test_a_mail_that_is_not_ours_changes_nothing(sent: Notice, name: str) -> None:
    assert read(report(sent, message_id=name)).failed == 0
    assert Notice.objects.get().status == Notice.Status.SENT


@pytest.mark.parametrize(
    "mail",
    [
        b"Subject: I am away\nIn-Reply-To: <notice-1@localhost>\n\nBack on Monday", b"", b"\x00\xff\n\n",
        b"Content-Type: multipart/report; boundary=x\n\n--x\nContent-Type: message/delivery-status\n\n\n--x--",
        b"Content-Type: multipart/report\n\nno parts",
    ],
)  # fmt: skip
def test_other_mails_and_rubbish_are_counted_and_left(sent: Notice, mail: bytes) -> None:
    learnt = read(mail)
    assert (learnt.read, learnt.unknown, learnt.failed) == (1, 1, 0)


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("5.1.1", "No such mailbox exists at that address (5.1.1)"), ("5.1.10", "That address takes no mail (5.1.10)"),
        ("5.2.2", "The mailbox is full (5.2.2)"),
        ("4.4.7", "The other mail server did not take the mail in time (4.4.7)"),
        ("5.4.4", "The other mail server could not be reached (5.4.4)"),
        ("5.7.26", "The other mail server refused the mail by its own rules (5.7.26)"),
        ("5.0.0", "The other mail server sent the mail back (5.0.0)"), ("", "The other mail server sent the mail back"),
        ("nonsense", "The other mail server sent the mail back (nonsense)"),
    ],
)  # fmt: skip
def test_a_code_is_said_in_plain_words(status: str, words: str) -> None:
    assert words_for(status) == words


# ---- the command ----


def test_one_mail_from_standard_input(sent: Notice, monkeypatch: Any, capsys: pytest.CaptureFixture[str]) -> None:
    given = io.TextIOWrapper(io.BytesIO(report(sent)))
    monkeypatch.setattr("sys.stdin", given)
    call_command("take_bounces")
    assert "1 read: 1 failed" in capsys.readouterr().out


def test_new_mails_of_a_maildir_are_read_once(sent: Notice, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    mailbox.Maildir(str(tmp_path / "box")).add(report(sent))
    call_command("take_bounces", maildir=str(tmp_path / "box"))
    call_command("take_bounces", maildir=str(tmp_path / "box"))
    said = capsys.readouterr().out.splitlines()
    assert said[0].startswith("1 read: 1 failed")
    assert said[1].startswith("0 read")


def test_an_mbox_is_read_and_not_changed(sent: Notice, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    box = mailbox.mbox(str(tmp_path / "box"))
    box.add(report(sent))
    box.close()
    before = (tmp_path / "box").read_bytes()
    call_command("take_bounces", mbox=str(tmp_path / "box"))
    assert "1 read: 1 failed" in capsys.readouterr().out
    assert (tmp_path / "box").read_bytes() == before


@pytest.mark.parametrize("option", ["maildir", "mbox"])
def test_a_folder_that_is_not_there_is_said(option: str, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="There is no"):
        call_command("take_bounces", **{option: str(tmp_path / "missing")})


# ---- where it is seen ----


def test_a_late_bounce_stands_on_the_ledger_and_on_the_home_page(
    client: Client, neglect: Any, police: Any, chair: Person, business_unit: Person, monday: dt.date
) -> None:
    Notice.objects.all().delete()
    officer = make_person("Police officer", police)
    make_action(neglect, police, by=chair, holder=officer, due_on=monday + dt.timedelta(days=3))
    Notice.objects.all().delete()
    chasing.chase(on=monday, now=at_hour(monday, 7))
    notices.deliver_notices(now=at_hour(monday, 7))
    digest = Notice.objects.get(to=officer)
    read(report(digest, status="5.2.1"))
    client.force_login(business_unit)
    home = client.get("/").content.decode()
    assert "Chases that failed" in home
    assert "The mailbox is switched off (5.2.1)" in home
    assert "Came back" in client.get("/chases/?outcome=failed").content.decode()
