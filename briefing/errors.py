"""The one tree of errors; only the command line turns them into text and an exit code.

BriefingError         1   what, where, what to do
├── SettingsError     2   file, key, what was found, what is allowed; all mistakes at once
├── PluginError       2   the name asked for, the names installed
├── ReadError         1   the source, and what is wrong with it
├── RenderError       1   template:line, or what to install
├── DeliveryError     1   the place that refused
└── TraceError       70   our fault: the citation, and what the source says
"""


class BriefingError(Exception):
    """Anything that a user can act on; its text says what, where and what to do."""

    exit_code = 1


class SettingsError(BriefingError):
    """A settings file or an option is wrong; every mistake is named at once."""

    exit_code = 2


class PluginError(BriefingError):
    """A plugin is not installed, or two have one name."""

    exit_code = 2


class ReadError(BriefingError):
    """A source cannot be read; it costs one document, never the run."""


class RenderError(BriefingError):
    """A template is wrong, or a renderer lacks something that has to be installed."""


class DeliveryError(BriefingError):
    """A place refused a finished file."""


class TraceError(BriefingError):
    """A quotation does not stand in its source: our own fault, never shipped."""

    exit_code = 70
