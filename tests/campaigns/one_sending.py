"""One `email --send --yes` of a few emails, with less patience than usual."""

import sys
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from unittest import mock

from cyps_reports import cli
from cyps_reports.acts import sending as sending_act
from cyps_reports.console.arguments import parser_for
from cyps_reports.console.sending import send_emails
from cyps_reports.findings import Refused
from cyps_reports.letters.letter import Attachment, Draft
from cyps_reports.sending.server import PASSWORD_VARIABLE, USER_VARIABLE, MailServer, Tls, server_in
from tests.tools.approved_plan import approved_plan


@dataclass(frozen=True)
class Sending:
    """From which folder, through which server, with how many seconds for each step, and whether
    it logs in.
    """

    folder: Path
    port: int
    ca_file: Path
    seconds: float
    logs_in: bool

    def as_words(self) -> tuple[object, ...]:
        return self.folder, self.port, self.ca_file, self.seconds, int(self.logs_in)


def drafts() -> tuple[Draft, ...]:
    """Five emails to ten recipients, one of them with a report."""
    report = Attachment("report.docx", bytes(range(256)) * 600)
    return tuple(
        Draft(
            name=f"email-{number}",
            sender="performance@council.example",
            to=(f"head.{number}@council.example",),
            copies=tuple(f"copy.{number}.{each}@council.example" for each in range(number % 3)),
            subject=f"Email {number}",
            body=f"Dear {number},\n.\n.end\n",
            attachments=(report,) if number == 2 else (),
        )
        for number in range(1, 6)
    )


def send_once(sending: Sending, say: Callable[[str], None]) -> int:
    """Sends what is left; the exit code."""
    words = [
        "email",
        "--send",
        "--yes",
        "--server",
        f"localhost:{sending.port}",
        "--ca-file",
        str(sending.ca_file),
    ]
    options = parser_for(defaultdict(lambda: lambda *_: 0)).parse_args(words)
    user = {USER_VARIABLE: "performance", PASSWORD_VARIABLE: "a secret"} if sending.logs_in else {}
    console = replace(cli.CONSOLE, say=say, complain=say, environment=user)

    def impatient(typed: str, tls: Tls | None, ca_file: Path | None = None) -> MailServer | Refused:
        server = server_in(typed, tls, ca_file)
        return (
            replace(server, seconds=sending.seconds) if isinstance(server, MailServer) else server
        )

    with mock.patch.object(sending_act, "server_in", impatient):
        try:
            return send_emails(console, options, approved_plan(), drafts(), sending.folder)
        except cli.CannotRun as problem:
            say(f"Could not run: {problem}")
            return cli.COULD_NOT_RUN


def main(words: Sequence[str]) -> int:
    folder, port, ca_file, seconds, logs_in = words
    sending = Sending(Path(folder), int(port), Path(ca_file), float(seconds), logs_in == "1")
    return send_once(sending, lambda line: print(line, flush=True))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
