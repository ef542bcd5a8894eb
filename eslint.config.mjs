// The walls of the house (ARCHITECTURE "Directions"). Each message names the right home.
import js from '@eslint/js';
import importX from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

const PURE_MESSAGE =
  'A kernel is pure: pass what it needs as an argument; the reader or writer lives in lib/record or lib/runtime.';

const zones = [
  { target: './lib', from: './app', message: 'lib/ knows no pages: what both need lives in lib/.' },
  { target: './db', from: './app', message: 'db/ knows no pages.' },
  {
    target: ['./db/*.ts', './db/!(default-catalogue)/**'],
    from: './lib',
    message:
      'db/ stores bytes and rows: hand it functions as arguments (see AdvanceLedger in db/append-port.ts).',
  },
  {
    target: './db/default-catalogue',
    from: ['./lib/*.ts', './lib/!(catalogue)/**'],
    message:
      'The default catalogue is data typed by lib/catalogue/model.ts (its test holds it to the rules beside it); it knows nothing else.',
  },
  {
    target: './app',
    from: './db',
    message:
      'Pages read through lib/ (queries.ts) and write through lib/record: nothing in app/ touches storage.',
  },
  {
    target: './lib/ledger',
    from: ['./lib/!(ledger)/**', './lib/*.ts', './db/**'],
    message:
      'The ledger knows bytes only, no domain: domain code that uses it lives in lib/record or lib/evidence.',
  },
  {
    target: './lib/catalogue',
    from: ['./lib/!(catalogue)/**', './db/**', './app/**'],
    message: `${PURE_MESSAGE} The catalogue knows nothing but itself.`,
  },
  {
    target: './lib/choice',
    from: ['./lib/!(choice|catalogue)/**', './db/**', './app/**'],
    message: `${PURE_MESSAGE} choice/ may read catalogue/ only.`,
  },
  {
    target: './lib/decision',
    from: ['./lib/!(decision|choice|catalogue)/**', './db/**', './app/**'],
    message: `${PURE_MESSAGE} decision/ may read choice/ and catalogue/ only; asking with state and tallies is lib/asking.`,
  },
  {
    target: './lib/portal',
    from: [
      './lib/!(portal|record|choice|decision|catalogue|identity|runtime)/**',
      './lib/{env,log}.ts',
      './app/**',
    ],
    message:
      'What the portal shows and saves is read from record, choice, decision and catalogue, for a principal of identity: HTTP lives in lib/api, words and markup in app/_ui, files and searches in lib/evidence.',
  },
  {
    target: './lib/!(api)/**',
    from: './lib/api',
    message: 'HTTP lives in lib/api alone: rules and outcomes belong to the module they are about.',
  },
  {
    target: './sdk',
    from: ['./app', './db', './lib', './bin', './bench'],
    message:
      'The SDK is installed by other teams: it depends on nothing here. Wire types live in sdk/src/contract.ts.',
  },
  {
    target: './app/demo',
    from: ['./lib/record', './lib/decision', './lib/choice', './lib/asking'],
    message:
      'The demo is a stranger: it talks HTTP with a key through sdk/ like any other system (its seed lives in bin/).',
  },
];

export default tseslint.config(
  {
    ignores: [
      'node_modules',
      '.next',
      'next-env.d.ts',
      'db/migrations',
      'test-results',
      'playwright-report',
      'data',
      'sdk/dist',
    ],
  },
  js.configs.recommended,
  ...tseslint.configs.strict,
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver()] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/no-explicit-any': 'error',
      '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'inline-type-imports' }],
      '@typescript-eslint/no-non-null-assertion': 'error',
      'max-lines': ['error', { max: 400, skipBlankLines: false, skipComments: false }],
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ExportAllDeclaration',
          message: 'No barrels: import from the file that holds it.',
        },
      ],
    },
  },
  {
    files: ['lib/{choice,decision,catalogue,ledger}/**/*.ts'],
    ignores: ['**/*.test.ts'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'Date', property: 'now', message: 'Kernels take `nowMs` as an argument.' },
        { object: 'Math', property: 'random', message: 'Kernels take their ids as arguments.' },
      ],
    },
  },
  {
    files: ['**/*.test.{ts,tsx}', 'e2e/**', '**/*.data.ts', 'db/default-catalogue/**'],
    rules: { 'max-lines': 'off' },
  },
  {
    files: ['**/*.{mjs,js}'],
    languageOptions: {
      globals: {
        process: 'readonly',
        console: 'readonly',
        URL: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
        fetch: 'readonly',
        AbortSignal: 'readonly',
        Buffer: 'readonly',
      },
    },
  },
);
