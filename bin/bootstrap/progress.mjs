import { clearInterval, setInterval } from 'node:timers';

const FRAMES = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** Seconds as people read them: `0.4 s`, `81 s`. */
export function seconds(ms) {
  return ms < 9950 ? `${(ms / 1000).toFixed(1)} s` : `${String(Math.round(ms / 1000))} s`;
}

/** A step that had nothing to do. */
export function skipped(label, out = process.stdout) {
  out.write(`  ✓ ${label}\n`);
}

/** Runs one step, showing that it runs; its mark and seconds stay on the screen. */
export async function step(label, work, out = process.stdout) {
  const begun = Date.now();
  let frame = 0;
  const draw = () => {
    const mark = FRAMES[frame++ % FRAMES.length];
    out.write(`\r  ${mark} ${label} … ${seconds(Date.now() - begun)} `);
  };
  if (!out.isTTY) out.write(`  … ${label}\n`);
  const timer = out.isTTY ? setInterval(draw, 120) : undefined;
  const end = (mark) => {
    if (timer !== undefined) clearInterval(timer);
    out.write(
      `${out.isTTY ? '\r\u001b[2K' : ''}  ${mark} ${label} (${seconds(Date.now() - begun)})\n`,
    );
  };
  try {
    const result = await work();
    end('✓');
    return result;
  } catch (error) {
    end('✗');
    throw error;
  }
}
