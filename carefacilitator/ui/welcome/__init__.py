"""At the door: who is here, what each person agrees to, lists that are brought in."""
