"""The status panel."""
