/** The verification page as one file that opens from disk: its own policy allows its own script and nothing else. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import type { OwnScript } from '../own-script';
import { escapeHtml, inertJson } from './escape';
import { formMarkup, keysMarkup, type VerifySetup } from './markup';

const STYLES = ['tokens.css', 'verify.css'];

/** Our own style sheets, without what only the build understands. */
async function styles(): Promise<string> {
  const folder = path.join(process.cwd(), 'app', '_ui', 'styles');
  const texts = await Promise.all(STYLES.map((name) => readFile(path.join(folder, name), 'utf8')));
  return texts.join('\n').replace(/@theme[^{]*\{[^}]*\}/g, '');
}

export async function savedPage(setup: VerifySetup, script: OwnScript): Promise<string> {
  const { words, locale } = setup;
  const css = await styles();
  const cssDigest = createHash('sha256').update(css).digest('base64');
  const policy = [
    "default-src 'none'",
    `script-src 'sha256-${script.digest}'`,
    `style-src 'sha256-${cssDigest}'`,
    "form-action 'none'",
    "base-uri 'none'",
  ].join('; ');
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta http-equiv="content-security-policy" content="${escapeHtml(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(words.title)}</title>
<style>${css}</style>
</head>
<body class="verify-saved">
<main class="verify">
<h1>${escapeHtml(words.title)}</h1>
<p class="lead">${escapeHtml(words.lead)}</p>
${formMarkup(setup)}
<div id="verify-result"></div>
${keysMarkup(setup)}
</main>
<script type="application/json" id="verify-setup">${inertJson(setup)}</script>
<script>${script.text}</script>
</body>
</html>
`;
}
