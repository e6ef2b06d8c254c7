"""Other people's files, read and written without a window and without a workspace.

Reading never trusts: sizes, encodings, separators and contents are checked, and a file that
cannot be read with certainty is refused by a sentence. Writing is for people's own tools.
"""
