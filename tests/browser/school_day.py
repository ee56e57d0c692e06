"""A school on a real server for the journeys: the cast with passwords, a published notice, and what a person does."""

from datetime import timedelta

from sqlalchemy.orm import Session

from observe import clock
from observe.config import Settings
from observe.models.people import Notice, NoticeReading
from tests.browser.driver import Tablet
from tests.cast import Cast, make_cast
from tests.databases import rows_of
from tests.factories import PASSWORD, add, make_account, make_term

NOTICE = {"da": "Sådan behandler vi oplysninger.", "en": "How personal data is treated."}


def open_school(settings: Settings, notice_is_read: bool = True) -> None:
    """Fill the database of these settings; everybody can sign in with PASSWORD."""
    with rows_of(settings.database_url) as store:
        cast = make_cast(store)
        at = clock.now() - timedelta(days=1)
        for person in (cast.olga, cast.tom, cast.tara, cast.pia, cast.lena, cast.liam, cast.ana):
            make_account(store, person, at=at)
        today = clock.now().date()
        half = timedelta(days=80)
        make_term(store, cast.municipality, today - half, today + half, "Termin")
        _publish(store, cast, notice_is_read)
        store.commit()


def _publish(store: Session, cast: Cast, is_read: bool) -> None:
    at = clock.now()
    notice = Notice(municipality_id=cast.municipality.id, sha256="0" * 64, texts=NOTICE, published_at=at)
    add(store, notice)
    if is_read:
        add(store, NoticeReading(notice_id=notice.id, person_id=cast.olga.id, read_at=at))


def sign_in(tablet: Tablet, url: str, email: str) -> None:
    """Through the door, in Danish."""
    tablet.open(f"{url}/language/da")
    tablet.open(f"{url}/sign-in")
    tablet.fill("E-mail", email)
    tablet.fill("Adgangskode", PASSWORD)
    tablet.press("Log ind")


def open_notebook(tablet: Tablet, url: str) -> None:
    """One online visit: after this the notebook needs no server."""
    sign_in(tablet, url, "olga@example.org")
    tablet.see("Sofiendalskolen")
    tablet.until_offline_ready()
    tablet.until_enrolled()


def begin_visit(tablet: Tablet) -> None:
    """Visit Tom in 4.b, looking at three indicators."""
    tablet.press("Ny observation")
    tablet.see("Hvem besøger du?")
    tablet.fill("Søg blandt 2 lærere og pædagoger", "Tom")
    tablet.press("Tom Bjerregaard Holm")
    tablet.press("Start nu")
    tablet.see("Gemt på tabletten")


def finish_visit(tablet: Tablet) -> None:
    tablet.press("Afslut")
    tablet.fill("Sig det med noget, du så eller hørte", "Da alle fik tid til at tænke, svarede tre nye elever.")
    tablet.fill("Noget, du gerne vil forstå sammen med Tom", "Hvad tænker du om de 13, der ikke fik ordet?")
    tablet.press("Med det samme")
    tablet.press("Færdig")


def send_now(tablet: Tablet) -> None:
    """As a person would who does not want to wait for the next try."""
    tablet.press("Udbakke")
    tablet.press("Send nu")
