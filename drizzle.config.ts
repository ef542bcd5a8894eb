/** `DB_ENGINE=sqlite|postgres|sqlite-keys|postgres-keys npm run db:generate`: one folder of migrations each. */
import { defineConfig } from 'drizzle-kit';

const engine = process.env['DB_ENGINE'] ?? 'sqlite';

export default defineConfig({
  dialect: engine.startsWith('postgres') ? 'postgresql' : 'sqlite',
  schema: `./db/schema/${engine}.ts`,
  out: `./db/migrations/${engine}`,
});
