"""The encrypted file on this computer: tables, operations, projection, search, keys, migrations."""
