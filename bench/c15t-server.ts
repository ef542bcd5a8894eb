/**
 * `@c15t/backend` as its guide says, on SQLite with the two indexes it lacks, about people who
 * consented once. Its packages lie in the folder given, installed by `c15t.ts`.
 */
import { createServer } from 'node:http';
import { createRequire } from 'node:module';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import Database from 'better-sqlite3';
import { getRequestListener } from '@hono/node-server';

const [folder = '', port = '0', subjects = '0'] = process.argv.slice(2);
const require = createRequire(path.join(folder, 'package.json'));

async function load<T>(name: string): Promise<T> {
  return (await import(pathToFileURL(require.resolve(name)).href)) as T;
}

interface Kysely {
  readonly Kysely: new (settings: object) => object;
  readonly SqliteDialect: new (settings: object) => object;
}
interface Adapter {
  readonly kyselyAdapter: (settings: object) => object;
}
interface Schema {
  readonly DB: {
    client(adapter: object): {
      createMigrator(): {
        migrateToLatest(settings: object): Promise<{ execute(): Promise<void> }>;
      };
    };
  };
}
interface Backend {
  readonly c15tInstance: (settings: object) => {
    handler(request: Request): Promise<Response>;
  };
}

const INDEXES = [
  'CREATE INDEX subject_external ON subject ("externalId")',
  'CREATE INDEX consent_subject ON consent ("subjectId")',
];

function populate(database: Database.Database): void {
  const now = Date.now();
  database.exec(INDEXES.join(';'));
  database
    .prepare('INSERT INTO domain (id, name, "createdAt", "updatedAt") VALUES (?, ?, ?, ?)')
    .run('dom_1', 'example.com', now, now);
  database
    .prepare(
      `INSERT INTO "consentPolicy" (id, version, type, "effectiveDate", "isActive", "createdAt")
       VALUES ('pol_1', '1.0.0', 'marketing_communications', ?, 1, ?)`,
    )
    .run(now, now);
  const subject = database.prepare(
    'INSERT INTO subject (id, "externalId", "createdAt", "updatedAt") VALUES (?, ?, ?, ?)',
  );
  const consent = database.prepare(
    `INSERT INTO consent (id, "subjectId", "domainId", "policyId", "purposeIds", "givenAt")
     VALUES (?, ?, 'dom_1', 'pol_1', '{"json":["pur_1"]}', ?)`,
  );
  database.transaction(() => {
    for (let index = 0; index < Number(subjects); index++) {
      subject.run(`sub_${String(index)}`, `member-${String(index)}`, now, now);
      consent.run(`cns_${String(index)}`, `sub_${String(index)}`, now);
    }
  })();
}

const { Kysely, SqliteDialect } = await load<Kysely>('kysely');
const { kyselyAdapter } = await load<Adapter>('@c15t/backend/db/adapters/kysely');
const { DB } = await load<Schema>('@c15t/backend/db/schema');
const { c15tInstance } = await load<Backend>('@c15t/backend');

const database = new Database(path.join(folder, 'c15t.db'));
for (const pragma of ['journal_mode = WAL', 'mmap_size = 1000000000']) database.pragma(pragma);
const db = new Kysely({ dialect: new SqliteDialect({ database }) });
const adapter = kyselyAdapter({ db, provider: 'sqlite' });
const migration = await DB.client(adapter)
  .createMigrator()
  .migrateToLatest({ mode: 'from-schema', updateSettings: true });
await migration.execute();
populate(database);
const backend = c15tInstance({
  ...{ appName: 'bench', basePath: '/api/c15t', adapter },
  ...{ trustedOrigins: ['https://example.com'], logger: { level: 'error' } },
});
const check = await backend.handler(
  new Request(
    'http://localhost/api/c15t/consents/check?externalId=member-1&type=marketing_communications',
  ),
);
const text = await check.text();
if (!text.includes('"hasConsent":true')) throw new Error(`c15t says: ${text}`);
const listener = getRequestListener((request) => backend.handler(request));
createServer((request, response) => void listener(request, response)).listen(
  Number(port),
  '127.0.0.1',
  () => console.log('c15t listening'),
);
process.on('SIGTERM', () => process.exit(0));
