"""Whether quotes prove a sentence, by a small trained network."""
