"""An authority of our own, and certificates by it: openssl makes them."""

import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

_NEW = (*["req", "-x509", "-nodes", "-days", "2", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"],)


def make_authority(folder: Path, servers: Mapping[str, Sequence[str]]) -> None:
    """Write ca.pem, and NAME.pem with NAME.key for each server with the names and addresses that it has."""
    ours = "-subj", "/CN=Our own authority", "-addext", "keyUsage=critical,keyCertSign"
    _run(folder, "-keyout", "ca.key", "-out", "ca.pem", *ours)
    for name, hosts in servers.items():
        alternatives = ",".join(f"{'IP' if host[0].isdigit() else 'DNS'}:{host}" for host in hosts)
        theirs = "-subj", f"/CN={hosts[0]}", "-addext", f"subjectAltName={alternatives}"
        plain = "-addext", "basicConstraints=critical,CA:FALSE"
        signed = "-CA", "ca.pem", "-CAkey", "ca.key"
        _run(folder, *signed, "-keyout", f"{name}.key", "-out", f"{name}.pem", *theirs, *plain)


def _run(folder: Path, *arguments: str) -> None:
    subprocess.run(["openssl", *_NEW, *arguments], cwd=folder, check=True, capture_output=True)
