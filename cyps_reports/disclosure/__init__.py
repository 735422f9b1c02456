"""The public edition: what may be shown, made from figures among which the hidden ones are not."""
