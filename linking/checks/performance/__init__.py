"""Self-evaluation forms (绩效自评表) held against themselves and the statements."""
