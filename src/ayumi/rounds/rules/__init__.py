"""What holds of rounds without a database: stages and moves, scales, challenges, roll-ups."""
