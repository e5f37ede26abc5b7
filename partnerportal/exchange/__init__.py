"""Data exchange with insurers and brokers: what comes in as files of the industry and leaves as such."""
