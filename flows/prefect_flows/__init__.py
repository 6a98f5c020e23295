"""The same work as Prefect flows: runs, crawls, schedules, a cluster. This package alone knows Prefect."""
