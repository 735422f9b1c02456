"""What longer commands do, step by step; cli.py hands them the screen, the keyboard, the clock and the environment."""
