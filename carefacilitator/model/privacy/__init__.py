"""What may leave this computer, by which exit, and what people must have agreed to for it.

:mod:`.purposes` names what people are asked, :mod:`.leaving` is the one table that every exit asks.
Whether somebody agreed is ``consent``; how a field leaves is declared with
the field itself (``leaves`` in :mod:`carefacilitator.model.records.records`).
"""
