"""What a run writes and keeps below OUT: bundles, and the catalogue of them."""
