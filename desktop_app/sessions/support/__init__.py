"""The support bundle: what support must know, and not a word of any conversation."""

from desktop_app.sessions.support.bundle import (
    BundleNotSavedError,
    BundlePlaces,
    BundleText,
    SupportBundle,
    bundle_of_store,
    make_bundle,
    save_bundle,
)

__all__ = [
    "BundleNotSavedError",
    "BundlePlaces",
    "BundleText",
    "SupportBundle",
    "bundle_of_store",
    "make_bundle",
    "save_bundle",
]
