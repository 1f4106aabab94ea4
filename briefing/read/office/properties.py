"""What office programs fill in -> title and author, only where the document itself bears them out."""

import re

from briefing.read.office.package import Attributes, Handler

HEAD = 6_000
"""So many characters at the beginning of a document bear out its title."""
_WORD = re.compile(r"[^\W_]+")
_PROGRAM = re.compile(r"(?:microsoft (?:word|powerpoint|excel)|wordperfect|writer)\s*[-–—]\s*", re.IGNORECASE)
_FILE = re.compile(r"\.(?:docx?|odt|rtf|pdf|indd|qxp|qxd|pages|pptx?|xlsx?|txt|html?|tmp|ps|eps)$", re.IGNORECASE)
_SHARE = 0.6  # of a title's words that the text has to have
_SPACES = re.compile(r"\s+")
_LONGEST = 300
_DUBLIN_CORE = "http://purl.org/dc/elements/1.1/ "
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?:[ ,&;]+[^\W\d_][\w.'’-]*){1,11}")


def stated_title(title: object, text: str) -> str | None:
    """Return a stated title where it names the article: two words or more that its beginning has too, no file name."""
    bare = _bare(title)
    words = _words(bare)
    if len(words) < 2 or _PROGRAM.match(bare) or _FILE.search(bare) or len(bare) > _LONGEST:
        return None
    held = set(_words(text[:HEAD]))
    return bare if sum(word in held for word in words) >= _SHARE * len(words) else None


def stated_author(author: object, text: str) -> str | None:
    """Return a stated author where it is a name that the document shows too: else it is whose machine it was."""
    bare = _bare(author)
    if len(bare) > _LONGEST or not _NAME.fullmatch(bare):
        return None
    return bare if bare.casefold() in _SPACES.sub(" ", f"{text[:HEAD]} {text[-HEAD:]}").casefold() else None


def _bare(value: object) -> str:
    return _SPACES.sub(" ", value[: 2 * _LONGEST]).strip() if isinstance(value, str) else ""


def _words(text: str) -> list[str]:
    return [word.casefold() for word in _WORD.findall(text)]


class Properties(Handler):
    """The Dublin Core properties of an office document."""

    def __init__(self) -> None:
        self.title = ""
        self.creator = ""
        self._inside = ""

    def start(self, name: str, _attributes: Attributes) -> None:
        """Note which property follows."""
        self._inside = name.removeprefix(_DUBLIN_CORE)

    def end(self, _name: str) -> None:
        """Nothing follows."""
        self._inside = ""

    def text(self, text: str) -> None:
        """Take the property's words."""
        if self._inside == "title":
            self.title += text[:_LONGEST]
        elif self._inside == "creator":
            self.creator += text[:_LONGEST]
