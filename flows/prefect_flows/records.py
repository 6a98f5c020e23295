"""The flow engine's own records of runs: removed when they are old, corrected when they are wrong."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from prefect.client.orchestration import get_client
from prefect.client.schemas.filters import (
    FlowRunFilter,
    FlowRunFilterEndTime,
    FlowRunFilterState,
    FlowRunFilterStateType,
)
from prefect.client.schemas.objects import State, StateType
from prefect.states import Crashed

AT_ONCE = 200


def prune_records(days: float) -> int:
    """Remove the flow runs that ended more than some days ago, with their tasks and logs; their number."""
    before = datetime.now(UTC) - timedelta(days=days)
    old = FlowRunFilter(end_time=FlowRunFilterEndTime.model_validate({"before_": before}))
    removed = 0
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=old, limit=AT_ONCE):
            for run in runs:
                client.delete_flow_run(run.id)
            removed += len(runs)
    return removed


def note_lost_runs() -> int:
    """Record runs that still count as running as crashed; their number.

    Only for who knows that none is running: a service that has just started its own engine.
    """
    running = [StateType.RUNNING, StateType.PENDING, StateType.CANCELLING]
    state = FlowRunFilterState(type=FlowRunFilterStateType(any_=running))
    lost = 0
    with get_client(sync_client=True) as client:
        while runs := client.read_flow_runs(flow_run_filter=FlowRunFilter(state=state), limit=AT_ONCE):
            for run in runs:
                crashed: State[None] = Crashed(message="The service ended while this was running.")
                client.set_flow_run_state(run.id, crashed, force=True)
            lost += len(runs)
    return lost
