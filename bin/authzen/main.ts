/** Serves the AuthZEN certification scenario until it is stopped: for conformance runs, never for work. */
import { createServer } from 'node:http';
import { parseArgs } from 'node:util';
import { scenarioListener } from './scenario-listener';

const USAGE = `Serves the AuthZEN certification scenario (users alice and bob, records 1 and 2).

  npm run authzen:scenario -- --port 4010 [--key KEY] [--host ADDRESS]

  --port   where to listen
  --key    the bearer that every question needs; without it the scenario is open
  --host   address to listen on; 127.0.0.1 if not said`;

function readOptions() {
  const { values } = parseArgs({
    options: {
      port: { type: 'string' },
      key: { type: 'string' },
      host: { type: 'string', default: '127.0.0.1' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  const port = Number(values.port);
  const isPort = /^\d{1,5}$/.test(values.port ?? '') && port < 65_536;
  if (!values.help && !isPort) throw new Error('--port takes a number from 0 to 65535');
  if (values.key !== undefined && !/^[\x21-\x7e]{1,512}$/.test(values.key)) {
    throw new Error('--key takes visible ASCII without spaces');
  }
  return { ...values, port };
}

function serve({ port, key, host }: ReturnType<typeof readOptions>): void {
  const server = createServer();
  server.on('error', (error: NodeJS.ErrnoException) => {
    console.error(`authzen:scenario: cannot listen on port ${String(port)} (${error.code ?? ''})`);
    process.exit(1);
  });
  server.listen(port, host, () => {
    const address = server.address();
    const bound = typeof address === 'object' && address !== null ? address.port : port;
    const origin = `http://localhost:${String(bound)}`;
    server.on('request', scenarioListener(origin, key));
    console.log(`authzen scenario listening ${origin}`);
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      server.closeAllConnections();
      server.close(() => process.exit(0));
    });
  }
}

try {
  const options = readOptions();
  if (options.help) console.log(USAGE);
  else serve(options);
} catch (error) {
  console.error(`authzen:scenario: ${(error as Error).message}\n\n${USAGE}`);
  process.exitCode = 2;
}
