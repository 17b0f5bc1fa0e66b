"""Signing in by OIDC, put together."""

from starlette.routing import BaseRoute

from casework.entrance import Entrance, Ground
from casework.http.doors import Doors
from casework.http.oidc import Provider
from casework.http.oidc_doors import OidcDoors
from casework.http.pages import Pages
from casework.settings import Settings
from casework.store.sign_ins import SignIns


def oidc_routes(ground: Ground, entrance: Entrance, settings: Settings, doors: Doors, pages: Pages) -> list[BaseRoute]:
    secret = settings.oidc_client_secret.get_secret_value()
    provider = Provider(settings.oidc_issuer, settings.oidc_client_id, secret, settings.oidc_claim)
    sign_ins = SignIns(ground.store, ground.clock)
    return OidcDoors(provider, sign_ins, entrance.accounts, entrance.desk, doors, pages, entrance.cookies).routes()
