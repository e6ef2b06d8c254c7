"""What a screen reader is told: names, roles, and what changed without the keyboard going there.

Every page names its controls by ``named`` and ``described``, so that no invisible mark reaches a
braille display and nothing is heard twice. What changes by itself is announced by ``announce``.
"""
