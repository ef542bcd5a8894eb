// JavaScript of the portal's first load, gzipped, beside an empty page of the framework: both built,
// both read from the HTML that is really sent.
import { execFile } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { gzipSync } from 'node:zlib';
import { ensureBuild } from '../bin/bootstrap/build.mjs';
import type { BenchResult } from './model';
import { startServer, stopServer } from './processes';
import { freePort } from './world';

const EMPTY_PAGE = '.nattoku/empty-page';
const EMPTY_FILES = {
  'app/layout.tsx':
    "export default function Layout({ children }) { return <html lang='en'><body>{children}</body></html>; }\n",
  'app/page.tsx': 'export default function Page() { return <p>empty</p>; }\n',
  'next.config.mjs':
    "export default { turbopack: { root: process.cwd() + '/../..' }, typescript: { ignoreBuildErrors: true } };\n",
  'package.json': '{ "type": "module", "private": true }\n',
};
const run = promisify(execFile);

/** Every chunk the page loads or names for loading at once; what `nomodule` guards is for old browsers. */
function chunksOf(html: string): string[] {
  const modern = html.replace(/<script[^>]*\bnomodule\b[^>]*>/gi, '');
  const names = [...modern.matchAll(/static\/chunks\/[\w./%()[\]@~-]+?\.js/g)].map(
    ([name]) => name,
  );
  return [...new Set(names)];
}

function gzippedBytes(distDir: string, html: string): number {
  const chunks = chunksOf(html);
  if (chunks.length === 0) throw new Error('the page names no scripts: the measure is wrong');
  const sizes = chunks.map(
    (name) => gzipSync(readFileSync(path.join(distDir, name)), { level: 9 }).length,
  );
  return sizes.reduce((sum, size) => sum + size, 0);
}

async function emptyPageBytes(): Promise<number> {
  rmSync(EMPTY_PAGE, { recursive: true, force: true });
  for (const [name, content] of Object.entries(EMPTY_FILES)) {
    const file = path.join(EMPTY_PAGE, name);
    mkdirSync(path.dirname(file), { recursive: true });
    writeFileSync(file, content);
  }
  const next = path.resolve('node_modules/next/dist/bin/next');
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
  await run(process.execPath, [next, 'build'], { cwd: EMPTY_PAGE, env });
  const html = readFileSync(path.join(EMPTY_PAGE, '.next/server/app/index.html'), 'utf8');
  const bytes = gzippedBytes(path.join(EMPTY_PAGE, '.next'), html);
  rmSync(EMPTY_PAGE, { recursive: true, force: true });
  return bytes;
}

/** Every script the sent page names, as it is served. */
async function servedBytes(address: string): Promise<number> {
  const response = await fetch(address, { headers: { 'accept-language': 'ja' } });
  if (!response.ok) throw new Error(`the portal answered ${String(response.status)}`);
  const html = await response.text();
  const sources = [...html.matchAll(/<script\b[^>]*\ssrc="([^"]+)"/g)].map(([, src = '']) => src);
  if (sources.length === 0) throw new Error('the page names no scripts: the measure is wrong');
  const sizes = sources.map(async (src) => {
    const script = await fetch(new URL(src.replaceAll('&amp;', '&'), address));
    return gzipSync(Buffer.from(await script.arrayBuffer()), { level: 9 }).length;
  });
  return (await Promise.all(sizes)).reduce((sum, size) => sum + size, 0);
}

async function portalBytes(): Promise<number> {
  await ensureBuild();
  const dataDir = mkdtempSync(path.join(tmpdir(), 'nattoku-bundle-'));
  const port = String(await freePort());
  const settings = { DATA_DIR: dataDir, PORT: port, NODE_ENV: 'production' as const };
  const env = { ...process.env, ...settings, NATTOKU_READY_LINE: '1' };
  await run(process.execPath, ['--import', 'tsx', 'bin/prepare.ts'], { env });
  const server = await startServer('server.ts', [], env, /^nattoku listening/);
  try {
    return await servedBytes(`http://127.0.0.1:${port}/`);
  } finally {
    await stopServer(server);
    rmSync(dataDir, { recursive: true, force: true });
  }
}

export async function benchBundle(): Promise<BenchResult> {
  const empty = (await emptyPageBytes()) / 1024;
  const portal = (await portalBytes()) / 1024;
  return {
    name: 'first load of the portal',
    figures: { 'an empty page (kB gz)': empty, 'the portal (kB gz)': portal },
    targets: [
      {
        what: 'JavaScript above an empty page, kB gz',
        measured: portal - empty,
        wanted: 20,
        atMost: true,
      },
    ],
  };
}
