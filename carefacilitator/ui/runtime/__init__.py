"""What runs below every page: the worker, autosave, what happens to an exception.

No widget that a person sees lives here.
"""
