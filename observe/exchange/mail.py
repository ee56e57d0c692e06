"""Mail out: plain text by SMTP, in the person's language, and never anything of an observation in it."""

import ssl
from collections.abc import Callable
from email.message import EmailMessage
from email.utils import make_msgid
from smtplib import SMTP

from flask_babel import force_locale

from observe.config import Settings
from observe.models.people import Person

# A server that does not answer must not keep the other jobs waiting.
TIMEOUT_SECONDS = 30


def compose(settings: Settings, person: Person, words: Callable[[], tuple[str, str]]) -> EmailMessage:
    """A message to the person; ``words`` gives subject and text, called while their language is in force."""
    with force_locale(person.language):
        subject, text = words()
    message = EmailMessage()
    message["From"] = settings.mail_from
    message["To"] = person.email
    message["Subject"] = subject
    message["Message-ID"] = make_msgid(domain=settings.mail_from.rpartition("@")[2])
    # Out-of-office programs leave such mail unanswered.
    message["Auto-Submitted"] = "auto-generated"
    message.set_content(text)
    return message


def send(settings: Settings, message: EmailMessage) -> None:
    """Hand it to the SMTP server; raises OSError or SMTPException (itself an OSError) if that fails."""
    with SMTP(settings.smtp_host, settings.smtp_port, timeout=TIMEOUT_SECONDS) as server:
        if settings.smtp_starttls:
            server.starttls(context=ssl.create_default_context())
        if settings.smtp_user:
            server.login(settings.smtp_user, settings.smtp_password)
        server.send_message(message)
