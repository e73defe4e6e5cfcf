"""The program as a process: started with settings and secrets as an operator gives them, killed, started again."""

import asyncio
import os
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

from aiohttp import ClientError, ClientSession

ROOT = Path(__file__).parent.parent.parent
START_SECONDS = 60.0


class Process:
    """`folder` is its data folder; its log is "program.log" in it."""

    def __init__(self, folder: Path, port: int, settings: str, secrets: dict[str, str]) -> None:
        self.address = f"http://127.0.0.1:{port}"
        self.folder, self._port, self._secrets = folder, port, secrets
        self.kills = 0
        (folder / "config.toml").write_text(settings, encoding="utf-8")
        self._running: subprocess.Popen[bytes] | None = None

    @property
    def log(self) -> str:
        return (self.folder / "program.log").read_text(encoding="utf-8")

    def start(self) -> None:
        """Without waiting until it serves."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith("TTDN_")}
        command = [sys.executable, "-m", "bot", "run", "--config", "config.toml", "--data", str(self.folder)]
        with (self.folder / "program.log").open("ab") as log:
            self._running = subprocess.Popen(
                command,
                stdout=log,
                stderr=log,
                cwd=self.folder,
                env=environment | self._secrets | {"PYTHONPATH": str(ROOT)},
            )

    def kill(self) -> None:
        """As the system does it, without warning."""
        assert self._running is not None
        assert self._running.poll() is None, f"the program has ended by itself: {self.log[-2000:]}"
        self._running.kill()
        self._running.wait()
        self.kills += 1

    def stop(self) -> None:
        """As an operator does it. Nothing happens when it does not run."""
        if self._running is None or self._running.poll() is not None:
            return
        self._running.send_signal(signal.SIGTERM)
        try:
            self._running.wait(10)
        except subprocess.TimeoutExpired:
            self._running.kill()
            self._running.wait()

    async def serves(self) -> None:
        """Until its web server answers."""
        async with asyncio.timeout(START_SECONDS), ClientSession() as http:
            while True:
                assert self._running is not None
                assert self._running.poll() is None, f"the program has ended by itself: {self.log[-2000:]}"
                with suppress(ClientError):
                    async with http.get(f"{self.address}/") as response:
                        if response.status == 200:
                            return
                await asyncio.sleep(0.02)

    def megabytes(self) -> float:
        """Resident memory, as the kernel counts it."""
        assert self._running is not None
        lines = Path(f"/proc/{self._running.pid}/status").read_text(encoding="utf-8").splitlines()
        return next(int(line.split()[1]) / 1024 for line in lines if line.startswith("VmRSS:"))

    def processor_seconds(self) -> float:
        """Of the processor's time, used so far."""
        assert self._running is not None
        fields = Path(f"/proc/{self._running.pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")
