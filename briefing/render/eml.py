"""Brief and finished files -> brief.eml: one message, drafted."""

from briefing.model import Artifact, Brief
from briefing.plugins import RenderContext

NAME = "brief.eml"


class EmlRenderer:
    """The message."""

    needs: tuple[str, ...] = ()
    attaches = True
    """It is made as well from the formats that `[email] attach` names."""

    def render(self, brief: Brief, context: RenderContext) -> Artifact:
        """Build the draft; SettingsError says which address is none, RenderError which template is wrong."""
        return Artifact(name=NAME, media_type="message/rfc822", content=b"")
