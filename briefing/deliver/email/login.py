"""User and password -> a server that lets us in, over TLS alone."""

import base64
import smtplib
import ssl

from briefing.deliver.email.server import LostError, Server, ServerError, said


def log_in(client: smtplib.SMTP, server: Server, user: str) -> None:
    """Give user and password, over TLS alone, in the first way that the server knows."""
    if not isinstance(client.sock, ssl.SSLSocket):
        raise ServerError(f"{server}: the connection is not encrypted, and a password goes over no other")
    offered = client.esmtp_features.get("auth", "").upper().split()
    known = ("XOAUTH2",) if server.auth == "oauth2" else ("PLAIN", "LOGIN")
    way = next((way for way in known if way in offered), None)
    if way is None:
        raise ServerError(
            f"{server}: offers {', '.join(offered) or 'no way'} to log in; known here: {', '.join(known)}"
        )
    answer = said(*_proven(client, way, user, server.password()))
    if answer.temporary and answer.code != 334:
        raise LostError(str(answer))
    if answer.code != 235:
        raise ServerError(f"{server}: does not let {user} in: {answer}")


def _proven(client: smtplib.SMTP, way: str, user: str, password: str) -> tuple[int, bytes]:
    """Give what a way asks for; the last answer says whether it was right."""
    first, then = {
        "PLAIN": (f"\0{user}\0{password}", None),
        "LOGIN": (user, _coded(password)),
        "XOAUTH2": (f"user={user}\1auth=Bearer {password}\1\1", ""),  # the empty line asks for the reason
    }[way]
    code, text = client.docmd("AUTH", f"{way} {_coded(first)}")
    return client.docmd(then) if code == 334 and then is not None else (code, text)


def _coded(text: str) -> str:
    return base64.b64encode(text.encode()).decode("ascii")
