/**
 * The limit: bare node:http that reads and parses the same body and answers a constant of the
 * same size. No server on this stack can do less, so it is what ours is measured against.
 */
import { createServer } from 'node:http';

const [port = '0', answerBytes = '2'] = process.argv.slice(2);
const answer = Buffer.from(`"${'x'.repeat(Number(answerBytes) - 2)}"`);
const headers = ['content-type', 'application/json', 'content-length', String(answer.length)];

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk: Buffer) => chunks.push(chunk));
  request.on('end', () => {
    JSON.parse(Buffer.concat(chunks).toString());
    response.writeHead(200, headers).end(answer);
  });
});
server.listen(Number(port), '127.0.0.1', () => console.log('limit listening'));
process.on('SIGTERM', () => process.exit(0));
