"""Sempre: a desktop chat whose conversations are permanent."""

__version__ = "0.1.0"
