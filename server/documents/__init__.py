"""Papers of a conference: pure functions from a room to the bytes of a file. They read no clock:
`at` is the moment that the paper shows and that its file carries."""
