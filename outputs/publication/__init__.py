"""What readers see: snapshots of the bundles, as Parquet, as Delta tables, on an object store."""
