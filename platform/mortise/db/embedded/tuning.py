"""The embedded server's settings, fit for the machine it runs on."""

import os
import sys
from collections.abc import Mapping

MEGABYTE = 1024 * 1024


def memory() -> int:
    """The machine's memory in bytes."""
    return os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES")


def server_settings(where: Mapping[str, str], *, durable: bool) -> str:
    """A configuration file: where to listen, and what suits a small server with fast storage."""
    shared = max(64, min(512, memory() // MEGABYTE // 16))
    settings = {
        **where,
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "superuser_reserved_connections": "3",
        "shared_buffers": f"{shared}MB",
        "effective_cache_size": f"{shared * 4}MB",
        "work_mem": "16MB",
        "maintenance_work_mem": "128MB",
        "max_worker_processes": "6",
        "max_parallel_workers": "2",
        "max_parallel_workers_per_gather": "1",
        "random_page_cost": "1.1",
        "jit": "off",
        "max_wal_size": "2GB",
        **({"wal_sync_method": "open_datasync"} if sys.platform == "linux" else {}),
        "checkpoint_timeout": "15min",
        "password_encryption": "scram-sha-256",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "logging_collector": "on",
        "log_directory": "log",
        "log_filename": "postgres-%a.log",
        "log_truncate_on_rotation": "on",
        "log_rotation_age": "1d",
        "log_rotation_size": "0",
        "log_checkpoints": "off",
        "log_min_duration_statement": "-1",
    }
    if not durable:
        settings |= {"shared_buffers": "128MB", "deadlock_timeout": "100ms", "max_connections": "300"}
        settings |= {
            "fsync": "off",
            "synchronous_commit": "off",
            "full_page_writes": "off",
            "wal_level": "minimal",
        }
        settings |= {"max_wal_senders": "0", "autovacuum_naptime": "1h"}
    lines = [f"{name} = {quoted(value)}" for name, value in settings.items()]
    return "# Written by Mortise at every start.\n" + "\n".join(lines) + "\n"


def quoted(value: str) -> str:
    """A value as postgresql.conf writes it."""
    return "'" + value.replace("'", "''") + "'"
