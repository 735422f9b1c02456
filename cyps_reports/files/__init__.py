"""Files put in their places, whole or not at all; what somebody edited is kept."""
