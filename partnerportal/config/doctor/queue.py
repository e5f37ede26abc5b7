"""Judge the figures of queue and journal."""

from __future__ import annotations

from collections.abc import Mapping

from partnerportal.config.doctor.finding import Finding, error, graded, ok, warning

HEARTBEAT_WARNING_SECONDS, HEARTBEAT_ERROR_SECONDS = 30, 120
WAITING_WARNING_SECONDS, WAITING_ERROR_SECONDS = 300, 3600
UNSEALED_WARNING_SECONDS, UNSEALED_ERROR_SECONDS = 300, 3600
MONTHS_AHEAD = 2

START_WORKER = "systemctl status portal-worker; sein Protokoll: journalctl -u portal-worker"


def examine_figures(figures: Mapping[str, float]) -> list[Finding]:
    """Return what is to say about worker, queue, deliveries and journal."""
    return [_worker(figures), _waiting(figures), *_given_up(figures), *_journal(figures)]


def _worker(figures: Mapping[str, float]) -> Finding:
    silent = figures.get("worker_silent_seconds")
    if silent is None:
        return error("queue", "Es läuft kein Arbeitsprozess.", START_WORKER)
    return graded(
        "queue", silent, warn=HEARTBEAT_WARNING_SECONDS, fail=HEARTBEAT_ERROR_SECONDS,
        message=f"Letztes Lebenszeichen des Arbeitsprozesses vor {silent:.0f} s.", next_step=START_WORKER,
    )  # fmt: skip


def _waiting(figures: Mapping[str, float]) -> Finding:
    return graded(
        "queue", figures["oldest_job_seconds"], warn=WAITING_WARNING_SECONDS, fail=WAITING_ERROR_SECONDS,
        message=f"{figures['jobs_waiting']:.0f} Aufträge warten, der älteste {figures['oldest_job_seconds']:.0f} s.",
        next_step=START_WORKER,
    )  # fmt: skip


def _given_up(figures: Mapping[str, float]) -> list[Finding]:
    findings = []
    if count := figures["deliveries_failed"]:
        findings.append(
            error(
                "queue", f"{count:.0f} Nachrichten sind nicht zustellbar.", "Mailserver und Adressen prüfen."
            )
        )
    if count := figures["jobs_failed"]:
        findings.append(
            warning("queue", f"{count:.0f} Aufträge schlugen endgültig fehl.", "journalctl -u portal-worker")
        )
    return findings


def _journal(figures: Mapping[str, float]) -> list[Finding]:
    ahead = figures["journal_months_ahead"]
    message = f"Für {ahead:.0f} kommende Monate ist das Protokoll vorbereitet."
    if ahead < MONTHS_AHEAD:
        findings = [
            (warning if ahead else error)("journal", message, "./portal migrate; läuft der Arbeitsprozess?")
        ]
    else:
        findings = [ok("journal", message)]
    unsealed = figures.get("journal_unsealed_seconds", 0.0)
    findings.append(
        graded(
            "journal", unsealed, warn=UNSEALED_WARNING_SECONDS, fail=UNSEALED_ERROR_SECONDS,
            message=f"Die älteste unversiegelte Zeile wartet seit {unsealed:.0f} s.", next_step=START_WORKER,
        )
    )  # fmt: skip
    return findings
