// Makes docs/protocol-conformance.md of what the checks recorded: `node page.mjs RECORD PAGE`. A check is a test with [Check(number, promise)].
import { readFileSync, writeFileSync } from 'node:fs';

const [record, page] = process.argv.slice(2);
const checks = 61;
const peers = { Test: 'own test', BotBuilder: '`botbuilder` 4.23.3', DirectLineJs: '`botframework-directlinejs` 0.15.8', WebChat: 'Web Chat 4.18.1 in Chromium' };

const tests = new Map();     // a test runs once for each of its rows and databases; it passed when all of them did
for (const line of readFileSync(record, 'utf8').split('\n').filter(Boolean)) {
  const [number, promise, peer, name, result] = line.split('\t');
  const key = `${number} ${promise} ${peer}`;
  const test = tests.get(key) ?? { number: Number(number), promise, peer, name, results: new Set() };
  test.results.add(result);
  tests.set(key, test);
}

const resultOf = ({ results }) => results.has('failed') ? '**failed**' : [...results].sort().at(-1);
const cell = text => text.replaceAll('|', '\\|');
const rows = [...tests.values()].sort((a, b) => a.number - b.number || (a.promise < b.promise ? -1 : 1));
const missing = Array.from({ length: checks }, (_, n) => n + 1).filter(number => !rows.some(row => row.number === number));

writeFileSync(page, `# What holds of the protocols

Made by \`./test.sh\` from the tests that carry a check's number; not to be edited. Each row is a test, which ran against the peer named.

| check | promise | peer | test | result |
|---|---|---|---|---|
${rows.map(row => `| ${row.number} | ${cell(row.promise)} | ${peers[row.peer]} | \`${cell(row.name)}\` | ${cell(resultOf(row))} |`).join('\n')}

${missing.length === 0 ? `Each of the ${checks} checks has a test.` : `Checks without a test so far: ${missing.join(', ')}.`}
`);
