"""Brief -> Artifact: one file a format."""
