"""caniemail.json of npm's package caniemail -> tests/render/mail_support.json: what the large mail programs support.

npm pack caniemail && tar xf caniemail-*.tgz && python tools/mail_support.py package/data/caniemail.json
"""

import json
import sys
from pathlib import Path

CLIENTS = (
    ("gmail", "desktop-webmail"),
    ("gmail", "ios"),
    ("gmail", "android"),
    ("outlook", "windows"),
    ("apple-mail", "macos"),
    ("apple-mail", "ios"),
)
TABLE = Path(__file__).parents[1] / "tests" / "render" / "mail_support.json"


def condense(data: dict[str, object]) -> dict[str, object]:
    """Keep a letter a client of each feature, of its newest version: y(es), a(lmost), n(o), u(nknown)."""
    features = {}
    for feature in data["data"]:
        held = [feature["stats"].get(family, {}).get(platform, {}) for family, platform in CLIENTS]
        features[feature["slug"]] = "".join([*versions.values()][-1][0] if versions else "u" for versions in held)
    return {
        "source": "https://www.caniemail.com, MIT licence; npm caniemail",
        "updated": data["last_update_date"][:10],
        "clients": [" ".join(client) for client in CLIENTS],
        "features": dict(sorted(features.items())),
    }


if __name__ == "__main__":
    table = condense(json.loads(Path(sys.argv[1]).read_text("utf-8")))
    TABLE.write_text(json.dumps(table, indent=1) + "\n", "utf-8")
