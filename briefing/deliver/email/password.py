"""Settings -> the password, asked for when it is needed: from the environment, or from a program that knows it."""

import os
import subprocess
from collections.abc import Sequence

from briefing.errors import SettingsError
from briefing.settings.records import Email

_PATIENCE = 120  # seconds: a program may ask a person


def password_of(email: Email) -> str:
    """Return the password of `email.user`; SettingsError says where it was looked for, never what was found."""
    key, given = "password_env", os.environ.get(email.password_env or "")
    if given is None and email.password_command:
        key, given = "password_command", _printed(email.password_command)
    if given is None:
        where = f"the environment variable {email.password_env} is not set"
        raise SettingsError(f"email.password_env: {where}; set it, or name a password_command")
    if not given or not given.isprintable():
        raise SettingsError(f"email.{key}: what it holds is no password: it is empty, or not one line of text")
    return given


def _printed(command: Sequence[str]) -> str:
    """Return the first line that a program prints; it may use the terminal to ask for what opens its store."""
    name = command[0]
    try:
        printed = subprocess.check_output(command, timeout=_PATIENCE)
        return printed.decode("utf-8").partition("\n")[0].rstrip("\r")
    except OSError as error:
        reason = f"can't be started: {error.strerror or error}"
    except subprocess.TimeoutExpired:
        reason = f"said nothing for {_PATIENCE} seconds"
    except subprocess.CalledProcessError as error:
        reason = f"ended with {error.returncode}"
    except UnicodeDecodeError:
        reason = "printed no UTF-8"
    raise SettingsError(f"email.password_command: {name} {reason}; try it in a terminal")
