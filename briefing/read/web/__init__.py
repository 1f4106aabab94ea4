"""Addresses -> files in a cache folder, read like any other: only where `--fetch` asks for it."""
