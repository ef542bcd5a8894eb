// Preloaded into a process that is measured: tells on descriptor 3 what it took, when it ends.
import { readFileSync, writeSync } from 'node:fs';
import { isMainThread } from 'node:worker_threads';

const TOLD_ON = 3;

function peakBytes() {
  // Not maxRSS: on Linux that begins with what the parent held when it started this process.
  if (process.platform !== 'linux') return process.resourceUsage().maxRSS * 1024;
  const [, kibibytes] = /^VmHWM:\s+(\d+) kB$/m.exec(readFileSync('/proc/self/status', 'latin1'));
  return Number(kibibytes) * 1024;
}

if (isMainThread) {
  process.on('exit', () => {
    const { user, system } = process.cpuUsage();
    const told = { cpuSeconds: (user + system) / 1_000_000, peakBytes: peakBytes() };
    writeSync(TOLD_ON, JSON.stringify(told));
  });
}
