"""Write what the interface needs for itself: kept keys, acknowledged documents, and claims from one request."""
