"""Conversations: records, journal, index, store, manager, backup, cleanup and health. No screen."""
