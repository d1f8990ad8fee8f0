"""Dialogs; each is opened with open(), never exec()."""
