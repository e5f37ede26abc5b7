"""Create a made-up portfolio: people, contracts and claims that look real and belong to nobody."""
