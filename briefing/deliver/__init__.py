"""Artifact -> where it is wanted."""
