"""Show the data exchange: deliveries to the administrator, what differs to the clerks who keep contracts."""
