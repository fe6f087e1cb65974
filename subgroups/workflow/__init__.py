"""The tables of moves: which state may follow which, by whose right, and what is judged first."""
