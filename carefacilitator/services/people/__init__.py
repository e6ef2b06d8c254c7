"""People: who comes, who is here, what each agreed to, lists that are taken in."""
