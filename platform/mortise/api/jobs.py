"""Jobs that failed too often, for administrators."""

from datetime import datetime
from typing import Final

from fastapi import APIRouter, Depends
from pydantic import BaseModel
from starlette.requests import Request

from mortise.api.entrance import require_operator
from mortise.edge.bodies import path_id
from mortise.edge.host import host_of
from mortise.errors import NotFound
from mortise.jobs.failures import QueueName, failed_jobs, retry

router: Final = APIRouter(tags=["jobs"])

MOST: Final = 200


class FailedJob(BaseModel):
    """A job that was put aside, with its last error."""

    queue: QueueName
    id: int
    kind: str
    app_id: int | None
    attempts: int
    error: str | None
    created_at: datetime
    dead_at: datetime


class FailedJobs(BaseModel):
    """The jobs that were put aside, the latest first."""

    items: list[FailedJob]


@router.get("/api/jobs", dependencies=[Depends(require_operator)])
async def failures(request: Request) -> FailedJobs:
    """The jobs that failed five times and wait for a person."""
    async with host_of(request).database.read() as reader:
        rows = await failed_jobs(reader, MOST)
    return FailedJobs(items=[FailedJob.model_validate(dict(row)) for row in rows])


@router.post("/api/jobs/{queue}/{id}/retry", status_code=204, dependencies=[Depends(require_operator)])
async def try_again(request: Request, queue: QueueName) -> None:
    """Has a job tried again."""
    number = path_id(request)
    async with host_of(request).database.transaction() as tx:
        if not await retry(tx, queue, number):
            raise NotFound
