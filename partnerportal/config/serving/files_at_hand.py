"""Check, before Django is loaded, the files a production process needs: controller, certificate, keys."""

from __future__ import annotations

from datetime import datetime

from partnerportal.config.controller import ControllerInvalid, read_controller
from partnerportal.config.environment import Environment
from partnerportal.config.secrets import read_secret_key
from partnerportal.config.serving import refusals
from partnerportal.config.serving.certificates import check_certificate
from partnerportal.config.serving.listening import listening_of
from partnerportal.kernel.crypto import CryptoError, KeyRing


def check_files(environment: Environment, now: datetime) -> None:
    """Return when all is there. Raises: Lacking or WrongSetting for the first that is not."""
    listening = listening_of(environment)
    if listening.certificate is not None:
        check_certificate(listening.certificate, now)
    check_controller(environment)
    read_secret_key(environment)
    check_keys(environment)
    if environment.database is None:
        raise refusals.no_database()


def check_controller(environment: Environment) -> None:
    """Return when the operator has said who they are. Raises: Lacking."""
    if environment.controller_file is None or not environment.controller_file.is_file():
        raise refusals.no_controller()
    try:
        read_controller(environment.controller_file)
    except ControllerInvalid as error:
        raise refusals.wrong_controller(str(error)) from error


def check_keys(environment: Environment) -> None:
    """Return when the keys open and are the operator's own. Raises: Lacking."""
    try:
        ring = KeyRing.load(environment.key_file)
    except CryptoError as error:
        raise refusals.unusable_keys(str(error)) from error
    if ring.is_demo:
        raise refusals.demo_keys()
