"""Reads mails that came back and notes them in the outbox."""

import mailbox
import sys
from collections.abc import Iterator
from contextlib import closing
from email import message_from_binary_file, policy
from email.message import EmailMessage
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from partnership.kit.dates import now
from partnership.notices import take_bounces


def parse(file: Any) -> Any:
    """A mail with today's reading of headers."""
    return message_from_binary_file(file, policy=policy.default)


def in_maildir(path: str) -> Iterator[EmailMessage]:
    """New mails of a maildir; each is marked as seen once it was handed on."""
    box = mailbox.Maildir(path, factory=None, create=False)
    for key in list(box.keys()):
        entry = box.get_message(key)
        if entry.get_subdir() != "new":
            continue
        with box.get_file(key) as file:
            yield parse(file)
        entry.set_subdir("cur")
        entry.add_flag("S")
        box[key] = entry


def in_mbox(path: str) -> Iterator[EmailMessage]:
    """All mails of an mbox file, which is only read."""
    with closing(mailbox.mbox(path, create=False)) as box:
        for key in box.keys():
            with box.get_file(key) as file:
                yield parse(file)


class Command(BaseCommand):
    help = "Read delivery status notifications (RFC 3464): one from standard input, or those of a maildir or mbox."

    def add_arguments(self, parser: Any) -> None:
        where = parser.add_mutually_exclusive_group()
        where.add_argument("--maildir", help="folder with cur, new and tmp; new mails are read and marked as seen")
        where.add_argument("--mbox", help="file of mails; it is read and not changed")

    def handle(self, *args: Any, **options: Any) -> None:
        mails: Iterator[EmailMessage]
        for option, has in (("maildir", Path.is_dir), ("mbox", Path.is_file)):
            if options[option] and not has(Path(options[option])):
                raise CommandError(f"There is no {option} at {options[option]}.")
        if options["maildir"]:
            mails = in_maildir(options["maildir"])
        elif options["mbox"]:
            mails = in_mbox(options["mbox"])
        else:
            mails = iter([parse(sys.stdin.buffer)])
        learnt = take_bounces(mails, now=now())
        self.stdout.write(
            f"{learnt.read} read: {learnt.failed} failed, {learnt.delivered} delivered, {learnt.delayed} delayed, "
            f"{learnt.unknown} about no mail of ours."
        )
